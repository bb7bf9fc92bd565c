import { canonical, catalogueOf, check, type Condition, explain, holds } from '#domain/conditions';
import { anyAttributes, anyCondition, dice, KEYS, NOW } from '#support/conditions';
import { expect, test } from 'vitest';

const KINDS = ['enum', 'text', 'number', 'date', 'boolean', 'set'] as const;
const CATALOGUE = catalogueOf(
  KEYS.slice(1).map((key, index) => ({
    key,
    kind: KINDS[index % KINDS.length] ?? 'text',
    values: ['sh', '1', '上海'].map((code) => ({ code })),
  })),
);

function factsOf(text: string): Record<string, unknown> {
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
}

test('any condition can be checked and read, and its explanation says what its evaluation says', () => {
  const chance = dice(7);
  for (let round = 0; round < 20_000; round += 1) {
    const condition = anyCondition(chance, chance.below(4));
    const facts = factsOf(anyAttributes(chance));
    check(condition, CATALOGUE);
    expect(explain(condition, facts, NOW).held, JSON.stringify(condition)).toBe(holds(condition, facts, NOW));
  }
});

test('two ways to write a condition that have one canonical text hold for the same things', () => {
  const chance = dice(8);
  const again = (condition: Condition): Condition => {
    if ('not' in condition) return { not: again(condition.not) };
    if ('any' in condition) {
      const parts = condition.any.map(again).toReversed();
      return { any: [...parts, ...parts.slice(0, 1)] };
    }
    if ('all' in condition) {
      const parts = condition.all.map(again).toReversed();
      return { all: [{ all: parts.slice(0, 1) }, ...parts.slice(1), ...parts.slice(0, 1)] };
    }
    if (condition.op === 'equals')
      return { op: 'oneOf', attribute: condition.attribute, values: [condition.value] };
    return condition.op === 'oneOf' || condition.op === 'notOneOf'
      ? { ...condition, values: [...condition.values, ...condition.values].toReversed() }
      : condition;
  };
  for (let round = 0; round < 5_000; round += 1) {
    const condition = anyCondition(chance, chance.below(4));
    const rewritten = again(condition);
    expect(canonical(rewritten)).toBe(canonical(condition));
    const facts = factsOf(anyAttributes(chance));
    expect(holds(rewritten, facts, NOW), JSON.stringify(condition)).toBe(holds(condition, facts, NOW));
  }
});
