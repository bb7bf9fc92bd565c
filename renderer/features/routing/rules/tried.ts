import { dayOf, startOfDay } from '#domain/base';
import type { Value } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';

/** The values being tried, as texts: attribute → what stands in its field. */
export type Tried = Readonly<Record<string, string | readonly string[]>>;

/** An opportunity whose facts fill the fields, until they are changed. */
export type Origin = {
  readonly tried: Tried;
  /** As they are stored: a field shows a moment only as its day. */
  readonly facts: Readonly<Record<string, Value>>;
};

/** Facts as they stand in the fields. */
export function originOf(stored: Record<string, unknown>, facts: readonly Fact[], zone: string): Origin {
  const tried: Record<string, string | readonly string[]> = {};
  const known: Record<string, Value> = {};
  for (const { key, kind } of facts) {
    const value = stored[key];
    if (!isValue(value)) continue;
    known[key] = value;
    tried[key] = Array.isArray(value)
      ? value
      : kind === 'date' && typeof value === 'number'
        ? dayOf(value, zone)
        : String(value);
  }
  return { tried, facts: known };
}

function isValue(value: unknown): value is Value {
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The keys whose fields no longer say what they were filled with. */
export function changedIn(tried: Tried, origin: Origin): string[] {
  const keys = new Set([...Object.keys(tried), ...Object.keys(origin.tried)]);
  return [...keys].filter((key) => !isSame(tried[key], origin.tried[key]));
}

function isSame(one: Tried[string] | undefined, other: Tried[string] | undefined): boolean {
  return JSON.stringify(one ?? '') === JSON.stringify(other ?? '') || (isUnset(one) && isUnset(other));
}

const isUnset = (entered: Tried[string] | undefined) => entered === undefined || entered.length === 0;

/** The facts that the fields say. Empty fields are unset; what does not parse is unset too. */
export function factsTried(
  tried: Tried,
  { facts, zone, origin }: { facts: readonly Fact[]; zone: string; origin?: Origin | undefined },
): Record<string, Value> {
  const seen: Record<string, Value> = {};
  for (const { key, kind } of facts) {
    const entered = tried[key];
    const stored = origin?.facts[key];
    if (stored !== undefined && isSame(entered, origin?.tried[key])) {
      seen[key] = stored;
      continue;
    }
    if (entered === undefined || entered.length === 0) continue;
    if (typeof entered !== 'string') seen[key] = [...entered];
    else if (kind === 'boolean') seen[key] = entered === 'true';
    else if (kind === 'number' || kind === 'date') {
      const number = kind === 'date' ? startOfDay(entered, zone) : Number(entered.normalize('NFKC'));
      if (Number.isFinite(number)) seen[key] = number;
    } else seen[key] = entered;
  }
  return seen;
}
