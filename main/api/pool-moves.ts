import type { OutputOf } from '#contract/contract';
import { maySee } from '#domain/access';
import { dayOf, startOfDay } from '#domain/base';
import { mayClaim, policyFor } from '#domain/pool';
import { calendarFinder } from '#store/calendars';
import {
  addEvent,
  countClaims,
  findItem,
  findOwned,
  findReceiver,
  give,
  type PoolEvent,
  putIntoPool,
} from '#store/pool';
import { listHoldings } from '#store/pool-clocks';
import { listPolicies } from '#store/pool-policies';
import type { Ctx } from './context.ts';
import { listRunning } from './pool-clock.ts';
import { Refusal } from './refusal.ts';

type Done = { readonly done: true };
const DONE: Done = { done: true };

export const askerOf = ({ actor }: Ctx) => ({ scope: actor.scopes.routing, userId: actor.userId });

/** Writes down what was done, and under which assignment; after it was done. */
export async function noteEvent(
  ctx: Ctx,
  event: Pick<PoolEvent, 'opportunityId' | 'kind' | 'userId' | 'note'> & { hours?: number },
): Promise<void> {
  const { opportunityId, kind, userId, note, hours = null } = event;
  const assignmentId = (await listHoldings(ctx.db, opportunityId)).at(-1)?.id ?? 0;
  const { userId: actorId } = ctx.actor;
  await addEvent(ctx.db, {
    opportunityId,
    kind,
    assignmentId,
    userId,
    actorId,
    at: ctx.now,
    hours,
    reason: 'byHand',
    note,
  });
  ctx.note(String(opportunityId), { userId, hours, note });
}

/** Takes an opportunity out of the pool for the asker, who must see it there, within the limits and the cool-down. */
export async function claim(ctx: Ctx, { opportunityId: id }: { opportunityId: number }): Promise<Done> {
  const { userId } = ctx.actor;
  const item = await findItem(ctx.db, askerOf(ctx), id);
  if (!item) throw new Refusal('pool.taken', { id });
  // The console itself may ask, and is nobody who could own something.
  if (!(await findReceiver(ctx.db, { kind: 'all' }, userId)))
    throw new Refusal('pool.unknownReceiver', { userId });
  const policy = policyFor(await listPolicies(ctx.db), item)?.policy;
  if (policy) {
    const { zone } = (await calendarFinder(ctx.db))(item.groupId);
    const today = startOfDay(dayOf(ctx.now, zone), zone);
    const counts = await countClaims(ctx.db, userId, today);
    const answer = mayClaim(policy, { userId, ...counts }, await listHoldings(ctx.db, id), ctx.now);
    if (!answer.ok)
      switch (answer.code) {
        case 'coolingDown':
          throw new Refusal('pool.coolingDown', { until: answer.until });
        case 'tooManyOpen':
          throw new Refusal('pool.tooManyOpen', { limit: answer.limit });
        case 'tooManyToday':
          throw new Refusal('pool.tooManyToday', { limit: answer.limit });
      }
  }
  if (!(await give(ctx.db, { id, groupId: item.groupId, from: null, to: userId, at: ctx.now })))
    throw new Refusal('pool.taken', { id });
  await noteEvent(ctx, { opportunityId: id, kind: 'claimed', userId, note: '' });
  return DONE;
}

/** Lays an opportunity into the pool of its group. */
export async function giveBack(
  ctx: Ctx,
  { opportunityId, reason }: { opportunityId: number; reason: string },
): Promise<Done> {
  const { groupId, ownerId } = await needOwned(ctx, opportunityId);
  await putIntoPool(ctx.db, { id: opportunityId, groupId, since: ctx.now, reason: 'byHand' });
  await noteEvent(ctx, { opportunityId, kind: 'returned', userId: ownerId, note: reason });
  return DONE;
}

/** An open opportunity of somebody whom the asker's scope shows. */
async function needOwned(ctx: Ctx, id: number) {
  const found = await findOwned(ctx.db, id);
  if (!found || !maySee(ctx.actor.scopes.routing, found.ownerId))
    throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
  if (found.status !== 'open') throw new Refusal('pool.notOpen', { id });
  if (found.ownerId === null) throw new Refusal('pool.noOwner', { id });
  return found;
}

/** Protects for some hours more; refused where the policy's maximum gives none of them. */
export async function extend(ctx: Ctx, input: { opportunityId: number; hours: number; reason: string }) {
  const { opportunityId: id, hours, reason } = input;
  const { ownerId } = await needOwned(ctx, id);
  const before = (await listRunning(ctx.db, [id], ctx.now)).get(id);
  if (!before) throw new Refusal('pool.noPolicy', { id });
  await noteEvent(ctx, { opportunityId: id, kind: 'extended', userId: ownerId, note: reason, hours });
  const { protectedUntil } = (await listRunning(ctx.db, [id], ctx.now)).get(id)?.clock ?? before.clock;
  if (protectedUntil <= before.clock.protectedUntil) throw new Refusal('pool.atMaximum', { protectedUntil });
  return { protectedUntil };
}

type TransferInput = { opportunityIds: readonly number[]; userId: string; reason: string };

/** Gives opportunities to somebody, all of them or none; each starts its clock anew, as every assignment does. */
export async function transfer(ctx: Ctx, input: TransferInput): Promise<OutputOf<'pool.transfer'>> {
  const { db, actor, now } = ctx;
  const { userId, reason } = input;
  const receiver = await findReceiver(db, actor.scopes.routing, userId);
  if (!receiver) throw new Refusal('pool.unknownReceiver', { userId });
  let transferred = 0;
  const ids = [...new Set(input.opportunityIds)];
  for (const id of ids) {
    const { groupId, ownerId, status } = await needSeen(ctx, id);
    if (status !== 'open') throw new Refusal('pool.notOpen', { id });
    if (ownerId === userId) continue;
    if (!(await give(db, { id, groupId, from: ownerId, to: userId, at: now })))
      throw new Refusal('pool.taken', { id });
    await noteEvent(ctx, { opportunityId: id, kind: 'transferred', userId, note: reason });
    transferred += 1;
  }
  ctx.note(userId, { opportunityIds: ids, reason, transferred });
  return { transferred, unchanged: ids.length - transferred };
}

/** An opportunity of somebody in the asker's scope, or of a pool that they see. */
async function needSeen(ctx: Ctx, id: number) {
  const found = await findOwned(ctx.db, id);
  if (found && maySee(ctx.actor.scopes.routing, found.ownerId)) return found;
  const item = found?.ownerId === null ? await findItem(ctx.db, askerOf(ctx), id) : undefined;
  if (!found || !item) throw new Refusal('api.notFound', { what: 'opportunity', id: String(id) });
  return { ...found, groupId: item.groupId };
}
