import type { OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { reviews } from '#contract/reviews';
import { SYSTEM_ACTOR } from '#domain/access';
import type { Label } from '#domain/base';
import { type Among, emptyRoles, isStillGiven, itemsOf, orphanOf } from '#domain/reviews';
import { type Policy, revocationOf } from '#domain/rights';
import { loadPolicy } from '#store/access-policy';
import {
  addDecision,
  endReview,
  listItems,
  listReviews,
  saveReview,
  type StoredItem,
  type StoredReview,
} from '#store/reviews';
import { answer, nameIn, refusalOfWeighed, saveChanges, weigh } from './access-weigh.ts';
import type { Ctx } from './context.ts';
import { propose } from './propose.ts';
import { Refusal } from './refusal.ts';
import { reviewCsv } from './review-csv.ts';

type Item = OutputOf<'access.getReview'>['list'][number];

const named = (policy: Policy, id: string) => ({ id, name: nameIn(policy, id) });
const labelOf = (all: readonly { id: string; label: Label }[], id: string): Label =>
  all.find((one) => one.id === id)?.label ?? { zh: id, en: '' };

function amongLabel(policy: Policy, among: Among): Label | null {
  if (among.kind === 'all') return null;
  return among.kind === 'unit' ? labelOf(policy.units, among.unitId) : labelOf(policy.roles, among.roleId);
}

/** Whether somebody has the word on an item: its reviewer, or who may change rights; nobody on their own. */
const mayDecide = (item: StoredItem, { actor }: Pick<Ctx, 'actor'>) =>
  item.personId !== actor.userId &&
  (item.reviewerId === actor.userId || actor.permissions.has('access.edit'));

function rowOf(ctx: Ctx, policy: Policy, review: StoredReview, items: readonly StoredItem[]) {
  const { createdBy, endedBy, ...row } = review;
  return {
    ...row,
    amongLabel: amongLabel(policy, review.among),
    createdBy: named(policy, createdBy),
    endedBy: endedBy === null ? null : named(policy, endedBy),
    items: items.length,
    decided: items.filter((item) => item.decision).length,
    mine: review.endedAt === null ? items.filter((item) => !item.decision && isFor(item, ctx)).length : 0,
  };
}

/** Whether an item waits for somebody: theirs by rule, or anybody's who may change rights. */
const isFor = (item: StoredItem, ctx: Ctx) =>
  mayDecide(item, ctx) && (item.reviewerId === null || item.reviewerId === ctx.actor.userId);

function itemOf(ctx: Ctx, policy: Policy, isOpen: boolean, item: StoredItem): Item {
  const { seq, personId, given, reviewerId, decision } = item;
  const unitId = policy.people.find((one) => one.id === personId)?.unitId;
  return {
    seq,
    person: named(policy, personId),
    unit: typeof unitId === 'string' ? labelOf(policy.units, unitId) : null,
    orphan: orphanOf(policy, personId) ?? null,
    given:
      given.kind === 'role'
        ? { kind: 'role', role: labelOf(policy.roles, given.roleId), from: given.from, to: given.to }
        : {
            kind: 'scope',
            pageGroup: given.grant.pageGroup,
            scope: given.grant.kind,
            units: given.grant.unitIds.map((id) => labelOf(policy.units, id)),
            from: given.grant.from,
            to: given.grant.to,
          },
    reviewer: reviewerId === null ? null : named(policy, reviewerId),
    decision: decision && {
      what: decision.decision,
      by: named(policy, decision.actorId),
      note: decision.note,
      at: decision.at,
    },
    isGone: !isStillGiven(policy, personId, given),
    mayDecide: isOpen && mayDecide(item, ctx),
  };
}

/** A review and what somebody may see of it; refuses one in which they have nothing to look at. */
async function needReview(ctx: Ctx, id: string) {
  const review = (await listReviews(ctx.db)).find((one) => one.id === id);
  const all = review ? await listItems(ctx.db, { reviewId: id }) : [];
  const seen = ctx.actor.permissions.has('access.view')
    ? all
    : all.filter((item) => item.reviewerId === ctx.actor.userId);
  if (!review || seen.length === 0) throw new Refusal('api.notFound', { what: 'review', id });
  return { review, items: seen };
}

export const reviewsApi: Handlers<typeof reviews, Ctx> = {
  'access.startReview': async (ctx, { name, among, dueAt }) => {
    const { db, env, actor, now } = ctx;
    if (dueAt < now) throw new Refusal('access.momentPassed', {});
    const items = itemsOf(await loadPolicy(db), among, now);
    if (items.length === 0) throw new Refusal('access.reviewIsEmpty', {});
    const id = env.newId();
    await saveReview(db, { id, name, among, dueAt, createdBy: actor.userId, createdAt: now }, items);
    ctx.note(id, { name, among, dueAt, items: items.length });
    return { id, items: items.length };
  },
  'access.listReviews': async (ctx) => {
    const policy = await loadPolicy(ctx.db);
    const rows = [];
    for (const review of await listReviews(ctx.db)) {
      const items = await listItems(ctx.db, { reviewId: review.id });
      const row = rowOf(ctx, policy, review, items);
      const isTheirs = items.some((item) => item.reviewerId === ctx.actor.userId);
      if (isTheirs || ctx.actor.permissions.has('access.view')) rows.push(row);
    }
    return answer(rows);
  },
  'access.getReview': async (ctx, { id }) => {
    const { review, items } = await needReview(ctx, id);
    const policy = await loadPolicy(ctx.db);
    const list = items.map((item) => itemOf(ctx, policy, review.endedAt === null, item));
    const empty = ctx.actor.permissions.has('access.view') ? emptyRoles(policy) : [];
    return answer({
      ...rowOf(ctx, policy, review, items),
      list,
      emptyRoles: empty.map((role) => role.label),
    });
  },
  'access.decideReviewItems': async (ctx, { seqs, decision, note }) => {
    const { db, actor, now } = ctx;
    if (decision === 'revoke' && note === '') throw new Refusal('access.revokeNeedsNote', {});
    const items = await listItems(db, { seqs });
    const ended = new Map((await listReviews(db)).map((review) => [review.id, review.endedAt !== null]));
    for (const seq of new Set(seqs)) {
      const item = items.find((one) => one.seq === seq);
      if (!item || !mayDecide(item, ctx))
        throw new Refusal('api.notFound', { what: 'reviewItem', id: String(seq) });
      if (ended.get(item.reviewId)) throw new Refusal('access.reviewEnded', {});
      await addDecision(db, seq, { decision, actorId: actor.userId, note, at: now });
    }
    const personIds = [...new Set(items.map((item) => item.personId))];
    ctx.note(items[0]?.reviewId ?? '', { personIds, seqs, decision, note });
    return { done: true };
  },
  'access.endReview': async (ctx, { id }) => {
    const { review, items } = await needReview(ctx, id);
    if (review.endedAt !== null) throw new Refusal('access.reviewEnded', {});
    const policy = await loadPolicy(ctx.db);
    const changes = items
      .filter(({ decision, personId, given }) =>
        decision?.decision === 'revoke' ? isStillGiven(policy, personId, given) : false,
      )
      .map(({ personId, given }) => revocationOf(personId, given.kind === 'role' ? given : given.grant));
    await endReview(ctx.db, { reviewId: id, actorId: ctx.actor.userId, at: ctx.now });
    let proposalId: string | null = null;
    if (changes.length > 0 && policy.needsSecond && ctx.actor.userId !== SYSTEM_ACTOR.userId) {
      const content = { changes, reason: review.name, effectiveAt: null, alone: false };
      proposalId = (await propose(ctx, content)).id;
    } else if (changes.length > 0) {
      const refusal = refusalOfWeighed(await weigh(ctx, changes, [ctx.actor.userId]), ctx.actor.userId);
      if (refusal) throw refusal;
      await saveChanges(ctx, changes);
    }
    ctx.note(id, { changes, proposalId });
    return { revoked: changes.length, proposalId };
  },
  'access.exportReview': async (ctx, { id, language }) => {
    const { review, items } = await needReview(ctx, id);
    const policy = await loadPolicy(ctx.db);
    const list = items.map((item) => itemOf(ctx, policy, false, item));
    const text = await reviewCsv(ctx, list, language);
    ctx.note(id, { name: review.name, rows: list.length, sha256: ctx.env.sha256(text) });
    return { name: `${review.name}.csv`, text };
  },
};
