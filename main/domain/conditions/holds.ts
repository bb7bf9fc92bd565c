import type { Condition, Test, Value } from './condition.ts';

/** What is known about one thing: attribute → value. May come straight from stored JSON. */
export type Facts = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;

/** The value that a test sees, or undefined when the attribute is unset (see `Test`). */
export function seenValue(facts: Facts, attribute: string): Value | undefined {
  const value = facts[attribute];
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) && value.length > 0 ? (value as string[]) : undefined;
}

/** Whole days from a moment to `now`, both UTC ms. */
export function ageInDays(value: number, now: number): number {
  return Math.floor((now - value) / DAY_MS);
}

/** Whether one test holds for a value as `seenValue` gives it. `now` is UTC ms and matters to `age` only. */
export function holdsTest(test: Test, seen: Value | undefined, now: number): boolean {
  switch (test.op) {
    case 'equals':
      return isAmong(seen, [test.value]);
    case 'oneOf':
      return isAmong(seen, test.values);
    case 'notOneOf':
      return !isAmong(seen, test.values);
    case 'between':
      return typeof seen === 'number' && isInside(seen, test.min, test.max);
    case 'startsWith':
      return typeof seen === 'string' && seen.startsWith(test.value);
    case 'contains':
      return typeof seen === 'string' && seen.includes(test.value);
    case 'hasAll':
      return Array.isArray(seen) && test.values.every((code) => seen.includes(code));
    case 'isSet':
      return seen !== undefined;
    case 'isNotSet':
      return seen === undefined;
    case 'age':
      return typeof seen === 'number' && isInside(ageInDays(seen, now), test.minDays, test.maxDays);
  }
}

/** Whether a condition holds for facts at a moment (UTC ms). Pure; the reading that every other one must agree with. */
export function holds(condition: Condition, facts: Facts, now: number): boolean {
  if ('op' in condition) return holdsTest(condition, seenValue(facts, condition.attribute), now);
  if ('all' in condition) return condition.all.every((part) => holds(part, facts, now));
  if ('any' in condition) return condition.any.some((part) => holds(part, facts, now));
  return !holds(condition.not, facts, now);
}

function isAmong(seen: Value | undefined, values: readonly (string | number | boolean)[]): boolean {
  if (seen === undefined) return false;
  return Array.isArray(seen)
    ? seen.some((code) => typeof code === 'string' && values.includes(code))
    : values.includes(seen);
}

function isInside(value: number, min: number | null, max: number | null): boolean {
  return (min === null || value >= min) && (max === null || value <= max);
}
