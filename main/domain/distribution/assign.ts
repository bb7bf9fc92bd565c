import { type Deciding, isOpenIn } from './deciding.ts';
import type { DecisionReason } from './reason.ts';
import { choose, type Seat, take } from './turn.ts';

/** A distribution group (分配组) as a run holds it: its seats change as people are picked. */
export type Group = {
  readonly id: string;
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
  /** Ordered by user id, so that a choice does not depend on how a page listed them. */
  readonly seats: readonly Seat[];
};

export type Outcome = {
  readonly reason: DecisionReason;
  /** The group that gave it, or the rule's own group when nobody got it. */
  readonly groupId: string;
  readonly repId: string | null;
  /** The chosen member's share of the ready weight; null when nobody got it. */
  readonly propensity: number | null;
};

/** One group that was asked, and what came of it. */
export type Step = { readonly groupId: string; readonly reason: DecisionReason };

/**
 * Picks a member of a group, or of the first group down its fallback chain that has one, and takes the turn.
 * When nobody is left the reason is that of the first group asked. `tell` hears of each group before it is asked.
 */
export function assign(
  groups: ReadonlyMap<string, Group>,
  groupId: string,
  deciding: Deciding,
  tell?: (group: Group) => void,
): Outcome {
  let first: DecisionReason | undefined;
  let group = groups.get(groupId);
  for (let asked = 0; group && asked <= groups.size; asked += 1) {
    tell?.(group);
    const choice = group.isOn ? choose(group.seats, deciding.seed) : undefined;
    if (choice && choice.seat !== null) {
      take(group.seats, choice.seat, isOpenIn(deciding.facts));
      const repId = (group.seats[choice.seat] as Seat).userId;
      return { reason: 'routed', groupId: group.id, repId, propensity: choice.share };
    }
    first ??= choice ? choice.reason : 'groupOff';
    group = group.fallbackGroupId === null ? undefined : groups.get(group.fallbackGroupId);
  }
  return { reason: first ?? 'groupEmpty', groupId, repId: null, propensity: null };
}

/** The groups that `assign` would ask now, in order, each with what it would answer. Changes nothing. */
export function pathOf(groups: ReadonlyMap<string, Group>, groupId: string, deciding: Deciding): Step[] {
  const path: Step[] = [];
  let group = groups.get(groupId);
  while (group && path.length <= groups.size) {
    const choice = group.isOn ? choose(group.seats, deciding.seed) : undefined;
    const reason = choice === undefined ? 'groupOff' : choice.seat === null ? choice.reason : 'routed';
    path.push({ groupId: group.id, reason });
    if (reason === 'routed') break;
    group = group.fallbackGroupId === null ? undefined : groups.get(group.fallbackGroupId);
  }
  return path;
}

/** The ids along a circle of fallbacks that starts and ends at `start`, or undefined when its chain ends. */
export function fallbackCircle(
  fallbackOf: ReadonlyMap<string, string | null>,
  start: string,
): string[] | undefined {
  const path = [start];
  for (let at = fallbackOf.get(start); at; at = fallbackOf.get(at)) {
    if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
    path.push(at);
  }
  return undefined;
}
