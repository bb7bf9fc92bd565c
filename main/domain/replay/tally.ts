import type { Sides } from './sides.ts';

/** One opportunity that goes to another group; rules by their place, −1 for none. */
type Moved = { readonly id: number; readonly before: number; readonly after: number };

/** What was counted so far. Groups are places in `Sides.groups`; pairs of counts are before and after. */
export type Tally = {
  received: number;
  moved: number;
  /** From-group × to-group. */
  readonly flows: Float64Array;
  /** Rule → how many it took; the last one counts those that no rule took. */
  readonly hitsBefore: Float64Array;
  readonly hitsAfter: Float64Array;
  /** Open opportunities of each group: before, then after. */
  readonly open: Float64Array;
  /** Day → what came in for each group on it: before, then after. */
  readonly days: Map<number, Float64Array>;
  /** The newest of the moved. */
  list: Moved[];
};

/** Nothing counted yet. */
export function emptyTally({ groups, before, after }: Sides): Tally {
  const size = groups.length;
  return {
    received: 0,
    moved: 0,
    flows: new Float64Array(size * size),
    hitsBefore: new Float64Array(before.length + 1),
    hitsAfter: new Float64Array(after.length + 1),
    open: new Float64Array(2 * size),
    days: new Map(),
    list: [],
  };
}

/** Adds what was counted elsewhere, of other opportunities; `most` of the moved stay listed, the newest. */
export function addTally(into: Tally, part: Tally, most: number): void {
  into.received += part.received;
  into.moved += part.moved;
  add(into.flows, part.flows);
  add(into.hitsBefore, part.hitsBefore);
  add(into.hitsAfter, part.hitsAfter);
  add(into.open, part.open);
  for (const [day, counts] of part.days) {
    const known = into.days.get(day);
    if (known) add(known, counts);
    else into.days.set(day, counts.slice());
  }
  if (part.list.length > 0)
    into.list = [...into.list, ...part.list].sort((a, b) => b.id - a.id).slice(0, most);
}

function add(into: Float64Array, part: Float64Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = (into[at] as number) + (part[at] as number);
}
