import type { Facts } from '#domain/conditions';
import { assign, type Group } from './assign.ts';
import type { Seat } from './seat.ts';
import type { Choosing } from './turn.ts';

/**
 * A group as it was when people were picked from it, absences and hours included; stored once for each change. What is not
 * there is as it is by default: a fair group without skills, periods and stickiness.
 */
export type Roster = {
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
  readonly strategy?: Choosing['strategy'];
  readonly sticky?: Choosing['sticky'];
  readonly skillAttribute?: string;
  readonly catchesUp?: true;
  readonly members: readonly RosterMember[];
};

type RosterMember = readonly [
  userId: string,
  weight: number,
  openCap: number | null,
  standing: Seat['standing'],
  periodCap?: number | null,
  skills?: readonly string[],
];

/**
 * How the groups stood before the first of a frame's decisions: group id → its roster, each member's turn, the open work
 * of those that a choice may hang on, and what members with a period's cap were given in it (in the roster's order).
 * Everything after that follows.
 */
export type FrameGroups = Record<
  string,
  { roster: number; turns: number[]; open: number[]; given?: number[] }
>;

/** What a frame remembers of a group: its settings, where it falls back to, and its members in order. */
export function rosterOf(group: Group): Roster {
  const { isOn, fallbackGroupId, strategy, sticky, skillAttribute, catchesUp } = group;
  return {
    isOn,
    fallbackGroupId,
    ...(strategy === 'fair' ? {} : { strategy }),
    ...(sticky === 'none' ? {} : { sticky }),
    ...(skillAttribute === null ? {} : { skillAttribute }),
    ...(catchesUp ? { catchesUp } : {}),
    members: group.seats.map(memberOf),
  };
}

function memberOf({ userId, weight, openCap, standing, periodCap, skills }: Seat): RosterMember {
  if (skills.length > 0) return [userId, weight, openCap, standing, periodCap, skills];
  return periodCap === null
    ? [userId, weight, openCap, standing]
    : [userId, weight, openCap, standing, periodCap];
}

/** Whether a group's choice may hang on how much open work a seat has. */
function countsOpen(strategy: Choosing['strategy'], openCap: number | null): boolean {
  return openCap !== null || strategy === 'leastLoaded';
}

/** A group's part of a frame; `openAt` is a member's open work when the frame began. */
export function standingOf(
  group: Group,
  roster: number,
  openAt: (seat: Seat) => number,
): FrameGroups[string] {
  const turns = group.seats.map((seat) => seat.turn);
  const open = group.seats.filter(({ openCap }) => countsOpen(group.strategy, openCap)).map(openAt);
  const given = group.seats.filter(({ periodCap }) => periodCap !== null).map((seat) => seat.given);
  return given.length === 0 ? { roster, turns, open } : { roster, turns, open, given };
}

/** The groups of a frame as they stood at its start; a person's open work is one count in all groups. */
export function restoreGroups(frame: FrameGroups, rosters: ReadonlyMap<number, Roster>): Map<string, Group> {
  const loads = new Map<string, { open: number }>();
  const groups = new Map<string, Group>();
  for (const [id, { roster: rosterId, turns, open, given = [] }] of Object.entries(frame)) {
    const roster = rosters.get(rosterId);
    if (!roster) continue;
    const { strategy = 'fair', sticky = 'none', skillAttribute = null, catchesUp = false } = roster;
    let counted = 0;
    let capped = 0;
    const seats = roster.members.map(
      ([userId, weight, openCap, standing, periodCap = null, skills = []], index): Seat => {
        const load = loads.get(userId) ?? { open: 0 };
        loads.set(userId, load);
        if (countsOpen(strategy, openCap)) load.open = open[counted++] ?? 0;
        const before = periodCap === null ? 0 : (given[capped++] ?? 0);
        return {
          userId,
          weight,
          openCap,
          periodCap,
          skills,
          standing,
          turn: turns[index] ?? 0,
          given: before,
          load,
        };
      },
    );
    const { isOn, fallbackGroupId } = roster;
    groups.set(id, { id, isOn, fallbackGroupId, strategy, sticky, skillAttribute, catchesUp, seats });
  }
  return groups;
}

/** Lets earlier decisions of a frame happen again, so that the groups stand as they did before the next one. */
export function replay(
  groups: ReadonlyMap<string, Group>,
  { seed, at }: { readonly seed: number; readonly at: number },
  earlier: readonly { readonly ruleGroupId: string | null; readonly facts: Facts }[],
): void {
  for (const { ruleGroupId, facts } of earlier)
    if (ruleGroupId !== null) assign(groups, ruleGroupId, { seed, at, facts });
}
