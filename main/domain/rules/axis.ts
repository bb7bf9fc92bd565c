import { ageInDays, type Test } from '#domain/conditions';

/**
 * One way to look at one attribute: its `value`, its `age` in whole days, or `now` for the moment of deciding. Every value
 * falls into a class; a class has a bitset of the boxes that such a value satisfies or that do not ask. A set has several
 * codes at once: what a box asks for is then answered by any of them and what it asks to be without by all of them, so the
 * two kinds of questions also stand apart, and a box asks each of them at most once.
 */
export type Axis = {
  readonly kind: 'value' | 'age' | 'now';
  readonly attribute: string;
  /** How many boxes ask: the axis that most ask goes first, for it empties words soonest. */
  asked: number;
  readonly codes: Map<string, number>;
  points: Float64Array;
  classes: number;
  readonly words: number;
  bits: Uint32Array;
  /** The bitsets of both kinds of questions apart; null while nobody asks to be without something. */
  apart: { asked: Uint32Array; without: Uint32Array } | null;
  /** Values share classes because there were too many: boxes that ask for them are checked. */
  readonly isShared: boolean;
};

/** A test on an axis, or a rule's validity on the axis `now`. */
export type Asked = Test | { readonly op: 'valid'; readonly from: number | null; readonly to: number | null };

// Classes that every axis has, before those of its codes and its numbers.
export const UNSET = 0;
export const OTHER_CODE = 1;
const TRUE = 2;
const FALSE = 3;
const FIRST_FREE = 4;

/** At most this many 32-bit words of bitsets on one axis (16 MB); beyond it values share classes and are checked afterwards. */
const MAX_WORDS = 1 << 22;

const firstNumber = (axis: Pick<Axis, 'codes' | 'classes' | 'points'>) =>
  axis.classes - 2 * axis.points.length - 1;

/** An axis with classes for everything that is asked, on which nobody asks yet: every bitset is full. */
export function makeAxis(
  kind: Axis['kind'],
  attribute: string,
  asked: readonly Asked[],
  words: number,
): Axis {
  const room = Math.max(16, Math.floor(MAX_WORDS / words / 3));
  const listed = [...new Set(asked.flatMap(codesIn))];
  const ends = Float64Array.from(new Set(asked.flatMap(pointsIn))).sort();
  const codeClasses = Math.min(listed.length, room);
  const codes = new Map(listed.map((code, at) => [code, FIRST_FREE + (at % Math.max(1, codeClasses))]));
  const points = thinned(ends, room);
  const classes = FIRST_FREE + codeClasses + 2 * points.length + 1;
  return {
    kind,
    attribute,
    asked: 0,
    codes,
    points,
    classes,
    words,
    bits: new Uint32Array(classes * words).fill(0xffffffff),
    apart: null,
    isShared: codeClasses < listed.length || points.length < ends.length,
  };
}

/** Whether every value that a test names has a class of its own here. */
export function knows(axis: Axis, asked: Asked): boolean {
  return (
    codesIn(asked).every((code) => axis.codes.has(code)) &&
    pointsIn(asked).every((point) => axis.points[place(axis.points, point) >>> 1] === point)
  );
}

/** The class of a value as an attribute's facts hold it, sets excepted. */
export function classOf(axis: Axis, value: string | number | boolean): number {
  if (typeof value === 'string') return axis.codes.get(value) ?? OTHER_CODE;
  if (typeof value === 'number') return numberClass(axis, value);
  return value ? TRUE : FALSE;
}

export function numberClass(axis: Axis, value: number): number {
  return firstNumber(axis) + place(axis.points, value);
}

/** The class of a date, on an axis of ages. */
export function ageClass(axis: Axis, value: unknown, now: number): number {
  return typeof value === 'number' ? numberClass(axis, ageInDays(value, now)) : UNSET;
}

/** Writes what a test says about a box: its bit in every class's bitset. Answers whether the classes say all of it. */
export function ask(axis: Axis, box: number, asked: Asked): boolean {
  axis.asked += 1;
  if (asked.op === 'notOneOf') {
    axis.apart ??= { asked: axis.bits.slice(), without: new Uint32Array(axis.bits.length).fill(0xffffffff) };
    if (axis.isShared) return false;
    for (const value of asked.values) {
      const at = classOf(axis, value);
      setBit(axis, axis.bits, box, { from: at, to: at, on: false });
      setBit(axis, axis.apart.without, box, { from: at, to: at, on: false });
    }
    return true;
  }
  const { apart } = axis;
  if (!apart) return answer(axis, axis.bits, box, asked);
  const isExact = answer(axis, apart.asked, box, asked);
  meet(axis, box);
  return isExact;
}

/** The two kinds of questions of a box together. */
function meet({ bits, apart, classes, words }: Axis, box: number): void {
  if (!apart) return;
  const bit = 1 << (box & 31);
  for (let at = box >>> 5, end = at + classes * words; at < end; at += words) {
    const both = (apart.asked[at] as number) & (apart.without[at] as number) & bit;
    bits[at] = ((bits[at] as number) & ~bit) | both;
  }
}

function answer(axis: Axis, into: Uint32Array, box: number, asked: Asked): boolean {
  const write = (from: number, to: number, on: boolean) => setBit(axis, into, box, { from, to, on });
  write(0, axis.classes - 1, false);
  const span = spanOf(axis, asked);
  if (span) write(...span, true);
  else if (asked.op === 'oneOf')
    for (const value of asked.values) write(classOf(axis, value), classOf(axis, value), true);
  else {
    write(0, axis.classes - 1, true);
    return false;
  }
  return !axis.isShared;
}

/** A box asks no more: its bit stands in every class. */
export function askNothing(axis: Axis, box: number): void {
  axis.asked -= 1;
  const all = { from: 0, to: axis.classes - 1, on: true };
  for (const bits of layersOf(axis)) setBit(axis, bits, box, all);
}

/** Every table of bitsets of an axis. */
export function layersOf({ bits, apart }: Axis): Uint32Array[] {
  return apart ? [bits, apart.asked, apart.without] : [bits];
}

/** The classes from one to another, both included, that satisfy a test; null where they are no such stretch. */
export function spanOf(axis: Axis, asked: Asked): [from: number, to: number] | null {
  switch (asked.op) {
    case 'isSet':
      return [UNSET + 1, axis.classes - 1];
    case 'isNotSet':
      return [UNSET, UNSET];
    case 'equals': {
      const only = classOf(axis, asked.value);
      return [only, only];
    }
    case 'between':
      return rangeOf(axis, asked.min, asked.max);
    case 'age':
      return rangeOf(axis, asked.minDays, asked.maxDays);
    case 'valid': {
      const [from, to] = rangeOf(axis, asked.from, asked.to);
      // The end itself is outside; on shared classes it may be inside, and is checked.
      return [from, asked.to === null || axis.isShared ? to : to - 1];
    }
    case 'oneOf':
    case 'notOneOf':
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      return null;
  }
}

function rangeOf(axis: Axis, min: number | null, max: number | null): [from: number, to: number] {
  return [
    min === null ? firstNumber(axis) : numberClass(axis, min),
    max === null ? axis.classes - 1 : numberClass(axis, max),
  ];
}

function setBit(
  { words }: Axis,
  bits: Uint32Array,
  box: number,
  { from, to, on }: { from: number; to: number; on: boolean },
): void {
  const bit = 1 << (box & 31);
  const end = to * words + (box >>> 5);
  for (let at = from * words + (box >>> 5); at <= end; at += words)
    bits[at] = on ? (bits[at] as number) | bit : (bits[at] as number) & ~bit;
}

/** Texts that a test names. */
function codesIn(asked: Asked): string[] {
  if (asked.op === 'equals') return typeof asked.value === 'string' ? [asked.value] : [];
  if (asked.op !== 'oneOf' && asked.op !== 'notOneOf') return [];
  return asked.values.filter((value) => typeof value === 'string');
}

/** The numbers at which a test may change its answer. */
function pointsIn(asked: Asked): number[] {
  const ends =
    asked.op === 'between'
      ? [asked.min, asked.max]
      : asked.op === 'age'
        ? [asked.minDays, asked.maxDays]
        : asked.op === 'valid'
          ? [asked.from, asked.to]
          : asked.op === 'equals'
            ? [asked.value]
            : asked.op === 'oneOf' || asked.op === 'notOneOf'
              ? asked.values
              : [];
  // One zero: -0 and 0 compare equal, and sort apart.
  return ends.filter((end) => typeof end === 'number').map((end) => end + 0);
}

/** Sorted distinct points, evenly thinned to `room`. */
function thinned(points: Float64Array, room: number): Float64Array {
  if (points.length <= room) return points;
  const step = points.length / room;
  return Float64Array.from({ length: room }, (_, index) => points[Math.floor(index * step)] ?? 0);
}

/** The class of a number among sorted points: 2k between points k−1 and k, 2k+1 exactly on point k. */
export function place(points: Float64Array, value: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return points[low] === value ? 2 * low + 1 : 2 * low;
}
