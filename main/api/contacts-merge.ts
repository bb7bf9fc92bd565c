import type { OutputOf } from '#contract/contract';
import type { contactsMerge } from '#contract/contacts-merge';
import type { Handlers } from '#contract/operation';
import { maySee } from '#domain/access';
import type { Value } from '#domain/conditions';
import { grainKeyOf, readContact } from '#domain/contacts';
import { MERGED, planMerge } from '#domain/pool';
import { findGrain, findHolder, findPlace } from '#store/collision';
import {
  addMerge,
  change,
  findMerge,
  findSide,
  listMerges,
  markUndone,
  type MergedColumns,
} from '#store/merges';
import type { Ctx } from './context.ts';
import { listRunning } from './pool-clock.ts';
import { Refusal } from './refusal.ts';

export const contactsMergeApi: Handlers<typeof contactsMerge, Ctx> = {
  'contacts.previewMerge': async (ctx, { keeperId, loserId }) => {
    const keeper = await needSide(ctx, keeperId);
    const loser = await needSide(ctx, loserId);
    const plan = planMerge(keeper, loser);
    return {
      keeper: shownSide(keeper),
      loser: shownSide(loser),
      fault: plan.ok ? null : plan.code,
      filled: plan.ok ? [...plan.filled] : [],
      differing: plan.ok ? [...plan.differing] : [],
    };
  },
  'contacts.mergeOpportunities': async (ctx, { keeperId, loserId, reason }) =>
    merge(ctx, keeperId, loserId, reason),
  'contacts.undoMerge': async (ctx, { mergeId }) => undo(ctx, mergeId),
  'contacts.listMerges': async ({ db, actor }, { opportunityId }) => {
    const scope = actor.scopes.contacts;
    if (!(await findSide(db, scope, opportunityId)))
      throw new Refusal('api.notFound', { what: 'opportunity', id: String(opportunityId) });
    const rows = await listMerges(db, scope, opportunityId);
    return rows.map(({ keeperId, otherId, title, contact, ...row }) => ({
      ...row,
      role: keeperId === opportunityId ? 'keeper' : 'loser',
      other: otherId === null ? null : { id: otherId, title: title ?? '', contact: contact ?? '' },
    }));
  },
  'contacts.checkCollision': collision,
};

type Found = Awaited<ReturnType<typeof needSide>>;

async function needSide({ db, actor }: Ctx, id: number) {
  const found = await findSide(db, actor.scopes.routing, id);
  if (!found) throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
  const attributes = JSON.parse(found.attributes) as Record<string, Value>;
  return { ...found, attributes, attributesText: found.attributes };
}

function shownSide(found: Found) {
  const {
    lineId: _l,
    grainKey: _g,
    closedAt: _c,
    routingState: _r,
    ownerId: _o,
    attributesText: _a,
    ...side
  } = found;
  return side;
}

/** Puts one opportunity into another, with the way back. */
export async function merge(ctx: Ctx, keeperId: number, loserId: number, reason: string) {
  const { db, actor, env, now } = ctx;
  const keeper = await needSide(ctx, keeperId);
  const loser = await needSide(ctx, loserId);
  const plan = planMerge(keeper, loser);
  if (!plan.ok) throw new Refusal('contacts.cannotMerge', { fault: plan.code });
  const { title, amountMinor, currency } = plan;
  const after = {
    keeper: { title, amountMinor, currency, attributes: JSON.stringify(plan.attributes) },
    loser: {
      status: 'lost',
      stage: MERGED,
      closedAt: now,
      routingState: 'none',
    },
  } as const satisfies { keeper: Partial<MergedColumns>; loser: Partial<MergedColumns> };
  const before = {
    keeper: {
      title: keeper.title,
      amountMinor: keeper.amountMinor,
      currency: keeper.currency,
      attributes: keeper.attributesText,
    },
    loser: {
      status: loser.status,
      stage: loser.stage,
      closedAt: loser.closedAt,
      routingState: loser.routingState,
    },
  };
  await change(db, loserId, after.loser);
  await change(db, keeperId, after.keeper);
  const mergeId = env.newId();
  await addMerge(db, {
    id: mergeId,
    keeperId,
    loserId,
    mergedAt: now,
    mergedBy: actor.userId,
    reason,
    before,
    after,
  });
  ctx.note(String(keeperId), { mergeId, loserId, reason, before, after });
  return { mergeId };
}

async function undo(ctx: Ctx, mergeId: string): Promise<OutputOf<'contacts.undoMerge'>> {
  const { db, actor, now } = ctx;
  const merged = await findMerge(db, mergeId);
  if (!merged) throw new Refusal('api.notFound', { what: 'merge', id: mergeId });
  const { keeperId, loserId, before, after } = merged;
  const keeper = await needSide(ctx, keeperId);
  const loser = await needSide(ctx, loserId);
  if (merged.undoneAt !== null) throw new Refusal('contacts.alreadyUndone', {});
  if (keeper.stage === MERGED) throw new Refusal('contacts.mergedFurther', { id: keeperId });
  refuseChanged(keeperId, keeper, after.keeper);
  refuseChanged(loserId, loser, after.loser);
  if (before.loser.status === 'open') {
    const holder = await findPlace(db, loser.lineId, loser.grainKey);
    if (holder !== undefined) throw new Refusal('contacts.placeTaken', { id: loserId });
  }
  await change(db, keeperId, before.keeper);
  await change(db, loserId, before.loser);
  await markUndone(db, mergeId, now, actor.userId);
  ctx.note(String(keeperId), { mergeId, loserId });
  return { done: true };
}

function refuseChanged(id: number, now: Found, left: Partial<MergedColumns>): void {
  const stored: Record<string, unknown> = { ...now, attributes: now.attributesText };
  const columns = Object.entries(left).flatMap(([name, value]) => (stored[name] === value ? [] : [name]));
  if (columns.length > 0) throw new Refusal('contacts.changedSinceMerge', { id, columns });
}

type Entity = { lineId: string; contact: string; company: string; grainKey: string };

/** Who sees the owner is told all; who works with the pool which team and until when; anybody else only that it is taken. */
async function collision(ctx: Ctx, entity: Entity): Promise<OutputOf<'contacts.checkCollision'>> {
  const { db, actor, now } = ctx;
  const grain = await findGrain(db, entity.lineId);
  if (!grain) throw new Refusal('api.notFound', { what: 'line', id: entity.lineId });
  const read = readContact(entity.contact, { region: 'CN', areaCode: '' });
  if (!read.ok && grain === 'phone') throw new Refusal('contacts.notAContact', {});
  const contact = read.ok ? read.value.contact : entity.contact;
  const holder = await findHolder(db, entity.lineId, grainKeyOf(grain, { ...entity, contact }));
  if (!holder) return { state: 'free' };
  const isKnown = maySee(actor.scopes.contacts, holder.ownerId);
  if (!isKnown && !actor.permissions.has('pool.view')) return { state: 'taken' };
  const group = holder.groupZh === null ? null : { zh: holder.groupZh, en: holder.groupEn ?? '' };
  if (holder.ownerId === null)
    return holder.pooledAt === null
      ? { state: 'waiting', since: holder.createdAt }
      : { state: 'inPool', group, since: holder.pooledAt };
  const running = (await listRunning(db, [holder.id], now)).get(holder.id);
  const { id: opportunityId, title, contact: shown, ownerName, unitZh, unitEn } = holder;
  return {
    state: 'takenBy',
    unit: unitZh === null ? null : { zh: unitZh, en: unitEn ?? '' },
    group,
    since: holder.assignedAt ?? holder.createdAt,
    protectedUntil: running?.clock.protectedUntil ?? null,
    known: isKnown ? { opportunityId, title, contact: shown, ownerName: ownerName ?? '' } : null,
  };
}
