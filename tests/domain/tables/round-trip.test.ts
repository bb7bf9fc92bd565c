import { type Condition, holds, type Value } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import {
  ageExpression,
  columnsOf,
  isPlainName,
  OTHERS,
  quoted,
  readUnaryTests,
  rowsOf,
  rulesOf,
  type TableColumn,
  type WrittenTable,
} from '#domain/tables';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const FACTS = [
  { key: 'province', kind: 'enum' },
  { key: 'note', kind: 'text' },
  { key: 'stores', kind: 'number' },
  { key: 'since', kind: 'date' },
  { key: 'vip', kind: 'boolean' },
  { key: 'tags', kind: 'set' },
] as const;
const DAY = 86_400_000;
const NOW = 20_000 * DAY;

const word = fc.oneof(
  fc.constantFrom(
    '广东',
    'a',
    'b, c',
    '"quoted" \\ text',
    'true',
    'null',
    '12',
    'not',
    'line\nbreak',
    '中文 x',
  ),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const number = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constantFrom(0.5, 1e-7, 1e21, -2.25));
const days = fc.integer({ min: -3, max: 9 });
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const moment = days.map((day) => NOW - day * DAY);

const tested: fc.Arbitrary<Condition> = fc.oneof(
  word.map((value) => ({ op: 'equals' as const, attribute: 'province', value })),
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .chain((values) =>
      fc
        .constantFrom('oneOf' as const, 'notOneOf' as const)
        .map((op) => ({ op, attribute: 'province', values })),
    ),
  word.chain((value) =>
    fc
      .constantFrom('startsWith' as const, 'contains' as const)
      .map((op) => ({ op, attribute: 'note', value })),
  ),
  fc
    .tuple(orNull(number), orNull(number))
    .filter(([min, max]) => min !== null || max !== null)
    .map(([min, max]) => ({ op: 'between' as const, attribute: 'stores', min, max })),
  fc
    .tuple(orNull(moment), orNull(moment))
    .filter(([min, max]) => min !== null || max !== null)
    .map(([min, max]) => ({ op: 'between' as const, attribute: 'since', min, max })),
  fc
    .tuple(orNull(days), orNull(days))
    .filter(([min, max]) => min !== null || max !== null)
    .map(([minDays, maxDays]) => ({ op: 'age' as const, attribute: 'since', minDays, maxDays })),
  fc.boolean().map((value) => ({ op: 'equals' as const, attribute: 'vip', value })),
  word.map((value) => ({ op: 'equals' as const, attribute: 'tags', value })),
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .chain((values) =>
      fc
        .constantFrom('oneOf' as const, 'notOneOf' as const, 'hasAll' as const)
        .map((op) => ({ op, attribute: 'tags', values })),
    ),
  fc
    .constantFrom(...FACTS)
    .chain(({ key }) =>
      fc.constantFrom('isSet' as const, 'isNotSet' as const).map((op) => ({ op, attribute: key })),
    ),
);
const nested: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 5, arbitrary: tested },
  { weight: 1, arbitrary: fc.array(tested, { maxLength: 2 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: tested.map((not) => ({ not })) },
);
const condition = fc.array(nested, { maxLength: 5 }).map((all): Condition => ({ all }));
const facts: fc.Arbitrary<Record<string, Value>> = fc.record(
  {
    province: word,
    note: word,
    stores: number,
    since: moment,
    vip: fc.boolean(),
    tags: fc.array(word, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

const ruleOf = (held: Condition, isOn: boolean): Rule => ({
  id: 'r',
  name: '规则',
  condition: held,
  groupId: 'g',
  isOn,
  note: '',
});

function written(rules: readonly Rule[], spell?: (attribute: string, value: string) => string): WrittenTable {
  const columns = columnsOf(rules, FACTS);
  const expression = (column: TableColumn) =>
    column.tests === 'others'
      ? OTHERS
      : column.tests === 'age'
        ? ageExpression(column.attribute)
        : column.attribute;
  return {
    name: 't',
    hitPolicy: 'FIRST',
    inputs: columns.map((column) => ({ expression: expression(column) })),
    outputs: [{ name: 'group', values: [] }],
    annotations: ['name'],
    rows: rowsOf(rules, columns, spell).map((inputs, index) => ({
      id: String(index),
      inputs,
      outputs: ['g'],
      annotations: [rules[index]?.name ?? ''],
    })),
  };
}

const reading = (isPlain: boolean) => ({
  attributeOf: (expression: string) => expression,
  codeOf: (_: string, text: string) => text,
  groupOf: (text: string) => text,
  dateOf: Date.parse,
  newId: () => 'r',
  isPlain,
  anyGroup: '',
});

test.each([
  ['as FEEL', undefined, false],
  [
    'as a spreadsheet writes it',
    (_: string, value: string) => (isPlainName(value) ? value : quoted(value)),
    true,
  ],
] as const)('%s: a rule that is written and read again holds for the same facts', (_, spell, isPlain) => {
  fc.assert(
    fc.property(
      fc.array(condition, { minLength: 1, maxLength: 4 }),
      fc.array(facts, { minLength: 8, maxLength: 8 }),
      (all, seen) => {
        const rules = all.map((held, index) => ruleOf(held, index % 3 !== 2));
        const { rules: again, problems } = rulesOf(written(rules, spell), reading(isPlain));
        expect(problems).toEqual([]);
        for (const [index, rule] of rules.entries()) {
          expect(again[index]?.isOn).toBe(rule.isOn);
          for (const one of seen)
            expect(
              holds(again[index]?.condition ?? { any: [] }, one, NOW),
              JSON.stringify(again[index]),
            ).toBe(holds(rule.condition, one, NOW));
        }
      },
    ),
    { numRuns: 1500 },
  );
});

test('what a routing table does not speak is named, and its row is kept, off', () => {
  const table: WrittenTable = {
    ...written([]),
    inputs: [{ expression: 'stores' }, { expression: 'province' }],
    annotations: ['name', 'note'],
    rows: [
      { id: '1', inputs: ['> 3', 'for x in y return x'], outputs: ['g'], annotations: ['A', 'why'] },
      { id: '2', inputs: ['-', '"广东"'], outputs: ['nobody'], annotations: ['B', ''] },
    ],
  };
  const { rules, problems } = rulesOf(table, {
    ...reading(false),
    groupOf: (text) => (text === 'g' ? 'g' : undefined),
    anyGroup: 'g0',
  });
  expect(problems).toEqual([
    { row: 1, column: 'province', code: 'outside', text: 'for x in y return x' },
    { row: 2, column: 'group', code: 'unknownGroup', text: 'nobody' },
  ]);
  expect(rules.map(({ name, isOn, groupId, note }) => [name, isOn, groupId, note])).toEqual([
    ['A', false, 'g', 'why; province: for x in y return x'],
    ['B', false, 'g0', 'group: nobody'],
  ]);
});

test.each([
  ['-', null],
  [
    '< 5',
    {
      all: [
        { op: 'between', attribute: 'a', min: null, max: 5 },
        { op: 'notOneOf', attribute: 'a', values: [5] },
      ],
    },
  ],
  [
    '(1..3]',
    {
      all: [
        { op: 'between', attribute: 'a', min: 1, max: 3 },
        { op: 'notOneOf', attribute: 'a', values: [1] },
      ],
    },
  ],
  ['-2', { op: 'equals', attribute: 'a', value: -2 }],
  [
    '"x", >= 7',
    {
      any: [
        { op: 'equals', attribute: 'a', value: 'x' },
        { op: 'between', attribute: 'a', min: 7, max: null },
      ],
    },
  ],
  ['? != null', { op: 'isSet', attribute: 'a' }],
  ['not("x", "y")', { op: 'notOneOf', attribute: 'a', values: ['x', 'y'] }],
  ['date("2026-01-02")', { op: 'equals', attribute: 'a', value: Date.parse('2026-01-02') }],
] as const)('%s is read', (text, wanted) => {
  expect(readUnaryTests(text, 'a', Date.parse)).toEqual({ ok: true, condition: wanted });
});

test.each([
  '',
  '"',
  '[1..',
  '>=',
  'foo(1)',
  '1 + 1',
  '"a" "b"',
  '?',
  'not(',
  '(1)',
  '@@',
  '[..]',
  'x',
  '\u0000',
])('nothing that is typed (%j) makes the reading of a cell fail', (text) => {
  expect(readUnaryTests(text, 'a', Date.parse).ok).toBe(text === '');
});
