import type { Handlers } from '#contract/operation';
import type { proposals } from '#contract/proposals';
import { SYSTEM_ACTOR } from '#domain/access';
import {
  type Approver,
  canFollow,
  findApprover,
  leads,
  mayDecide,
  type Proposal,
  type StepKind,
  subjectsOf,
} from '#domain/proposals';
import type { Change, Policy } from '#domain/rights';
import { getAccessRevision, loadPolicy } from '#store/access-policy';
import { addStep, findProposal, listProposals, listWaiting, type Stored } from '#store/proposals';
import { previewOf } from './access-preview.ts';
import { answer, nameIn, refusalOfWeighed, weigh } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { myRights } from './my-rights.ts';
import { applyProposal, judge, namesIn } from './proposal-judge.ts';
import { needApprover, newProposal, noted, propose } from './propose.ts';
import { Refusal } from './refusal.ts';

/** What lasts for ever is asked for in at least this many letters. */
const WORDS_FOR_ENDLESS = 10;

const named = (policy: Policy, id: string) => ({ id, name: nameIn(policy, id) });

function approverOf(policy: Policy, approver: Approver) {
  const ids = approver.kind === 'leader' ? [approver.personId] : approver.personIds;
  return { kind: approver.kind, people: ids.map((id) => named(policy, id)) };
}

function rowOf(policy: Policy, { steps, proposerId, ...proposal }: Stored) {
  const { id, kind, reason, changes, effectiveAt, createdAt, state } = proposal;
  return answer({
    id,
    kind,
    reason,
    changes,
    effectiveAt,
    createdAt,
    state,
    proposer: named(policy, proposerId),
    names: namesIn(policy, changes),
    steps: steps.map(({ actorId, ...step }) => ({ ...step, by: named(policy, actorId) })),
  });
}

const isMine = (proposal: Proposal, userId: string) =>
  proposal.proposerId === userId ||
  (proposal.kind === 'request' && subjectsOf(proposal.changes).includes(userId));

/** Why somebody may not decide a proposal that waits; the console itself may. */
const whyNot = (policy: Policy, proposal: Proposal, { actor, now }: Pick<Ctx, 'actor' | 'now'>) =>
  actor.userId === SYSTEM_ACTOR.userId && proposal.proposerId !== actor.userId
    ? undefined
    : mayDecide(policy, proposal, actor.userId, now);

/** A proposal, for who proposed it or gets something by it, decides or decided it, or sees everybody's rights. */
async function needProposal(ctx: Ctx, policy: Policy, id: string): Promise<Stored> {
  const { db, actor } = ctx;
  const found = await findProposal(db, id);
  const isSeen =
    found &&
    (actor.permissions.has('access.view') ||
      isMine(found, actor.userId) ||
      found.steps.some((step) => step.actorId === actor.userId) ||
      whyNot(policy, found, ctx) === undefined);
  if (!isSeen) throw new Refusal('api.notFound', { what: 'proposal', id });
  return found;
}

function needStep({ state }: Stored, step: StepKind): void {
  if (!canFollow(state, step)) throw new Refusal('access.alreadyDecided', { state });
}

type Asking = { readonly changes: readonly Change[]; readonly reason: string };

/** Whom somebody asks for: themself, or people below them; what is to last for ever with more words. */
function needAsker(policy: Policy, { changes, reason }: Asking, askerId: string): void {
  const stranger = subjectsOf(changes).find((id) => id !== askerId && !leads(policy, askerId, id));
  if (stranger !== undefined) throw new Refusal('access.notYourPeople', { name: stranger });
  const isEndless = changes.some((change) => 'to' in change && change.to === null);
  if (isEndless && reason.length < WORDS_FOR_ENDLESS)
    throw new Refusal('access.endlessNeedsWords', { min: WORDS_FOR_ENDLESS });
}

export const proposalsApi: Handlers<typeof proposals, Ctx> = {
  'access.propose': propose,
  'access.request': async (ctx, { changes, reason }) => {
    const { actor, now } = ctx;
    needAsker(await loadPolicy(ctx.db), { changes, reason }, actor.userId);
    const weighed = await weigh(ctx, changes, []);
    const refusal = refusalOfWeighed(weighed, actor.userId);
    if (refusal) throw refusal;
    const content = { kind: 'request' as const, changes, reason, effectiveAt: null, needsSecond: true };
    const approver = needApprover(weighed.before, { ...content, proposerId: actor.userId }, now);
    const proposal = await newProposal(ctx, content);
    ctx.note(proposal.id, noted(proposal, { reason }));
    return { id: proposal.id, state: 'waiting', approver: approverOf(weighed.before, approver) };
  },
  'access.getMyRights': myRights,
  'access.decideProposal': async (ctx, { id, revision, decision, note }) => {
    const { db, actor, now } = ctx;
    const policy = await loadPolicy(db);
    const proposal = await needProposal(ctx, policy, id);
    const step = decision === 'approve' ? 'approved' : 'rejected';
    needStep(proposal, step);
    const reason = whyNot(policy, proposal, ctx);
    if (reason)
      throw new Refusal(reason === 'notYours' ? 'access.notYoursToDecide' : 'access.ownProposal', {});
    ctx.note(id, noted(proposal, { decision, note }));
    if (step === 'rejected') {
      await addStep(db, id, { step, actorId: actor.userId, note, at: now });
      return { state: step };
    }
    if (revision !== (await getAccessRevision(db))) throw new Refusal('access.stale', {});
    const isDue = proposal.effectiveAt === null || proposal.effectiveAt <= now;
    await addStep(db, id, { step, actorId: actor.userId, note, at: now });
    if (isDue) {
      await applyProposal(ctx, proposal, actor.userId, actor.userId);
      return { state: 'applied' };
    }
    const { refusal } = await judge(ctx, proposal, { approverId: actor.userId, askerId: actor.userId });
    if (refusal) throw refusal;
    return { state: step };
  },
  'access.withdrawProposal': async (ctx, { id, note }) => {
    const { db, actor, now } = ctx;
    const proposal = await needProposal(ctx, await loadPolicy(db), id);
    needStep(proposal, 'withdrawn');
    if (!mayWithdraw(proposal, ctx)) throw new Refusal('access.notYoursToDecide', {});
    await addStep(db, id, { step: 'withdrawn', actorId: actor.userId, note, at: now });
    ctx.note(id, noted(proposal, { note }));
    return { state: 'withdrawn' };
  },
  'access.listProposals': async (ctx, { which, state, offset, limit }) => {
    const { db, actor } = ctx;
    const policy = await loadPolicy(db);
    if (which === 'all' && !actor.permissions.has('access.view'))
      throw new Refusal('api.notPermitted', { needs: 'access.view' });
    if (which === 'toDecide') {
      const found = (await listWaiting(db)).filter((one) => whyNot(policy, one, ctx) === undefined);
      const rows = found.slice(offset, offset + limit).map((one) => rowOf(policy, one));
      return { total: found.length, rows };
    }
    const of = which === 'mine' ? actor.userId : null;
    const { total, rows } = await listProposals(db, { of, state, offset, limit });
    return { total, rows: rows.map((one) => rowOf(policy, one)) };
  },
  'access.getProposal': async (ctx, { id }) => {
    const policy = await loadPolicy(ctx.db);
    const proposal = await needProposal(ctx, policy, id);
    const isWaiting = proposal.state === 'waiting';
    const isDecider = isWaiting && whyNot(policy, proposal, ctx) === undefined;
    const isShown = isDecider || ctx.actor.permissions.has('access.view');
    const isOpen = isWaiting || proposal.state === 'approved';
    return {
      ...rowOf(policy, proposal),
      revision: await getAccessRevision(ctx.db),
      approver: isWaiting ? approverOf(policy, findApprover(policy, proposal, ctx.now)) : null,
      mayDecide: isDecider,
      mayWithdraw: canFollow(proposal.state, 'withdrawn') && mayWithdraw(proposal, ctx),
      ...(isShown && isOpen ? await lookAhead(ctx, proposal) : { preview: null, against: null }),
    };
  },
};

const mayWithdraw = (proposal: Proposal, { actor }: Ctx) =>
  proposal.proposerId === actor.userId || actor.permissions.has('access.edit');

/** What a proposal would do as of now, and what speaks against it. */
async function lookAhead(ctx: Ctx, proposal: Stored) {
  const approved = proposal.steps.find(({ step }) => step === 'approved');
  try {
    const approverId = approved?.actorId ?? ctx.actor.userId;
    const { changes, weighed, refusal } = await judge(ctx, proposal, {
      approverId,
      askerId: ctx.actor.userId,
    });
    const against = refusal ? answer({ code: refusal.code, params: refusal.params }) : null;
    return { preview: await previewOf(ctx, weighed, changes), against };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { preview: null, against: answer({ code: error.code, params: error.params }) };
  }
}
