import type { Facts } from '#domain/conditions';
import { assign, type Group } from './assign.ts';
import type { Seat } from './turn.ts';

/** A group as it was configured when people were picked from it; stored once for each change. */
export type Roster = {
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
  readonly members: readonly (readonly [
    userId: string,
    weight: number,
    openCap: number | null,
    standing: Seat['standing'],
  ])[];
};

/**
 * How the groups stood before the first of a frame's decisions: group id → its roster, each member's turn,
 * and the open work of those members that have a cap (in the roster's order). Everything after that follows.
 */
export type FrameGroups = Record<string, { roster: number; turns: number[]; open: number[] }>;

/** What a frame remembers of a group: its switch, where it falls back to, and its members in order. */
export function rosterOf(group: Group): Roster {
  const { isOn, fallbackGroupId } = group;
  return {
    isOn,
    fallbackGroupId,
    members: group.seats.map(({ userId, weight, openCap, standing }) => [userId, weight, openCap, standing]),
  };
}

/** A group's part of a frame; `openAt` is a member's open work when the frame began. */
export function standingOf(
  group: Group,
  roster: number,
  openAt: (seat: Seat) => number,
): FrameGroups[string] {
  const turns = group.seats.map((seat) => seat.turn);
  return { roster, turns, open: group.seats.filter((seat) => seat.openCap !== null).map(openAt) };
}

/** The groups of a frame as they stood at its start; a person's open work is one count in all groups. */
export function restoreGroups(frame: FrameGroups, rosters: ReadonlyMap<number, Roster>): Map<string, Group> {
  const loads = new Map<string, { open: number }>();
  const groups = new Map<string, Group>();
  for (const [id, { roster: rosterId, turns, open }] of Object.entries(frame)) {
    const roster = rosters.get(rosterId);
    if (!roster) continue;
    let capped = 0;
    const seats = roster.members.map(([userId, weight, openCap, standing], index): Seat => {
      const load = loads.get(userId) ?? { open: 0 };
      loads.set(userId, load);
      if (openCap !== null) load.open = open[capped++] ?? 0;
      return { userId, weight, openCap, standing, turn: turns[index] ?? 0, load };
    });
    groups.set(id, { id, isOn: roster.isOn, fallbackGroupId: roster.fallbackGroupId, seats });
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
