import type { Condition, Test } from '#domain/conditions';
import {
  columnsBuilder,
  compile,
  compileIndex,
  factsAt,
  firstMatch,
  matchColumns,
  matcherOf,
  reindex,
  type Rule,
} from '#domain/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const KEYS = ['city', 'source', 'stores', 'spend', 'since', 'cold', 'needs'];

const code = fc.constantFrom('a', 'b', 'c', 'd', 'e', '', 'ab', '\ud800', '__proto__');
const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, -0, 1e12));
const day = fc.integer({ min: -5, max: 40 });
const scalar = fc.oneof(code, number, fc.boolean());
const value = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(code, { maxLength: 4 }) },
  { weight: 2, arbitrary: day.map((days) => NOW - days * DAY - 1000) },
  { weight: 1, arbitrary: fc.constantFrom(null, {}, Number.NaN, [5, 'a']) },
);
const facts = fc.dictionary(fc.constantFrom(...KEYS, 'constructor'), value, { maxKeys: 7 });
const attribute = fc.constantFrom(...KEYS);
const ends = fc.tuple(fc.option(number), fc.option(number)).map(([min, max]) => ({ min, max }));
const ages = fc.tuple(fc.option(day), fc.option(day)).map(([minDays, maxDays]) => ({ minDays, maxDays }));
const oneTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ op: fc.constant('equals' as const), attribute, value: scalar }),
  fc.record({
    op: fc.constant('oneOf' as const),
    attribute,
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    op: fc.constant('notOneOf' as const),
    attribute,
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.tuple(attribute, ends).map(([of, range]) => ({ op: 'between' as const, attribute: of, ...range })),
  fc.record({ op: fc.constantFrom('isSet' as const, 'isNotSet' as const), attribute }),
  fc.tuple(attribute, ages).map(([of, range]) => ({ op: 'age' as const, attribute: of, ...range })),
  fc.record({
    op: fc.constantFrom('startsWith' as const, 'contains' as const),
    attribute,
    value: fc.constantFrom('a', 'b'),
  }),
  fc.record({
    op: fc.constant('hasAll' as const),
    attribute,
    values: fc.array(code, { minLength: 1, maxLength: 2 }),
  }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 5, arbitrary: oneTest },
    { weight: 6, arbitrary: fc.record({ all: fc.array(tie('condition'), { maxLength: 5 }) }) },
    { weight: 2, arbitrary: fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }) },
    { weight: 2, arbitrary: fc.record({ not: tie('condition') }) },
  ),
}));
const row = fc.record({
  condition,
  isOn: fc.constantFrom(true, true, true, false),
  validity: fc.constantFrom(
    {},
    {},
    {},
    { validFrom: NOW },
    { validTo: NOW },
    { validFrom: NOW - DAY, validTo: NOW + 1 },
  ),
});
type Row = { condition: Condition; isOn: boolean; validity: { validFrom?: number; validTo?: number } };
const ruleOf = ({ condition: held, isOn, validity }: Row, id: string): Rule => ({
  id,
  name: '',
  groupId: 'g',
  note: '',
  condition: held,
  isOn,
  ...validity,
});
const rules = fc
  .array(row, { maxLength: 90, size: 'max' })
  .map((rows) => rows.map((each, index) => ruleOf(each, `r${index}`)));

const few = fc
  .array(row, { maxLength: 4 })
  .map((rows) => rows.map((each, index) => ruleOf(each, `r${index}`)));

/** What the columns say, opportunity by opportunity. */
function matchedInColumns(
  set: readonly Rule[],
  people: readonly Record<string, unknown>[],
  at: Float64Array,
) {
  const builder = columnsBuilder(KEYS, 4);
  for (const one of people) builder.add(one);
  const out = new Int32Array(people.length);
  matchColumns(compileIndex(set), builder.finish(), at, out);
  return [...out].map((place) => set[place]?.id);
}

/** Random (rule set, opportunity) pairs; ROUTING_PAIRS asks for the long run. */
const PAIRS = Number(process.env['ROUTING_PAIRS'] ?? 50_000);
const PER_SET = 100;

test(`the index names the same rule as reading the rules one by one, on ${PAIRS} random pairs`, () => {
  let pairs = 0;
  const winners = new Map<string, number>();
  fc.assert(
    fc.property(
      rules,
      fc.array(facts, { minLength: PER_SET, maxLength: PER_SET, size: 'max' }),
      (set, people) => {
        const match = compile(set);
        const at = Float64Array.from(people, (_, index) => NOW + (index % 3) - 1);
        const inColumns = matchedInColumns(set, people, at);
        for (const [index, one] of people.entries()) {
          const now = at[index] ?? 0;
          const found = match(one, now)?.id;
          expect(found).toBe(firstMatch(set, one, now)?.id);
          expect(inColumns[index]).toBe(found);
          pairs += 1;
          winners.set(found ?? 'none', (winners.get(found ?? 'none') ?? 0) + 1);
        }
      },
    ),
    { numRuns: Math.ceil(PAIRS / PER_SET) },
  );
  // The pairs are worth asking: winners far down as well as at the top, and some that nobody takes.
  expect(pairs).toBeGreaterThanOrEqual(PAIRS);
  expect(winners.size).toBeGreaterThan(20);
  expect(winners.get('none')).toBeGreaterThan(PAIRS / 100);
}, 600_000);

test('with more values than an axis has room for, the index still names the same rule', () => {
  const many = Array.from({ length: 9000 }, (_, index): Rule => {
    const tests: Test[] = [{ op: 'equals', attribute: 'city', value: `city-${(index * 7) % 8000}` }];
    tests.push({ op: 'between', attribute: 'stores', min: index * 3, max: index * 5 + 40 });
    const unwanted = Array.from({ length: 40 }, (_, at) => `source-${(index * 11 + at * 17) % 9000}`);
    if (index % 2 === 0) tests.push({ op: 'notOneOf', attribute: 'source', values: unwanted });
    return {
      id: `r${index}`,
      name: '',
      groupId: 'g',
      note: '',
      isOn: index % 11 !== 0,
      condition: { all: tests },
    };
  });
  const match = compile(many);
  let hits = 0;
  for (let index = 0; index < 1500; index += 1) {
    const seen = {
      city: `city-${(index * 13) % 8000}`,
      stores: index * 9,
      source: `source-${(index * 5) % 9000}`,
    };
    const found = match(seen, NOW);
    if (found) hits += 1;
    expect(found?.id).toBe(firstMatch(many, seen, NOW)?.id);
  }
  expect(hits).toBeGreaterThan(250);
});

test('no rules match nothing, and a catch-all matches whatever is left', () => {
  expect(compile([])({ city: 'a' }, NOW)).toBeUndefined();
  const last: Rule = { id: 'last', name: '', groupId: 'g', note: '', isOn: true, condition: { all: [] } };
  expect(compile([last])({}, NOW)?.id).toBe('last');
  expect(compile([{ ...last, isOn: false }])({}, NOW)).toBeUndefined();
});

test('an index that is edited row by row answers as a fresh one does', () => {
  const edit = fc.record({
    kind: fc.constantFrom('change', 'add', 'remove', 'move', 'switch'),
    at: fc.nat(),
    to: fc.nat(),
    row,
  });
  fc.assert(
    fc.property(
      // In a long set nearly every value is named already: a short one meets new values with most edits.
      fc.oneof(rules, few),
      fc.array(edit, { minLength: 1, maxLength: 12, size: 'max' }),
      fc.array(facts, { minLength: 20, maxLength: 20, size: 'max' }),
      (start, edits, people) => {
        let set: readonly Rule[] = start;
        let index = compileIndex(set);
        for (const [number, { kind, at, to, row: given }] of edits.entries()) {
          const here = set.length === 0 ? 0 : at % set.length;
          const fresh = ruleOf(given, `e${number}`);
          const known = set[here];
          if (kind === 'add' || !known) set = set.toSpliced(here, 0, fresh);
          else if (kind === 'remove') set = set.toSpliced(here, 1);
          else if (kind === 'change') set = set.with(here, fresh);
          else if (kind === 'switch') set = set.with(here, { ...known, isOn: !known.isOn });
          else set = set.toSpliced(here, 1).toSpliced(to % set.length, 0, known);
          const before = index;
          index = reindex(index, set);
          const match = matcherOf(index);
          for (const one of people)
            expect(set[match(one, NOW)]?.id, kind).toBe(firstMatch(set, one, NOW)?.id);
          // The old index still answers for the old rows.
          const old = matcherOf(before);
          const [one = {}] = people;
          expect(before.rules[old(one, NOW)]?.id).toBe(firstMatch(before.rules, one, NOW)?.id);
        }
      },
    ),
    { numRuns: 600 },
  );
});

test('columns give back the facts that they were made from', () => {
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 40, size: 'max' }), (people) => {
      const builder = columnsBuilder(KEYS, 1);
      for (const one of people) builder.add(one);
      const columns = builder.finish();
      const last: Rule = { id: 'x', name: '', groupId: 'g', note: '', isOn: true, condition: { all: [] } };
      for (const [index, one] of people.entries())
        for (const key of KEYS) {
          const asked = { ...last, condition: { op: 'isSet' as const, attribute: key } };
          expect(firstMatch([asked], factsAt(columns, index), NOW)).toEqual(firstMatch([asked], one, NOW));
        }
    }),
  );
});
