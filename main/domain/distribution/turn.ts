import type { Facts } from '#domain/conditions';
import { type Deciding, isOpenIn, LEAD_OWNER, PREVIOUS_OWNER } from './deciding.ts';
import type { DecisionReason } from './reason.ts';
import { neededSkills, nobodyReason, type Seat, seatState } from './seat.ts';

/** One assignment, in the unit that turns are kept in. */
export const TURN_UNIT = 1_000_000_000;

/** How a group picks: by weighted turns, whoever has least open work for their weight, or nobody: by hand. */
export type Strategy = 'fair' | 'leastLoaded' | 'manual';

/** What a choice needs of a group. */
export type Choosing = {
  readonly strategy: Strategy;
  /** Who is asked first, where they are ready: the last owner, or who owns another opportunity of the lead entity. */
  readonly sticky: 'none' | 'previousOwner' | 'leadOwner';
  /** The attribute whose values a member's skills must have; null: no skills are asked for. */
  readonly skillAttribute: string | null;
  /** Whether who is absent or off hours is entitled meanwhile and catches up afterwards. */
  readonly catchesUp: boolean;
  /** Ordered by user id, so that a choice does not depend on how a page listed them. */
  readonly seats: readonly Seat[];
};

export type Choice =
  | { readonly seat: number; readonly share: number }
  | { readonly seat: null; readonly reason: DecisionReason };

/**
 * From so much owed on a claim counts as due: of the due ones the first to fall overdue is chosen. Measured, not proved:
 * lower thresholds drift further when members come and go, higher ones when weights differ much (bench routing.fairness).
 */
const DUE = 0.42 * TURN_UNIT;

/**
 * Whose turn it is. Every assignment entitles each ready member to its share of the ready weight; of those owed enough, the
 * one whose claim falls overdue first is chosen (after Tijdeman, The chairman assignment problem, 1980), without any such
 * claim who is owed most. Equal claims are broken by the seed. What somebody else follows already goes to them, where the
 * group asks them first, and to nobody else. Pure; `take` writes the choice down.
 */
export function choose(group: Choosing, { seed, facts }: Deciding): Choice {
  const { seats } = group;
  if (group.strategy === 'manual') return { seat: null, reason: 'manualPool' };
  const isFollowed = typeof facts[LEAD_OWNER] === 'string';
  if (isFollowed && group.sticky !== 'leadOwner') return { seat: null, reason: 'collision' };
  const needed = neededSkills(group.skillAttribute, facts);
  let total = 0;
  for (const seat of seats) if (seatState(seat, needed) === 'ready') total += seat.weight;
  if (total === 0)
    return { seat: null, reason: nobodyReason(new Set(seats.map((seat) => seatState(seat, needed)))) };
  const favourite = stickyOwner(group.sticky, facts);
  let best = -1;
  let bestKey = 0;
  let bestIsFirst = false;
  for (let index = 0; index < seats.length; index += 1) {
    const seat = seats[index] as Seat;
    if (seatState(seat, needed) !== 'ready') continue;
    if (seat.userId === favourite) return { seat: index, share: 1 };
    const owed = seat.turn + entitlement(seat.weight, total);
    const isDue = group.strategy === 'fair' && owed >= DUE;
    // Assignments until the claim is overdue; or who is owed most, or who has least work for the weight.
    const key =
      group.strategy === 'leastLoaded'
        ? seat.load.open / seat.weight
        : isDue
          ? (TURN_UNIT - owed) / seat.weight
          : -owed;
    const isBetter =
      best < 0 ||
      (isDue !== bestIsFirst
        ? isDue
        : key < bestKey || (key === bestKey && isBefore(group, { seed, total, one: index, other: best })));
    if (isBetter) {
      best = index;
      bestKey = key;
      bestIsFirst = isDue;
    }
  }
  if (isFollowed) return { seat: null, reason: 'collision' };
  const share = group.strategy === 'leastLoaded' ? 1 : (seats[best] as Seat).weight / total;
  return { seat: best, share };
}

/** Of two equal claims: who is owed more, then the seed. */
function isBefore(
  { seats, strategy }: Choosing,
  tie: { readonly seed: number; readonly total: number; readonly one: number; readonly other: number },
): boolean {
  const { seed, total, one, other } = tie;
  const owed = (index: number) => {
    const seat = seats[index] as Seat;
    return seat.turn + entitlement(seat.weight, total);
  };
  if (strategy === 'leastLoaded' && owed(one) !== owed(other)) return owed(one) > owed(other);
  return lot(seed, one) < lot(seed, other);
}

function stickyOwner(sticky: Choosing['sticky'], facts: Facts): unknown {
  switch (sticky) {
    case 'none':
      return undefined;
    case 'previousOwner':
      return facts[PREVIOUS_OWNER];
    case 'leadOwner':
      return facts[LEAD_OWNER];
  }
}

/**
 * Writes a choice into the seats: everybody ready is entitled (and who is away, where the group catches up), the chosen one
 * has received. The turns' sum stays.
 */
export function take(group: Choosing, chosen: number, { facts }: Deciding): void {
  const { seats } = group;
  const needed = neededSkills(group.skillAttribute, facts);
  const isEntitled = (seat: Seat) => {
    const state = seatState(seat, needed);
    if (state === 'ready') return true;
    return group.catchesUp && seat.weight > 0 && (state === 'absent' || state === 'offHours');
  };
  let total = 0;
  for (const seat of seats) if (isEntitled(seat)) total += seat.weight;
  let shared = 0;
  for (const seat of seats) {
    if (!isEntitled(seat)) continue;
    const credit = entitlement(seat.weight, total);
    seat.turn += credit;
    shared += credit;
  }
  const seat = seats[chosen] as Seat;
  seat.turn -= shared;
  seat.given += 1;
  if (isOpenIn(facts)) seat.load.open += 1;
}

function entitlement(weight: number, total: number): number {
  return Math.floor((weight * TURN_UNIT) / total);
}

/** A number that orders equal claims differently for each seed, and always the same for one. */
function lot(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
