import { eligibilityFinder, type EligibilityRule, Layer2, lineOf, settle } from '#domain/attribution';
import { expect, test } from 'vitest';
import { CLOSING } from './touches.ts';

const rule = (id: string, other: Partial<EligibilityRule> = {}): EligibilityRule => ({
  id,
  name: id,
  lineIds: [],
  categoryIds: [],
  from: null,
  to: null,
  ...other,
});
const pear = { lineId: 'pears', categoryId: 'fruit', closedAt: CLOSING };

test('nothing configured: all of it counts', () => {
  expect(eligibilityFinder({ rules: [] })(pear)).toEqual({ reason: 'nothingConfigured', rule: null });
});

test('the pear stall that rang up pork gets nothing for the pork', () => {
  const decide = eligibilityFinder({ rules: [rule('r1', { lineIds: ['pears'], categoryIds: ['fruit'] })] });
  expect(decide(pear)).toMatchObject({ reason: 'allowed', rule: { id: 'r1' } });
  expect(decide({ ...pear, categoryId: 'meat' })).toEqual({ reason: 'notAllowed', rule: null });
  expect(decide({ ...pear, lineId: 'meat' })).toEqual({ reason: 'notAllowed', rule: null });
  expect(decide({ ...pear, lineId: null }).reason).toBe('notAllowed');
  expect(decide({ ...pear, categoryId: null }).reason).toBe('notAllowed');
});

test('the first rule that allows it is named; a rule without lines or categories takes every one, also none', () => {
  const decide = eligibilityFinder({
    rules: [rule('r1', { lineIds: ['apples'] }), rule('r2'), rule('r3')],
  });
  expect(decide(pear).rule?.id).toBe('r2');
  expect(decide({ lineId: null, categoryId: null, closedAt: CLOSING }).rule?.id).toBe('r2');
});

test('the dates of a rule hold from its first ms and end before its last', () => {
  const decide = eligibilityFinder({ rules: [rule('r1', { from: CLOSING, to: CLOSING + 10 })] });
  const at = (closedAt: number) => decide({ ...pear, closedAt }).reason;
  expect([at(CLOSING - 1), at(CLOSING), at(CLOSING + 9), at(CLOSING + 10)]).toEqual([
    'notAllowed',
    'allowed',
    'allowed',
    'notAllowed',
  ]);
});

test('the line of a deal is the winning touch’s, else the product’s, else none', () => {
  expect([lineOf('a', 'b'), lineOf(null, 'b'), lineOf(null, null)]).toEqual(['a', 'b', null]);
});

test('refunds reduce what is attributed, and a refund larger than its order takes no more than the order', () => {
  expect(settle(10_000, 2_500, true, true)).toEqual({
    grossMinor: 10_000,
    refundedMinor: 2_500,
    attributedMinor: 7_500,
    eligibleMinor: 7_500,
    creditedMinor: 7_500,
  });
  expect(settle(10_000, 2_500, true, false)).toMatchObject({ attributedMinor: 7_500, creditedMinor: 0 });
  expect(settle(10_000, 2_500, false, false)).toMatchObject({ refundedMinor: 2_500, attributedMinor: 0 });
  expect(settle(10_000, 12_000, true, true)).toMatchObject({ refundedMinor: 10_000, creditedMinor: 0 });
});

test('a policy with two rules of one id, or a rule whose end is not after its start, is no policy', () => {
  expect(Layer2.safeParse({ rules: [rule('r1'), rule('r1')] }).success).toBe(false);
  expect(Layer2.safeParse({ rules: [rule('r1', { from: 5, to: 5 })] }).success).toBe(false);
  expect(Layer2.safeParse({ rules: [rule('r1'), rule('r2', { from: 5, to: 6 })] }).success).toBe(true);
});
