import type { Environment } from '#api/context';
import { Refusal } from '#api/refusal';
import { inChunk, inCommand } from '#store/command';
import {
  type Ending,
  endJob,
  findRunnable,
  isCancelled,
  type JobRecord,
  type Progress,
  saveProgress,
  startJob,
} from '#store/jobs';
import type { Store } from '#store/open';
import { Cancelled, type JobContext } from './job.ts';
import { jobs } from './registry.ts';

/** Progress is told to the pages at most this often, in ms. */
const TELL_EVERY = 100;

/** Runs one queued (or interrupted) job to its end on this connection; answers how it ended, or undefined when there was nothing to run. */
export async function runJob(store: Store, env: Environment, id: string): Promise<Ending | undefined> {
  const job = findRunnable(store.raw, id);
  if (!job) return undefined;
  startJob(store.raw, id, env.now());
  const noted = { subject: '', detail: null as unknown };
  const ending = await attempt(contextOf(store, env, job, noted), env);
  const { kind, actorId } = job;
  const command = {
    operation: `job.${kind}`,
    actorId,
    at: env.now(),
    sha256: env.sha256,
    noted: {
      subject: noted.subject || id,
      detail: { status: ending.status, ...(noted.detail as object | null) },
    },
  };
  const { end } = await inCommand(store, command, () => endJob(store.raw, id, env.now(), ending));
  env.anchor.write(end);
  const { done, total } = store.raw.prepare('SELECT done, total FROM jobs WHERE id = ?').get(id) as {
    done: number;
    total: number;
  };
  env.emit({ type: 'job', job: { id, kind, status: ending.status, phase: ending.status, done, total } });
  env.emit({ type: 'changed', operation: `job.${kind}` });
  return ending;
}

async function attempt(ctx: JobContext, env: Environment): Promise<Ending> {
  const { id, kind } = ctx.job;
  const job = jobs[kind];
  if (!job) return { status: 'failed', code: 'api.unknownOperation', params: { name: kind } };
  try {
    if (isCancelled(ctx.store.raw, id)) throw new Cancelled();
    return { status: 'done', result: await job(ctx) };
  } catch (error) {
    if (error instanceof Cancelled) return { status: 'cancelled', result: null };
    if (error instanceof Refusal) return { status: 'failed', code: error.code, params: error.params };
    const traceId = env.newId();
    env.report(traceId, `job.${kind}`, error);
    return { status: 'failed', code: 'api.unexpected', params: { traceId } };
  }
}

function contextOf(
  store: Store,
  env: Environment,
  job: JobRecord,
  noted: { subject: string; detail: unknown },
): JobContext {
  const { id, kind, actorId } = job;
  let told = 0;
  const tell = (progress: Progress) => {
    if (isCancelled(store.raw, id)) throw new Cancelled();
    const now = performance.now();
    if (now - told < TELL_EVERY) return;
    told = now;
    const { phase, done, total } = progress;
    env.emit({ type: 'job', job: { id, kind, status: 'running', phase, done, total } });
  };
  return {
    store,
    env,
    job,
    chunk: (work) => {
      const { value, progress } = inChunk(store, { operation: `job.${kind}`, actorId, at: env.now() }, () => {
        const made = work();
        saveProgress(store.raw, id, made.progress);
        return made;
      });
      tell(progress);
      return value;
    },
    pulse: tell,
    note: (subject, detail) => {
      noted.subject = subject;
      noted.detail = detail ?? null;
    },
  };
}
