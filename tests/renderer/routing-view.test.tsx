import type { Rule } from '#domain/rules';
import { NO_FILTER, rowTexts, shownRows } from '#features/routing/table';
import { describe, expect, test } from 'vitest';

const rule = (id: string, name: string, groupId: string, province?: string): Rule => ({
  id,
  name,
  condition: {
    all: province === undefined ? [] : [{ op: 'equals', attribute: 'province', value: province }],
  },
  groupId,
  isOn: true,
  note: '',
});

const RULES = [
  rule('a', '重庆火锅', 'south', 'cq'),
  rule('b', '10 家以上', 'north', 'hb'),
  rule('c', '9 家以上', 'south', 'hb'),
  rule('z', '其余', 'north'),
];

const NAMES: Record<string, string> = { cq: '重庆', hb: '河北' };
const texts = rowTexts({
  phraser: {
    attribute: (key) => key,
    value: (_, value) => String(value),
    test: (tested) => (tested.op === 'equals' ? (NAMES[String(tested.value)] ?? '') : ''),
    sentence: () => '',
    failed: () => [],
  },
  groups: [
    { value: 'north', name: '华北组' },
    { value: 'south', name: '华南组' },
  ],
  people: [],
  date: String,
  on: '启用',
  off: '停用',
  soundsOf: (text) => (text.startsWith('重庆') ? ['chongqinghuoguo', 'cqhg'] : []),
});

const shown = (part: Partial<typeof NO_FILTER>) =>
  shownRows(RULES, { ...NO_FILTER, ...part }, texts, () => false);
const ids = (part: Partial<typeof NO_FILTER>) => shown(part).ruleIds.join('');

describe('how the table is looked at', () => {
  test('a search finds what a row shows, and how it sounds; the catch-all is always there', () => {
    expect(ids({ search: '河北' })).toBe('bcz');
    expect(ids({ search: 'chongqing' })).toBe('az');
    expect(ids({ search: 'cqhg' })).toBe('az');
    expect(ids({ search: '华北' })).toBe('bz');
  });

  test('a column lets through texts, chosen values, and cells that are filled or empty', () => {
    const column = (key: 'group' | 'fact:province' | 'note', part: object) =>
      ids({ columns: new Map([[key, { text: '', values: null, state: 'all', ...part }]]) });
    expect(column('fact:province', { values: ['重庆'] })).toBe('az');
    expect(column('group', { text: '南' })).toBe('acz');
    expect(column('note', { state: 'filled' })).toBe('z');
    expect(column('note', { state: 'empty' })).toBe('abcz');
  });

  test('sorting reads numbers by their size, and leaves the rules and the catch-all’s place alone', () => {
    expect(ids({ sort: { column: 'name', way: 'up' } })).toBe('cbaz');
    expect(ids({ sort: { column: 'name', way: 'down' } })).toBe('abcz');
    expect(RULES.map(({ id }) => id).join('')).toBe('abcz');
  });

  test('groups have heads with their number of rows, and fold up', () => {
    const open = shown({ groupBy: 'group' });
    expect(open.ruleIds.join('')).toBe('acbz');
    expect(
      open.lines.map((line) => (line.kind === 'head' ? `${line.label} ${line.count}` : line.at)),
    ).toEqual(['华南组 2', 0, 2, '华北组 1', 1, 3]);
    expect(ids({ groupBy: 'group', collapsed: new Set(['华南组']) })).toBe('bz');
  });
});
