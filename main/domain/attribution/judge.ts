import type { Layer1 } from './policy.ts';
import type { LossReason, OrderReason } from './reason.ts';
import { compareTouches, faultDistance, faultFinder, FAULTS, type Touch } from './touch.ts';

const DAY = 86_400_000;

/** Places of a touch against an order: 0 is in the running, 1… are FAULTS, then the two that time alone decides. */
const RUNNING = 0;
const AFTER = FAULTS.length + 1;
const OUTSIDE = FAULTS.length + 2;

/** Touches in columns, so that a million of them are judged without a million objects. Any array-like will do. */
export type TouchColumns = {
  readonly happenedAt: ArrayLike<number>;
  /** A number for each seat: equal means the same person. */
  readonly seat: ArrayLike<number>;
  /** 0: it counts; otherwise 1 + its index in FAULTS. */
  readonly fault: ArrayLike<number>;
};

/** What layer 1 says of one order. Positions count in the span's total order; −1 is none. */
export type Verdict = {
  readonly reason: OrderReason;
  readonly winner: number;
  /** How many touches are in each place; the winner is one of those in the running. */
  readonly counts: readonly number[];
  /** How many in the running happened at the winner's very moment, without it. */
  readonly tied: number;
  /**
   * The nearest misses. With a winner: the nearest touch of another seat that would have beaten it but for its place,
   * and the best of another seat in the running. Without: the best inside the window, the nearest before it, the
   * nearest after the closing.
   */
  readonly near: readonly number[];
};

/** The place of a touch: time comes before its own faults, and both edges of the window belong to it. */
function placeOf(happenedAt: number, fault: number, closedAt: number, opensAt: number): number {
  if (happenedAt > closedAt) return AFTER;
  if (happenedAt < opensAt) return OUTSIDE;
  return fault;
}

/** When the window of an order opens, inclusive: exactly `windowDays` × 24 hours before the closing moment. */
function opensAt(policy: Layer1, closedAt: number): number {
  return closedAt - policy.windowDays * DAY;
}

/**
 * Layer 1 over one card's touches: `sorted[from … to)` are their indexes in the total order of `compareTouches`.
 * The last (or first) touch in the running wins; a touch at the closing moment, and one exactly at the opening of
 * the window, are in; one ms beyond either is out.
 */
export function judgeSpan(
  policy: Layer1,
  closedAt: number,
  columns: TouchColumns,
  sorted: ArrayLike<number>,
  from: number,
  to: number,
): Verdict {
  const opens = opensAt(policy, closedAt);
  const isLast = policy.winner === 'last';
  const start = firstAfter(columns, sorted, opens - 1, from, to);
  const end = firstAfter(columns, sorted, closedAt, start, to);
  const counts = Array.from({ length: OUTSIDE + 1 }, () => 0);
  counts[OUTSIDE] = start - from;
  counts[AFTER] = to - end;
  let winner = -1;
  let faulty = -1;
  for (let position = start; position < end; position += 1) {
    const fault = at(columns.fault, at(sorted, position));
    counts[fault] = (counts[fault] ?? 0) + 1;
    if (fault === RUNNING) winner = isLast || winner < 0 ? position : winner;
    else faulty = isLast || faulty < 0 ? position : faulty;
  }
  const reason = reasonOf(policy, counts, winner, to - from);
  if (winner < 0) {
    const misses = [faulty, start - 1, end < to ? end : -1];
    const near = misses.filter((position) => position >= from);
    return { reason, winner, counts, tied: 0, near };
  }
  const span = { columns, sorted, from, to, winner, closedAt, opens };
  const { tied, rival } = behind(span, isLast ? -1 : 1);
  const near = [beyond(span, isLast ? 1 : -1), rival].filter((position) => position >= 0);
  return { reason, winner, counts, tied, near };
}

/** The first position in [from, to) that happened after a moment, or `to`. Cards with ten thousand touches are why it halves. */
function firstAfter(
  columns: TouchColumns,
  sorted: ArrayLike<number>,
  moment: number,
  from: number,
  to: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(columns.happenedAt, at(sorted, middle)) > moment) high = middle;
    else low = middle + 1;
  }
  return low;
}

function reasonOf(policy: Layer1, counts: readonly number[], winner: number, touches: number): OrderReason {
  if (winner >= 0) return policy.winner === 'last' ? 'lastTouch' : 'firstTouch';
  if (touches === 0) return 'noFollowUp';
  if (counts[AFTER] === touches) return 'onlyAfterClosing';
  return (counts[AFTER] ?? 0) + (counts[OUTSIDE] ?? 0) === touches ? 'outsideWindow' : 'noValidTouch';
}

type Span = {
  columns: TouchColumns;
  sorted: ArrayLike<number>;
  from: number;
  to: number;
  winner: number;
  closedAt: number;
  opens: number;
};

/** The nearest touch of another seat that would have beaten the winner but for its place; −1 is none. */
function beyond({ columns, sorted, from, to, winner }: Span, step: 1 | -1): number {
  const seat = at(columns.seat, at(sorted, winner));
  for (let position = winner + step; position >= from && position < to; position += step)
    if (at(columns.seat, at(sorted, position)) !== seat) return position;
  return -1;
}

/** Walks back from the winner: how many in the running tied with it, and the best of another seat; −1 is none. */
function behind(span: Span, step: 1 | -1): { tied: number; rival: number } {
  const { columns, sorted, from, to, winner, closedAt, opens } = span;
  const won = at(sorted, winner);
  let tied = 0;
  let rival = -1;
  for (let position = winner + step; position >= from && position < to; position += step) {
    const index = at(sorted, position);
    const happenedAt = at(columns.happenedAt, index);
    const isTied = happenedAt === at(columns.happenedAt, won);
    if (!isTied && rival >= 0) break;
    const place = placeOf(happenedAt, at(columns.fault, index), closedAt, opens);
    if (place === AFTER || place === OUTSIDE) break;
    if (place !== RUNNING) continue;
    if (isTied) tied += 1;
    if (rival < 0 && at(columns.seat, index) !== at(columns.seat, won)) rival = position;
  }
  return { tied, rival };
}

/** Why the touch at a position lost; null for the winner. */
export function lossOf(
  policy: Layer1,
  closedAt: number,
  columns: TouchColumns,
  sorted: ArrayLike<number>,
  verdict: Verdict,
  position: number,
): LossReason | null {
  if (position === verdict.winner) return null;
  const index = at(sorted, position);
  const happenedAt = at(columns.happenedAt, index);
  const place = placeOf(happenedAt, at(columns.fault, index), closedAt, opensAt(policy, closedAt));
  if (place === AFTER) return 'afterClosing';
  if (place === OUTSIDE) return 'outsideWindow';
  const fault = FAULTS[place - 1];
  if (fault) return fault;
  if (happenedAt === at(columns.happenedAt, at(sorted, verdict.winner))) return 'tieBreak';
  return policy.winner === 'last' ? 'laterTouchWon' : 'earlierTouchWon';
}

/** How many touches lost by each reason: with the winner they are all touches of the card. */
export function countLosses(policy: Layer1, verdict: Verdict): Partial<Record<LossReason, number>> {
  const { counts, tied, winner } = verdict;
  const running = (counts[RUNNING] ?? 0) - (winner >= 0 ? 1 : 0) - tied;
  const all: [LossReason, number][] = [
    ['afterClosing', counts[AFTER] ?? 0],
    ['outsideWindow', counts[OUTSIDE] ?? 0],
    ...FAULTS.map((fault, index): [LossReason, number] => [fault, counts[index + 1] ?? 0]),
    [policy.winner === 'last' ? 'laterTouchWon' : 'earlierTouchWon', running],
    ['tieBreak', tied],
  ];
  return Object.fromEntries(all.filter(([, count]) => count > 0));
}

export type Candidate = {
  readonly touch: Touch;
  readonly won: boolean;
  readonly lossReason: LossReason | null;
  /** By how many ms it missed: the closing, the window, the policy's bound, or the winner; null where there is no distance. */
  readonly missedByMs: number | null;
};

/** Layer 1 for one order, with every touch of its card and why it lost, in the total order of touches. */
export function judgeTouches(
  policy: Layer1,
  closedAt: number,
  touches: readonly Touch[],
): { verdict: Verdict; candidates: readonly Candidate[] } {
  const { columns, ordered, sorted } = columnsOf(policy, touches);
  const verdict = judgeSpan(policy, closedAt, columns, sorted, 0, ordered.length);
  const won = ordered[verdict.winner];
  const candidates = ordered.map((touch, position): Candidate => {
    const lossReason = lossOf(policy, closedAt, columns, sorted, verdict, position);
    const missedByMs = lossReason === null ? null : distanceOf(policy, closedAt, touch, lossReason, won);
    return { touch, won: lossReason === null, lossReason, missedByMs };
  });
  return { verdict, candidates };
}

/** Touches as columns in their total order. */
function columnsOf(policy: Layer1, touches: readonly Touch[]) {
  const faultOf = faultFinder(policy);
  const ordered = [...touches].sort(compareTouches);
  const seats = [...new Set(ordered.map(({ userId }) => userId))];
  const columns: TouchColumns = {
    happenedAt: ordered.map(({ happenedAt }) => happenedAt),
    seat: ordered.map(({ userId }) => seats.indexOf(userId)),
    fault: ordered.map((touch) => {
      const fault = faultOf(touch);
      return fault === null ? 0 : FAULTS.indexOf(fault) + 1;
    }),
  };
  return { columns, ordered, sorted: ordered.map((_, index) => index) };
}

/** By how many ms a touch missed, given why it lost. */
export function distanceOf(
  policy: Layer1,
  closedAt: number,
  touch: Pick<Touch, 'durationSeconds' | 'happenedAt' | 'recordedAt'>,
  lossReason: LossReason,
  won: Pick<Touch, 'happenedAt'> | undefined,
): number | null {
  switch (lossReason) {
    case 'afterClosing':
      return touch.happenedAt - closedAt;
    case 'outsideWindow':
      return opensAt(policy, closedAt) - touch.happenedAt;
    case 'laterTouchWon':
    case 'earlierTouchWon':
      return won ? Math.abs(won.happenedAt - touch.happenedAt) : null;
    case 'tieBreak':
      return null;
    case 'seatNotValid':
    case 'channelNotCounted':
    case 'outcomeNotCounted':
    case 'callTooShort':
    case 'recordedTooLate':
      return faultDistance(policy, lossReason, touch);
  }
}

/** An element that the loop's own bounds say is there; NaN where they do not, which no comparison takes for true. */
function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
