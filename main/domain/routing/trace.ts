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

/** Of the rules that lost to a better-ranked one, at most this many are told of. */
const OUTRANKED = 5;

type Near = { readonly index: number; readonly failed: number; readonly held: number };

/**
 * Reads rules one by one up to the first that matches. Tells of the better-ranked ones nearest to matching (fewest
 * failed parts, then most held), in order, and of the winner.
 */
export function traceRules(rules: readonly Rule[], facts: Facts, now: number) {
  const earlier: Near[] = [];
  let winner: RuleTrace | undefined;
  for (const [index, rule] of rules.entries()) {
    if (!isInForce(rule, now)) continue;
    const near = nearOf(rule, index, { facts, now });
    if (near.failed === 0) {
      winner = traceOf(rule, index, { facts, now });
      break;
    }
    earlier.push(near);
  }
  const trace = nearest(earlier, NEAREST).map(({ index }) =>
    traceOf(rules[index] as Rule, index, { facts, now }),
  );
  return { winner, earlier: earlier.length, trace: winner ? [...trace, winner] : trace };
}

/** Why an opportunity did not go to a group by any rule. */
export type WhyNotGroup = {
  /**
   * `won`: its own rule won; `noRule`: no rule in force sends there; `failed`: none of those that do matches;
   * `outranked`: one matches, but a better-ranked rule took it.
   */
  because: 'won' | 'noRule' | 'failed' | 'outranked';
  /** How many rules in force send there. */
  rules: number;
  /** Of these the ones that match (outranked), or else those nearest to matching, in order. */
  trace: RuleTrace[];
};

/** Says why no rule sent an opportunity to a group, or that one did. */
export function whyNotGroup(
  rules: readonly Rule[],
  groupId: string,
  { facts, now }: { readonly facts: Facts; readonly now: number },
): WhyNotGroup {
  const winner = rules.findIndex((rule) => isInForce(rule, now) && holds(rule.condition, facts, now));
  const near = rules.flatMap((rule, index) =>
    rule.groupId === groupId && isInForce(rule, now) ? [nearOf(rule, index, { facts, now })] : [],
  );
  const told = (some: readonly Near[]) =>
    some.map(({ index }) => traceOf(rules[index] as Rule, index, { facts, now }));
  if (near.length === 0) return { because: 'noRule', rules: 0, trace: [] };
  if (rules[winner]?.groupId === groupId)
    return { because: 'won', rules: near.length, trace: [traceOf(rules[winner], winner, { facts, now })] };
  const matching = near.filter(({ failed }) => failed === 0);
  if (matching.length > 0)
    return { because: 'outranked', rules: near.length, trace: told(matching.slice(0, OUTRANKED)) };
  return { because: 'failed', rules: near.length, trace: told(nearest(near, OUTRANKED)) };
}

type Moment = { readonly facts: Facts; readonly now: number };

function nearOf(rule: Rule, index: number, { facts, now }: Moment): Near {
  let failed = 0;
  const parts = conjuncts(rule.condition);
  for (const part of parts) if (!holds(part, facts, now)) failed += 1;
  return { index, failed, held: parts.length - failed };
}

function nearest(some: readonly Near[], count: number): Near[] {
  return some
    .toSorted((a, b) => a.failed - b.failed || b.held - a.held)
    .slice(0, count)
    .sort((a, b) => a.index - b.index);
}

function traceOf(rule: Rule, index: number, { facts, now }: Moment): RuleTrace {
  const tests = conjuncts(rule.condition).map((condition) => ({
    condition,
    held: holds(condition, facts, now),
    seen: 'op' in condition ? (seenValue(facts, condition.attribute) ?? null) : null,
  }));
  const matched = tests.every(({ held }) => held);
  return { ruleId: rule.id, name: rule.name, position: index + 1, matched, tests };
}
