import { type Facts, holds, seenValue, type Value } from '#domain/conditions';
import { ageClass, type Axis, classOf, numberClass, UNSET } from './axis.ts';
import { compileIndex, type RuleIndex } from './rule-index.ts';
import { isInForce, type Rule } from './rule.ts';
import { searchOf, SET, type Source } from './search.ts';

/** Rules compiled for matching: the first rule whose condition holds, or undefined. `now` is UTC ms. */
export type Matcher = (facts: Facts, now: number) => Rule | undefined;

/** The reading that the matcher must agree with: rules in force, in order, one by one. */
export function firstMatch(rules: readonly Rule[], facts: Facts, now: number): Rule | undefined {
  return rules.find((rule) => isInForce(rule, now) && holds(rule.condition, facts, now));
}

/** Compiles ordered rules into an index and answers what asks it. */
export function compile(rules: readonly Rule[]): Matcher {
  const find = matcherOf(compileIndex(rules));
  return (facts, now) => rules[find(facts, now)];
}

/** Answers what finds the first rule that holds for facts at a moment (UTC ms), as its place in `index.rules`; −1 for none. */
export function matcherOf(index: RuleIndex): (facts: Facts, now: number) => number {
  const { axes, rules, ruleOf } = index;
  const search = searchOf(index);
  let facts: Facts = {};
  let now = 0;
  const source: Source = {
    classAt: (at) => classSeen(axes[at] as Axis, facts, now),
    setAt: (at) => facts[(axes[at] as Axis).attribute] as readonly unknown[],
    check: (box) => {
      const rule = rules[ruleOf[box] as number] as Rule;
      return isInForce(rule, now) && holds(rule.condition, facts, now);
    },
  };
  return (given, at) => {
    facts = given;
    now = at;
    const box = search(source);
    return box < 0 ? -1 : (ruleOf[box] as number);
  };
}

function classSeen(axis: Axis, facts: Facts, now: number): number {
  if (axis.kind === 'now') return numberClass(axis, now);
  const value: Value | undefined = seenValue(facts, axis.attribute);
  if (value === undefined) return UNSET;
  if (axis.kind === 'age') return ageClass(axis, value, now);
  return Array.isArray(value) ? SET : classOf(axis, value);
}
