import { type Asked, type Axis, classOf, spanOf } from './axis.ts';

/** A question of a box: the axis that answers it (its place in `axes`), and the test. */
export type Question = readonly [axis: number, asked: Asked];

/**
 * Which boxes are worth looking at. A box that asks for one of a few values stands in the lists of those values on the
 * axis where they are rarest: who has none of them is never asked about it. The others are the rest.
 */
export type Candidates = {
  /** For each axis: class → its boxes in order, as stretches of one list; null where no box stands. */
  readonly lists: readonly (Lists | null)[];
  /** The boxes of no list, in order, and the same as a bitset. */
  readonly rest: Int32Array;
  readonly restBits: Uint32Array;
  /**
   * Box → what it asks, as stretches of one list: an axis, and the first and last class that satisfy; a first of −1 where
   * they are no stretch, and the axis's bitsets must be asked. What its place in a list has answered is not asked again.
   */
  readonly asks: Int32Array;
  readonly askStarts: Int32Array;
};

/**
 * Boxes by class, in groups by what they ask next: the filter, an axis that must show a class. Most candidates are turned
 * away by it in one look at their neighbours' classes. Within a group boxes are in order.
 */
export type Lists = {
  /** Class → its first group. */
  readonly starts: Int32Array;
  /** Group → its filter's axis, −1 for none; and its first box. */
  readonly filterAxes: Int32Array;
  readonly groupStarts: Int32Array;
  readonly boxes: Int32Array;
  /** The class that the filter must show, for each of the boxes. */
  readonly wanted: Int32Array;
};

/** A box that asks for more values than this stands in no list of theirs. */
const MOST_VALUES = 8;

type Entry = { readonly at: number; readonly box: number; readonly filter: Filter };
type Filter = { readonly axis: number; readonly at: number };
const BY_BITS = [-1, -1] as const;
const NO_FILTER: Filter = { axis: -1, at: -1 };

/** Sorts boxes, whose questions are arranged, into the lists of their values. */
export function candidatesOf(
  axes: readonly Axis[],
  questions: readonly (readonly Question[])[],
  words: number,
): Candidates {
  const entries = axes.map((): Entry[] => []);
  const rest: number[] = [];
  const restBits = new Uint32Array(words);
  const askStarts = new Int32Array(questions.length + 1);
  const asks: number[] = [];
  for (let box = 0; box < questions.length; box += 1) {
    const own = questions[box] as readonly Question[];
    const [key, next] = own;
    if (key === undefined || !isListed(key)) {
      rest.push(box);
      restBits[box >>> 5] = (restBits[box >>> 5] as number) | (1 << (box & 31));
    } else {
      const filter = filterOf(axes, next);
      addTo(entries[key[0]] as Entry[], axes[key[0]] as Axis, { asked: key[1], box, filter });
    }
    for (const question of own) {
      if (question === key && isListed(question)) continue;
      const [from, to] = spanOf(axes[question[0]] as Axis, question[1]) ?? BY_BITS;
      asks.push(question[0], from, to);
    }
    askStarts[box + 1] = asks.length;
  }
  return {
    lists: entries.map((list, at) => (list.length === 0 ? null : listsOf(axes, at, list))),
    rest: Int32Array.from(rest),
    restBits,
    asks: Int32Array.from(asks),
    askStarts,
  };
}

/** How many boxes ask for each value, by axis: what rules name often, opportunities have often. */
export type AskedFor = readonly ReadonlyMap<string | number | boolean, number>[];

export function askedFor(axes: readonly Axis[], questions: readonly (readonly Question[])[]): AskedFor {
  const counts = axes.map(() => new Map<string | number | boolean, number>());
  for (const own of questions)
    for (const [at, asked] of own) {
      const count = counts[at] as Map<string | number | boolean, number>;
      for (const value of valuesOf(asked)) count.set(value, (count.get(value) ?? 0) + 1);
    }
  return counts;
}

/** A box's questions, those for the values that fewest ask for first: by the first it is listed, the second is its filter. */
export function arranged(asked: AskedFor, own: readonly Question[]): readonly Question[] {
  if (own.length < 2) return own;
  const counts = own.map((question) => {
    if (!isListed(question)) return Number.POSITIVE_INFINITY;
    const [at, test] = question;
    return valuesOf(test).reduce<number>((sum, value) => sum + (asked[at]?.get(value) ?? 0), 0);
  });
  return [...own.keys()]
    .sort((a, b) =>
      (counts[a] as number) < (counts[b] as number) ? -1 : counts[a] === counts[b] ? a - b : 1,
    )
    .map((at) => own[at] as Question);
}

function valuesOf(asked: Asked): readonly (string | number | boolean)[] {
  return asked.op === 'equals' ? [asked.value] : asked.op === 'oneOf' ? asked.values : [];
}

function isListed([, asked]: Question): boolean {
  const { length } = valuesOf(asked);
  return length > 0 && length <= MOST_VALUES;
}

function addTo(
  list: Entry[],
  axis: Axis,
  { asked, box, filter }: { readonly asked: Asked; readonly box: number; readonly filter: Filter },
): void {
  if (asked.op === 'equals') list.push({ at: classOf(axis, asked.value), box, filter });
  else if (asked.op === 'oneOf')
    for (const at of new Set(asked.values.map((value) => classOf(axis, value))))
      list.push({ at, box, filter });
}

function filterOf(axes: readonly Axis[], next: Question | undefined): Filter {
  if (next === undefined || next[1].op !== 'equals') return NO_FILTER;
  return { axis: next[0], at: classOf(axes[next[0]] as Axis, next[1].value) };
}

function listsOf(axes: readonly Axis[], own: number, entries: readonly Entry[]): Lists {
  const { classes } = axes[own] as Axis;
  // One place for each class and filter's axis, before the axes one for those without.
  const width = axes.length + 1;
  const placeOf = ({ at, filter }: Entry) => at * width + filter.axis + 1;
  const next = new Int32Array(classes * width);
  for (const entry of entries) next[placeOf(entry)] = (next[placeOf(entry)] as number) + 1;
  const starts = new Int32Array(classes + 1);
  const filterAxes: number[] = [];
  const groupStarts: number[] = [];
  let first = 0;
  for (let place = 0; place < next.length; place += 1) {
    if (place % width === 0) starts[place / width] = filterAxes.length;
    const count = next[place] as number;
    next[place] = first;
    if (count === 0) continue;
    filterAxes.push((place % width) - 1);
    groupStarts.push(first);
    first += count;
  }
  starts[classes] = filterAxes.length;
  groupStarts.push(first);
  const boxes = new Int32Array(entries.length);
  const wanted = new Int32Array(entries.length);
  for (const entry of entries) {
    const place = placeOf(entry);
    const at = next[place] as number;
    next[place] = at + 1;
    boxes[at] = entry.box;
    wanted[at] = entry.filter.at;
  }
  return {
    starts,
    filterAxes: Int32Array.from(filterAxes),
    groupStarts: Int32Array.from(groupStarts),
    boxes,
    wanted,
  };
}
