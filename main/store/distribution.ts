import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import {
  type Group,
  periodAt,
  type PeriodKind,
  type Presence,
  type Seat,
  standingAt,
} from '#domain/distribution';
import type { Raw } from './database.ts';

/** A person as a run counts them: open work now, and when the chunk began. */
export type Load = { open: number; before: number };

/** Groups as a run holds them. `refresh` says who takes part at a moment, and begins new periods. */
export type LoadedGroups = {
  readonly groups: ReadonlyMap<string, Group>;
  readonly loads: ReadonlyMap<string, Load>;
  readonly refresh: (at: number) => void;
  /** The period that a group's counts belong to since the last refresh. */
  readonly periodOf: (groupId: string) => string;
};

type LoadedSeat = Omit<Seat, 'standing'> & { standing: Seat['standing'] };
type Loaded = {
  readonly group: Group;
  readonly seats: LoadedSeat[];
  readonly presences: Presence[];
  readonly periods: string[];
  readonly kind: PeriodKind;
  readonly zone: string;
  period: string;
};

type GroupRow = {
  id: string;
  isOn: number;
  fallbackGroupId: string | null;
  strategy: Group['strategy'];
  sticky: Group['sticky'];
  skillAttribute: string | null;
  calendarId: string | null;
  keepsHours: number;
  catchesUp: number;
  period: PeriodKind;
};

/**
 * Every group as a run holds it. A person's load is one object in all groups; open work is counted by an index, for those
 * whom a cap or a strategy asks for it only.
 */
export function loadGroups(raw: Raw): LoadedGroups {
  const calendars = readContents(raw);
  const loaded = new Map<string, Loaded>();
  for (const row of raw
    .prepare(
      `SELECT id, is_on AS isOn, fallback_group_id AS fallbackGroupId, strategy, sticky, skill_attribute AS skillAttribute,
         calendar_id AS calendarId, keeps_hours AS keepsHours, catches_up AS catchesUp, period FROM distribution_groups`,
    )
    .all() as GroupRow[])
    loaded.set(row.id, emptyGroup(row, calendars));
  const loads = fillSeats(raw, loaded, calendars);
  return {
    groups: new Map([...loaded].map(([id, { group }]) => [id, group])),
    loads,
    refresh: (at) => {
      for (const each of loaded.values()) refreshGroup(each, at);
    },
    periodOf: (groupId) => loaded.get(groupId)?.period ?? '',
  };
}

function readContents(raw: Raw): Map<string, WorkingCalendar> {
  const rows = raw.prepare('SELECT id, content FROM working_calendars').raw().all() as [string, string][];
  return new Map(rows.map(([id, content]) => [id, JSON.parse(content) as WorkingCalendar]));
}

function emptyGroup(row: GroupRow, calendars: ReadonlyMap<string, WorkingCalendar>): Loaded {
  const seats: LoadedSeat[] = [];
  const { id, fallbackGroupId, strategy, sticky, skillAttribute, period: kind } = row;
  const group = {
    id,
    isOn: row.isOn === 1,
    fallbackGroupId,
    strategy,
    sticky,
    skillAttribute,
    catchesUp: row.catchesUp === 1,
    seats,
  };
  const calendar = calendars.get(row.calendarId ?? '') ?? DEFAULT_CALENDAR;
  return { group, seats, presences: [], periods: [], kind, zone: calendar.zone, period: '' };
}

type MemberRow = {
  groupId: string;
  userId: string;
  weight: number;
  openCap: number | null;
  isOn: number;
  status: string;
  turn: number;
  periodCap: number | null;
  skills: string;
  calendarId: string | null;
  keepsHours: number;
  period: string;
  given: number;
};

function fillSeats(
  raw: Raw,
  loaded: ReadonlyMap<string, Loaded>,
  calendars: ReadonlyMap<string, WorkingCalendar>,
): Map<string, Load> {
  const loads = new Map<string, Load>();
  const countOpen = raw
    .prepare(`SELECT count(*) FROM opportunities WHERE owner_id = ? AND status = 'open'`)
    .pluck();
  const absences = readAbsences(raw);
  for (const row of raw
    .prepare(
      `SELECT m.group_id AS groupId, m.user_id AS userId, m.weight, m.open_cap AS openCap, m.is_on AS isOn, u.status,
         coalesce(t.turn, 0) AS turn, m.period_cap AS periodCap, m.skills, coalesce(m.calendar_id, g.calendar_id) AS calendarId,
         g.keeps_hours AS keepsHours, coalesce(t.period, '') AS period, coalesce(t.given, 0) AS given
       FROM group_members m JOIN users u ON u.id = m.user_id JOIN distribution_groups g ON g.id = m.group_id
       LEFT JOIN group_turns t ON t.group_id = m.group_id AND t.user_id = m.user_id
       ORDER BY m.group_id, m.user_id`,
    )
    .all() as MemberRow[]) {
    const { userId, weight, openCap, turn, periodCap, given } = row;
    const group = loaded.get(row.groupId);
    if (!group) continue;
    const load = loads.get(userId) ?? { open: -1, before: 0 };
    loads.set(userId, load);
    const isCounted = openCap !== null || group.group.strategy === 'leastLoaded';
    if (isCounted && load.open < 0) load.open = Number(countOpen.get(userId));
    const skills = JSON.parse(row.skills) as string[];
    group.seats.push({ userId, weight, openCap, periodCap, skills, standing: 'off', turn, given, load });
    group.periods.push(row.period);
    group.presences.push({
      isOn: row.isOn === 1,
      hasLeft: row.status === 'left',
      absences: absences.get(userId) ?? [],
      calendar: row.keepsHours === 1 ? (calendars.get(row.calendarId ?? '') ?? DEFAULT_CALENDAR) : null,
    });
  }
  for (const load of loads.values()) load.open = Math.max(0, load.open);
  return loads;
}

function readAbsences(raw: Raw): Map<string, [number, number][]> {
  const found = new Map<string, [number, number][]>();
  for (const [userId, from, to] of raw
    .prepare('SELECT user_id, from_at, to_at FROM absences')
    .raw()
    .all() as [string, number, number][])
    found.set(userId, [...(found.get(userId) ?? []), [from, to]]);
  return found;
}

function refreshGroup(each: Loaded, at: number): void {
  const period = periodAt(each.kind, each.zone, at);
  each.period = period;
  for (const [index, seat] of each.seats.entries()) {
    const presence = each.presences[index];
    if (presence) seat.standing = standingAt(presence, at);
    if (each.periods[index] !== period) {
      each.periods[index] = period;
      seat.given = 0;
    }
  }
}

/** Answers the id of a group's roster with this content, written first when it is not the group's latest. */
export function rosterKeeper(raw: Raw): (groupId: string, content: string) => number {
  const find = raw.prepare(
    'SELECT id, content FROM group_rosters WHERE group_id = ? ORDER BY id DESC LIMIT 1',
  );
  const add = raw.prepare('INSERT INTO group_rosters (group_id, content) VALUES (?, ?)');
  return (groupId, content) => {
    const latest = find.get(groupId) as { id: number; content: string } | undefined;
    return latest?.content === content ? latest.id : Number(add.run(groupId, content).lastInsertRowid);
  };
}

/** Keeps where a group's turn stands, and adds how many a member got since it was last kept. */
export const SET_TURN = `INSERT INTO group_turns (group_id, user_id, turn, assigned, period, given) VALUES (?, ?, ?, ?, ?, ?)
  ON CONFLICT (group_id, user_id) DO UPDATE SET turn = excluded.turn, assigned = assigned + excluded.assigned,
    period = excluded.period, given = excluded.given`;

/** What that statement takes, member by member. */
export function turnsOf(
  group: Pick<Group, 'id' | 'seats'>,
  period: string,
  received: ReadonlyMap<string, number>,
) {
  return group.seats.map(({ userId, turn, given }) => [
    group.id,
    userId,
    turn,
    received.get(userId) ?? 0,
    period,
    given,
  ]);
}

/** Writes where a group's turn stands now, and how many each member got since it was last written. */
export function turnWriter(raw: Raw) {
  const setTurn = raw.prepare(SET_TURN);
  return (group: Group, period: string, received: ReadonlyMap<string, number>) => {
    for (const values of turnsOf(group, period, received)) setTurn.run(...values);
  };
}
