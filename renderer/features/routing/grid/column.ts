import type { Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { attributesIn, partsOf, withCell, withoutOthers } from './row-parts.ts';

/** A column that the cursor can stand in. `fact:…` are the attributes; `others` is what no column can show. */
export type ColumnKey = 'isOn' | 'name' | `fact:${string}` | 'others' | 'group' | 'note';

/** What was entered in a cell. */
export type CellChange =
  | { readonly column: 'isOn'; readonly isOn: boolean }
  | { readonly column: 'name' | 'group' | 'note'; readonly text: string }
  | { readonly column: 'tests'; readonly attribute: string; readonly tests: readonly Test[] }
  | { readonly column: 'others' };

/** The attribute of a column, or undefined for the others. */
export function attributeOf(column: ColumnKey): string | undefined {
  return column.startsWith('fact:') ? column.slice(5) : undefined;
}

/**
 * The columns of a draft: the attributes in use and those added by hand, in the catalogue's order; what the
 * catalogue no longer knows comes last, so that it is seen and can be cleared.
 */
export function columnsOf(
  rules: readonly Rule[],
  added: readonly string[],
  catalogue: readonly string[],
): ColumnKey[] {
  const used = new Set([...attributesIn(rules), ...added]);
  const ordered = catalogue.filter((key) => used.has(key));
  const unknown = [...used].filter((key) => !catalogue.includes(key));
  const facts = [...ordered, ...unknown].map((key): ColumnKey => `fact:${key}`);
  const others: ColumnKey[] = rules.some((rule) => partsOf(rule).others.length > 0) ? ['others'] : [];
  return ['isOn', 'name', ...facts, ...others, 'group', 'note'];
}

/** A rule with a cell's entry taken over; the same rule where nothing is different. */
export function applyChange(rule: Rule, change: CellChange): Rule {
  switch (change.column) {
    case 'isOn':
      return rule.isOn === change.isOn ? rule : { ...rule, isOn: change.isOn };
    case 'name':
      return rule.name === change.text ? rule : { ...rule, name: change.text };
    case 'group':
      return rule.groupId === change.text ? rule : { ...rule, groupId: change.text };
    case 'note':
      return rule.note === change.text ? rule : { ...rule, note: change.text };
    case 'tests':
      return withCell(rule, change.attribute, change.tests);
    case 'others':
      return withoutOthers(rule);
  }
}

/** The change that empties a cell, or null where a cell cannot be empty. */
export function clearing(column: ColumnKey): CellChange | null {
  const attribute = attributeOf(column);
  if (attribute !== undefined) return { column: 'tests', attribute, tests: [] };
  if (column === 'others') return { column: 'others' };
  return column === 'note' || column === 'name' ? { column, text: '' } : null;
}

/** The change that writes one rule's cell into another rule: what copy, paste and fill down carry. */
export function copying(rule: Rule, column: ColumnKey): CellChange | null {
  const attribute = attributeOf(column);
  if (attribute !== undefined)
    return { column: 'tests', attribute, tests: partsOf(rule).tests.get(attribute) ?? [] };
  switch (column) {
    case 'isOn':
      return { column, isOn: rule.isOn };
    case 'name':
    case 'note':
      return { column, text: rule[column] };
    case 'group':
      return { column, text: rule.groupId };
    case 'others':
      break;
  }
  return null;
}
