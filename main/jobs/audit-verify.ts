import { beginVerify } from '#api/audit-verify';
import { findEnd } from '#store/audit';
import type { Job } from './job.ts';

/** Verifies the whole audit chain and tells how far it is; its line keeps what was found. Answers a Verdict. */
export const verifyAudit: Job = async ({ store, env, pulse, note }) => {
  const total = (await findEnd(store.db))?.seq ?? 0;
  const walk = beginVerify(store.db, env);
  while (await walk.step()) pulse({ phase: 'verifying', done: walk.walked(), total });
  const verdict = walk.finish();
  const { faults, ...told } = verdict;
  note('', { ...told, faults: faults.slice(0, 20) });
  return verdict;
};
