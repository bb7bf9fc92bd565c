import { type Finding, type Given, makeAnalyser } from '#domain/analysis';
import { holds } from '#domain/conditions';
import { firstMatch, type Rule } from '#domain/rules';
import { plant } from '#support/analysis-defects';
import { chanceFrom, factsIn, NOW } from '#support/analysis-rules';
import { describe, expect, it } from 'vitest';

const nameOf = ({ kind, ruleId, condition }: Finding) =>
  `${kind} ${ruleId ?? (condition && 'all' in condition ? condition.all.map((test) => ('value' in test ? test.value : '')).join() : '')}`;

/** Whether a finding that nobody planted is true, by the plain reading of the rules on facts that fulfil the row. */
function isTrue(found: Finding, { rules, traffic }: Given): boolean {
  const next = chanceFrom(3);
  const rule = rules.find(({ id }) => id === found.ruleId);
  const tries = Array.from({ length: 300 }, (_, at) =>
    rule ? factsIn(rule.condition, next, at % 3 === 0 ? 0.1 : 0.8) : {},
  );
  const groupWithout = (without: readonly Rule[], facts: Record<string, unknown>) =>
    firstMatch(without, facts, NOW)?.groupId;
  // What is not here is not in the clean rules: whatever is said of them is a false alarm.
  const kind: string = found.kind;
  switch (kind) {
    case 'dead':
      return found.proof === 'proved' && tries.every((facts) => firstMatch(rules, facts, NOW) !== rule);
    case 'redundant': {
      const without = rules.filter((each) => each !== rule);
      return tries.every((facts) => groupWithout(rules, facts) === groupWithout(without, facts));
    }
    case 'mergeable': {
      const others = rules.filter(({ id }) => id === found.ruleId || !found.otherRuleIds.includes(id));
      return found.otherRuleIds.every((id) => {
        const gone = rules.find((each) => each.id === id);
        return Array.from({ length: 100 }).every(() => {
          const facts = factsIn(gone?.condition ?? { all: [] }, next, 0.5);
          const after = others.map((each) =>
            each.id === found.ruleId && gone
              ? { ...each, condition: { any: [each.condition, gone.condition] } }
              : each,
          );
          return groupWithout(rules, facts) === groupWithout(after, facts);
        });
      });
    }
    case 'masked': {
      const held = traffic.filter(({ facts }) => rule && holds(rule.condition, facts, NOW));
      const lost = held.filter(({ facts }) => {
        const first = firstMatch(rules, facts, NOW);
        return first?.id === found.otherRuleIds[0] && first?.groupId !== rule?.groupId;
      });
      const sum = (rows: typeof held) => rows.reduce((total, { count }) => total + count, 0);
      return sum(lost) === found.traffic && sum(lost) >= sum(held) / 2;
    }
    default:
      return false;
  }
}

describe.each([
  { rules: 2000, defects: 200, seed: 11 },
  { rules: 10_000, defects: 200, seed: 12 },
])('$defects defects in $rules rules', ({ rules, defects, seed }) => {
  const { given, planted } = plant(rules, defects, seed);
  const analyser = makeAnalyser(given);
  const found = analyser.allFindings();
  const expected = new Set(planted.map(({ kind, about }) => `${kind} ${about}`));

  it('are found, at least 99 of 100', () => {
    const names = new Set(found.map(nameOf));
    const missed = [...expected].filter((each) => !names.has(each));
    expect(expected.size).toBe(defects);
    expect(missed.slice(0, 5), `${missed.length} missed`).toEqual([]);
    expect(missed.length / defects).toBeLessThanOrEqual(0.01);
  });

  it('are all that is found: what else is said is true', () => {
    const alarms = found.filter((each) => !expected.has(nameOf(each)) && !isTrue(each, given));
    expect(alarms.map(nameOf)).toEqual([]);
  });

  it('are shown fifty at most, each with a fix, the most traffic first', () => {
    const shown = analyser.findings();
    expect(shown.findings).toHaveLength(50);
    expect(shown.total).toBe(found.length);
    expect(shown.findings.every(({ fixes }) => fixes.length > 0)).toBe(true);
    const traffic = shown.findings.map((each) => each.traffic);
    expect(traffic).toEqual(traffic.toSorted((a, b) => b - a));
  });
});
