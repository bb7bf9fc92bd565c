import { findApprover, type Proposal, type ProposalState, subjectsOf } from '#domain/proposals';
import type { Policy } from '#domain/rights';
import { getAccessRevision, loadPolicy } from '#store/access-policy';
import { addStep, saveProposal } from '#store/proposals';
import { refusalOfWeighed, weigh } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { applyProposal } from './proposal-judge.ts';
import { Refusal } from './refusal.ts';

type Asked = Pick<Proposal, 'changes' | 'reason' | 'effectiveAt'> & { readonly alone: boolean };

/** What an audit line says of a proposal. */
export const noted = (proposal: Proposal, more: object) => ({
  personIds: subjectsOf(proposal.changes),
  changes: proposal.changes,
  ...more,
});

/** Writes what somebody proposes, on the rights of now. */
export async function newProposal(
  { db, env, actor, now }: Ctx,
  parts: Pick<Proposal, 'kind' | 'changes' | 'reason' | 'effectiveAt' | 'needsSecond'>,
): Promise<Proposal> {
  const revision = await getAccessRevision(db);
  const proposal = { id: env.newId(), proposerId: actor.userId, revision, createdAt: now, ...parts };
  await saveProposal(db, proposal);
  return proposal;
}

/** Those who could decide; refuses what nobody could. */
export function needApprover(
  policy: Policy,
  asked: Pick<Proposal, 'kind' | 'proposerId' | 'changes'>,
  now: number,
) {
  const approver = findApprover(policy, asked, now);
  if (approver.kind === 'keepers' && approver.personIds.length === 0)
    throw new Refusal('access.noApprover', {});
  return approver;
}

/** Proposes changes to a second person, or alone to their moment. */
export async function propose(
  ctx: Ctx,
  { changes, reason, effectiveAt, alone }: Asked,
): Promise<{ id: string; state: ProposalState }> {
  const { db, actor, now } = ctx;
  if (effectiveAt !== null && effectiveAt < now) throw new Refusal('access.momentPassed', {});
  if (alone && (await loadPolicy(db)).needsSecond) throw new Refusal('access.needsSecond', {});
  const weighed = await weigh(ctx, changes, [actor.userId]);
  const refusal = refusalOfWeighed(weighed, actor.userId);
  if (refusal) throw refusal;
  const content = { kind: 'change' as const, changes, reason, effectiveAt, needsSecond: !alone };
  if (!alone) needApprover(weighed.before, { ...content, proposerId: actor.userId }, now);
  const proposal = await newProposal(ctx, content);
  ctx.note(proposal.id, noted(proposal, { effectiveAt }));
  if (!alone) return { id: proposal.id, state: 'waiting' };
  await addStep(db, proposal.id, { step: 'approved', actorId: actor.userId, note: '', at: now });
  if (effectiveAt !== null && effectiveAt > now) return { id: proposal.id, state: 'approved' };
  await applyProposal(ctx, proposal, actor.userId, actor.userId);
  return { id: proposal.id, state: 'applied' };
}
