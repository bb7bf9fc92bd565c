import type { Environment } from '#api/context';
import { SYSTEM_ACTOR } from '#domain/access';
import { findUnfinished, queueJob } from '#store/jobs';
import type { Store } from '#store/open';

const LOOK_EVERY = 3_600_000;

export type ByTheClock = {
  readonly kind: string;
  /** A start has better things to do: how long after it one looks first. */
  readonly firstLook: number;
  readonly isDue: () => boolean;
};

/** Looks every hour and queues a kind of work where it is due and does not wait already, until the answered function is called. */
export function queueByTheClock(store: Store, env: Environment, work: ByTheClock): () => void {
  const { kind, firstLook, isDue } = work;
  const look = async () => {
    if (!isDue() || (await findUnfinished(store.db, kind))) return;
    const { userId: actorId } = SYSTEM_ACTOR;
    await queueJob(store.db, { id: env.newId(), kind, input: {}, actorId, at: env.now() });
    env.wakeJobs();
  };
  return lookByTheClock(env, { kind, firstLook, every: LOOK_EVERY, look });
}

type Looking = {
  readonly kind: string;
  readonly firstLook: number;
  readonly every: number;
  readonly look: () => Promise<void>;
};

/** Looks a while after the start and then again and again, one look at a time, until the answered function is called. */
export function lookByTheClock(env: Environment, { kind, firstLook, every, look }: Looking): () => void {
  let isLooking = false;
  const lookAndTell = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await look();
    } catch (error) {
      env.report(env.newId(), kind, error);
    }
    isLooking = false;
  };
  const first = setTimeout(() => void lookAndTell(), firstLook).unref();
  const later = setInterval(() => void lookAndTell(), every).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}
