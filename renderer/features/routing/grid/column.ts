import type { Condition, Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { partsOf, withCell, withOthers } from './row-parts.ts';

/** What a row says about itself besides its conditions; shown where some row says it, or where it is asked for. */
export const DETAILS = ['owner', 'validFrom', 'validTo', 'reviewAt', 'tags'] as const;
export type Detail = (typeof DETAILS)[number];

/** A column that the cursor can stand in. `fact:…` are the attributes; `others` is what no column can show. */
export type ColumnKey = 'isOn' | 'name' | `fact:${string}` | 'others' | 'group' | 'note' | Detail;

/** What was entered in a cell. */
export type CellChange =
  | { readonly column: 'isOn'; readonly isOn: boolean }
  | { readonly column: 'name' | 'group' | 'note' | 'owner'; readonly text: string }
  | { readonly column: 'validFrom' | 'validTo' | 'reviewAt'; readonly at: number | null }
  | { readonly column: 'tags'; readonly tags: readonly string[] }
  | { readonly column: 'tests'; readonly attribute: string; readonly tests: readonly Test[] }
  | { readonly column: 'condition'; readonly condition: Condition }
  | { readonly column: 'others'; readonly others: readonly Condition[] };

/** The attribute of a column, or undefined for the others. */
export function attributeOf(column: ColumnKey): string | undefined {
  return column.startsWith('fact:') ? column.slice(5) : undefined;
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
    case 'owner':
      return withDetail(rule, 'ownerId', change.text === '' ? undefined : change.text);
    case 'validFrom':
    case 'validTo':
    case 'reviewAt':
      return withDetail(rule, change.column, change.at ?? undefined);
    case 'tags':
      if (change.tags.join('\n') === (rule.tags ?? []).join('\n')) return rule;
      return withDetail(rule, 'tags', change.tags.length === 0 ? undefined : [...change.tags]);
    case 'tests':
      return withCell(rule, change.attribute, change.tests);
    case 'condition':
      return { ...rule, condition: change.condition };
    case 'others':
      return withOthers(rule, change.others);
  }
}

type Optional = 'ownerId' | 'validFrom' | 'validTo' | 'reviewAt' | 'tags';

function withDetail<K extends Optional>(rule: Rule, key: K, value: Rule[K] | undefined): Rule {
  if (rule[key] === value) return rule;
  const { [key]: _, ...rest } = rule;
  return value === undefined ? (rest as Rule) : { ...rule, [key]: value };
}

/** The change that empties a cell, or null where a cell cannot be empty. */
export function clearing(column: ColumnKey): CellChange | null {
  const attribute = attributeOf(column);
  if (attribute !== undefined) return { column: 'tests', attribute, tests: [] };
  switch (column) {
    case 'others':
      return { column, others: [] };
    case 'note':
    case 'name':
    case 'owner':
      return { column, text: '' };
    case 'validFrom':
    case 'validTo':
    case 'reviewAt':
      return { column, at: null };
    case 'tags':
      return { column, tags: [] };
    case 'isOn':
    case 'group':
      break;
  }
  return null;
}

/** The change that writes one rule's cell into another rule: what fill down carries. */
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
    case 'owner':
      return { column, text: rule.ownerId ?? '' };
    case 'validFrom':
    case 'validTo':
    case 'reviewAt':
      return { column, at: rule[column] ?? null };
    case 'tags':
      return { column, tags: rule.tags ?? [] };
    case 'others':
      return { column, others: partsOf(rule).others };
    default:
      return null;
  }
}
