import type { Rule } from '#domain/rules';
import { attributeOf, type ColumnKey, DETAILS, type Detail } from './column.ts';
import { partsOf } from './row-parts.ts';
import { changedSpan } from './changed-span.ts';

/** In how many rows each column says something, for the columns that are there only where one does. */
type Used = ReadonlyMap<ColumnKey, number>;

/** Counts the columns that rows use. Asked again for a list that differs in few rows, it looks at those only. */
export function countUsed(): (rules: readonly Rule[]) => Used {
  let before: readonly Rule[] = [];
  const counts = new Map<ColumnKey, number>();
  const add = (rule: Rule, by: 1 | -1) => {
    for (const column of usedBy(rule)) {
      const count = (counts.get(column) ?? 0) + by;
      if (count > 0) counts.set(column, count);
      else counts.delete(column);
    }
  };
  return (rules) => {
    const { from, removed, added } = changedSpan(before, rules);
    for (const rule of rules.slice(from, from + added)) add(rule, 1);
    for (const rule of before.slice(from, from + removed)) add(rule, -1);
    before = rules;
    return counts;
  };
}

function usedBy(rule: Rule): ColumnKey[] {
  const { tests, others } = partsOf(rule);
  const facts = [...tests.keys()].map((key): ColumnKey => `fact:${key}`);
  const details = DETAILS.filter((detail) => detailOf(rule, detail) !== undefined);
  return [...facts, ...(others.length > 0 ? (['others'] as const) : []), ...details];
}

/** What a row says in one of its details; undefined where it says nothing. */
function detailOf(rule: Rule, detail: Detail): unknown {
  if (detail === 'owner') return rule.ownerId;
  return detail === 'tags' && rule.tags?.length === 0 ? undefined : rule[detail];
}

/**
 * The columns of a draft: the attributes in use and those added by hand, in the catalogue's order; what the
 * catalogue no longer knows comes last, so that it is seen and can be cleared.
 */
export function columnsFor(
  used: Used,
  added: readonly ColumnKey[],
  catalogue: readonly string[],
): ColumnKey[] {
  const wanted = new Set([...used.keys(), ...added]);
  const attributes = new Set([...wanted].flatMap((column) => attributeOf(column) ?? []));
  const ordered = catalogue.filter((key) => attributes.has(key));
  const unknown = [...attributes].filter((key) => !catalogue.includes(key));
  const facts = [...ordered, ...unknown].map((key): ColumnKey => `fact:${key}`);
  const others: ColumnKey[] = wanted.has('others') ? ['others'] : [];
  return ['isOn', 'name', ...facts, ...others, 'group', ...DETAILS.filter((key) => wanted.has(key)), 'note'];
}

/** The columns of a draft, counted from nothing. */
export function columnsOf(
  rules: readonly Rule[],
  added: readonly ColumnKey[],
  catalogue: readonly string[],
): ColumnKey[] {
  return columnsFor(countUsed()(rules), added, catalogue);
}
