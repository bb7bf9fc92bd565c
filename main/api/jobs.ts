import type { jobs } from '#contract/jobs';
import type { Handlers } from '#contract/operation';
import type { Actor } from '#domain/access';
import { getJob, type JobScope, listJobs, requestCancel } from '#store/jobs';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** Everybody sees the jobs they started; who may see the page of jobs sees all. */
function scopeOf(actor: Actor): JobScope {
  return actor.permissions.has('jobs.view') ? { kind: 'all' } : { kind: 'own', userId: actor.userId };
}

type Found = NonNullable<Awaited<ReturnType<typeof getJob>>>;

const rowOf = ({ actorId, userName, result, errorParams, ...row }: Found) => ({
  ...row,
  result: result === null ? null : (JSON.parse(result) as unknown),
  errorParams: errorParams === null ? null : (JSON.parse(errorParams) as unknown),
  actorName: userName ?? actorId,
});

async function find(ctx: Ctx, id: string): Promise<Found> {
  const found = await getJob(ctx.db, scopeOf(ctx.actor), id);
  if (!found) throw new Refusal('api.notFound', { what: 'job', id });
  return found;
}

export const jobsApi: Handlers<typeof jobs, Ctx> = {
  'jobs.list': async (ctx, page) => {
    const { rows, total } = await listJobs(ctx.db, scopeOf(ctx.actor), page);
    return { rows: rows.map(rowOf), total };
  },
  'jobs.get': async (ctx, { id }) => rowOf(await find(ctx, id)),
  'jobs.cancel': async (ctx, { id }) => {
    const job = await find(ctx, id);
    if (job.actorId !== ctx.actor.userId && !ctx.actor.permissions.has('jobs.cancel'))
      throw new Refusal('api.notPermitted', { needs: 'jobs.cancel' });
    if (job.status !== 'queued' && job.status !== 'running')
      throw new Refusal('jobs.alreadyEnded', { status: job.status });
    await requestCancel(ctx.db, id);
    ctx.note(id, { kind: job.kind });
    return { done: true };
  },
};
