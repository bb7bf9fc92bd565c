import { ageInDays, type Test } from '#domain/conditions';
import type { AxisKind } from './boxes.ts';

/**
 * One way to look at one attribute: `value` for what it is, `without` for what it is not, `age` for its whole days,
 * `now` for the moment of deciding. A box asks each axis at most once; that is what lets a set (several codes at once)
 * be answered by joining its codes' bitsets. Every value falls into a class; a class has a bitset of the boxes that such
 * a value satisfies or that do not ask, and a summary with one bit for each word of it that is not empty.
 */
export type Axis = {
  readonly kind: AxisKind;
  readonly attribute: string;
  /** How many boxes ask: the axis that most ask goes first, for it empties words soonest. */
  asked: number;
  readonly codes: Map<string, number>;
  points: Float64Array;
  classes: number;
  readonly words: number;
  bits: Uint32Array;
  summary: Uint32Array;
  /** Values share classes because there were too many: boxes that ask for them are checked. */
  readonly isShared: boolean;
};

/** A test on an axis, or a rule's validity on the axis `now`. */
export type Asked = Test | { readonly op: 'valid'; readonly from: number | null; readonly to: number | null };

// Classes that every axis has, before those of its codes and its numbers.
export const UNSET = 0;
const OTHER_CODE = 1;
const TRUE = 2;
const FALSE = 3;
const FIRST_FREE = 4;

/** At most this many 32-bit words of bitsets on one axis (16 MB); beyond it values share classes and are checked afterwards. */
const MAX_WORDS = 1 << 22;

export const summaryWords = (words: number) => (words + 31) >>> 5;
const firstNumber = (axis: Pick<Axis, 'codes' | 'classes' | 'points'>) =>
  axis.classes - 2 * axis.points.length - 1;

/** An axis with classes for everything that is asked, on which nobody asks yet: every bitset is full. */
export function makeAxis(kind: AxisKind, attribute: string, asked: readonly Asked[], words: number): Axis {
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
    summary: new Uint32Array(classes * summaryWords(words)),
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
  const write = (from: number, to: number, on: boolean) => setBit(axis, box, { from, to, on });
  if (asked.op === 'notOneOf') {
    for (const value of asked.values) {
      const at = classOf(axis, value);
      if (!axis.isShared) write(at, at, false);
    }
    return !axis.isShared;
  }
  write(0, axis.classes - 1, false);
  switch (asked.op) {
    case 'isSet':
      write(UNSET + 1, axis.classes - 1, true);
      break;
    case 'isNotSet':
      write(UNSET, UNSET, true);
      break;
    case 'between':
      writeRange(axis, box, asked.min, asked.max);
      break;
    case 'age':
      writeRange(axis, box, asked.minDays, asked.maxDays);
      break;
    case 'valid': {
      const first = asked.from === null ? firstNumber(axis) : numberClass(axis, asked.from);
      // The end itself is outside; on shared classes it may be inside, and is checked.
      const last =
        asked.to === null ? axis.classes - 1 : numberClass(axis, asked.to) - (axis.isShared ? 0 : 1);
      write(first, last, true);
      break;
    }
    case 'equals':
      write(classOf(axis, asked.value), classOf(axis, asked.value), true);
      break;
    case 'oneOf':
      for (const value of asked.values) write(classOf(axis, value), classOf(axis, value), true);
      break;
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      write(0, axis.classes - 1, true);
      return false;
  }
  return !axis.isShared;
}

/** A box asks no more: its bit stands in every class. */
export function askNothing(axis: Axis, box: number): void {
  axis.asked -= 1;
  setBit(axis, box, { from: 0, to: axis.classes - 1, on: true });
}

function writeRange(axis: Axis, box: number, min: number | null, max: number | null): void {
  const from = min === null ? firstNumber(axis) : numberClass(axis, min);
  const to = max === null ? axis.classes - 1 : numberClass(axis, max);
  setBit(axis, box, { from, to, on: true });
}

function setBit(axis: Axis, box: number, { from, to, on }: { from: number; to: number; on: boolean }): void {
  const { bits, words } = axis;
  const bit = 1 << (box & 31);
  const end = to * words + (box >>> 5);
  for (let at = from * words + (box >>> 5); at <= end; at += words)
    bits[at] = on ? (bits[at] as number) | bit : (bits[at] as number) & ~bit;
}

/** Fills the summaries of words `from` on. */
export function summarise(axis: Axis, from: number): void {
  const { bits, summary, words, classes } = axis;
  const wide = summaryWords(words);
  for (let each = 0; each < classes; each += 1)
    for (let group = from >>> 5; group < wide; group += 1) {
      let found = 0;
      const end = Math.min(words, group * 32 + 32);
      for (let word = group * 32; word < end; word += 1)
        if (bits[each * words + word] !== 0) found |= 1 << (word & 31);
      summary[each * wide + group] = found;
    }
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
