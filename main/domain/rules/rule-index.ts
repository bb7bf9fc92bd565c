import { type Facts, holds, seenValue } from '#domain/conditions';
import {
  ageClass,
  ask,
  type Asked,
  type Axis,
  classOf,
  makeAxis,
  OTHER_CODE,
  summarise,
  summaryWords,
  UNSET,
} from './axis.ts';
import { type Box, boxesOf } from './boxes.ts';
import { isInForce, type Rule } from './rule.ts';

/**
 * Rules compiled for matching (reference/performance.md): each axis maps the value it sees to a bitset of boxes, the
 * bitsets are joined word by word in rule order, and the lowest bit that is left wins. Words that cannot hold a winner
 * are skipped by the summaries. Boxes that the bits do not describe exactly are checked when they would win.
 */
export type RuleIndex = {
  readonly rules: readonly Rule[];
  readonly axes: readonly Axis[];
  /** Box → its rule's place in `rules`. */
  readonly ruleOf: Int32Array;
  /** Rule → how many boxes it has; 0 for one that is off. */
  readonly boxCounts: Uint8Array;
  /** Box → 1 where its rule must be checked. */
  readonly checks: Uint8Array;
  readonly boxes: number;
  /** Words of a bitset: some more than the boxes need, so that a row can be added in place. */
  readonly words: number;
};

/** Spare boxes of a fresh index. */
const SPARE = 96;

/** Compiles ordered rules; time and memory in proportion to rules × values. Those that are off decide nothing. */
export function compileIndex(rules: readonly Rule[]): RuleIndex {
  const perRule = rules.map(boxesOf);
  const boxCounts = Uint8Array.from(perRule, (boxes) => boxes.length);
  const boxes = perRule.reduce((sum, each) => sum + each.length, 0);
  const words = (boxes + SPARE + 31) >>> 5;
  const asking = new Map<string, { box: number; asked: Asked }[]>();
  const checks = new Uint8Array(words * 32);
  let box = 0;
  for (const [at, rule] of rules.entries())
    for (const one of perRule[at] ?? []) {
      if (!one.isExact) checks[box] = 1;
      for (const [name, asked] of questionsOf(rule, one)) {
        const list = asking.get(name);
        if (list) list.push({ box, asked });
        else asking.set(name, [{ box, asked }]);
      }
      box += 1;
    }
  const axes = [...asking].map(([name, list]) => {
    const { kind, attribute } = named(name);
    const axis = makeAxis(
      kind,
      attribute,
      list.map(({ asked }) => asked),
      words,
    );
    for (const { box: at, asked } of list) if (!ask(axis, at, asked)) checks[at] = 1;
    summarise(axis, 0);
    return axis;
  });
  axes.sort((a, b) => b.asked - a.asked);
  return { rules, axes, ruleOf: placesOf(boxCounts, boxes), boxCounts, checks, boxes, words };
}

/** What a box asks, by axis; its rule's validity is one question more. */
export function questionsOf(rule: Rule, box: Box): [name: string, asked: Asked][] {
  const questions = box.tests.map((test): [string, Asked] => [
    `${test.op === 'age' ? 'age' : 'value'} ${test.attribute}`,
    test,
  ]);
  const { validFrom = null, validTo = null } = rule;
  if (validFrom !== null || validTo !== null)
    questions.push(['now @', { op: 'valid', from: validFrom, to: validTo }]);
  return questions;
}

/** An axis's kind and attribute, from the name of a question. */
export function named(name: string): { kind: Axis['kind']; attribute: string } {
  const split = name.indexOf(' ');
  return { kind: name.slice(0, split) as Axis['kind'], attribute: name.slice(split + 1) };
}

/** Box → rule, from how many boxes each rule has. */
export function placesOf(boxCounts: Uint8Array, boxes: number): Int32Array {
  const ruleOf = new Int32Array(boxes);
  let box = 0;
  for (let rule = 0; rule < boxCounts.length; rule += 1)
    for (let count = boxCounts[rule] as number; count > 0; count -= 1) ruleOf[box++] = rule;
  return ruleOf;
}

/**
 * What finds the first box in tables of bitsets: axis by axis, `offsets` say where the value's bitset begins, and
 * `summaryOffsets` where its summary does. `check` is asked about a box that the bits do not settle. −1: none.
 */
export function findBox(
  { boxes, words, checks }: Pick<RuleIndex, 'boxes' | 'words' | 'checks'>,
  seen: Seen,
  check: (box: number) => boolean,
): number {
  const { tables, summaries, offsets, summaryOffsets, count } = seen;
  const wide = summaryWords(words);
  const used = (boxes + 31) >>> 5;
  for (let group = 0; group < wide; group += 1) {
    let hopeful = 0xffffffff;
    for (let axis = 0; axis < count && hopeful !== 0; axis += 1)
      hopeful &= (summaries[axis] as Uint32Array)[(summaryOffsets[axis] as number) + group] as number;
    while (hopeful !== 0) {
      const word = group * 32 + 31 - Math.clz32(hopeful & -hopeful);
      hopeful &= hopeful - 1;
      if (word >= used) break;
      let left = word === used - 1 && (boxes & 31) !== 0 ? (1 << (boxes & 31)) - 1 : 0xffffffff;
      for (let axis = 0; axis < count && left !== 0; axis += 1)
        left &= (tables[axis] as Uint32Array)[(offsets[axis] as number) + word] as number;
      while (left !== 0) {
        const box = word * 32 + 31 - Math.clz32(left & -left);
        if (checks[box] === 0 || check(box)) return box;
        left &= left - 1;
      }
    }
  }
  return -1;
}

/** The bitsets that one opportunity's values point at. */
export type Seen = {
  readonly count: number;
  readonly tables: Uint32Array[];
  readonly summaries: Uint32Array[];
  readonly offsets: Int32Array;
  readonly summaryOffsets: Int32Array;
};

export function emptySeen(axes: readonly Axis[]): Seen {
  return {
    count: axes.length,
    tables: axes.map(({ bits }) => bits),
    summaries: axes.map(({ summary }) => summary),
    offsets: new Int32Array(axes.length),
    summaryOffsets: new Int32Array(axes.length),
  };
}

/** The first rule that holds for facts at a moment (UTC ms), as its place in `index.rules`; −1 for none. Allocates nothing. */
export function matcherOf(index: RuleIndex): (facts: Facts, now: number) => number {
  const { axes, words, rules, ruleOf } = index;
  const wide = summaryWords(words);
  const seen = emptySeen(axes);
  const joined = axes.map(() => new Uint32Array(words));
  const joinedSummaries = axes.map(() => new Uint32Array(wide));
  let facts: Facts = {};
  let now = 0;
  const check = (box: number) => {
    const rule = rules[ruleOf[box] as number] as Rule;
    return isInForce(rule, now) && holds(rule.condition, facts, now);
  };
  return (given, at) => {
    facts = given;
    now = at;
    for (let each = 0; each < axes.length; each += 1) {
      const axis = axes[each] as Axis;
      const value = axis.kind === 'now' ? at : seenValue(given, axis.attribute);
      if (Array.isArray(value) && axis.kind !== 'age') {
        seen.tables[each] = joined[each] as Uint32Array;
        seen.summaries[each] = joinedSummaries[each] as Uint32Array;
        seen.offsets[each] = 0;
        seen.summaryOffsets[each] = 0;
        join(axis, value, joined[each] as Uint32Array, joinedSummaries[each] as Uint32Array);
        continue;
      }
      const found =
        axis.kind === 'age'
          ? ageClass(axis, value, at)
          : value === undefined
            ? UNSET
            : classOf(axis, value as string | number | boolean);
      seen.tables[each] = axis.bits;
      seen.summaries[each] = axis.summary;
      seen.offsets[each] = found * words;
      seen.summaryOffsets[each] = found * wide;
    }
    const box = findBox(index, seen, check);
    return box < 0 ? -1 : (ruleOf[box] as number);
  };
}

/** The bitset of a set: what is asked for is answered by any of its codes, what is to be without by all of them. */
export function join(
  { bits, apart, words, codes }: Axis,
  set: readonly unknown[],
  into: Uint32Array,
  intoSummary: Uint32Array,
): void {
  const asked = apart?.asked ?? bits;
  into.fill(0);
  intoSummary.fill(0);
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
  for (let word = 0; word < words; word += 1)
    if (into[word] !== 0) intoSummary[word >>> 5] = (intoSummary[word >>> 5] as number) | (1 << (word & 31));
}

/** The class of a code of a set; what is no text is no code: like one that nobody named. */
function placeOf(codes: ReadonlyMap<string, number>, code: unknown): number {
  return typeof code === 'string' ? (codes.get(code) ?? OTHER_CODE) : OTHER_CODE;
}
