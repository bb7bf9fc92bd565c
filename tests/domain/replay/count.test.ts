import {
  addTally,
  type Capacity,
  countDecided,
  emptyTally,
  type ReplayAsk,
  resultOf,
  rulesNow,
  sidesOf,
} from '#domain/replay';
import { firstMatch, type Rule } from '#domain/rules';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const rule = (id: string, city: string | null, groupId: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: id,
  condition: city === null ? { all: [] } : { op: 'equals', attribute: 'city', value: city },
  groupId,
  isOn: true,
  note: '',
  ...more,
});

type Past = { id: number; city: string; createdAt: number; isOpen: boolean };

function decide(ask: ReplayAsk, past: readonly Past[]) {
  const by = (rules: readonly Rule[]) =>
    Int32Array.from(past, ({ city, createdAt }) => {
      const found = firstMatch(rules, { city }, createdAt);
      return found ? rules.indexOf(found) : -1;
    });
  return {
    ids: Float64Array.from(past, ({ id }) => id),
    createdAt: Float64Array.from(past, ({ createdAt }) => createdAt),
    isOpen: Uint8Array.from(past, ({ isOpen }) => (isOpen ? 1 : 0)),
    isTaken: new Uint8Array(past.length).fill(1),
    before: by(ask.before),
    after: by(ask.after),
  };
}

function counted(ask: ReplayAsk, past: readonly Past[]) {
  const tally = emptyTally(sidesOf(ask));
  countDecided(tally, sidesOf(ask), decide(ask, past));
  return tally;
}

const ask: ReplayAsk = {
  before: [rule('sh', 'sh', 'east'), rule('bj', 'bj', 'north')],
  after: [rule('sh', 'sh', 'north'), rule('rest', null, 'east')],
  lines: ['produce'],
};

test('who moves is told by groups, rules, open work and days', () => {
  const past: Past[] = [
    { id: 4, city: 'sh', createdAt: 2 * DAY, isOpen: true },
    { id: 3, city: 'bj', createdAt: 2 * DAY, isOpen: false },
    { id: 2, city: 'gz', createdAt: DAY, isOpen: true },
    { id: 1, city: 'sh', createdAt: DAY, isOpen: true },
  ];
  const result = resultOf(counted(ask, past), ask, new Map([['north', limits(1, null)]]));
  expect(result).toEqual({
    received: 4,
    moved: 4,
    flows: [
      { from: 'east', to: 'north', count: 2 },
      { from: null, to: 'east', count: 1 },
      { from: 'north', to: 'east', count: 1 },
    ],
    groups: [
      load(null, [1, 0], [1, 0], null, [1, 0]),
      load('east', [2, 2], [2, 1], null, [1, 1]),
      load('north', [1, 2], [0, 2], 1, [1, 1]),
    ],
    rules: [
      { ruleId: 'rest', before: 0, after: 2 },
      { ruleId: 'bj', before: 1, after: 0 },
    ],
    list: [
      { id: 4, from: 'east', to: 'north', before: 'sh', after: 'sh' },
      { id: 3, from: 'north', to: 'east', before: 'bj', after: 'rest' },
      { id: 2, from: null, to: 'east', before: null, after: 'rest' },
      { id: 1, from: 'east', to: 'north', before: 'sh', after: 'sh' },
    ],
  });
});

type Pair = readonly [before: number, after: number];
function load(groupId: string | null, all: Pair, open: Pair, capacity: number | null, peak: Pair) {
  return {
    groupId,
    before: all[0],
    after: all[1],
    openBefore: open[0],
    openAfter: open[1],
    capacity,
    period: 'day',
    periodCap: null,
    peakBefore: peak[0],
    peakAfter: peak[1],
    periodsOverBefore: 0,
    periodsOverAfter: 0,
  };
}

test('a period in which more come in than the members are given is one over', () => {
  // A Thursday, the Friday after it, and the Monday of the next week, at noon in China.
  const days = [0, 1, 4].map((day) => day * DAY + DAY / 6);
  const past = days
    .flatMap((createdAt) => [createdAt, createdAt, createdAt])
    .map((createdAt, at): Past => ({ id: 9 - at, city: 'sh', createdAt, isOpen: false }));
  const groups = (caps: Map<string, Capacity>) => resultOf(counted(ask, past), ask, caps).groups;
  expect(groups(new Map([['north', limits(1, 2)]]))).toMatchObject([
    { groupId: 'east', peakBefore: 3, periodsOverBefore: 0, periodsOverAfter: 0 },
    { groupId: 'north', capacity: 1, periodCap: 2, peakAfter: 3, periodsOverBefore: 0, periodsOverAfter: 3 },
  ]);
  expect(groups(new Map([['north', limits(null, 5, 'week')]]))).toMatchObject([
    { groupId: 'east' },
    { groupId: 'north', period: 'week', peakAfter: 6, periodsOverAfter: 1 },
  ]);
  expect(groups(new Map([['north', limits(null, 9, 'month')]]))).toMatchObject([
    { groupId: 'east' },
    { groupId: 'north', period: 'month', peakAfter: 9, periodsOverAfter: 0 },
  ]);
});

function limits(open: number | null, perPeriod: number | null, period: Capacity['period'] = 'day'): Capacity {
  return { open, perPeriod, period };
}

test('rows count that decide now; what they say of validity is settled', () => {
  const rows = [rule('a', 'sh', 'g', { validFrom: 10, validTo: 20 }), rule('b', null, 'g', { isOn: false })];
  expect(rulesNow(rows, 10)).toEqual([rule('a', 'sh', 'g')]);
  expect(rulesNow(rows, 20)).toEqual([]);
});

test('counted in parts, in any order, is what is counted at once', () => {
  const city = fc.constantFrom('sh', 'bj', 'gz');
  const row = fc.record({ city, createdAt: fc.integer({ min: 0, max: 5 * DAY }), isOpen: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), fc.nat({ max: 3 }), (rows, share) => {
      const past = rows.map((each, at) => ({ ...each, id: rows.length - at }));
      const whole = counted(ask, past);
      const parts = emptyTally(sidesOf(ask));
      const mine = past.filter(({ id }) => id % 4 <= share);
      addTally(
        parts,
        counted(
          ask,
          past.filter((each) => !mine.includes(each)),
        ),
        7,
      );
      addTally(parts, counted(ask, mine), 7);
      const result = resultOf(whole, ask, new Map());
      expect(resultOf(parts, ask, new Map())).toEqual({ ...result, list: result.list.slice(0, 7) });
      const stays = result.flows
        .filter(({ from, to }) => from === to)
        .reduce((sum, { count }) => sum + count, 0);
      expect(stays + result.moved).toBe(result.received);
      expect(result.groups.reduce((sum, { after }) => sum + after, 0)).toBe(result.received);
    }),
  );
});
