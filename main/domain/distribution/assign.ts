import type { Deciding } from './deciding.ts';
import type { DecisionReason } from './reason.ts';
import type { Seat } from './seat.ts';
import { choose, type Choosing, take } from './turn.ts';

/** A distribution group (分配组) as a run holds it: its seats change as people are picked. */
export type Group = Choosing & {
  readonly id: string;
  readonly isOn: boolean;
  readonly fallbackGroupId: string | null;
};

export type Outcome = {
  readonly reason: DecisionReason;
  /** The group that gave it, or the rule's own group when nobody got it; the one whose pool it waits in. */
  readonly groupId: string;
  readonly repId: string | null;
  /** The chance with which a member was chosen: its share of the ready weight, 1 where the choice is bound; null for nobody. */
  readonly propensity: number | null;
};

/** One group that was asked, and what came of it. */
export type Step = { readonly groupId: string; readonly reason: DecisionReason };

/**
 * Picks a member of a group, or of the first group down its fallback chain that has one, and takes the turn. A group
 * that hands out by hand keeps what comes to it. When nobody is left the reason is that of the first group asked.
 * `tell` hears of each group before it is asked.
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
    const choice = group.isOn ? choose(group, deciding) : undefined;
    if (choice && choice.seat !== null) {
      take(group, choice.seat, deciding);
      const repId = (group.seats[choice.seat] as Seat).userId;
      return { reason: 'routed', groupId: group.id, repId, propensity: choice.share };
    }
    const reason = choice ? choice.reason : 'groupOff';
    if (reason === 'manualPool') return { reason, groupId: group.id, repId: null, propensity: null };
    first ??= reason;
    group = group.fallbackGroupId === null ? undefined : groups.get(group.fallbackGroupId);
  }
  return { reason: first ?? 'groupEmpty', groupId, repId: null, propensity: null };
}

/** The groups that `assign` would ask now, in order, each with what it would answer. Changes nothing. */
export function pathOf(groups: ReadonlyMap<string, Group>, groupId: string, deciding: Deciding): Step[] {
  const path: Step[] = [];
  let group = groups.get(groupId);
  while (group && path.length <= groups.size) {
    const choice = group.isOn ? choose(group, deciding) : undefined;
    const reason = choice === undefined ? 'groupOff' : choice.seat === null ? choice.reason : 'routed';
    path.push({ groupId: group.id, reason });
    if (reason === 'routed' || reason === 'manualPool') break;
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
