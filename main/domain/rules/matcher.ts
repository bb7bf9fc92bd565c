import { type Facts, holds } from '#domain/conditions';
import { isInForce, type Rule } from './rule.ts';
import { compileIndex, matcherOf } from './rule-index.ts';

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
