import { ageInDays, type Facts, seenValue, type Test } from '#domain/conditions';

/**
 * One way to look at one attribute: `value` for what it is, `without` for what it is not, `age` for its whole days.
 * A rule is indexed by at most one test on each; that is what lets a set (several codes at once) be answered
 * by joining its codes' bitsets.
 */
export type AxisKind = 'value' | 'without' | 'age';

/** Which axis answers a test; null where none does and the rule is checked when it would win. */
export function axisOf(test: Test): AxisKind | null {
  switch (test.op) {
    case 'notOneOf':
      return 'without';
    case 'age':
      return 'age';
    case 'equals':
    case 'oneOf':
    case 'between':
    case 'isSet':
    case 'isNotSet':
      return 'value';
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      return null;
  }
}

/** A compiled axis: class of values → bitset of the rules that such a value satisfies or that do not ask. */
export type Axis = {
  /** How many rules ask: the axis that most ask goes first, for it empties words soonest. */
  readonly asked: number;
  /** The place of the bitset for these facts in `table()`. */
  readonly locate: (facts: Facts, now: number) => number;
  /** The bitsets that the last `locate` points into. */
  readonly table: () => Uint32Array;
};

type Asking = { readonly rule: number; readonly test: Test };

// Classes that every axis has, before those of its codes and its numbers.
const UNSET = 0;
const OTHER_CODE = 1;
const TRUE = 2;
const FALSE = 3;
const FIRST_FREE = 4;

/** At most this many 32-bit words of bitsets on one axis (4 MB); beyond it values share classes and are checked afterwards. */
const MAX_WORDS = 1 << 20;

/**
 * Compiles one axis of one attribute over `rules` rules. Rules for which a shared class says too much are
 * added to `inexact`: their condition must be checked when they win.
 */
export function compileAxis(
  kind: AxisKind,
  attribute: string,
  asking: readonly Asking[],
  rules: number,
  inexact: Set<number>,
): Axis {
  const words = Math.ceil(rules / 32);
  const room = Math.max(16, Math.floor(MAX_WORDS / words / 3));
  const codes = classesOf(
    asking.flatMap(({ test }) => listed(test).filter((value) => typeof value === 'string')),
    room,
  );
  const points = thinned(
    asking.flatMap(({ test }) => endpoints(test)),
    room,
  );
  const firstNumber = FIRST_FREE + codes.classes;
  const classes = firstNumber + 2 * points.length + 1;
  const bits = withoutAsking(classes, words, asking);
  const numberClass = (value: number) => firstNumber + place(points, value);
  const classOf = (value: string | number | boolean) =>
    typeof value === 'string'
      ? (codes.of.get(value) ?? OTHER_CODE)
      : typeof value === 'number'
        ? numberClass(value)
        : value
          ? TRUE
          : FALSE;
  const set = (from: number, to: number, rule: number, on: boolean) => {
    const word = rule >>> 5;
    const bit = 1 << (rule & 31);
    for (let at = from * words + word, end = to * words + word; at <= end; at += words)
      bits[at] = on ? (bits[at] ?? 0) | bit : (bits[at] ?? 0) & ~bit;
  };
  const isShared = (value: string | number | boolean) =>
    typeof value === 'string'
      ? codes.isShared
      : typeof value === 'number' && points[(place(points, value) - 1) / 2] !== value;
  for (const { rule, test } of asking) {
    if ([...listed(test), ...endpoints(test)].some(isShared)) inexact.add(rule);
    if (test.op === 'notOneOf') {
      for (const value of test.values) if (!isShared(value)) set(classOf(value), classOf(value), rule, false);
      continue;
    }
    if (test.op === 'isSet') set(UNSET + 1, classes - 1, rule, true);
    else if (test.op === 'isNotSet') set(UNSET, UNSET, rule, true);
    else if (test.op === 'between' || test.op === 'age') {
      const { min, max } = ends(test);
      const from = min === null ? firstNumber : numberClass(min);
      const to = max === null ? classes - 1 : numberClass(max);
      set(from, to, rule, true);
    } else for (const value of listed(test)) set(classOf(value), classOf(value), rule, true);
  }
  return { asked: asking.length, ...reader(kind, attribute, { bits, words, classOf, numberClass }) };
}

type Built = {
  readonly bits: Uint32Array;
  readonly words: number;
  readonly classOf: (value: string | number | boolean) => number;
  readonly numberClass: (value: number) => number;
};

function reader(
  kind: AxisKind,
  attribute: string,
  { bits, words, classOf, numberClass }: Built,
): Pick<Axis, 'locate' | 'table'> {
  if (kind === 'age')
    return {
      locate: (facts, now) => {
        const seen = seenValue(facts, attribute);
        return (typeof seen === 'number' ? numberClass(ageInDays(seen, now)) : UNSET) * words;
      },
      table: () => bits,
    };
  const joined = new Uint32Array(words);
  let current = bits;
  return {
    locate: (facts) => {
      const seen = seenValue(facts, attribute);
      current = bits;
      if (seen === undefined) return UNSET * words;
      if (!Array.isArray(seen)) return classOf(seen) * words;
      // A set satisfies `value` tests by any of its codes, `without` tests by all of them.
      current = joined.fill(kind === 'value' ? 0 : 0xffffffff);
      for (const code of seen) {
        const at = (typeof code === 'string' ? classOf(code) : OTHER_CODE) * words;
        for (let word = 0; word < words; word += 1) {
          const here = joined[word] ?? 0;
          const more = bits[at + word] ?? 0;
          joined[word] = kind === 'value' ? here | more : here & more;
        }
      }
      return 0;
    },
    table: () => current,
  };
}

/** Every class holds the rules that do not ask; who asks for what a value is not holds everywhere until it says otherwise. */
function withoutAsking(classes: number, words: number, asking: readonly Asking[]): Uint32Array {
  const silent = new Uint32Array(words).fill(0xffffffff);
  for (const { rule, test } of asking)
    if (test.op !== 'notOneOf') silent[rule >>> 5] = (silent[rule >>> 5] ?? 0) & ~(1 << (rule & 31));
  const bits = new Uint32Array(classes * words);
  for (let at = 0; at < bits.length; at += words) bits.set(silent, at);
  return bits;
}

function listed(test: Test): readonly (string | number | boolean)[] {
  if (test.op === 'equals') return [test.value];
  return test.op === 'oneOf' || test.op === 'notOneOf' ? test.values : [];
}

function ends(test: Test & { op: 'between' | 'age' }): { min: number | null; max: number | null } {
  return test.op === 'between' ? test : { min: test.minDays, max: test.maxDays };
}

/** The numbers at which a test may change its answer. */
function endpoints(test: Test): number[] {
  if (test.op !== 'between' && test.op !== 'age')
    return listed(test).filter((value) => typeof value === 'number');
  const { min, max } = ends(test);
  return [min, max].filter((end) => end !== null);
}

/** Gives each code a class, from FIRST_FREE on; with more codes than `room` they share. */
function classesOf(codes: readonly string[], room: number) {
  const distinct = [...new Set(codes)];
  const classes = Math.min(distinct.length, room);
  const of = new Map(distinct.map((code, index) => [code, FIRST_FREE + (index % Math.max(1, classes))]));
  return { of, classes, isShared: distinct.length > room };
}

/** Sorted distinct points, evenly thinned to `room`. */
function thinned(points: readonly number[], room: number): Float64Array {
  const distinct = Float64Array.from(new Set(points)).sort();
  if (distinct.length <= room) return distinct;
  const step = distinct.length / room;
  return Float64Array.from({ length: room }, (_, index) => distinct[Math.floor(index * step)] ?? 0);
}

/** The class of a number among sorted points: 2k between points k−1 and k, 2k+1 exactly on point k. */
function place(points: Float64Array, value: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return points[low] === value ? 2 * low + 1 : 2 * low;
}
