import { type Asked, type Axis, classOf } from './axis.ts';

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
  /** Box → the axes that it asks, as stretches of one list: those with most classes first, for they say no soonest. */
  readonly asks: Int32Array;
  readonly askStarts: Int32Array;
};

/**
 * Boxes by class. Beside each box stands what it asks next: the class that its `filterAxes` must show, −1 for none. Most
 * candidates are turned away by it without a look into the bitsets.
 */
export type Lists = {
  readonly starts: Int32Array;
  readonly boxes: Int32Array;
  readonly filterAxes: Int32Array;
  readonly filterClasses: Int32Array;
};

/** A box that asks for more values than this stands in no list of theirs. */
const MOST_VALUES = 8;

type Entry = { readonly at: number; readonly box: number; readonly filter: Filter };
type Filter = { readonly axis: number; readonly at: number };
const NO_FILTER: Filter = { axis: 0, at: -1 };

/** Sorts boxes into the lists of their values. */
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
    const key = rarest(axes, own, undefined);
    if (key === undefined) {
      rest.push(box);
      restBits[box >>> 5] = (restBits[box >>> 5] as number) | (1 << (box & 31));
    } else {
      const filter = filterOf(axes, rarest(axes, own, key));
      addTo(entries[key[0]] as Entry[], axes[key[0]] as Axis, { asked: key[1], box, filter });
    }
    // Who stands in a value's list has it: that question is answered, unless its axis is asked another one.
    const first = asks.length;
    for (const question of own)
      if (question !== key && asks.indexOf(question[0], first) < 0) asks.push(question[0]);
    askStarts[box + 1] = asks.length;
  }
  return {
    lists: entries.map((list, at) => (list.length === 0 ? null : listsOf(axes[at] as Axis, list))),
    rest: Int32Array.from(rest),
    restBits,
    asks: Int32Array.from(asks),
    askStarts,
  };
}

/** The question for values whose answer is rarest, another one than `but`; undefined where there is none. */
function rarest(
  axes: readonly Axis[],
  own: readonly Question[],
  but: Question | undefined,
): Question | undefined {
  let best: Question | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const question of own) {
    const [at, asked] = question;
    if (question === but || (asked.op !== 'equals' && asked.op !== 'oneOf')) continue;
    const count = asked.op === 'equals' ? 1 : asked.values.length;
    const share = count / Math.max(1, (axes[at] as Axis).codes.size);
    if (count <= MOST_VALUES && share < least) {
      least = share;
      best = question;
    }
  }
  return best;
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

/** Boxes by class, each class's in order. */
function listsOf(axis: Axis, entries: readonly Entry[]): Lists {
  const starts = new Int32Array(axis.classes + 1);
  for (const { at } of entries) starts[at + 1] = (starts[at + 1] as number) + 1;
  for (let each = 0; each < axis.classes; each += 1)
    starts[each + 1] = (starts[each + 1] as number) + (starts[each] as number);
  const next = starts.slice();
  const boxes = new Int32Array(entries.length);
  const filterAxes = new Int32Array(entries.length);
  const filterClasses = new Int32Array(entries.length);
  for (const { at, box, filter } of entries) {
    const place = next[at] as number;
    next[at] = place + 1;
    boxes[place] = box;
    filterAxes[place] = filter.axis;
    filterClasses[place] = filter.at;
  }
  return { starts, boxes, filterAxes, filterClasses };
}
