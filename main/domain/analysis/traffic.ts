import { type Facts, holds, seenValue } from '#domain/conditions';
import { isInForce } from '#domain/rules';
import type { Axes } from './axes.ts';
import { type Box, leavingAxes } from './boxes.ts';
import { aimAt, nextBox } from './table.ts';
import type { Bench, Row } from './verdict.ts';

/** Equal facts of recent opportunities, and how many there were. */
export type TrafficRow = { readonly facts: Facts; readonly count: number };

/** A row of traffic as the rules see it: which hold, in order. */
export type Sight = TrafficRow & {
  readonly point: number[];
  readonly listed: readonly Listed[];
  matches: readonly Row[];
};

/** A value that many rows have, of an attribute with a list; one object for all of them. */
export type Listed = { readonly attribute: string; readonly value: string | boolean; readonly index: number };

export function sightsOf(rows: readonly TrafficRow[], axes: Axes): Sight[] {
  const known = new Map<string, Listed>();
  const keys = [...axes.catalogue].filter(
    ([, { kind }]) => kind === 'enum' || kind === 'set' || kind === 'boolean',
  );
  const listedIn = (facts: Facts) =>
    keys.flatMap(([attribute]) => {
      const seen = seenValue(facts, attribute);
      return [...new Set(Array.isArray(seen) ? seen : [seen])].flatMap((value) => {
        if (typeof value !== 'string' && typeof value !== 'boolean') return [];
        const name = `${attribute}=${value}`;
        const listed = known.get(name) ?? { attribute, value, index: known.size };
        known.set(name, listed);
        return [listed];
      });
    });
  return rows.map((row) => ({
    ...row,
    point: axes.list.map(({ read }) => read(row.facts)),
    listed: listedIn(row.facts),
    matches: [],
  }));
}

/** Finds which rules hold for a row of traffic. */
export function look(bench: Bench, sight: Sight): void {
  const { axes, table, aim } = bench;
  aimAt(table, axes, sight.point, aim);
  const matches: Row[] = [];
  for (let at = nextBox(table, aim, 0); at >= 0; at = nextBox(table, aim, at + 1)) {
    const owned = table.boxes[at];
    if (!owned || matches.at(-1) === owned.row) continue;
    const { rule } = owned.row;
    if (!owned.box.isExact && !(isInForce(rule, axes.now) && holds(rule.condition, sight.facts, axes.now)))
      continue;
    matches.push(owned.row);
  }
  sight.matches = matches;
}

/** By a rule's place: the traffic for which it holds, which it takes, and which a rule with another group takes before it. */
export type Tallies = {
  readonly total: number;
  readonly held: Float64Array;
  readonly taken: Float64Array;
  readonly masked: Float64Array;
};

export function tally(sights: readonly Sight[], rules: number): Tallies {
  const held = new Float64Array(rules);
  const taken = new Float64Array(rules);
  const masked = new Float64Array(rules);
  let total = 0;
  for (const { matches, count } of sights) {
    total += count;
    const [first] = matches;
    if (!first) continue;
    taken[first.at] = (taken[first.at] as number) + count;
    for (const row of matches) {
      held[row.at] = (held[row.at] as number) + count;
      if (row.rule.groupId !== first.rule.groupId) masked[row.at] = (masked[row.at] as number) + count;
    }
  }
  return { total, held, taken, masked };
}

export type Masked = { readonly row: Row; readonly by: Row; readonly count: number; readonly share: number };

/** A rule is masked where so much of its traffic goes elsewhere, and that is at least one in so many of all. */
const MASKED_SHARE = 0.5;
const ONE_IN = 1000;

/**
 * Rules of whose traffic one earlier rule with another group takes at least half. An earlier rule that is only an
 * exception to the later one is how exceptions are written, and is not meant.
 */
export function maskedRows(
  axes: Axes,
  rows: readonly Row[],
  sights: readonly Sight[],
  tallies: Tallies,
): Masked[] {
  const suspects = new Set(
    rows.filter(({ at, boxes }) => {
      const isCatchAll = boxes.some((box) => box.axes.length === 0);
      const masked = tallies.masked[at] as number;
      const isMuch =
        masked * ONE_IN >= tallies.total && masked >= MASKED_SHARE * (tallies.held[at] as number);
      return !isCatchAll && masked > 0 && isMuch;
    }),
  );
  if (suspects.size === 0) return [];
  const takers = new Map<Row, Map<Row, number>>();
  for (const { matches, count } of sights) {
    const [first] = matches;
    for (const row of matches) {
      if (!first || !suspects.has(row) || row.rule.groupId === first.rule.groupId) continue;
      const of = takers.get(row) ?? new Map<Row, number>();
      of.set(first, (of.get(first) ?? 0) + count);
      takers.set(row, of);
    }
  }
  return [...takers].flatMap(([row, of]): Masked[] => {
    const [by, count] = [...of].reduce((most, each) => (each[1] > most[1] ? each : most));
    const share = count / (tallies.held[row.at] as number);
    const isEnough = share >= MASKED_SHARE && count * ONE_IN >= tallies.total;
    return isEnough && !isException(axes, by, row) ? [{ row, by, count, share }] : [];
  });
}

function isException(axes: Axes, earlier: Row, later: Row): boolean {
  const isInside = (inner: Box) => later.boxes.some((outer) => leavingAxes(axes, inner, outer).length === 0);
  return earlier.boxes.every(isInside);
}
