import type { Rule } from '#domain/rules';
import { parseCell } from './cell-text.ts';
import { applyChange, attributeOf, type CellChange, type ColumnKey } from './column.ts';
import { emptyRule, insertRules, isPinned } from './draft.ts';
import { folded, type Naming } from './naming.ts';
import { withCells } from './row-parts.ts';
import type { Place, View } from './steps.ts';
import type { Reason } from './test-parse.ts';

/** A cell that was not taken over: where it stands in what was pasted, and why. */
export type PasteError = {
  /** From 1, in what was pasted. */
  readonly row: number;
  readonly column: ColumnKey;
  readonly text: string;
  readonly reason: Reason;
  /** The row of the table that the cell was meant for. */
  readonly ruleId: string;
};

/** What a paste would make of the table. */
export type PastePlan = {
  readonly rules: readonly Rule[];
  readonly cells: number;
  readonly changedRows: number;
  readonly newRows: number;
  readonly errors: readonly PasteError[];
  /** Pasted columns for which the table has no place to the right of the cursor. */
  readonly surplus: number;
};

export type PasteInput = {
  readonly cells: readonly (readonly string[])[];
  readonly rules: readonly Rule[];
  readonly view: View;
  readonly place: Place;
  /** Over the rows from the cursor on, or as rows of their own below it. */
  readonly mode: 'over' | 'new';
  readonly naming: Naming;
  /** What the columns are called, to know a first line that names them. */
  readonly titles: ReadonlyMap<ColumnKey, string>;
  readonly newId: () => string;
  readonly groupId: string;
};

/** Reads pasted cells into the table. Cells that cannot be read are told and change nothing; all others count. */
export function planPaste(input: PasteInput): PastePlan {
  const { view, place, rules } = input;
  const [first = []] = input.cells;
  const named = headedBy(first, input.titles);
  const columns = named ?? view.columns.slice(Math.max(0, view.columns.indexOf(place.column)));
  const body = named ? input.cells.slice(1) : input.cells;
  const targets = targetsOf(input, body.length);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const end = rules.at(-1)?.id;
  const pinned = end !== undefined && isPinned(rules, end) ? end : null;
  const changed = new Map<string, Rule>();
  const added: Rule[] = [];
  const errors: PasteError[] = [];
  let cells = 0;
  const read = reader(columns, input.naming);
  for (const [index, row] of body.entries()) {
    const target = targets[index];
    const before =
      (target === undefined ? undefined : byId.get(target)) ?? emptyRule(input.newId(), input.groupId);
    const { changes, errors: unread } = readRow(row, columns, read, target === pinned);
    cells += row.length;
    for (const error of unread) errors.push({ ...error, row: index + (named ? 2 : 1), ruleId: before.id });
    const after = withChanges(before, changes);
    if (target === undefined) added.push(after);
    else if (after !== before) changed.set(target, after);
  }
  const over = changed.size === 0 ? rules : rules.map((rule) => changed.get(rule.id) ?? rule);
  const last = targets.at(-1) ?? (input.mode === 'new' ? place.ruleId : undefined);
  const at = last === undefined ? rules.length : rules.findIndex(({ id }) => id === last) + 1;
  return {
    rules: added.length === 0 ? over : insertRules(over, at, added),
    cells,
    changedRows: changed.size,
    newRows: added.length,
    errors,
    surplus: Math.max(0, Math.max(...body.map((row) => row.length), 0) - columns.length),
  };
}

/** The rows that are written over; the catch-all is reached only where the cursor itself stands on it. */
function targetsOf({ view, place, rules, mode }: PasteInput, count: number): readonly string[] {
  if (mode === 'new') return [];
  const from = view.ruleIds.indexOf(place.ruleId);
  const ids = from < 0 ? [] : view.ruleIds.slice(from, from + count);
  return ids.filter((id) => id === place.ruleId || !isPinned(rules, id));
}

/** The columns that a first line names, where it names nothing but columns. */
function headedBy(
  row: readonly string[],
  titles: ReadonlyMap<ColumnKey, string>,
): readonly ColumnKey[] | undefined {
  if (row.length < 2) return undefined;
  const byTitle = new Map([...titles].map(([column, title]) => [folded(title), column]));
  const columns = row.map((text) => byTitle.get(folded(text)));
  return columns.every((column) => column !== undefined) ? columns : undefined;
}

type Read = {
  readonly changes: readonly CellChange[];
  readonly errors: readonly Pick<PasteError, 'column' | 'text' | 'reason'>[];
};

type Reader = (text: string, index: number) => ReturnType<typeof parseCell>;

/** Reads cells; the same text in the same column is read once, for pasted columns say few different things. */
function reader(columns: readonly ColumnKey[], naming: Naming): Reader {
  const known = columns.map(() => new Map<string, ReturnType<typeof parseCell>>());
  return (text, index) => {
    const found = known[index]?.get(text);
    if (found) return found;
    const parsed = parseCell(text, columns[index] ?? 'note', naming);
    known[index]?.set(text, parsed);
    return parsed;
  };
}

function readRow(
  row: readonly string[],
  columns: readonly ColumnKey[],
  read: Reader,
  isCatchAll: boolean,
): Read {
  const changes: CellChange[] = [];
  const errors: { column: ColumnKey; text: string; reason: Reason }[] = [];
  for (const [index, text] of row.entries()) {
    const column = columns[index];
    if (column === undefined) break;
    const parsed = read(text, index);
    if (!parsed.ok) errors.push({ column, text: parsed.text, reason: parsed.reason });
    else if (isCatchAll && attributeOf(column) !== undefined && text.trim() !== '')
      errors.push({ column, text, reason: 'catchAll' });
    else changes.push(parsed.value);
  }
  return { changes, errors };
}

/** A rule with a whole row of entries: the tests are put in at once. */
function withChanges(rule: Rule, changes: readonly CellChange[]): Rule {
  const tests = new Map(
    changes.flatMap((change) =>
      change.column === 'tests' ? [[change.attribute, change.tests] as const] : [],
    ),
  );
  const others = changes.filter(({ column }) => column !== 'tests');
  const next = others.reduce(applyChange, rule);
  return tests.size === 0 ? next : withCells(next, tests);
}
