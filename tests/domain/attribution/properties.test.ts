import {
  type EligibilityRule,
  judgeOrder,
  type Layer1,
  type Layer2,
  monthFinder,
  monthSpan,
  type OrderFacts,
  type Touch,
} from '#domain/attribution';
import { monthOf } from '#domain/base';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLOSING, DAY } from './touches.ts';

const CHANNELS = ['call', 'message', 'visit', 'email', 'other'] as const;
const OUTCOMES = ['interested', 'noAnswer', 'later'];
const LINES = ['line-a', 'line-b'];
const CATEGORIES = ['fruit', 'meat'];

const layer1 = fc.record<Layer1>({
  windowDays: fc.integer({ min: 1, max: 40 }),
  winner: fc.constantFrom('last', 'first'),
  channels: fc.subarray([...CHANNELS]),
  minCallSeconds: fc.constantFrom(0, 30),
  excludedOutcomes: fc.subarray(OUTCOMES),
  maxRecordingDelayHours: fc.constantFrom(null, 0, 48),
});

const rule = fc.record({
  name: fc.constant('r'),
  lineIds: fc.subarray(LINES),
  categoryIds: fc.subarray(CATEGORIES),
  from: fc.constantFrom(null, CLOSING - DAY, CLOSING),
  to: fc.constantFrom(null, CLOSING + 1, CLOSING + DAY),
});

const layer2: fc.Arbitrary<Layer2> = fc
  .array(rule, { maxLength: 4 })
  .map((rules) => ({ rules: rules.map((one, index): EligibilityRule => ({ ...one, id: `r${index}` })) }));

/** Few moments and few external ids, so that ties of every depth happen. */
const someTouch = fc.record({
  externalId: fc.constantFrom('A', 'B', 'C'),
  userId: fc.constantFrom('ann', 'bob', 'eve'),
  channel: fc.constantFrom(...CHANNELS),
  outcome: fc.constantFrom(...OUTCOMES),
  durationSeconds: fc.constantFrom(null, 29, 30),
  happenedAt: fc.integer({ min: -45, max: 3 }).map((days) => CLOSING + days * DAY),
  delay: fc.constantFrom(0, 1, 48 * 3_600_000, 48 * 3_600_000 + 1),
  lineId: fc.constantFrom(null, ...LINES),
  seatIsValid: fc.boolean(),
});
const touches = fc.array(someTouch, { maxLength: 25 }).map((some) =>
  some.map(
    ({ delay, ...touch }, index): Touch => ({
      ...touch,
      id: index + 1,
      recordedAt: touch.happenedAt + delay,
    }),
  ),
);

const order = fc.record<OrderFacts>({
  closedAt: fc.constantFrom(CLOSING, CLOSING - 1, CLOSING + 1),
  amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
  refundsMinor: fc.integer({ min: 0, max: 1_200_000 }),
  categoryId: fc.constantFrom(null, ...CATEGORIES),
  productLineId: fc.constantFrom(null, ...LINES),
});

const cases = fc.record({
  policy: fc.record({ layer1, layer2 }),
  order,
  touches: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 20, arbitrary: touches }),
});

/** The judge again, in the plainest way there is: keep what counts, sort, take one. */
function plainWinner(policy: Layer1, closedAt: number, all: readonly Touch[]): Touch | undefined {
  const counting = all.filter(
    (touch) =>
      touch.happenedAt <= closedAt &&
      touch.happenedAt >= closedAt - policy.windowDays * DAY &&
      touch.seatIsValid &&
      (policy.channels.length === 0 || policy.channels.some((channel) => channel === touch.channel)) &&
      !policy.excludedOutcomes.includes(touch.outcome) &&
      !(
        touch.channel === 'call' &&
        touch.durationSeconds !== null &&
        touch.durationSeconds < policy.minCallSeconds
      ) &&
      (policy.maxRecordingDelayHours === null ||
        touch.recordedAt - touch.happenedAt <= policy.maxRecordingDelayHours * 3_600_000),
  );
  const keyOf = (touch: Touch) =>
    [touch.happenedAt, touch.recordedAt].map((at) => String(at).padStart(16, '0')).join() +
    touch.externalId +
    String(touch.id).padStart(6, '0');
  const sorted = counting.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return policy.winner === 'last' ? sorted.at(-1) : sorted[0];
}

test('an order has exactly one winner, the one that a plain judge finds, or a reason why there is none', () => {
  fc.assert(
    fc.property(cases, ({ policy, order, touches }) => {
      const { judgement, candidates } = judgeOrder(policy, order, touches);
      const winners = candidates.filter(({ won }) => won);
      expect(judgement.followUpId).toBe(
        plainWinner(policy.layer1, order.closedAt, touches ?? [])?.id ?? null,
      );
      expect(winners.length).toBe(judgement.bucket === 'attributed' ? 1 : 0);
      expect(winners.map(({ touch }) => touch.userId)).toEqual(
        judgement.repId === null ? [] : [judgement.repId],
      );
      expect(judgement.reason === 'lastTouch' || judgement.reason === 'firstTouch').toBe(
        winners.length === 1,
      );
      expect(judgement.reason === 'noContact').toBe(touches === null);
      expect(judgement.reason === 'noFollowUp').toBe(touches?.length === 0);
    }),
    { numRuns: 3000 },
  );
});

test('every loser has a reason, the evidence counts each of them, and its nearest misses are among them', () => {
  fc.assert(
    fc.property(cases, ({ policy, order, touches }) => {
      const { judgement, candidates } = judgeOrder(policy, order, touches);
      const { lost = {}, near = [] } = JSON.parse(judgement.evidence) as {
        lost?: Record<string, number>;
        near?: [number, string, number | null][];
      };
      const losers = candidates.filter(({ won }) => !won);
      const counted = Map.groupBy(losers, ({ lossReason }) => lossReason);
      expect(lost).toEqual(Object.fromEntries([...counted].map(([reason, group]) => [reason, group.length])));
      expect(candidates.length).toBe(touches?.length ?? 0);
      for (const { missedByMs } of losers) expect(missedByMs ?? 1).toBeGreaterThan(0);
      for (const [id, reason, missedByMs] of near)
        expect(losers.find(({ touch }) => touch.id === id)).toMatchObject({ lossReason: reason, missedByMs });
    }),
    { numRuns: 2000 },
  );
});

test('the same input is the same output to the letter, and the order of the follow-ups is irrelevant', () => {
  fc.assert(
    fc.property(cases, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (one, chance) => {
      const shuffled = one.touches
        ?.map((touch) => ({ touch, at: chance.next().value }))
        .sort((a, b) => a.at - b.at)
        .map(({ touch }) => touch);
      const again = judgeOrder(one.policy, one.order, shuffled ?? null);
      expect(JSON.stringify(again)).toBe(JSON.stringify(judgeOrder(one.policy, one.order, one.touches)));
    }),
    { numRuns: 1000 },
  );
});

test('money is never lost or made: gross − refunds = attributed + not attributed, attributed = eligible + not eligible', () => {
  fc.assert(
    fc.property(fc.array(cases, { minLength: 1, maxLength: 30 }), (many) => {
      const sums = { gross: 0, refunded: 0, attributed: 0, not: 0, eligible: 0, notEligible: 0, credited: 0 };
      for (const { policy, order, touches } of many) {
        const { judgement } = judgeOrder(policy, order, touches);
        const net = judgement.grossMinor - judgement.refundedMinor;
        sums.gross += order.amountMinor;
        sums.refunded += Math.min(order.amountMinor, order.refundsMinor);
        sums.attributed += judgement.attributedMinor;
        sums.not += judgement.bucket === 'notAttributed' ? net : 0;
        sums.eligible += judgement.eligibleMinor;
        sums.notEligible += judgement.eligibilityReason === 'notAllowed' ? net : 0;
        sums.credited += judgement.creditedMinor;
        expect(judgement.isEligible).toBe(
          ['allowed', 'nothingConfigured'].includes(judgement.eligibilityReason),
        );
        expect(judgement.eligibilityReason === 'nothingConfigured').toBe(
          policy.layer2.rules.length === 0 && judgement.bucket === 'attributed',
        );
        for (const value of [net, judgement.attributedMinor, judgement.creditedMinor])
          expect(value).toBeGreaterThanOrEqual(0);
      }
      expect(sums.gross - sums.refunded).toBe(sums.attributed + sums.not);
      expect(sums.attributed).toBe(sums.eligible + sums.notEligible);
      expect(sums.credited).toBe(sums.eligible);
    }),
    { numRuns: 500 },
  );
});

test('a moment falls into the month that the company’s calendar shows, in any zone, also where the clocks change', () => {
  for (const zone of ['Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']) {
    const find = monthFinder(zone);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2060, 0) }), (moment) => {
        const month = monthOf(moment, zone);
        const { from, to } = monthSpan(month, zone);
        expect(find(moment)).toBe(month);
        expect(moment >= from && moment < to).toBe(true);
        expect([find(from), find(from - 1) < month, find(to) > month, find(to - 1)]).toEqual([
          month,
          true,
          true,
          month,
        ]);
      }),
      { numRuns: 400 },
    );
  }
});
