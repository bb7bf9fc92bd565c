import type { InputOf, OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { poolTransfer } from '#contract/pool-transfer';
import { type HandOver, handTo, handToGroup, LEAD_OWNER, PREVIOUS_OWNER } from '#domain/distribution';
import { maskContact } from '#domain/pool';
import { listCalendars } from '#store/calendars';
import { findReceiver, give } from '#store/pool';
import { listToTransfer, saveTurns, type ToTransfer } from '#store/pool-transfer';
import { mapUserNames } from '#store/routing-decisions';
import { listGroups } from '#store/routing-groups';
import type { Ctx } from './context.ts';
import { askerOf, noteEvent } from './pool-moves.ts';
import { Refusal } from './refusal.ts';
import { groupNow, periodOf } from './routing-seats.ts';

type Asked = Pick<InputOf<'pool.previewTransfer'>, 'opportunityIds' | 'groupId' | 'userId'>;
type Row = OutputOf<'pool.previewTransfer'>[number];
type Planned = HandOver & { readonly id: number; readonly found: ToTransfer | undefined };

export const poolTransferApi: Handlers<typeof poolTransfer, Ctx> = {
  'pool.previewTransfer': async (ctx, asked) => {
    const { planned, names } = await plan(ctx, asked);
    return planned.map((each) => rowOf(each, names));
  },

  'pool.transferMany': async (ctx, { insist, reason, ...asked }) => {
    const { planned, names, group, period } = await plan(ctx, asked);
    const received = new Map<string, number>();
    const rows: Planned[] = [];
    for (const each of planned) {
      const isGiven = each.verdict === 'given' || (each.verdict === 'warned' && insist);
      rows.push(isGiven ? await handOver(ctx, each, asked.groupId, reason) : each);
      if (rows.at(-1)?.verdict === 'given' && each.userId !== null)
        received.set(each.userId, (received.get(each.userId) ?? 0) + 1);
    }
    if (asked.userId === null) await saveTurns(ctx.db, group, period, received);
    const count = (...verdicts: readonly Row['verdict'][]) =>
      rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const counts = {
      given: count('given'),
      unchanged: count('unchanged'),
      refused: count('refused', 'warned'),
    };
    const given = rows.flatMap(({ id, verdict, userId }) => (verdict === 'given' ? [[id, userId]] : []));
    ctx.note(asked.groupId, { userId: asked.userId, insist, reason, ...counts, given });
    return { ...counts, rows: rows.map((each) => rowOf(each, names)) };
  },
};

/** Gives one as planned; says so where somebody was faster. */
async function handOver(ctx: Ctx, planned: Planned, groupId: string, note: string): Promise<Planned> {
  const { id, userId, found } = planned;
  if (userId === null || !found) return planned;
  if (!(await give(ctx.db, { id, groupId, from: found.ownerId, to: userId, at: ctx.now })))
    return { ...planned, verdict: 'refused', reason: 'taken' };
  await noteEvent(ctx, { opportunityId: id, kind: 'transferred', userId, note });
  return { ...planned, verdict: 'given' };
}

/** Who would get each, in the order asked, as the group stands now: each one given counts for those after it. */
async function plan(ctx: Ctx, { opportunityIds, groupId, userId }: Asked) {
  const { db, actor, now } = ctx;
  const scope = actor.scopes.routing;
  if (userId !== null && !(await findReceiver(db, scope, userId)))
    throw new Refusal('pool.unknownReceiver', { userId });
  const [stored] = await listGroups(db, { kind: 'all' }, groupId);
  if (!stored) throw new Refusal('api.notFound', { what: 'group', id: groupId });
  const calendars = await listCalendars(db);
  const group = groupNow(stored, calendars, now);
  const { seats } = group;
  const names = await mapUserNames(
    db,
    scope,
    seats.map((seat) => seat.userId),
  );
  const seat = seats.find((each) => each.userId === userId);
  if (userId !== null && !seat) throw new Refusal('pool.notAMember', { userId });
  if (!seat && names.size < seats.length) throw new Refusal('pool.groupBeyondScope', {});
  const ids = [...new Set(opportunityIds)];
  const known = await listToTransfer(db, askerOf(ctx), ids);
  const planned = ids.map((id): Planned => {
    const found = known.get(id);
    if (!found) return { id, found, userId: null, verdict: 'refused', reason: 'notSeen' };
    if (found.status !== 'open') return { id, found, userId: null, verdict: 'refused', reason: 'notOpen' };
    const deciding = { seed: 0, at: now, facts: factsOf(found) };
    const { ownerId } = found;
    const handed = seat ? handTo(seat, group, ownerId, deciding) : handToGroup(group, ownerId, deciding);
    return { id, found, ...handed };
  });
  return { planned, names, group, period: periodOf(stored, calendars, now) };
}

function factsOf({ attributes, previousOwner, leadOwner }: ToTransfer): Record<string, unknown> {
  return {
    ...(JSON.parse(attributes) as Record<string, unknown>),
    ...(previousOwner === null ? {} : { [PREVIOUS_OWNER]: previousOwner }),
    ...(leadOwner === null ? {} : { [LEAD_OWNER]: leadOwner }),
  };
}

function rowOf({ id, found, userId, verdict, reason }: Planned, names: ReadonlyMap<string, string>): Row {
  const contact = found?.contact ?? '';
  return {
    opportunityId: id,
    title: found?.title ?? '',
    contact: found?.isPooled ? maskContact(contact) : contact,
    ownerName: found?.ownerName ?? null,
    receiverName: names.get(userId ?? '') ?? null,
    verdict,
    reason,
  };
}
