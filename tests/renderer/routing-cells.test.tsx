import { canonical, type Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import {
  type ColumnKey,
  formatCell,
  formatTsv,
  type Naming,
  parseCell,
  parseTsv,
  type PasteInput,
  planPaste,
} from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const value = (code: string, zh: string, en = '') => ({ code, label: { zh, en } });
const fact = (key: string, kind: Fact['kind'], values: Fact['values'] = []): Fact => ({
  key,
  kind,
  label: { zh: key, en: key },
  values,
});

const FACTS = [
  fact('province', 'enum', [
    value('hebei', '河北', 'Hebei'),
    value('henan', '河南', 'Henan'),
    value('chongqing', '重庆', 'Chongqing'),
    value('africa', '非洲', 'Africa'),
    value('both', '京、津', 'Beijing, Tianjin'),
    value('twin-1', '重名', ''),
    value('twin-2', '重名', ''),
    value('odd "code" & more', '', ''),
  ]),
  fact('needs', 'set', [value('cold', '冷链', 'Cold chain'), value('fresh', '生鲜', 'Fresh')]),
  fact('stores', 'number'),
  fact('since', 'date'),
  fact('vip', 'boolean'),
  fact('note', 'text'),
] as const;

const naming: Naming = {
  facts: new Map(FACTS.map((each) => [each.key, each])),
  groups: [
    { value: 'north', name: '华北组' },
    { value: 'south', name: '华南组' },
  ],
  people: [{ value: 'ann', name: '安娜', hint: 'anna' }],
  zone: 'Asia/Shanghai',
  soundsOf: (name) => ({ 重庆: ['chongqing', 'cq'], 华南组: ['huananzu', 'hnz'] })[name] ?? [],
};

const rule = (id: string, tests: Test[] = [], part: Partial<Rule> = {}): Rule => ({
  id,
  name: `rule ${id}`,
  condition: { all: tests },
  groupId: 'north',
  isOn: true,
  note: '',
  ...part,
});

/** The tests that a cell's text says, or why it says none. */
function read(text: string, key: string): unknown {
  const parsed = parseCell(text, `fact:${key}`, naming);
  if (!parsed.ok) return parsed.reason;
  return parsed.value.column === 'tests' ? parsed.value.tests : parsed.value;
}

const oneOf = (attribute: string, ...values: (string | number)[]) => [{ op: 'oneOf', attribute, values }];
const equals = (attribute: string, is: string | number | boolean) => [{ op: 'equals', attribute, value: is }];

describe('cells are read as people write them', () => {
  test.each([
    ['河北', 'province', equals('province', 'hebei')],
    ['HEBEI', 'province', equals('province', 'hebei')],
    ['河北、河南', 'province', oneOf('province', 'hebei', 'henan')],
    ['河北, Henan；重庆', 'province', oneOf('province', 'hebei', 'henan', 'chongqing')],
    ['cq', 'province', equals('province', 'chongqing')],
    ['京、津', 'province', equals('province', 'both')],
    ['非洲', 'province', equals('province', 'africa')],
    ['非 河北', 'province', [{ op: 'notOneOf', attribute: 'province', values: ['hebei'] }]],
    ['!= 河北|河南', 'province', [{ op: 'notOneOf', attribute: 'province', values: ['hebei', 'henan'] }]],
    ['not Hebei', 'province', [{ op: 'notOneOf', attribute: 'province', values: ['hebei'] }]],
    ['', 'province', []],
    ['不限', 'province', []],
    ['已填', 'province', [{ op: 'isSet', attribute: 'province' }]],
    ['is not set', 'province', [{ op: 'isNotSet', attribute: 'province' }]],
    ['all of 冷链、生鲜', 'needs', [{ op: 'hasAll', attribute: 'needs', values: ['cold', 'fresh'] }]],
    ['>=10', 'stores', [{ op: 'between', attribute: 'stores', min: 10, max: null }]],
    ['≤ 1,000', 'stores', [{ op: 'between', attribute: 'stores', min: null, max: 1000 }]],
    ['10..20', 'stores', [{ op: 'between', attribute: 'stores', min: 10, max: 20 }]],
    ['10-20', 'stores', [{ op: 'between', attribute: 'stores', min: 10, max: 20 }]],
    ['1,000 - 20,000', 'stores', [{ op: 'between', attribute: 'stores', min: 1000, max: 20_000 }]],
    ['0, -1', 'stores', oneOf('stores', 0, -1)],
    ['0,-1', 'stores', oneOf('stores', 0, -1)],
    ['10～20', 'stores', [{ op: 'between', attribute: 'stores', min: 10, max: 20 }]],
    ['5、8', 'stores', oneOf('stores', 5, 8)],
    ['>= 30天', 'since', [{ op: 'age', attribute: 'since', minDays: 30, maxDays: null }]],
    ['10..20d', 'since', [{ op: 'age', attribute: 'since', minDays: 10, maxDays: 20 }]],
    ['是', 'vip', equals('vip', true)],
    ['FALSE', 'vip', equals('vip', false)],
    ['火锅*', 'note', [{ op: 'startsWith', attribute: 'note', value: '火锅' }]],
    ['包含 火锅', 'note', [{ op: 'contains', attribute: 'note', value: '火锅' }]],
  ] as const)('%j in %s', (text, key, tests) => {
    expect(read(text, key)).toEqual(tests);
  });

  test('a day is the whole of it, in the company’s zone', () => {
    const min = Date.UTC(2026, 10, 24, 16);
    const max = min + 86_400_000 - 1;
    for (const text of ['2026-11-25', '2026/11/25', '2026年11月25日'])
      expect(read(text, 'since')).toEqual([{ op: 'between', attribute: 'since', min, max }]);
  });

  test.each([
    ['火星', 'province', 'unknownValue'],
    ['重名', 'province', 'unknownValue'],
    ['many', 'stores', 'wrongNumber'],
    ['> 10', 'stores', 'openEnd'],
    ['2026-02-31', 'since', 'wrongDate'],
    ['>= 1.5d', 'since', 'wrongDays'],
    ['maybe', 'vip', 'wrongYesNo'],
    ['x', 'gone', 'unknownFact'],
  ])('%j in %s is told why not: %s', (text, key, reason) => {
    expect(read(text, key)).toBe(reason);
  });
});

const codes = (key: string) => naming.facts.get(key)?.values.map(({ code }) => code) ?? [];
const some = <T,>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 4 });
const end = (one: fc.Arbitrary<number>) => fc.option(one);
const set = (attribute: string) =>
  fc.constantFrom<Test>({ op: 'isSet', attribute }, { op: 'isNotSet', attribute });
const listed = (attribute: string, one: fc.Arbitrary<string | number | boolean>) =>
  fc.oneof(
    one.map((is): Test => ({ op: 'equals', attribute, value: is })),
    some(one).map((values): Test => ({ op: 'oneOf', attribute, values })),
    some(one).map((values): Test => ({ op: 'notOneOf', attribute, values })),
    set(attribute),
  );
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);
const words = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    '不限',
    'not x',
    '非洲',
    'a*',
    '"',
    'a"b',
    ' x ',
    '1..2',
    '全部',
    'x & y',
    'a,b',
    '\t',
    '已填',
  ),
);
const range = (attribute: string, one: fc.Arbitrary<number>) =>
  fc.tuple(end(one), end(one)).map(([min, max]): Test => ({ op: 'between', attribute, min, max }));
const moment = fc.integer({ min: 0, max: 4_000_000_000_000 });

const TESTS: Record<string, fc.Arbitrary<Test>> = {
  province: listed('province', fc.constantFrom(...codes('province'))),
  needs: fc.oneof(
    listed('needs', fc.constantFrom('cold', 'fresh')),
    some(fc.constantFrom('cold', 'fresh')).map(
      (values): Test => ({ op: 'hasAll', attribute: 'needs', values }),
    ),
  ),
  stores: fc.oneof(listed('stores', number), range('stores', number)),
  since: fc.oneof(
    range('since', moment),
    fc
      .tuple(end(fc.integer({ min: 0, max: 900 })), end(fc.integer({ min: 0, max: 900 })))
      .map(([minDays, maxDays]): Test => ({ op: 'age', attribute: 'since', minDays, maxDays })),
    set('since'),
  ),
  vip: listed('vip', fc.boolean()),
  note: fc.oneof(
    listed('note', words),
    words.map((text): Test => ({ op: 'startsWith', attribute: 'note', value: text })),
    words.map((text): Test => ({ op: 'contains', attribute: 'note', value: text })),
  ),
};

describe('what is copied comes back as it was', () => {
  test.each(Object.keys(TESTS))('tests of %s', (key) => {
    fc.assert(
      fc.property(fc.array(TESTS[key] as fc.Arbitrary<Test>, { maxLength: 3 }), (tests) => {
        const text = formatCell(rule('a', tests), `fact:${key}`, naming);
        const [[back = ''] = []] = parseTsv(formatTsv([[text]]));
        const parsed = read(back, key);
        expect(Array.isArray(parsed), `${text} → ${String(parsed)}`).toBe(true);
        expect(canonical({ all: parsed as Test[] })).toBe(canonical({ all: tests }));
      }),
      { numRuns: 300 },
    );
  });

  test('the row’s own cells: group, owner, validity to its last day, tags, reason', () => {
    const start = Date.UTC(2026, 0, 31, 16);
    const whole = rule('a', [], {
      ownerId: 'ann',
      validFrom: start,
      validTo: start + 86_400_000,
      reviewAt: start + 1,
      tags: ['大客户', '试点'],
      note: 'line one\nline "two"',
    });
    const columns: ColumnKey[] = [
      'isOn',
      'group',
      'owner',
      'validFrom',
      'validTo',
      'reviewAt',
      'tags',
      'note',
    ];
    const texts = columns.map((column) => formatCell(whole, column, naming));
    expect(texts).toContain('2026-02-01');
    const [row = []] = parseTsv(formatTsv([texts]));
    const changes = columns.map((column, index) => parseCell(row[index] ?? '', column, naming));
    expect(changes).toMatchObject([
      { ok: true, value: { isOn: true } },
      { ok: true, value: { text: 'north' } },
      { ok: true, value: { text: 'ann' } },
      { ok: true, value: { at: whole.validFrom } },
      { ok: true, value: { at: whole.validTo } },
      { ok: true, value: { at: whole.reviewAt } },
      { ok: true, value: { tags: whole.tags } },
      { ok: true, value: { text: whole.note } },
    ]);
  });

  test('any cells survive the clipboard', () => {
    const cells = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(cells, (rows) => {
        const plain = rows.map((row) => row.map((text) => text.replaceAll('\r', '')));
        fc.pre(plain.at(-1)?.at(-1) !== '');
        expect(parseTsv(formatTsv(plain))).toEqual(plain);
      }),
    );
  });
});

const COLUMNS: ColumnKey[] = ['isOn', 'name', 'fact:province', 'fact:stores', 'group', 'note'];
const TITLES = new Map<ColumnKey, string>([
  ['name', '规则名称'],
  ['fact:province', '省份'],
  ['group', '分配组'],
]);

function pasted(cells: string[][], part: Partial<PasteInput> = {}) {
  const rules = [rule('a'), rule('b'), rule('z')];
  let made = 0;
  return planPaste({
    cells,
    rules,
    view: { ruleIds: rules.map(({ id }) => id), columns: COLUMNS },
    place: { ruleId: 'a', column: 'name' },
    mode: 'over',
    naming,
    titles: TITLES,
    newId: () => {
      made += 1;
      return `new-${made}`;
    },
    groupId: 'south',
    ...part,
  });
}

describe('pasting', () => {
  test('cells go over the rows from the cursor on; more rows become rules above the catch-all', () => {
    const plan = pasted([
      ['one', '河北', '>=5'],
      ['two', '河南', ''],
      ['three', '重庆', '10-20'],
    ]);
    expect(plan.rules.map(({ name }) => name)).toEqual(['one', 'two', 'three', 'rule z']);
    expect(plan).toMatchObject({ changedRows: 2, newRows: 1, cells: 9, errors: [], surplus: 0 });
    expect(plan.rules[2]).toMatchObject({ id: 'new-1', groupId: 'south', isOn: true });
    expect(plan.rules[3]?.condition).toEqual({ all: [] });
  });

  test('a cell that cannot be read is told with its row, column and reason, and all the others are taken', () => {
    const plan = pasted([
      ['one', '火星', '5'],
      ['two', '河北', 'many'],
    ]);
    expect(plan.errors).toEqual([
      { row: 1, column: 'fact:province', text: '火星', reason: 'unknownValue', ruleId: 'a' },
      { row: 2, column: 'fact:stores', text: 'many', reason: 'wrongNumber', ruleId: 'b' },
    ]);
    expect(plan.rules[0]).toMatchObject({ name: 'one', condition: { all: equals('stores', 5) } });
    expect(plan.rules[1]).toMatchObject({ name: 'two', condition: { all: equals('province', 'hebei') } });
  });

  test('a first line that names the columns leads each cell to its own', () => {
    const plan = pasted([
      ['分配组', '规则名称', '省份'],
      ['华南组', 'named', '河南'],
    ]);
    expect(plan.errors).toEqual([]);
    expect(plan.rules[0]).toMatchObject({
      name: 'named',
      groupId: 'south',
      condition: { all: equals('province', 'henan') },
    });
  });

  test('as new rules they stand below the cursor’s row, and no other row changes', () => {
    const plan = pasted([['one'], ['two']], { mode: 'new' });
    expect(plan.rules.map(({ name }) => name)).toEqual(['rule a', 'one', 'two', 'rule b', 'rule z']);
    expect(plan).toMatchObject({ changedRows: 0, newRows: 2 });
  });

  test('the catch-all takes no test from a paste', () => {
    const plan = pasted([['rest', '河北']], { place: { ruleId: 'z', column: 'name' } });
    expect(plan.errors).toMatchObject([{ column: 'fact:province', reason: 'catchAll', ruleId: 'z' }]);
    expect(plan.rules[2]).toMatchObject({ name: 'rest', condition: { all: [] } });
  });

  test('columns without a place right of the cursor are counted', () => {
    expect(pasted([['x', 'y']], { place: { ruleId: 'a', column: 'note' } }).surplus).toBe(1);
  });
});
