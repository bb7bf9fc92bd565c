import { isInForce, type Rule } from '#domain/rules';
import type { Tally } from './tally.ts';

/** Both sides of a replay by their places: `groups[0]` is nobody (`''`), and each rule's group is a place in `groups`. */
export type Sides = {
  readonly groups: readonly string[];
  readonly before: Int32Array;
  readonly after: Int32Array;
};

/** Two sets of rules to be compared, as rows that decide now. */
export type ReplayAsk = { readonly before: readonly Rule[]; readonly after: readonly Rule[] };

/** The groups of both sides, the same for the same rules wherever they are asked. */
export function sidesOf({ before, after }: ReplayAsk): Sides {
  const groups = ['', ...new Set([...before, ...after].map(({ groupId }) => groupId))];
  const places = new Map(groups.map((id, place) => [id, place]));
  const of = (rules: readonly Rule[]) => Int32Array.from(rules, ({ groupId }) => places.get(groupId) ?? 0);
  return { groups, before: of(before), after: of(after) };
}

/** Opportunities as both sides decided them: the place of the rule that takes each, −1 for none. */
export type Decided = {
  readonly ids: Float64Array;
  readonly createdAt: Float64Array;
  readonly isOpen: Uint8Array;
  readonly before: Int32Array;
  readonly after: Int32Array;
};

/** One opportunity that goes to another group; rules by their place, −1 for none. */
export type Moved = { readonly id: number; readonly before: number; readonly after: number };

/** So many of the moved are listed; all are counted. */
export const MOST_LISTED = 1000;

/** The day of a moment (UTC ms), counted from 1970-01-01 at UTC+8. */
export function dayAt(at: number): number {
  return Math.floor((at + 28_800_000) / 86_400_000);
}

/**
 * The rows that decide now (UTC ms), as rows without validity: a replay asks what today's rows would have done with each
 * opportunity when it came in, so ages count from then, and rows that begin or end in between do so for none.
 */
export function rulesNow(rules: readonly Rule[], now: number): Rule[] {
  return rules
    .filter((rule) => isInForce(rule, now))
    .map(({ validFrom: _from, validTo: _to, ...rule }) => rule);
}

/** Counts opportunities that were decided by both sides; to be given newest first, so that the newest moved are listed. */
export function countDecided(tally: Tally, sides: Sides, decided: Decided): void {
  const { groups, before, after } = sides;
  const size = groups.length;
  const { ids, createdAt, isOpen } = decided;
  let day = Number.NaN;
  let days: Float64Array = tally.open;
  for (let row = 0; row < ids.length; row += 1) {
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
  tally.received += ids.length;
}

function raise(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}
