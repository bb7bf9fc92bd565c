import { WIRE } from '#contract/wire';
import type { Test } from '#domain/conditions';
import { applyRows, type RowChange, rowChanges } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { inParts } from '#features/routing/rules';
import { expect, test } from 'vitest';

const COLUMNS = 20;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

const testAt = (row: number, column: number): Test => ({
  op: 'oneOf',
  attribute: `attribute-${column}`,
  values: [`第 ${row} 行的取值`, `第 ${column} 列的取值`, '华东大区重点城市', '华南大区重点城市'],
});

/** Every cell filled, in Chinese, which takes three bytes a sign. */
const dense = (row: number): Rule => ({
  id: `row-${row}`,
  name: `餐饮连锁规则 ${row}`,
  condition: { all: Array.from({ length: COLUMNS }, (_, column) => testAt(row, column)) },
  groupId: 'north',
  isOn: true,
  note: '大区经理确认',
});

const rest: Rule = {
  id: 'rest',
  name: '其余',
  condition: { all: [] },
  groupId: 'north',
  isOn: true,
  note: '',
};

test('a draft of 20,000 rows with 20 filled cells is larger than any call may be, and is saved all the same', () => {
  const before: Rule[] = [rest];
  const after = [...Array.from({ length: 20_000 }, (_, row) => dense(row)), rest];
  expect(bytes(after)).toBeGreaterThan(32 * WIRE.bodyLimitBytes);
  const calls = inParts(rowChanges(before, after)) as RowChange[][];
  for (const changes of calls) {
    const call = { name: 'routing.saveRows', input: { versionId: 'version', changes } };
    expect(bytes(call)).toBeLessThan(WIRE.bodyLimitBytes);
  }
  // The console takes one after another; the last one leaves the table as it was on the screen.
  const changes = calls.flat();
  const { rules, conflicts } = applyRows(before, changes);
  expect(conflicts).toEqual([]);
  expect(rules).toEqual(after);
}, 60_000);

test('what is saved in parts goes in the order in which rows stand behind each other', () => {
  const rows = Array.from({ length: 2000 }, (_, row) => dense(row));
  const before = [...rows, rest];
  const after = [...rows.toReversed().map((rule) => ({ ...rule, note: '已调整' })), rest];
  let table: readonly Rule[] = before;
  const calls = inParts(rowChanges(before, after)) as RowChange[][];
  expect(calls.length).toBeGreaterThan(3);
  for (const changes of calls) {
    const done = applyRows(table, changes);
    expect(done.conflicts).toEqual([]);
    table = done.rules;
  }
  expect(table).toEqual(after);
}, 60_000);
