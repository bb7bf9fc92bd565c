import type { DecisionReason } from './reason.ts';

/** One assignment, in the unit that turns are kept in. */
export const TURN_UNIT = 1_000_000_000;

/** A member of a group as a run holds it. `load` is one object for one person, whichever groups they are in. */
export type Seat = {
  readonly userId: string;
  readonly weight: number;
  readonly openCap: number | null;
  readonly standing: 'on' | 'off' | 'left';
  /** Entitled minus received, in TURN_UNIT: positive when this member is owed. */
  turn: number;
  readonly load: { open: number };
};

/** Why a seat can or cannot be chosen now. */
export type SeatState = 'ready' | 'off' | 'left' | 'zeroWeight' | 'atCap';

/** Whether a seat can be chosen now, or the first reason why not. */
export function seatState(seat: Seat): SeatState {
  if (seat.standing !== 'on') return seat.standing;
  if (seat.weight === 0) return 'zeroWeight';
  return seat.openCap !== null && seat.load.open >= seat.openCap ? 'atCap' : 'ready';
}

export type Choice =
  | { readonly seat: number; readonly share: number }
  | { readonly seat: null; readonly reason: Exclude<DecisionReason, 'routed' | 'noRule' | 'groupOff'> };

/**
 * Whose turn it is. Every assignment entitles each ready member to its share of the ready weight; of those owed
 * enough, the one whose claim falls due first is chosen (Tijdeman, The chairman assignment problem, 1980: nobody
 * is ever further than 1 − 1/(2n − 2) assignments from the exact entitlement while the members stay the same).
 * Equal claims are broken by the seed. Who is not ready is not entitled meanwhile: nobody catches up an absence.
 * Pure; `take` writes the choice down.
 */
export function choose(seats: readonly Seat[], seed: number): Choice {
  let ready = 0;
  let total = 0;
  for (const seat of seats)
    if (seatState(seat) === 'ready') {
      ready += 1;
      total += seat.weight;
    }
  if (ready === 0) return { seat: null, reason: nobody(seats) };
  const spread = Math.max(2, 2 * ready - 2);
  let best = -1;
  let bestIsDue = false;
  let bestKey = 0;
  for (let index = 0; index < seats.length; index += 1) {
    const seat = seats[index] as Seat;
    if (seatState(seat) !== 'ready') continue;
    const owed = seat.turn + entitlement(seat.weight, total);
    const isDue = owed * spread >= TURN_UNIT;
    if (best >= 0 && bestIsDue && !isDue) continue;
    // Assignments until the claim is overdue; without any claim that is due, simply who is owed most.
    const key = isDue ? ((spread - 1) * TURN_UNIT - spread * owed) / seat.weight : -owed;
    const isBetter =
      best < 0 ||
      isDue !== bestIsDue ||
      key < bestKey ||
      (key === bestKey && lot(seed, index) < lot(seed, best));
    if (isBetter) {
      best = index;
      bestIsDue = isDue;
      bestKey = key;
    }
  }
  return { seat: best, share: (seats[best] as Seat).weight / total };
}

/** Writes a choice into the seats: everybody ready is entitled, the chosen one has received. The turns' sum stays. */
export function take(seats: readonly Seat[], chosen: number, isOpen: boolean): void {
  let total = 0;
  for (const seat of seats) if (seatState(seat) === 'ready') total += seat.weight;
  let given = 0;
  for (const seat of seats) {
    if (seatState(seat) !== 'ready') continue;
    const credit = entitlement(seat.weight, total);
    seat.turn += credit;
    given += credit;
  }
  const seat = seats[chosen] as Seat;
  seat.turn -= given;
  if (isOpen) seat.load.open += 1;
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

/** The reason closest to somebody getting it: a cap, then a weight, then presence. */
function nobody(seats: readonly Seat[]) {
  if (seats.length === 0) return 'groupEmpty' as const;
  const states = new Set(seats.map(seatState));
  if (states.has('atCap')) return 'allAtCap' as const;
  return states.has('zeroWeight') ? ('allZeroWeight' as const) : ('allOff' as const);
}
