import { type Condition, seenValue, type Test } from '#domain/conditions';
import type { Axes } from './axes.ts';
import type { Sight } from './traffic.ts';

/** A region of real traffic that only the catch-all takes, or nobody. */
export type Gap = {
  readonly condition: Condition;
  readonly count: number;
  /** How much of the region's traffic that is. */
  readonly share: number;
  /** The group that traffic of the same first value mostly goes to; null where none of it goes anywhere. */
  readonly groupId: string | null;
};

const MOST_GAPS = 5;
/** A gap is at least one in so many of all, and at least half of its region. */
const ONE_IN = 100;
const LEAST_SHARE = 0.5;
/** A second value narrows a region when it keeps so much of it. */
const KEPT = 0.6;

type Cell = { readonly test: Test; left: number; all: number };

/** The largest regions, by traffic, that are left to the catch-all: by one value, narrowed by a second where most of it has one. */
export function gapsIn(axes: Axes, sights: readonly Sight[]): Gap[] {
  const total = sights.reduce((sum, { count }) => sum + count, 0);
  const gaps: Gap[] = [];
  let open = new Set(sights.filter(isLeft));
  const keys = [...axes.catalogue.keys()].filter((key) => isListed(axes, key));
  while (gaps.length < MOST_GAPS && open.size > 0) {
    const first = largest(sights, open, keys);
    if (!first || first.left * ONE_IN < total || first.left < LEAST_SHARE * first.all) break;
    const inside = sights.filter((sight) => hasValue(sight, first.test));
    const others = keys.filter((key) => key !== first.test.attribute);
    const second = largest(inside, open, others);
    const isNarrower = second !== undefined && second.left >= KEPT * first.left && second.all < first.all;
    const chosen = isNarrower ? second : first;
    const tests = isNarrower ? [first.test, second.test] : [first.test];
    const groupId = commonGroup(inside);
    gaps.push({ condition: { all: tests }, count: chosen.left, share: chosen.left / chosen.all, groupId });
    open = new Set([...open].filter((sight) => !tests.every((test) => hasValue(sight, test))));
  }
  return gaps;
}

function isListed({ catalogue }: Axes, key: string): boolean {
  const kind = catalogue.get(key)?.kind;
  return kind === 'enum' || kind === 'set' || kind === 'boolean';
}

function isLeft({ matches }: Sight): boolean {
  const [first] = matches;
  return first === undefined || first.boxes.some((box) => box.axes.length === 0);
}

/** The value with the most open traffic, of those that lose most of theirs. */
function largest(
  sights: readonly Sight[],
  open: ReadonlySet<Sight>,
  keys: readonly string[],
): Cell | undefined {
  const cells = new Map<string, Cell>();
  for (const sight of sights)
    for (const attribute of keys) {
      const seen = seenValue(sight.facts, attribute);
      if (seen === undefined) continue;
      for (const value of Array.isArray(seen) ? new Set(seen) : [seen]) {
        const name = `${attribute}=${value}`;
        const cell = cells.get(name) ?? { test: { op: 'equals', attribute, value }, left: 0, all: 0 };
        cell.all += sight.count;
        if (open.has(sight)) cell.left += sight.count;
        cells.set(name, cell);
      }
    }
  const weight = ({ left, all }: Cell) => (left * left) / all;
  let best: Cell | undefined;
  for (const cell of cells.values()) if (cell.left > 0 && (!best || weight(cell) > weight(best))) best = cell;
  return best;
}

function hasValue({ facts }: Sight, test: Test): boolean {
  const seen = seenValue(facts, test.attribute);
  if (test.op !== 'equals' || seen === undefined) return false;
  return Array.isArray(seen) ? seen.includes(String(test.value)) : seen === test.value;
}

function commonGroup(sights: readonly Sight[]): string | null {
  const counts = new Map<string, number>();
  for (const sight of sights) {
    const [first] = sight.matches;
    if (!first || isLeft(sight)) continue;
    counts.set(first.rule.groupId, (counts.get(first.rule.groupId) ?? 0) + sight.count);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  return sorted[0]?.[0] ?? null;
}
