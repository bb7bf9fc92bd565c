import { factsAbout, place, type Routable, ruleFacts, testedBy, traceRules } from '#domain/routing';
import type { Rule } from '#domain/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const row: Routable = {
  attributes: '{"city":"sh","stores":3}',
  lineId: 'produce',
  source: 'crm',
  amountMinor: 123_456,
  currency: 'CNY',
  createdAt: 1000,
  isOpen: true,
};
const asking = (...attributes: string[]): Rule[] =>
  attributes.map((attribute, index) => ({
    id: `r${index}`,
    name: '',
    condition: { any: [{ not: { op: 'isSet', attribute } }] },
    groupId: 'g',
    isOn: true,
    note: '',
  }));

test('the evidence is the attributes as they were stored, letter by letter, when nothing else was asked', () => {
  const attributes = '{ "city" : "sh" }';
  expect(factsAbout(testedBy(asking('city')))({ ...row, attributes })).toEqual({
    facts: { city: 'sh' },
    evidence: attributes,
  });
});

test('facts that every opportunity has are added when rules ask for them, and always read back as they were seen', () => {
  for (const attributes of ['{"city":"sh"}', '{}', ' { } ', '[1]', '7', 'null', '{"amount":5}'])
    for (const isOpen of [true, false]) {
      const { facts, evidence } = factsAbout(testedBy(asking('line', 'amount', 'createdAt', 'source')))({
        ...row,
        attributes,
        isOpen,
      });
      expect(JSON.parse(evidence)).toEqual(facts);
      expect(facts['line']).toBe('produce');
      expect(facts['amount']).toBe(attributes.includes('amount') ? 5 : 1234.56);
    }
  const yen = factsAbout(testedBy(asking('amount')))({ ...row, amountMinor: 500, currency: 'JPY' });
  expect(yen.facts['amount']).toBe(500);
  expect(factsAbout(testedBy(asking('amount')))({ ...row, amountMinor: null }).facts).toEqual({
    city: 'sh',
    stores: 3,
  });
});

test('an attribute of the catalogue stands in the place of a built-in fact of the same name', () => {
  const source = {
    key: 'source',
    kind: 'enum' as const,
    label: { zh: '来源', en: '' },
    values: [],
    position: 0,
  };
  const facts = ruleFacts([source], []);
  expect(facts.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    'source enum',
    'line enum',
    'amount number',
    'createdAt date',
  ]);
});

test('rows put in a new order rise, and as few of them as can be get a new position', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -50, max: 5000 }), { maxLength: 30 }),
      fc.array(fc.option(fc.nat(29)), { maxLength: 40 }),
      (positions, picks) => {
        const old = [...new Set(picks.filter((pick) => pick !== null))].map((pick) => positions[pick]);
        const mixed = picks.flatMap((pick, index) => (pick === null ? [undefined] : [old[index]]));
        const placed = place(mixed);
        expect(placed).toHaveLength(mixed.length);
        expect(placed).toEqual([...new Set(placed)].sort((a, b) => a - b));
        expect(placed.every(Number.isInteger)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
  expect(place([1024, 2048, undefined, 3072])).toEqual([1024, 2048, 2560, 3072]);
  expect(place([3072, 1024, 2048])).toEqual([0, 1024, 2048]);
  expect(place([5, undefined, 6, 7])).toEqual([1024, 2048, 3072, 4096]);
  expect(place([undefined, undefined])).toEqual([1024, 2048]);
});

test('of 200 better-ranked rules the 50 nearest to matching are told, in their order', () => {
  const rules = Array.from(
    { length: 200 },
    (_, index): Rule => ({
      id: `r${index}`,
      name: '',
      groupId: 'g',
      isOn: true,
      note: '',
      condition: {
        all: [
          { op: 'equals', attribute: 'city', value: index % 4 === 0 ? 'sh' : 'bj' },
          { op: 'equals', attribute: 'stores', value: 9 },
        ],
      },
    }),
  );
  const { earlier, trace, winner } = traceRules(rules, { city: 'sh' }, 0);
  expect(earlier).toBe(200);
  expect(winner).toBeUndefined();
  expect(trace.map(({ position }) => position)).toEqual(
    Array.from({ length: 50 }, (_, index) => index * 4 + 1),
  );
});
