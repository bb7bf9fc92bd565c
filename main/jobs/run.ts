import type { Environment } from '#api/context';
import { Refusal, refusalByStore } from '#api/refusal';
import { inChunk, inCommand } from '#store/command';
import {
  beat,
  claimJob,
  type Ending,
  endJob,
  findJob,
  type JobRecord,
  type Progress,
  releaseJob,
  saveProgress,
  standOf,
} from '#store/jobs';
import { hasRoom } from '#store/disk';
import type { Store } from '#store/open';
import { Cancelled, Interrupted, type JobContext, type Registry } from './job.ts';
import { isGone, ownerName } from './owner.ts';
import { jobs } from './registry.ts';

/** Progress is told to the pages at most this often, in ms. */
const TELL_EVERY = 100;
/** A job that only reads shows a sign of life this often, in ms. */
const BEAT_EVERY = 2_000;

/** The way out of a full disk; all other long work is not begun there. */
const MAKES_ROOM: ReadonlySet<string> = new Set(['transfer.undoImport']);

export type RunOptions = {
  /** The kinds of work there are; the console's own when not given. */
  readonly registry?: Registry;
  readonly owner?: string;
  /** Whether the process wants to end: the job is given back at its next chunk. */
  readonly stopping?: () => boolean;
  /** Runs one chunk's transaction when it is the job's turn to write. */
  readonly inTurn?: <T>(write: () => T) => T;
  /** The turn to write a job's beginning and its end, before the next chunk of another; the answered function ends it. */
  readonly takeTurn?: () => Promise<() => void>;
};

type Run = {
  readonly store: Store;
  readonly env: Environment;
  readonly job: JobRecord;
  readonly owner: string;
  readonly options: RunOptions;
  readonly noted: { subject: string; detail: unknown };
};

/**
 * Runs one queued (or interrupted) job to its end on this connection. Answers how it ended; undefined when there was
 * nothing to run, or when the job was given back or taken over on the way.
 */
export async function runJob(
  store: Store,
  env: Environment,
  id: string,
  options: RunOptions = {},
): Promise<Ending | undefined> {
  const owner = options.owner ?? ownerName(env.newId());
  const endTurn = await options.takeTurn?.();
  let job: JobRecord | undefined;
  try {
    job = claimJob(store.raw, id, { owner, at: env.now(), isGone });
  } finally {
    endTurn?.();
  }
  if (!job) return undefined;
  const run: Run = { store, env, job, owner, options, noted: { subject: '', detail: null } };
  try {
    const ending = await attempt(run);
    await finish(run, ending);
    return ending;
  } catch (error) {
    releaseJob(store.raw, id, owner);
    if (error instanceof Interrupted) return undefined;
    throw error;
  }
}

/** Ends a job whose worker died under it, so that it does not take the next one down too. */
export async function failJob(
  store: Store,
  env: Environment,
  id: string,
  owner: string,
  error: unknown,
): Promise<void> {
  const job = findJob(store.raw, id);
  if (!job) return;
  const run: Run = { store, env, job, owner, options: {}, noted: { subject: '', detail: null } };
  await finish(run, unexpected(run, error)).catch((failure: unknown) => {
    if (!(failure instanceof Interrupted)) throw failure;
  });
}

async function attempt(run: Run): Promise<Ending> {
  const { kind } = run.job;
  const registry = run.options.registry ?? jobs;
  const job = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (!job) return { status: 'failed', code: 'api.unknownOperation', params: { name: kind } };
  try {
    // What was begun goes on: its next chunk finds out by itself.
    if (run.job.token === null && !MAKES_ROOM.has(kind) && !hasRoom(run.store.raw.name))
      throw new Refusal('api.storeFull', {});
    return { status: 'done', result: await job(contextOf(run)) };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    if (error instanceof Cancelled) return { status: 'cancelled', result: error.partial };
    const refusal = error instanceof Refusal ? error : refusalByStore(error, run.env);
    if (refusal) return { status: 'failed', code: refusal.code, params: refusal.params };
    return unexpected(run, error);
  }
}

function unexpected({ env, job }: Run, error: unknown): Ending {
  const traceId = env.newId();
  env.report(traceId, `job.${job.kind}`, error);
  return { status: 'failed', code: 'api.unexpected', params: { traceId } };
}

/** The end of the job and its audit line, in one transaction; thrown back when the job is another's by now. */
async function finish({ store, env, job, owner, options, noted }: Run, ending: Ending): Promise<void> {
  const { id, kind, actorId } = job;
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
  const endTurn = await options.takeTurn?.();
  const { value, end } = await inCommand(store, command, () => {
    const counts = endJob(store.raw, id, owner, env.now(), ending);
    if (!counts) throw new Interrupted();
    return counts;
  }).finally(endTurn);
  env.anchor.write(end);
  env.emit({ type: 'job', job: { id, kind, status: ending.status, phase: ending.status, ...value } });
  env.emit({ type: 'changed', operation: `job.${kind}` });
}

function contextOf(run: Run): JobContext {
  const { store, env, job, owner, options, noted } = run;
  const { id, kind, actorId } = job;
  const inTurn = options.inTurn ?? ((write) => write());
  const last = { told: 0, beat: env.now() };
  const tell = ({ phase, done, total }: Progress) => {
    const now = performance.now();
    if (now - last.told < TELL_EVERY) return;
    last.told = now;
    env.emit({ type: 'job', job: { id, kind, status: 'running', phase, done, total } });
  };
  const goOn = makeGate(run);
  return {
    store,
    env,
    job,
    chunk: (work) => {
      const at = env.now();
      const { value, progress } = inTurn(() =>
        inChunk(store, { operation: `job.${kind}`, actorId, at }, () => {
          goOn();
          const made = work();
          saveProgress(store.raw, id, at, made.progress);
          return made;
        }),
      );
      last.beat = at;
      tell(progress);
      return value;
    },
    pulse: (progress) => {
      goOn();
      if (env.now() - last.beat > BEAT_EVERY) {
        last.beat = env.now();
        inTurn(() => beat(store.raw, id, owner, last.beat, progress));
      }
      tell(progress);
    },
    note: (subject, detail) => {
      noted.subject = subject;
      noted.detail = detail ?? null;
    },
  };
}

/** Throws where the job must not go on; a cancellation only once, so that tidying up can write. */
function makeGate({ store, job, owner, options }: Run): () => void {
  let cancelled = false;
  return () => {
    const stand = standOf(store.raw, job.id, owner);
    if (stand === 'lost') throw new Interrupted();
    if (stand === 'cancelled' && !cancelled) {
      cancelled = true;
      throw new Cancelled();
    }
    if (options.stopping?.()) throw new Interrupted();
  };
}
