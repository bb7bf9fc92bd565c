import type { Environment } from '#api/context';
import { isBackupDue, makeBackup } from '#store/backup';
import type { Store } from '#store/open';
import { homeOf } from '#store/places';
import { queueByTheClock } from './by-the-clock.ts';
import type { Job } from './job.ts';

/** A start has better things to do than to copy its store. */
const FIRST_LOOK = 60_000;

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
  const isDue = () => isBackupDue(homeOf(store.raw), env.now());
  return queueByTheClock(store, env, { kind: 'jobs.backUp', firstLook: FIRST_LOOK, isDue });
}
