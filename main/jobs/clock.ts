import { Worker } from 'node:worker_threads';
import type { Environment } from '#api/context';
import { findNextJob, releaseJob } from '#store/jobs';
import { keysFor } from '#store/keyring';
import type { Store } from '#store/open';
import { isGone, ownerName } from './owner.ts';
import { BESIDE } from './registry.ts';
import { failJob } from './run.ts';
import { type FromThread, type ThreadStart, type ToThread } from './thread.ts';
import { askToStop, endWriting, makeTurn, takeTurn, type Turn } from './turn.ts';

/** How often the clock looks by itself: for jobs that a command line beside it queued, and those left by the dead. */
const LOOK_EVERY = 1_000;
/** A shutdown waits this long for the running chunk; then the thread is ended and its open transaction with it. */
const CLOSE_WITHIN = 10_000;

/**
 * Finds queued and orphaned jobs and has them run, one at a time, on a thread that starts with the first one; those that
 * change nothing but their own progress on a second one beside it, so that nobody who tries something out waits for a run.
 */
export type Clock = {
  /** Looks soon; cheap where there is nothing. */
  readonly wake: () => void;
  /** A command's turn to write, before the running job's next chunk; the answered function ends it. */
  readonly takeTurn: () => Promise<() => void>;
  /** Waits for the running chunk; the job goes on at the next start. */
  readonly close: () => Promise<void>;
};

export type ClockOptions = {
  readonly home: string;
  /** Where the job thread begins: worker.ts beside this file, or what a bundle made of it. */
  readonly thread: URL;
  /** Where the threads begin on which rules are replayed. */
  readonly replay: URL;
  /** A module whose `jobs` are run instead of the console's own: tests bring theirs. */
  readonly registry?: URL;
};

export function startClock(store: Store, env: Environment, options: ClockOptions): Clock {
  const turn = makeTurn();
  const office: Office = { store, env, options, turn };
  const lanes = [makeLane(office, (kind) => !BESIDE.has(kind)), makeLane(office, (kind) => BESIDE.has(kind))];
  const look = () => {
    for (const lane of lanes) lane.look();
  };
  const close = async () => {
    clearInterval(timer);
    askToStop(turn);
    await Promise.all(lanes.map((lane) => lane.close()));
  };
  const timer = setInterval(look, LOOK_EVERY);
  timer.unref();
  setImmediate(look);
  return { wake: () => void setImmediate(look), takeTurn: () => takeTurn(turn), close };
}

type Office = {
  readonly store: Store;
  readonly env: Environment;
  readonly options: ClockOptions;
  readonly turn: Turn;
};

/** One thread for some kinds of jobs, one job at a time. */
function makeLane({ store, env, options, turn }: Office, isOurs: (kind: string) => boolean) {
  let thread: Thread | undefined;
  let current: { readonly id: string; readonly owner: string } | undefined;
  let whenIdle: (() => void) | undefined;
  let isClosed = false;

  const look = () => {
    if (isClosed || current) return;
    const next = findNextJob(store.raw, { at: env.now(), isGone }, isOurs);
    if (!next) return;
    current = { id: next.id, owner: ownerName(env.newId()) };
    thread ??= startThread();
    thread.worker.ref();
    thread.worker.postMessage({ kind: 'run', ...current } satisfies ToThread);
  };
  const rest = () => {
    current = undefined;
    thread?.worker.unref();
    whenIdle?.();
  };
  const startThread = () => {
    const registry = options.registry?.href ?? null;
    const started = openThread(
      options.thread,
      {
        home: options.home,
        file: store.raw.name,
        keys: keysFor(store.raw.name),
        turn: turn.buffer,
        replay: options.replay.href,
        registry,
      },
      env,
      (ended) => {
        rest();
        // What did not end (a full disk, a busy store) is tried again later, not at once.
        if (ended) setImmediate(look);
      },
    );
    const gone = started.gone.then(async (failure) => {
      endWriting(turn);
      thread = undefined;
      const left = current;
      if (left && isClosed) releaseJob(store.raw, left.id, left.owner);
      else if (left) await failJob(store, env, left.id, left.owner, failure);
      rest();
    });
    return { ...started, gone };
  };
  const close = async () => {
    isClosed = true;
    if (!thread) return;
    const { worker, gone } = thread;
    if (current) await isWithin(CLOSE_WITHIN, new Promise<void>((resolve) => (whenIdle = resolve)));
    worker.ref();
    worker.postMessage({ kind: 'close' } satisfies ToThread);
    if (!(await isWithin(CLOSE_WITHIN, gone))) await worker.terminate();
    await gone;
  };
  return { look, close };
}

/** `gone` answers why, when the thread has ended. */
type Thread = { readonly worker: Worker; readonly gone: Promise<unknown> };

function openThread(
  thread: URL,
  workerData: ThreadStart,
  env: Environment,
  idle: (ended: boolean) => void,
): Thread {
  const worker = new Worker(thread, {
    workerData,
    // Long work makes much that is soon garbage: a small nursery keeps 100 MB less of it.
    resourceLimits: { maxYoungGenerationSizeMb: 12 },
  });
  let failure: unknown = new Error('The job thread ended.');
  worker.on('error', (error) => {
    failure = error;
  });
  worker.on('message', (message: FromThread) => {
    switch (message.kind) {
      case 'event':
        return env.emit(message.event);
      case 'report':
        return env.report(message.traceId, message.operation, message.error);
      case 'idle':
        return idle(message.ended);
    }
  });
  return { worker, gone: new Promise((resolve) => worker.once('exit', () => resolve(failure))) };
}

/** Whether it came in time. */
async function isWithin(ms: number, awaited: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false);
  });
  const inTime = await Promise.race([awaited.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
