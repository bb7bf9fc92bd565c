import {
  ageInDays,
  canonical,
  catalogueOf,
  check,
  Condition,
  explain,
  holds,
  isCatchAll,
  type Test,
} from '#domain/conditions';
import { expect, test } from 'vitest';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const is = (condition: Condition, facts: Record<string, unknown>) => holds(condition, facts, NOW);

test('an attribute that is not there fails every test but "is not set" and "not one of"', () => {
  const tests: Test[] = [
    { op: 'equals', attribute: 'city', value: 'sh' },
    { op: 'oneOf', attribute: 'city', values: ['sh'] },
    { op: 'notOneOf', attribute: 'city', values: ['sh'] },
    { op: 'between', attribute: 'city', min: null, max: 5 },
    { op: 'isSet', attribute: 'city' },
    { op: 'isNotSet', attribute: 'city' },
    { op: 'age', attribute: 'city', minDays: 0, maxDays: null },
  ];
  for (const facts of [{}, { city: null }, { city: '' }, { city: [] }, { city: Number.NaN }, { city: {} }])
    expect(tests.filter((one) => is(one, facts)).map(({ op }) => op)).toEqual(['notOneOf', 'isNotSet']);
});

test('an attribute called like something every object has is simply not set', () => {
  for (const attribute of ['constructor', '__proto__', 'toString'])
    expect(is({ op: 'isSet', attribute }, {})).toBe(false);
});

test('values are compared exactly: a number is not its text, a letter not its capital', () => {
  const city = (value: string | number | boolean): Test => ({ op: 'equals', attribute: 'city', value });
  expect(is(city('sh'), { city: 'sh' })).toBe(true);
  expect(is(city('sh'), { city: 'SH' })).toBe(false);
  expect(is(city('5'), { city: 5 })).toBe(false);
  expect(is(city(5), { city: 5 })).toBe(true);
  expect(is(city(true), { city: 'true' })).toBe(false);
  expect(is(city(false), { city: false })).toBe(true);
});

test('a set equals what it contains, and is "not one of" only when it contains none', () => {
  const facts = { needs: ['price', 'credit'] };
  expect(is({ op: 'equals', attribute: 'needs', value: 'price' }, facts)).toBe(true);
  expect(is({ op: 'oneOf', attribute: 'needs', values: ['delivery', 'credit'] }, facts)).toBe(true);
  expect(is({ op: 'notOneOf', attribute: 'needs', values: ['delivery', 'credit'] }, facts)).toBe(false);
  expect(is({ op: 'notOneOf', attribute: 'needs', values: ['delivery'] }, facts)).toBe(true);
  const both = {
    all: ['price', 'credit'].map((value): Test => ({ op: 'equals', attribute: 'needs', value })),
  };
  expect(is(both, facts)).toBe(true);
});

test('ranges hold at both of their ends, and an open end is no end', () => {
  const stores = (min: number | null, max: number | null): Test => ({
    op: 'between',
    attribute: 'stores',
    min,
    max,
  });
  expect([2, 3, 5, 6].map((value) => is(stores(3, 5), { stores: value }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect([2, 3].map((value) => is(stores(3, null), { stores: value }))).toEqual([false, true]);
  expect([5, 6].map((value) => is(stores(null, 5), { stores: value }))).toEqual([true, false]);
  expect(is(stores(3, 5), { stores: '4' })).toBe(false);
});

test('the age of a date is counted in whole days, and a date to come is younger than today', () => {
  expect(ageInDays(NOW, NOW)).toBe(0);
  expect(ageInDays(NOW - DAY + 1, NOW)).toBe(0);
  expect(ageInDays(NOW - DAY, NOW)).toBe(1);
  expect(ageInDays(NOW + 1, NOW)).toBe(-1);
  const young: Test = { op: 'age', attribute: 'since', minDays: null, maxDays: 30 };
  expect(is(young, { since: NOW - 31 * DAY + 1 })).toBe(true);
  expect(is(young, { since: NOW - 31 * DAY })).toBe(false);
  expect(is({ op: 'age', attribute: 'since', minDays: 0, maxDays: null }, { since: NOW + 1 })).toBe(false);
});

test('groups nest: all of none holds, any of none does not, and not turns a test round with its unset', () => {
  expect(is({ all: [] }, {})).toBe(true);
  expect(is({ any: [] }, {})).toBe(false);
  const sh: Test = { op: 'equals', attribute: 'city', value: 'sh' };
  expect(is({ not: sh }, {})).toBe(true);
  expect(
    is({ all: [{ any: [sh, { op: 'isNotSet', attribute: 'city' }] }, { not: { not: { all: [] } } }] }, {}),
  ).toBe(true);
});

test('an explanation says of every part whether it held, and what its test saw', () => {
  const sh: Test = { op: 'equals', attribute: 'city', value: 'sh' };
  const many: Test = { op: 'between', attribute: 'stores', min: 5, max: null };
  const condition: Condition = { all: [{ any: [sh, many] }, { not: many }] };
  expect(explain(condition, { city: 'bj', stores: 9 }, NOW)).toEqual({
    kind: 'all',
    held: false,
    parts: [
      {
        kind: 'any',
        held: true,
        parts: [
          { kind: 'test', held: false, test: sh, seen: 'bj' },
          { kind: 'test', held: true, test: many, seen: 9 },
        ],
      },
      { kind: 'not', held: false, part: { kind: 'test', held: true, test: many, seen: 9 } },
    ],
  });
  expect(explain(sh, {}, NOW)).toEqual({ kind: 'test', held: false, test: sh, seen: null });
});

const catalogue = catalogueOf([
  { key: 'city', kind: 'enum', values: [{ code: 'sh' }, { code: 'bj' }] },
  { key: 'needs', kind: 'set', values: [{ code: 'price' }] },
  { key: 'stores', kind: 'number', values: [] },
  { key: 'since', kind: 'date', values: [] },
  { key: 'cold', kind: 'boolean', values: [] },
  { key: 'note', kind: 'text', values: [] },
]);

test('a condition that fits the catalogue has no problem', () => {
  const condition: Condition = {
    all: [
      { op: 'oneOf', attribute: 'city', values: ['sh', 'bj'] },
      { not: { op: 'equals', attribute: 'needs', value: 'price' } },
      {
        any: [
          { op: 'between', attribute: 'stores', min: 3, max: 3 },
          { op: 'equals', attribute: 'stores', value: 7 },
        ],
      },
      { op: 'age', attribute: 'since', minDays: 0, maxDays: 0 },
      { op: 'between', attribute: 'since', min: 0, max: null },
      { op: 'equals', attribute: 'cold', value: true },
      { op: 'notOneOf', attribute: 'note', values: ['anything'] },
      { op: 'isSet', attribute: 'since' },
    ],
  };
  expect(check(condition, catalogue)).toEqual([]);
});

test('every test that cannot mean anything is named with its attribute and value', () => {
  const named = (one: Test) =>
    check({ not: { any: [one] } }, catalogue).map(({ code, value }) => [code, value]);
  expect(named({ op: 'isSet', attribute: 'gone' })).toEqual([['unknownAttribute', null]]);
  expect(named({ op: 'oneOf', attribute: 'city', values: ['sh', 'xx', 3] })).toEqual([
    ['unknownValue', 'xx'],
    ['unfitTest', '3'],
  ]);
  expect(named({ op: 'equals', attribute: 'needs', value: 'fame' })).toEqual([['unknownValue', 'fame']]);
  expect(named({ op: 'between', attribute: 'city', min: 1, max: 2 })).toEqual([['unfitTest', null]]);
  expect(named({ op: 'age', attribute: 'stores', minDays: 1, maxDays: 2 })).toEqual([['unfitTest', null]]);
  expect(named({ op: 'equals', attribute: 'since', value: 5 })).toEqual([['unfitTest', null]]);
  expect(named({ op: 'equals', attribute: 'cold', value: 'true' })).toEqual([['unfitTest', 'true']]);
  expect(named({ op: 'between', attribute: 'stores', min: 5, max: 4 })).toEqual([['emptyRange', null]]);
  expect(named({ op: 'age', attribute: 'since', minDays: null, maxDays: null })).toEqual([
    ['emptyRange', null],
  ]);
});

test('two ways to write one condition are the same text, and different conditions are not', () => {
  const sh: Test = { op: 'equals', attribute: 'city', value: 'sh' };
  const cold: Test = { op: 'equals', attribute: 'cold', value: true };
  const same: Condition[] = [
    { all: [sh, cold] },
    { all: [cold, sh] },
    { all: [{ all: [cold] }, sh, sh] },
    { all: [{ attribute: 'city', value: 'sh', op: 'equals' }, { any: [cold] }] },
    { all: [{ op: 'oneOf', attribute: 'city', values: ['sh', 'sh'] }, cold] },
  ];
  expect(new Set(same.map(canonical)).size).toBe(1);
  const lists = (values: string[]): Test => ({ op: 'oneOf', attribute: 'city', values });
  expect(canonical(lists(['sh', 'bj']))).toBe(canonical(lists(['bj', 'sh'])));
  const different: Condition[] = [
    sh,
    { not: sh },
    { any: [sh, cold] },
    { all: [sh, cold] },
    lists(['sh', 'bj']),
    { op: 'notOneOf', attribute: 'city', values: ['sh', 'bj'] },
    { op: 'equals', attribute: 'city', value: 'bj' },
    { any: [] },
    { all: [] },
  ];
  expect(new Set(different.map(canonical)).size).toBe(different.length);
  expect(different.filter(isCatchAll)).toEqual([{ all: [] }]);
  expect(isCatchAll({ all: [{ all: [] }] })).toBe(true);
});

test('a condition nested more than eight groups deep is refused before anybody reads it', () => {
  const nest = (depth: number): Condition => (depth === 0 ? { all: [] } : { not: nest(depth - 1) });
  expect(Condition.safeParse(nest(7)).success).toBe(true);
  expect(Condition.safeParse(nest(8)).success).toBe(false);
});
