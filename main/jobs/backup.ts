import type { Environment } from '#api/context';
import { SYSTEM_ACTOR } from '#domain/access';
import { isBackupDue, makeBackup } from '#store/backup';
import { findUnfinished, queueJob } from '#store/jobs';
import type { Store } from '#store/open';
import { homeOf } from '#store/places';
import type { Job } from './job.ts';

const KIND = 'jobs.backUp';
/** A start has better things to do than to copy its store. */
const FIRST_LOOK = 60_000;
const LOOK_EVERY = 3_600_000;

/** The daily backup: copies the store from one snapshot while it is in use, and proves the copy. */
export const backUp: Job = async ({ store, env, pulse, note }) => {
  const { name, bytes, sha256, auditSeq } = await makeBackup(
    homeOf(store.raw),
    'daily',
    env.now(),
    (done, total) => pulse({ phase: 'copying', done, total }),
  );
  note(name, { bytes, sha256, auditSeq });
  return { backup: name, bytes };
};

/** Queues a backup whenever the last one is a day old, until the answered function is called. */
export function keepBackups(store: Store, env: Environment): () => void {
  const look = async () => {
    if (!isBackupDue(homeOf(store.raw), env.now()) || (await findUnfinished(store.db, KIND))) return;
    const { userId: actorId } = SYSTEM_ACTOR;
    await queueJob(store.db, { id: env.newId(), kind: KIND, input: {}, actorId, at: env.now() });
    env.wakeJobs();
  };
  const lookAndTell = () => void look().catch((error: unknown) => env.report(env.newId(), KIND, error));
  const first = setTimeout(lookAndTell, FIRST_LOOK).unref();
  const later = setInterval(lookAndTell, LOOK_EVERY).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}
