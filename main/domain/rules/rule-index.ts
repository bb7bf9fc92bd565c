import { ask, type Asked, type Axis, makeAxis } from './axis.ts';
import { type Box, boxesOf } from './boxes.ts';
import {
  arranged,
  type AskedFor,
  askedFor,
  type Candidates,
  candidatesOf,
  type Question,
} from './candidates.ts';
import type { Rule } from './rule.ts';

/**
 * Rules compiled for matching (reference/performance.md). A rule is one or more boxes, numbered in rule order; each axis
 * maps the value it sees to a bitset of the boxes that it satisfies; the lists of candidates say which boxes are worth a
 * look, and the first that every axis admits wins. Boxes that the bits do not describe exactly are checked then.
 */
export type RuleIndex = {
  readonly rules: readonly Rule[];
  readonly axes: readonly Axis[];
  readonly candidates: Candidates;
  /** Box → what it asks, arranged. */
  readonly questions: readonly (readonly Question[])[];
  /** How often each value was asked for when the index was compiled anew. */
  readonly asked: AskedFor;
  /** Box → its rule's place in `rules`. */
  readonly ruleOf: Int32Array;
  /** Rule → how many boxes it has; 0 for one that is off. */
  readonly boxCounts: readonly number[];
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
  const boxCounts = perRule.map((boxes) => boxes.length);
  const boxes = boxCounts.reduce((sum, count) => sum + count, 0);
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
  const named = [...asking].sort(([, a], [, b]) => b.length - a.length);
  const questions = Array.from({ length: boxes }, (): Question[] => []);
  const axes = named.map(([name, list], place) => {
    const axis = makeAxis(
      ...axisNamed(name),
      list.map(({ asked }) => asked),
      words,
    );
    for (const { box: at, asked } of list) {
      if (!ask(axis, at, asked)) checks[at] = 1;
      questions[at]?.push([place, asked]);
    }
    return axis;
  });
  const asked = askedFor(axes, questions);
  const ordered = questions.map((own) => arranged(asked, own));
  return finished({ rules, axes, questions: ordered, asked, boxCounts, checks, words });
}

/** The index of axes and questions that are ready. */
export function finished(made: Omit<RuleIndex, 'candidates' | 'ruleOf' | 'boxes'>): RuleIndex {
  const { axes, questions, words, boxCounts } = made;
  const boxes = questions.length;
  const ruleOf = new Int32Array(boxes);
  let box = 0;
  for (const [rule, count] of boxCounts.entries())
    for (let left = count; left > 0; left -= 1) ruleOf[box++] = rule;
  return { ...made, boxes, ruleOf, candidates: candidatesOf(axes, questions, words) };
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
export function axisNamed(name: string): [kind: Axis['kind'], attribute: string] {
  const split = name.indexOf(' ');
  return [name.slice(0, split) as Axis['kind'], name.slice(split + 1)];
}
