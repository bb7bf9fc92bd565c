import type { Condition, Test } from '#domain/conditions';
import type { Listed, Sight } from './traffic.ts';

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

type Cell = { readonly value: Listed; left: number; all: number };

const testOf = ({ value: { attribute, value } }: Cell): Test => ({ op: 'equals', attribute, value });

/** The largest regions, by traffic, that are left to the catch-all: by one value, narrowed by a second where most of it has one. */
export function gapsIn(sights: readonly Sight[]): Gap[] {
  const total = sights.reduce((sum, { count }) => sum + count, 0);
  const gaps: Gap[] = [];
  let open = new Set(sights.filter(isLeft));
  while (gaps.length < MOST_GAPS && open.size > 0) {
    const first = largest(sights, open);
    if (!first || first.left * ONE_IN < total || first.left < LEAST_SHARE * first.all) break;
    const inside = sights.filter(({ listed }) => listed.includes(first.value));
    const second = largest(inside, open, first.value.attribute);
    const isNarrower = second !== undefined && second.left >= KEPT * first.left && second.all < first.all;
    const chosen = isNarrower ? second : first;
    const cells = isNarrower ? [first, second] : [first];
    const groupId = commonGroup(inside);
    gaps.push({
      condition: { all: cells.map(testOf) },
      count: chosen.left,
      share: chosen.left / chosen.all,
      groupId,
    });
    open = new Set([...open].filter(({ listed }) => !cells.every(({ value }) => listed.includes(value))));
  }
  return gaps;
}

function isLeft({ matches }: Sight): boolean {
  const [first] = matches;
  return first === undefined || first.boxes.some((box) => box.axes.length === 0);
}

/** The value with the most open traffic, of those that lose most of theirs; none of attribute `but`. */
function largest(sights: readonly Sight[], open: ReadonlySet<Sight>, but?: string): Cell | undefined {
  const cells: Cell[] = [];
  for (const sight of sights) {
    const left = open.has(sight) ? sight.count : 0;
    for (const value of sight.listed) {
      if (value.attribute === but) continue;
      const cell = (cells[value.index] ??= { value, left: 0, all: 0 });
      cell.all += sight.count;
      cell.left += left;
    }
  }
  const weight = ({ left, all }: Cell) => (left * left) / all;
  let best: Cell | undefined;
  for (const cell of cells) if (cell && cell.left > 0 && (!best || weight(cell) > weight(best))) best = cell;
  return best;
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
