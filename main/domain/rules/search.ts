import { type Axis, OTHER_CODE } from './axis.ts';
import type { Lists } from './candidates.ts';
import type { RuleIndex } from './rule-index.ts';

/** Where an opportunity's values come from: objects or columns. */
export type Source = {
  /** The class of its value on an axis; SET for several codes at once. */
  readonly classAt: (axis: number) => number;
  /** Those codes. */
  readonly setAt: (axis: number) => readonly unknown[];
  /** Whether the rule of a box that the bits do not settle holds. */
  readonly check: (box: number) => boolean;
};

/** What `classAt` answers for a set. */
export const SET = -1;

/** The class of an axis that nobody asks. */
const FREE = -2;

/** From so many boxes a word on, the rest is searched word by word and not box by box. */
const DENSE = 2;

/**
 * Answers what finds the first box that holds for what a source shows: the candidates of its values one by one, in order,
 * as long as they stand before the best found; then the rest. A box is asked only about the axes that it
 * asks, and an axis is located only when somebody asks. −1: none. Allocates nothing.
 */
export function searchOf(index: RuleIndex): (source: Source) => number {
  const { axes, words, boxes, checks } = index;
  const { lists, rest, restBits, asks, askStarts } = index.candidates;
  const tables = axes.map(({ bits }) => bits);
  const offsets = new Int32Array(axes.length);
  const classes = new Int32Array(axes.length);
  const known = new Uint32Array(axes.length);
  const joined = axes.map(() => new Uint32Array(words));
  const listed = lists.flatMap((each, axis) => (each ? [axis] : []));
  const isDense = rest.length > DENSE * words;
  let turn = 0;
  let source: Source;

  const locate = (axis: number): number => {
    const found = source.classAt(axis);
    known[axis] = turn;
    classes[axis] = found;
    if (found === SET) {
      join(axes[axis] as Axis, source.setAt(axis), joined[axis] as Uint32Array);
      tables[axis] = joined[axis] as Uint32Array;
      offsets[axis] = 0;
    } else {
      tables[axis] = (axes[axis] as Axis).bits;
      offsets[axis] = found * words;
    }
    return found;
  };
  const admits = (axis: number, box: number): boolean =>
    (((tables[axis] as Uint32Array)[(offsets[axis] as number) + (box >>> 5)] as number) &
      (1 << (box & 31))) !==
    0;
  const holds = (box: number): boolean => {
    for (let at = askStarts[box] as number, end = askStarts[box + 1] as number; at < end; at += 3) {
      const axis = asks[at] as number;
      const here = known[axis] === turn ? (classes[axis] as number) : locate(axis);
      const from = asks[at + 1] as number;
      if (from < 0 || here === SET) {
        if (!admits(axis, box)) return false;
      } else if (here < from || here > (asks[at + 2] as number)) return false;
    }
    return checks[box] === 0 || source.check(box);
  };
  const firstIn = (lists: Lists, each: number, before: number): number => {
    const { starts, filterAxes, groupStarts, boxes: list, wanted } = lists;
    let best = before;
    for (let group = starts[each] as number, last = starts[each + 1] as number; group < last; group += 1) {
      const axis = filterAxes[group] as number;
      const begin = groupStarts[group] as number;
      if ((list[begin] as number) >= best) continue;
      const end = groupStarts[group + 1] as number;
      const here = axis < 0 ? FREE : known[axis] === turn ? (classes[axis] as number) : locate(axis);
      for (let at = begin; at < end; at += 1) {
        if (here >= 0 && wanted[at] !== here) continue;
        const box = list[at] as number;
        if (box >= best) break;
        if (here === SET && !admits(axis, box)) continue;
        if (!holds(box)) continue;
        best = box;
        break;
      }
    }
    return best;
  };
  const firstInSet = (axis: number, best: number): number => {
    let found = best;
    for (const code of source.setAt(axis))
      found = firstIn(lists[axis] as Lists, placeOf((axes[axis] as Axis).codes, code), found);
    return found;
  };
  const firstOfRest = (best: number): number => {
    if (!isDense) {
      for (let at = 0; at < rest.length; at += 1) {
        const box = rest[at] as number;
        if (box >= best) return best;
        if (holds(box)) return box;
      }
      return best;
    }
    for (let axis = 0; axis < axes.length; axis += 1) if (known[axis] !== turn) locate(axis);
    for (let word = 0, end = (best + 31) >>> 5; word < end; word += 1) {
      let left = restBits[word] as number;
      for (let axis = 0; axis < axes.length && left !== 0; axis += 1)
        left &= (tables[axis] as Uint32Array)[(offsets[axis] as number) + word] as number;
      for (; left !== 0; left &= left - 1) {
        const box = word * 32 + 31 - Math.clz32(left & -left);
        if (box >= best) return best;
        if (checks[box] === 0 || source.check(box)) return box;
      }
    }
    return best;
  };

  return (given) => {
    source = given;
    turn = (turn + 1) >>> 0;
    let best = boxes;
    for (let each = 0; each < listed.length; each += 1) {
      const axis = listed[each] as number;
      const found = known[axis] === turn ? (classes[axis] as number) : locate(axis);
      best = found === SET ? firstInSet(axis, best) : firstIn(lists[axis] as Lists, found, best);
    }
    best = firstOfRest(best);
    return best === boxes ? -1 : best;
  };
}

/** The bitset of a set: what is asked for is answered by any of its codes, what is to be without by all of them. */
function join({ bits, apart, words, codes }: Axis, set: readonly unknown[], into: Uint32Array): void {
  const asked = apart?.asked ?? bits;
  into.fill(0);
  for (const code of set) {
    const at = placeOf(codes, code) * words;
    for (let word = 0; word < words; word += 1)
      into[word] = (into[word] as number) | (asked[at + word] as number);
  }
  if (apart)
    for (const code of set) {
      const at = placeOf(codes, code) * words;
      for (let word = 0; word < words; word += 1)
        into[word] = (into[word] as number) & (apart.without[at + word] as number);
    }
}

/** The class of a code of a set; what is no text is no code: like one that nobody named. */
function placeOf(codes: ReadonlyMap<string, number>, code: unknown): number {
  return typeof code === 'string' ? (codes.get(code) ?? OTHER_CODE) : OTHER_CODE;
}
