import { applyProposal } from '#api/proposal-judge';
import type { Environment } from '#api/context';
import { Refusal, refusalByStore } from '#api/refusal';
import { SYSTEM_ACTOR } from '#domain/access';
import { subjectsOf } from '#domain/proposals';
import { inCommand } from '#store/command';
import type { Db } from '#store/database';
import type { Store } from '#store/open';
import { addStep, findProposal, listDue, type Step, type Stored } from '#store/proposals';
import { lookByTheClock } from './by-the-clock.ts';

const FIRST_LOOK = 2_000;
const LOOK_EVERY = 10_000;
const OPERATION = 'access.applyProposal';
const AGAIN: ReadonlySet<string> = new Set(['api.storeBusy', 'api.storeFull', 'api.storeDamaged']);

/** Applies each approved proposal whose moment has come, one after another: all of its changes, or none and why. */
export async function applyDue(store: Store, env: Environment): Promise<void> {
  for (const id of listDue(store.raw, env.now())) {
    const failure = await attempt(store, env, id);
    if (failure)
      await write(store, env, id, async (db, { proposal, at }) => {
        const { userId: actorId } = SYSTEM_ACTOR;
        await addStep(db, proposal.id, { step: 'failed', actorId, note: '', failure, at });
        return { failure };
      });
  }
}

/** Applies one; answers why it cannot be applied. What fails for want of room or turn is tried again at the next look. */
async function attempt(store: Store, env: Environment, id: string): Promise<Step['failure'] | undefined> {
  try {
    await write(store, env, id, async (db, { proposal, approverId, at }) => ({
      changes: await applyProposal({ db, now: at }, proposal, approverId),
    }));
    return undefined;
  } catch (error) {
    const refusal = error instanceof Refusal ? error : refusalByStore(error, env);
    if (refusal && AGAIN.has(refusal.code)) throw error;
    if (refusal) return { code: refusal.code, params: { ...refusal.params } };
    const traceId = env.newId();
    env.report(traceId, OPERATION, error);
    return { code: 'api.unexpected', params: { traceId } };
  }
}

type Due = { readonly proposal: Stored; readonly approverId: string; readonly at: number };

/** One command of the console itself about a proposal that is still approved; nothing where another process was first. */
async function write(
  store: Store,
  env: Environment,
  id: string,
  work: (db: Db, due: Due) => Promise<object>,
): Promise<void> {
  const at = env.now();
  const { userId: actorId } = SYSTEM_ACTOR;
  const noted = { subject: id, detail: {} as unknown };
  const endTurn = await env.takeTurn();
  const { end } = await inCommand(
    store,
    { operation: OPERATION, actorId, at, sha256: env.sha256, noted },
    async (db) => {
      const proposal = await findProposal(db, id);
      const approverId = proposal?.steps.find(({ step }) => step === 'approved')?.actorId;
      if (proposal?.state !== 'approved' || approverId === undefined) return;
      const told = await work(db, { proposal, approverId, at });
      noted.detail = { personIds: subjectsOf(proposal.changes), approverId, ...told };
    },
  ).finally(endTurn);
  env.anchor.write(end);
  env.emit({ type: 'changed', operation: OPERATION });
}

/** Applies proposals at their moment, until the answered function is called. */
export function keepProposals(store: Store, env: Environment): () => void {
  const look = () => applyDue(store, env);
  return lookByTheClock(env, { kind: OPERATION, firstLook: FIRST_LOOK, every: LOOK_EVERY, look });
}
