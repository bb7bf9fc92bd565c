import { type Condition, conjuncts, type Facts, holds, seenValue, type Value } from '#domain/conditions';
import { isInForce, type Rule } from '#domain/rules';

/** Why one rule did or did not take an opportunity: each part that had to hold, and for a test the value it saw. */
export type RuleTrace = {
  ruleId: string;
  name: string;
  /** Its place in the rule set, from 1. */
  position: number;
  matched: boolean;
  tests: { condition: Condition; held: boolean; seen: Value | null }[];
};

/** At most this many better-ranked rules are told of. */
const NEAREST = 50;

/**
 * Reads rules one by one up to the first that matches. Tells of the better-ranked ones nearest to matching (fewest
 * failed parts, then most held), in order, and of the winner.
 */
export function traceRules(rules: readonly Rule[], facts: Facts, now: number) {
  const earlier: { trace: RuleTrace; failed: number; held: number }[] = [];
  let winner: RuleTrace | undefined;
  for (const [index, rule] of rules.entries()) {
    if (!isInForce(rule, now)) continue;
    const tests = conjuncts(rule.condition).map((condition) => ({
      condition,
      held: holds(condition, facts, now),
      seen: 'op' in condition ? (seenValue(facts, condition.attribute) ?? null) : null,
    }));
    const held = tests.filter((part) => part.held).length;
    const failed = tests.length - held;
    const trace = { ruleId: rule.id, name: rule.name, position: index + 1, matched: failed === 0, tests };
    if (trace.matched) {
      winner = trace;
      break;
    }
    earlier.push({ trace, failed, held });
  }
  const nearest = earlier
    .toSorted((a, b) => a.failed - b.failed || b.held - a.held)
    .slice(0, NEAREST)
    .map(({ trace }) => trace)
    .sort((a, b) => a.position - b.position);
  return { winner, earlier: earlier.length, trace: winner ? [...nearest, winner] : nearest };
}
