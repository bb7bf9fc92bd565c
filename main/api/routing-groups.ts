import type { OutputOf } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import type { routingGroups } from '#contract/routing-groups';
import { maySee, type RowScope } from '#domain/access';
import { isZone } from '#domain/calendar';
import { choose, fallbackCircle, type Seat, seatState, TURN_UNIT } from '#domain/distribution';
import { findAbsence, findOverlap, listAbsences, removeAbsence, saveAbsence } from '#store/absences';
import { listCalendars, saveCalendar, type StoredCalendar } from '#store/calendars';
import {
  findUnknownUser,
  type GroupToSave,
  listGroups,
  mapFallbacks,
  saveGroup,
  type StoredGroup,
} from '#store/routing-groups';
import { countPublishedRules } from '#store/routing-rules';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { seatsOf } from './routing-seats.ts';
import { tryGroup } from './routing-try.ts';

export const routingGroupsApi: Handlers<typeof routingGroups, Ctx> = {
  'routing.listGroups': async (ctx) => groupRows(ctx),

  'routing.saveGroup': async (ctx, { stamp, ...input }) => {
    const group: GroupToSave = { ...input, id: input.id ?? ctx.env.newId() };
    await admitGroup(ctx, group, input.id === undefined);
    const [known] = await groupRows(ctx, group.id);
    if (stamp !== undefined && stamp !== known?.stamp) throw new Refusal('routing.groupChanged', {});
    await saveGroup(ctx.db, group, ctx.env.newId);
    ctx.note(group.id, { before: known ? settingsOf(known) : null, after: settingsOf(group) });
    const [saved] = await groupRows(ctx, group.id);
    if (!saved) throw new Error(`Group ${group.id} was saved and is not there.`);
    return saved;
  },

  'routing.tryGroup': tryGroup,

  'routing.listCalendars': ({ db }) => listCalendars(db),

  'routing.saveCalendar': async (ctx, { id = ctx.env.newId(), label, calendar }) => {
    if (!isZone(calendar.zone)) throw new Refusal('routing.unknownZone', { zone: calendar.zone });
    const before = (await listCalendars(ctx.db)).find((known) => known.id === id);
    const saved = { id, label, calendar };
    await saveCalendar(ctx.db, saved);
    ctx.note(id, { before: before ?? null, after: saved });
    return saved;
  },

  'routing.listAbsences': ({ db, actor, now }) => listAbsences(db, actor.scopes.routing, now),

  'routing.saveAbsence': async (ctx, { id = ctx.env.newId(), ...absence }) => {
    if (absence.toAt <= absence.fromAt) throw new Refusal('routing.emptyAbsence', {});
    if (
      (await findUnknownUser(ctx.db, [absence.userId])) !== undefined ||
      !maySee(ctx.actor.scopes.routing, absence.userId)
    )
      throw new Refusal('routing.unknownUser', { userId: absence.userId });
    const before = await findAbsence(ctx.db, id);
    if (before && !maySee(ctx.actor.scopes.routing, before.userId))
      throw new Refusal('api.notFound', { what: 'absence', id });
    const overlap = await findOverlap(ctx.db, { id, ...absence });
    if (overlap) {
      const { fromAt, toAt } = overlap;
      throw new Refusal('routing.absenceOverlaps', { fromAt, toAt });
    }
    await saveAbsence(ctx.db, { id, ...absence });
    ctx.note(id, { before: before ?? null, after: absence });
    return { id };
  },

  'routing.removeAbsence': async (ctx, { id }) => {
    const known = await findAbsence(ctx.db, id);
    if (!known || !maySee(ctx.actor.scopes.routing, known.userId))
      throw new Refusal('api.notFound', { what: 'absence', id });
    await removeAbsence(ctx.db, id);
    ctx.note(id, { before: known });
    return { done: true };
  },
};

/** Who may edit groups sees who all their members are, for saving replaces them; everybody else those of their scope. */
async function groupRows({ db, actor, env, now }: Ctx, id?: string): Promise<OutputOf<'routing.listGroups'>> {
  const counts = await countPublishedRules(db, now);
  const scope: RowScope = actor.permissions.has('routing.edit') ? { kind: 'all' } : actor.scopes.routing;
  const calendars = await listCalendars(db);
  return (await listGroups(db, scope, id)).map((group) => {
    const { members, nextUserId } = standingsOf(group, calendars, now);
    const stamp = env.sha256(JSON.stringify(settingsOf(group)));
    return { ...group, members, nextUserId, rules: counts.get(group.id) ?? 0, stamp };
  });
}

/** Each member as they stand now, and whom the next opportunity would go to. */
function standingsOf(group: StoredGroup, calendars: readonly StoredCalendar[], now: number) {
  const seats = seatsOf(group, calendars, now);
  const members = group.members.map(
    ({ hasLeft: _hasLeft, absences: _absences, period: _period, ...member }, index) => {
      const seat = seats[index] as Seat;
      return {
        ...member,
        given: seat.given,
        turn: Math.round((member.turn * 1000) / TURN_UNIT),
        state: seatState(seat),
      };
    },
  );
  const choice = group.isOn ? choose({ ...group, seats }, { seed: 0, at: now, facts: {} }) : undefined;
  const next = choice && choice.seat !== null ? members[choice.seat]?.userId : undefined;
  return { members, nextUserId: next ? next : null };
}

/** What saving a group writes, whatever order its members came in. */
function settingsOf(group: Omit<GroupToSave, 'id'>) {
  const { label, isOn, fallbackGroupId, strategy, sticky, skillAttribute, calendarId, members } = group;
  const { keepsHours, catchesUp, period } = group;
  return {
    label,
    isOn,
    fallbackGroupId,
    strategy,
    sticky,
    skillAttribute,
    calendarId,
    keepsHours,
    catchesUp,
    period,
    members: members
      .map(({ userId, weight, openCap, isOn: takesPart, periodCap, skills, calendarId: own }) => ({
        userId,
        weight,
        openCap,
        isOn: takesPart,
        periodCap,
        skills,
        calendarId: own,
      }))
      .toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
  };
}

/** Refuses a group that cannot be: somebody twice or unknown, a fallback that is unknown or leads back, rules without anybody. */
async function admitGroup(ctx: Ctx, group: GroupToSave, isNew: boolean): Promise<void> {
  const { id, fallbackGroupId, members } = group;
  const fallbacks = await mapFallbacks(ctx.db);
  if (!isNew && !fallbacks.has(id)) throw new Refusal('api.notFound', { what: 'group', id });
  const users = members.map((member) => member.userId);
  const twice = users.find((userId, index) => users.indexOf(userId) !== index);
  if (twice !== undefined) throw new Refusal('routing.duplicateMember', { userId: twice });
  const unknown = await findUnknownUser(ctx.db, users);
  if (unknown !== undefined) throw new Refusal('routing.unknownUser', { userId: unknown });
  if (fallbackGroupId !== null && fallbackGroupId !== id && !fallbacks.has(fallbackGroupId))
    throw new Refusal('routing.unknownGroup', { groupId: fallbackGroupId });
  refuseCircles(new Map(fallbacks).set(id, fallbackGroupId));
  const calendars = new Set((await listCalendars(ctx.db)).map((known) => known.id));
  for (const { calendarId } of [group, ...members])
    if (calendarId !== null && !calendars.has(calendarId))
      throw new Refusal('routing.unknownCalendar', { calendarId });
  if (group.isOn || fallbackGroupId !== null) return;
  const rules = (await countPublishedRules(ctx.db, ctx.now)).get(id) ?? 0;
  if (rules > 0) throw new Refusal('routing.groupInUse', { rules });
}

/** Refuses fallbacks that lead back to where they began. */
export function refuseCircles(fallbacks: ReadonlyMap<string, string | null>): void {
  for (const id of fallbacks.keys()) {
    const path = fallbackCircle(fallbacks, id);
    if (path) throw new Refusal('routing.fallbackCircle', { path });
  }
}
