import { startOfDay } from '#domain/base';
import type { Value } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';

/** The values being tried, as texts: attribute → what stands in its field. */
export type Tried = Readonly<Record<string, string | readonly string[]>>;

/** The facts that the fields say. Empty fields are unset; what does not parse is unset too. */
export function factsTried(tried: Tried, facts: readonly Fact[], zone: string): Record<string, Value> {
  const seen: Record<string, Value> = {};
  for (const { key, kind } of facts) {
    const entered = tried[key];
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
