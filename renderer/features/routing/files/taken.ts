import { isCatchAll } from '#domain/conditions';
import type { Rule } from '#domain/rules';

/** Rules that were read, and whether they take the place of all or stand before the catch-all. */
export type Taken = { readonly rules: readonly Rule[]; readonly mode: 'replace' | 'append' };

/** A table with read rules taken over; appended ones whose id is there already get a new one. */
export function takenInto(rules: readonly Rule[], taken: Taken, newId: () => string): readonly Rule[] {
  if (taken.mode === 'replace') return taken.rules;
  const known = new Set(rules.map(({ id }) => id));
  const fresh = taken.rules.map((rule) => (known.has(rule.id) ? { ...rule, id: newId() } : rule));
  const last = rules.at(-1);
  const end = last && isCatchAll(last.condition) ? rules.length - 1 : rules.length;
  return rules.toSpliced(end, 0, ...fresh);
}
