import type { Axes } from './axes.ts';
import { type Box, type Point, runsOn } from './boxes.ts';
import { EVERYTHING, type Runs } from './runs.ts';

/** One axis cut where any box begins or ends: class k lies between ends k−1 and k, and has the bitset of the boxes there. */
type Lane = {
  readonly axis: number;
  readonly ends: Float64Array;
  readonly bits: Uint32Array;
  /** Class → how many boxes are there. */
  readonly counts: Uint32Array;
  /** The classes inside the axis's full range, as [from, to) pairs. */
  readonly all: readonly number[];
  /** How many boxes ask about the axis. */
  asked: number;
};

/** All boxes in order as bitsets: which boxes hold a point, and which meet a region. */
export type Table<Owned extends { readonly box: Box }> = {
  readonly boxes: readonly Owned[];
  readonly words: number;
  /** The lanes that most boxes ask about stand first. */
  readonly lanes: readonly Lane[];
};

/** `before` is a table that is not used any more: what an edit did not touch is taken from it. */
export function makeTable<Owned extends { readonly box: Box }>(
  axes: Axes,
  boxes: readonly Owned[],
  before?: Table<Owned>,
): Table<Owned> {
  const words = (boxes.length + 31) >>> 5;
  const kept = before ? keptLanes(before, boxes) : new Map<number, Lane>();
  const asking: { box: number; runs: Runs }[][] = axes.list.map(() => []);
  for (const [at, { box }] of boxes.entries())
    for (let each = 0; each < box.axes.length; each += 1) {
      const axis = box.axes[each] as number;
      if (!kept.has(axis)) asking[axis]?.push({ box: at, runs: box.runs[each] as Runs });
    }
  const made = asking.flatMap((asked, axis) =>
    asked.length === 0 ? [] : [makeLane(axes, axis, asked, boxes.length)],
  );
  const lanes = [...kept.values(), ...made].sort((a, b) => b.asked - a.asked || a.axis - b.axis);
  return { boxes, words, lanes };
}

/** The lanes that stay, by axis: as many boxes as before, and the changed ones know only their ends. */
function keptLanes(
  before: Table<{ readonly box: Box }>,
  boxes: readonly { readonly box: Box }[],
): Map<number, Lane> {
  if (before.boxes.length !== boxes.length) return new Map();
  const changed: { at: number; was: Box; is: Box }[] = [];
  for (const [at, { box }] of boxes.entries()) {
    const was = before.boxes[at]?.box;
    if (was && was !== box) changed.push({ at, was, is: box });
    if (changed.length > MOST_REWRITTEN) return new Map();
  }
  const kept = before.lanes.filter((lane) =>
    changed.every(({ is }) => (runsOn(is, lane.axis) ?? []).every((end) => isEnd(lane, end))),
  );
  for (const lane of kept) for (const { at, was, is } of changed) rewrite(lane, before.words, at, was, is);
  return new Map(kept.filter(({ asked }) => asked > 0).map((lane) => [lane.axis, lane]));
}

const MOST_REWRITTEN = 64;

function isEnd({ ends }: Lane, end: number): boolean {
  return !Number.isFinite(end) || ends[placeOf(ends, end) - 1] === end;
}

/** A box's place in a lane is another one's now. */
function rewrite(lane: Lane, words: number, at: number, was: Box, is: Box): void {
  const old = runsOn(was, lane.axis);
  const runs = runsOn(is, lane.axis);
  if (old === runs) return;
  lane.asked += (runs ? 1 : 0) - (old ? 1 : 0);
  const everywhere = [0, lane.ends.length + 1];
  mark(lane, words, at, old ? classesOf(lane, old) : everywhere, -1);
  mark(lane, words, at, runs ? classesOf(lane, runs) : everywhere, 1);
}

/** Sets (1) or clears (−1) a box's bit in some classes. */
function mark(
  { bits, counts }: Lane,
  words: number,
  box: number,
  classes: readonly number[],
  by: 1 | -1,
): void {
  const bit = 1 << (box & 31);
  for (let at = 0; at < classes.length; at += 2)
    for (let each = classes[at] as number; each < (classes[at + 1] as number); each += 1) {
      const cell = each * words + (box >>> 5);
      bits[cell] = by > 0 ? (bits[cell] as number) | bit : (bits[cell] as number) & ~bit;
      counts[each] = (counts[each] as number) + by;
    }
}

function makeLane(
  axes: Axes,
  axis: number,
  asked: readonly { readonly box: number; readonly runs: Runs }[],
  boxes: number,
): Lane {
  const words = (boxes + 31) >>> 5;
  const full = axes.list[axis]?.full ?? EVERYTHING;
  const cuts = new Set<number>(full);
  for (const { runs } of asked) for (const end of runs) cuts.add(end);
  cuts.delete(Number.NEGATIVE_INFINITY);
  cuts.delete(Number.POSITIVE_INFINITY);
  const ends = Float64Array.from(cuts).sort();
  const classes = ends.length + 1;
  const free = new Uint32Array(words).fill(0xffffffff);
  for (const { box } of asked) free[box >>> 5] = (free[box >>> 5] as number) & ~(1 << (box & 31));
  const bits = new Uint32Array(classes * words);
  for (let each = 0; each < classes; each += 1) bits.set(free, each * words);
  const counts = new Uint32Array(classes).fill(boxes - asked.length);
  const all = classesOf({ ends }, full);
  const lane = { axis, ends, bits, counts, all, asked: asked.length };
  for (const { box, runs } of asked) mark(lane, words, box, classesOf(lane, runs), 1);
  return lane;
}

/** The class of a position. */
function placeOf(ends: Float64Array, position: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The class that begins at an end, one past the last class below it. */
function classBefore(ends: Float64Array, end: number): number {
  return end === Number.POSITIVE_INFINITY ? ends.length + 1 : placeOf(ends, end);
}

function classesOf({ ends }: Pick<Lane, 'ends'>, runs: Runs): number[] {
  const classes: number[] = [];
  for (let at = 0; at < runs.length; at += 2)
    classes.push(placeOf(ends, runs[at] as number), classBefore(ends, runs[at + 1] as number));
  return classes;
}

/** Where a point's bitsets begin, lane by lane. */
export type Aim = Int32Array;

export function aimAt(table: Table<{ readonly box: Box }>, axes: Axes, point: Point, aim: Aim): void {
  for (const [at, lane] of table.lanes.entries()) {
    const position = point[lane.axis] ?? axes.list[lane.axis]?.full[0] ?? 0;
    aim[at] = placeOf(lane.ends, position) * table.words;
  }
}

/** The first box at or after a place that holds the point aimed at; −1 for none. */
export function nextBox(table: Table<{ readonly box: Box }>, aim: Aim, from: number): number {
  const { lanes, words, boxes } = table;
  let mask = 0xffffffff << (from & 31);
  for (let word = from >>> 5; word < words; word += 1) {
    let left = mask;
    mask = 0xffffffff;
    for (let at = 0; at < lanes.length && left !== 0; at += 1)
      left &= (lanes[at] as Lane).bits[(aim[at] as number) + word] as number;
    if (left !== 0) {
      const box = word * 32 + 31 - Math.clz32(left & -left);
      return box < boxes.length ? box : -1;
    }
  }
  return -1;
}

/** The places of the boxes that meet a region, in order. */
export function boxesMeeting(table: Table<{ readonly box: Box }>, region: Box): number[] {
  const { lanes, words, boxes } = table;
  const left = new Uint32Array(words).fill(0xffffffff);
  const some = new Uint32Array(words);
  for (const lane of lanes) {
    const at = region.axes.indexOf(lane.axis);
    if (at < 0) continue;
    some.fill(0);
    const classes = classesOf(lane, region.runs[at] as Runs);
    for (let pair = 0; pair < classes.length; pair += 2)
      for (let each = classes[pair] as number; each < (classes[pair + 1] as number); each += 1)
        for (let word = 0; word < words; word += 1)
          some[word] = (some[word] as number) | (lane.bits[each * words + word] as number);
    for (let word = 0; word < words; word += 1) left[word] = (left[word] as number) & (some[word] as number);
  }
  const found: number[] = [];
  for (let word = 0; word < words; word += 1)
    for (let bits = left[word] as number; bits !== 0; bits &= bits - 1) {
      const box = word * 32 + 31 - Math.clz32(bits & -bits);
      if (box < boxes.length) found.push(box);
    }
  return found;
}

/**
 * A point of a region: on each axis where fewest boxes are (`chance` null), or anywhere. The loneliest point is the one
 * that other rules are least likely to take.
 */
export function pointIn(
  table: Table<{ readonly box: Box }>,
  axes: Axes,
  region: Box,
  chance: (() => number) | null,
): Point {
  const point = axes.list.map(({ full }) => full[0] ?? 0);
  for (const [at, axis] of region.axes.entries()) point[axis] = region.runs[at]?.[0] ?? 0;
  for (const lane of table.lanes) {
    const at = region.axes.indexOf(lane.axis);
    // Most often a free axis stays unset: few rules take what has no value.
    if (at < 0 && chance !== null && chance() < 0.5) continue;
    const runs = at < 0 ? undefined : region.runs[at];
    const classes = runs ? classesOf(lane, runs) : lane.all;
    const chosen = chance ? anyClass(classes, chance) : loneliest(lane, classes);
    const start = runs
      ? startIn(runs, lane.ends[chosen - 1])
      : (lane.ends[chosen - 1] ?? Number.NEGATIVE_INFINITY);
    point[lane.axis] = start;
  }
  return point;
}

/** Where a class begins inside a region: the region's own begin where the class reaches over it. */
function startIn(runs: Runs, start: number | undefined): number {
  const at = start ?? Number.NEGATIVE_INFINITY;
  for (let each = 0; each < runs.length; each += 2) {
    if (at < (runs[each] as number)) return runs[each] as number;
    if (at < (runs[each + 1] as number)) return at;
  }
  return runs[0] ?? at;
}

function loneliest(lane: Lane, classes: readonly number[]): number {
  let best = classes[0] ?? 0;
  for (let at = 0; at < classes.length; at += 2)
    for (let each = classes[at] as number; each < (classes[at + 1] as number); each += 1)
      if ((lane.counts[each] as number) < (lane.counts[best] as number)) best = each;
  return best;
}

function anyClass(classes: readonly number[], chance: () => number): number {
  let count = 0;
  for (let at = 0; at < classes.length; at += 2)
    count += (classes[at + 1] as number) - (classes[at] as number);
  let left = Math.floor(chance() * count);
  for (let at = 0; at < classes.length; at += 2) {
    const wide = (classes[at + 1] as number) - (classes[at] as number);
    if (left < wide) return (classes[at] as number) + left;
    left -= wide;
  }
  return classes[0] ?? 0;
}
