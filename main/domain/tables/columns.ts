import { type Condition, conjuncts, type Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Cell, cellOf } from './cell.ts';
import { quoted } from './tokens.ts';

/** What a fact's values are, as far as a cell's text depends on it. */
export type ColumnKind = 'set' | 'date' | 'other';

/** A column of a decision table: an attribute's values, its age in days, or what no column can say (as JSON). */
export type TableColumn =
  | { readonly tests: 'value' | 'age'; readonly attribute: string; readonly kind: ColumnKind }
  | { readonly tests: 'others' };

export type Cells = readonly Cell[];

/** What stands in the column of the others: a part that must also hold, and rows that are off. */
type Others = { off?: true; all?: Condition[] };

/** The columns that some rules need, in the catalogue's order (unknown attributes last); `others` last of all. */
export function columnsOf(
  rules: readonly Rule[],
  facts: readonly { readonly key: string; readonly kind: string }[],
): TableColumn[] {
  const used = new Set<string>();
  let hasOthers = false;
  for (const rule of rules) {
    const { cells, others } = partsOf(rule, (key) => kindOf(facts, key));
    for (const key of cells.keys()) used.add(key);
    hasOthers ||= others !== null;
  }
  const keys = [
    ...facts.map(({ key }) => key),
    ...[...used].map((name) => name.slice(name.indexOf(' ') + 1)),
  ];
  const columns = [...new Set(keys)].flatMap((attribute) =>
    (['value', 'age'] as const)
      .filter((tests) => used.has(`${tests} ${attribute}`))
      .map((tests): TableColumn => ({ tests, attribute, kind: kindOf(facts, attribute) })),
  );
  return hasOthers ? [...columns, { tests: 'others' }] : columns;
}

/** Each rule's cells under the columns that `columnsOf` gave. Nothing of a rule's condition is left out. */
export function rowsOf(
  rules: readonly Rule[],
  columns: readonly TableColumn[],
  spell: (attribute: string, value: string) => string = (_, value) => quoted(value),
): Cells[] {
  const kinds = new Map(
    columns.flatMap((column) => ('kind' in column ? [[column.attribute, column.kind]] : [])),
  );
  return rules.map((rule) => {
    const { cells, others } = partsOf(rule, (key) => kinds.get(key) ?? 'other', spell);
    return columns.map((column) =>
      column.tests === 'others' ? (others ?? '-') : (cells.get(`${column.tests} ${column.attribute}`) ?? '-'),
    );
  });
}

function kindOf(facts: readonly { readonly key: string; readonly kind: string }[], key: string): ColumnKind {
  const kind = facts.find((fact) => fact.key === key)?.kind;
  return kind === 'set' || kind === 'date' ? kind : 'other';
}

/** A rule's condition as cells by column name, and what is left as the JSON text of the others; null: nothing is. */
function partsOf(
  rule: Rule,
  kindOfKey: (attribute: string) => ColumnKind,
  spell?: (attribute: string, value: string) => string,
) {
  const byColumn = new Map<string, Test[]>();
  const left: Condition[] = [];
  for (const part of conjuncts(rule.condition)) {
    if (!('op' in part)) left.push(part);
    else {
      const name = `${part.op === 'age' ? 'age' : 'value'} ${part.attribute}`;
      byColumn.set(name, [...(byColumn.get(name) ?? []), part]);
    }
  }
  const cells = new Map<string, Cell>();
  for (const [name, tests] of byColumn) {
    const attribute = name.slice(name.indexOf(' ') + 1);
    const cell = name.startsWith('age ')
      ? cellOf(tests, 'other')
      : cellOf(tests, kindOfKey(attribute), spell && ((value) => spell(attribute, value)));
    if (cell === undefined) left.push(...tests);
    else cells.set(name, cell);
  }
  const others: Others = { ...(rule.isOn ? {} : { off: true }), ...(left.length > 0 ? { all: left } : {}) };
  return { cells, others: Object.keys(others).length === 0 ? null : quoted(JSON.stringify(others)) };
}
