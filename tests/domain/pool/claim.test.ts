import { coolDownEnd, maskContact, mayClaim, planMerge, type Mergeable } from '#domain/pool';
import { describe, expect, test } from 'vitest';

const HOUR = 3_600_000;

describe('claiming', () => {
  const policy = { coolDownHours: 12, maxOpenClaimed: 2, maxClaimsPerDay: 3 } as const;
  const full = {
    protection: { amount: 1, unit: 'days' },
    maxProtection: { amount: 1, unit: 'days' },
    extensions: [],
    firstResponse: null,
    followUpEvery: null,
    remindHoursBefore: null,
    onBreach: 'return',
    ...policy,
  } as const;
  const holdings = [
    { ownerId: 'ann', at: 0 },
    { ownerId: null, at: 100 * HOUR },
    { ownerId: 'bob', at: 101 * HOUR },
    { ownerId: null, at: 102 * HOUR },
  ];
  const ask = (userId: string, now: number, openClaimed = 0, claimedToday = 0) =>
    mayClaim({ ...full, extensions: [] }, { userId, openClaimed, claimedToday }, holdings, now);

  test('who lost it waits until the cool-down is over, anybody else does not', () => {
    expect(coolDownEnd(policy, holdings, 'ann')).toBe(112 * HOUR);
    expect(coolDownEnd(policy, holdings, 'bob')).toBe(114 * HOUR);
    expect(coolDownEnd(policy, holdings, 'cat')).toBeNull();
    expect(ask('ann', 112 * HOUR - 1)).toEqual({ ok: false, code: 'coolingDown', until: 112 * HOUR });
    expect(ask('ann', 112 * HOUR)).toEqual({ ok: true });
    expect(ask('cat', 103 * HOUR)).toEqual({ ok: true });
  });

  test('limits of what one holds and what one takes in a day', () => {
    expect(ask('cat', 0, 2, 0)).toEqual({ ok: false, code: 'tooManyOpen', limit: 2 });
    expect(ask('cat', 0, 1, 3)).toEqual({ ok: false, code: 'tooManyToday', limit: 3 });
  });
});

describe('a masked contact', () => {
  test('shows enough to tell two apart and not enough to call', () => {
    expect(maskContact('+8613800138000')).toBe('+86138****8000');
    expect(maskContact('+861062345678;ext=8001')).toBe('+8610****5678');
    expect(maskContact('zhang.san@example.com')).toBe('z***@example.com');
    expect(maskContact('A-17')).toBe('A***');
  });
});

describe('a merge', () => {
  const one = (id: number, more: Partial<Mergeable> = {}): Mergeable => ({
    id,
    lineId: 'produce',
    status: 'open',
    stage: 'new',
    title: 'A',
    amountMinor: null,
    currency: null,
    attributes: {},
    ...more,
  });

  test('lets the keeper’s word stand, fills its gaps, and says both', () => {
    const plan = planMerge(
      one(1, { attributes: { city: 'sh', needs: [] } }),
      one(2, {
        title: 'B',
        amountMinor: 5,
        currency: 'CNY',
        attributes: { city: 'bj', needs: ['price'], stores: 3 },
      }),
    );
    expect(plan).toEqual({
      ok: true,
      title: 'A',
      amountMinor: 5,
      currency: 'CNY',
      attributes: { city: 'sh', needs: ['price'], stores: 3 },
      filled: [
        { field: 'needs', value: ['price'] },
        { field: 'stores', value: 3 },
        { field: '@amount', value: 5 },
      ],
      differing: [{ field: 'city', kept: 'sh', dropped: 'bj' }],
    });
  });

  test('is refused with itself, across lines, twice, for a deal that was won, and of open work into what is closed', () => {
    expect(planMerge(one(1), one(1))).toEqual({ ok: false, code: 'same' });
    expect(planMerge(one(1), one(2, { lineId: 'meat' }))).toEqual({ ok: false, code: 'otherLine' });
    expect(planMerge(one(1), one(2, { status: 'lost', stage: 'merged' }))).toEqual({
      ok: false,
      code: 'alreadyMerged',
    });
    expect(planMerge(one(1), one(2, { status: 'won' }))).toEqual({ ok: false, code: 'won' });
    expect(planMerge(one(1, { status: 'lost' }), one(2))).toEqual({ ok: false, code: 'keeperClosed' });
  });
});
