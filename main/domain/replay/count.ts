import type { Sides } from './sides.ts';
import type { Tally } from './tally.ts';

/** Opportunities as both sides decided them: the place of the rule that takes each, −1 for none. */
type Decided = {
  readonly ids: Float64Array;
  readonly createdAt: Float64Array;
  readonly isOpen: Uint8Array;
  /** Whether it is counted at all: other lines have rules of their own. */
  readonly isTaken: Uint8Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
};

/** So many of the moved are listed; all are counted. */
export const MOST_LISTED = 1000;

/** Where days and periods are counted: at UTC+8 all year. */
export const REPLAY_ZONE = 'Asia/Shanghai';
const EAST = 28_800_000;
const DAY = 86_400_000;

/** The day of a moment (UTC ms), counted from 1970-01-01. */
function dayAt(at: number): number {
  return Math.floor((at + EAST) / DAY);
}

/** When such a day begins (UTC ms). */
export function dayStart(day: number): number {
  return day * DAY - EAST;
}

/** Counts opportunities that were decided by both sides; to be given newest first, so that the newest moved are listed. */
export function countDecided(tally: Tally, sides: Sides, decided: Decided): void {
  const { groups, before, after } = sides;
  const size = groups.length;
  const { ids, createdAt, isOpen } = decided;
  let day = Number.NaN;
  let days: Float64Array = tally.open;
  for (let row = 0; row < ids.length; row += 1) {
    if (decided.isTaken[row] === 0) continue;
    tally.received += 1;
    const ruleBefore = decided.before[row] as number;
    const ruleAfter = decided.after[row] as number;
    const from = ruleBefore < 0 ? 0 : (before[ruleBefore] as number);
    const to = ruleAfter < 0 ? 0 : (after[ruleAfter] as number);
    raise(tally.hitsBefore, ruleBefore < 0 ? before.length : ruleBefore);
    raise(tally.hitsAfter, ruleAfter < 0 ? after.length : ruleAfter);
    raise(tally.flows, from * size + to);
    if (isOpen[row] === 1) {
      raise(tally.open, from);
      raise(tally.open, size + to);
    }
    const here = dayAt(createdAt[row] as number);
    if (here !== day) {
      day = here;
      days = tally.days.get(day) ?? new Float64Array(2 * size);
      tally.days.set(day, days);
    }
    raise(days, from);
    raise(days, size + to);
    if (from === to) continue;
    tally.moved += 1;
    if (tally.list.length < MOST_LISTED)
      tally.list.push({ id: ids[row] as number, before: ruleBefore, after: ruleAfter });
  }
}

function raise(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}
