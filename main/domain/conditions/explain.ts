import type { Condition, Test, Value } from './condition.ts';
import { type Facts, holdsTest, seenValue } from './holds.ts';

/** A condition with what each part of it came to; a test also says the value it saw (null: unset). Words live in the renderer. */
export type Explained =
  | { kind: 'all' | 'any'; held: boolean; parts: Explained[] }
  | { kind: 'not'; held: boolean; part: Explained }
  | { kind: 'test'; held: boolean; test: Test; seen: Value | null };

/** Reads a condition as `holds` does, part by part and without stopping early. */
export function explain(condition: Condition, facts: Facts, now: number): Explained {
  if ('op' in condition) {
    const seen = seenValue(facts, condition.attribute);
    return { kind: 'test', held: holdsTest(condition, seen, now), test: condition, seen: seen ?? null };
  }
  if ('not' in condition) {
    const part = explain(condition.not, facts, now);
    return { kind: 'not', held: !part.held, part };
  }
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => explain(part, facts, now));
  const held = isAll ? parts.every((part) => part.held) : parts.some((part) => part.held);
  return { kind: isAll ? 'all' : 'any', held, parts };
}
