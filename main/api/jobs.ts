import type { jobs } from '#contract/jobs';
import type { Handlers } from '#contract/operation';
import type { Actor, RowScope } from '#domain/access';
import { getJob, listJobs, requestCancel } from '#store/jobs';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

/** Everybody sees the jobs they started; who may see the page of jobs sees all. */
export function jobsSeenBy({ userId, permissions }: Actor): RowScope {
  return permissions.has('jobs.view') ? { kind: 'all' } : { kind: 'owners', userIds: [userId] };
}

type Found = NonNullable<Awaited<ReturnType<typeof getJob>>>;

/** What a job found is its room's: shown to who started it, and to who may see the room's page (`routing.run`: routing). */
function maySeeResult({ userId, permissions }: Actor, { actorId, kind }: Found): boolean {
  const view = `${kind.split('.')[0]}.view`;
  return actorId === userId || [...permissions].some((held) => held === view);
}

function rowOf(actor: Actor, found: Found) {
  const { actorId, userName, result, errorParams, ...row } = found;
  return {
    ...row,
    result: result === null || !maySeeResult(actor, found) ? null : (JSON.parse(result) as unknown),
    errorParams: errorParams === null ? null : (JSON.parse(errorParams) as unknown),
    actorName: userName ?? actorId,
  };
}

async function find(ctx: Ctx, id: string): Promise<Found> {
  const found = await getJob(ctx.db, jobsSeenBy(ctx.actor), id);
  if (!found) throw new Refusal('api.notFound', { what: 'job', id });
  return found;
}

export const jobsApi: Handlers<typeof jobs, Ctx> = {
  'jobs.list': async (ctx, page) => {
    const { rows, total } = await listJobs(ctx.db, jobsSeenBy(ctx.actor), page);
    return { rows: rows.map((row) => rowOf(ctx.actor, row)), total };
  },
  'jobs.get': async (ctx, { id }) => rowOf(ctx.actor, await find(ctx, id)),
  'jobs.cancel': async (ctx, { id }) => {
    const job = await find(ctx, id);
    if (job.actorId !== ctx.actor.userId && !ctx.actor.permissions.has('jobs.cancel'))
      throw new Refusal('api.notPermitted', { needs: 'jobs.cancel' });
    if (job.status !== 'queued' && job.status !== 'running')
      throw new Refusal('jobs.alreadyEnded', { status: job.status });
    await requestCancel(ctx.db, id, ctx.now);
    ctx.note(id, { kind: job.kind });
    return { done: true };
  },
};
