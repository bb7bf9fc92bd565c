import { type Evidence, judgeOrder, judgeTouches, type Layer1, type Touch } from '#domain/attribution';
import { expect, test } from 'vitest';
import { CLOSING, DAY, HOUR, POLICY, touch } from './touches.ts';

function judged(touches: readonly Touch[], policy: Partial<Layer1> = {}) {
  const layer1 = { ...POLICY, ...policy };
  const { verdict, candidates } = judgeTouches(layer1, CLOSING, touches);
  const winner = candidates.find(({ won }) => won)?.touch.id ?? null;
  const losses = Object.fromEntries(
    candidates
      .filter(({ won }) => !won)
      .map(({ touch, lossReason, missedByMs }) => [touch.id, [lossReason, missedByMs]]),
  );
  const order = {
    closedAt: CLOSING,
    amountMinor: 100,
    refundsMinor: 0,
    categoryId: null,
    productLineId: null,
  };
  const { judgement } = judgeOrder({ layer1, layer2: { rules: [] } }, order, touches);
  const evidence = JSON.parse(judgement.evidence) as Partial<Evidence>;
  return { reason: verdict.reason, winner, losses, lost: evidence.lost, verdict, candidates };
}

test('the last follow-up before the closing wins, and each earlier one says by how much it lost', () => {
  const result = judged([
    touch(1, { happenedAt: CLOSING - 3 * DAY }),
    touch(2, { happenedAt: CLOSING - 1 * DAY }),
    touch(3, { happenedAt: CLOSING - 2 * DAY }),
  ]);
  expect(result).toMatchObject({
    reason: 'lastTouch',
    winner: 2,
    losses: { 1: ['laterTouchWon', 2 * DAY], 3: ['laterTouchWon', DAY] },
    lost: { laterTouchWon: 2 },
  });
});

test('with a policy of the first touch, the first one inside the window wins', () => {
  const result = judged(
    [
      touch(1, { happenedAt: CLOSING - 31 * DAY }),
      touch(2, { happenedAt: CLOSING - 20 * DAY }),
      touch(3, { happenedAt: CLOSING - 2 * DAY }),
    ],
    { winner: 'first' },
  );
  expect(result).toMatchObject({
    reason: 'firstTouch',
    winner: 2,
    losses: { 1: ['outsideWindow', DAY], 3: ['earlierTouchWon', 18 * DAY] },
  });
});

test('both edges of the window belong to it, and one ms beyond either does not', () => {
  const opens = CLOSING - 30 * DAY;
  expect(judged([touch(1, { happenedAt: CLOSING })]).winner).toBe(1);
  expect(judged([touch(1, { happenedAt: CLOSING + 1 })])).toMatchObject({
    reason: 'onlyAfterClosing',
    winner: null,
    losses: { 1: ['afterClosing', 1] },
  });
  expect(judged([touch(1, { happenedAt: opens })]).winner).toBe(1);
  expect(judged([touch(1, { happenedAt: opens - 1 })])).toMatchObject({
    reason: 'outsideWindow',
    winner: null,
    losses: { 1: ['outsideWindow', 1] },
  });
});

test('an order of a card without follow-ups has none to win it', () => {
  expect(judged([])).toMatchObject({ reason: 'noFollowUp', winner: null, candidates: [] });
});

test('touches only outside and after are named outside the window, because one came before the closing', () => {
  const result = judged([
    touch(1, { happenedAt: CLOSING - 40 * DAY }),
    touch(2, { happenedAt: CLOSING + HOUR }),
  ]);
  expect(result).toMatchObject({ reason: 'outsideWindow', lost: { outsideWindow: 1, afterClosing: 1 } });
});

test.each<[string, Partial<Layer1>, Partial<Touch>, unknown]>([
  ['a channel that does not count', { channels: ['visit'] }, {}, ['channelNotCounted', null]],
  ['an outcome that does not count', { excludedOutcomes: ['interested'] }, {}, ['outcomeNotCounted', null]],
  ['a call too short by 15 s', { minCallSeconds: 75 }, {}, ['callTooShort', 15_000]],
  [
    'a record 2 h too late',
    { maxRecordingDelayHours: 24 },
    { recordedAt: CLOSING - DAY + 26 * HOUR },
    ['recordedTooLate', 2 * HOUR],
  ],
  ['a seat that was not valid', {}, { seatIsValid: false }, ['seatNotValid', null]],
])('%s does not win, and says so', (_, policy, other, loss) => {
  expect(judged([touch(1, other)], policy)).toMatchObject({
    reason: 'noValidTouch',
    winner: null,
    losses: { 1: loss },
  });
});

test('each bound of the policy is kept at its edge', () => {
  expect(judged([touch(1, { durationSeconds: 60 })], { minCallSeconds: 60 }).winner).toBe(1);
  expect(judged([touch(1, { durationSeconds: 59 })], { minCallSeconds: 60 }).winner).toBe(null);
  expect(judged([touch(1, { durationSeconds: null })], { minCallSeconds: 60 }).winner).toBe(1);
  expect(judged([touch(1, { channel: 'visit', durationSeconds: 1 })], { minCallSeconds: 60 }).winner).toBe(1);
  const late = (ms: number) =>
    judged([touch(1, { recordedAt: CLOSING - DAY + 24 * HOUR + ms })], { maxRecordingDelayHours: 24 });
  expect(late(0).winner).toBe(1);
  expect(late(1).winner).toBe(null);
});

test('time is asked before a touch’s own faults', () => {
  const result = judged(
    [
      touch(1, { happenedAt: CLOSING + 1, seatIsValid: false }),
      touch(2, { happenedAt: CLOSING - 31 * DAY, channel: 'other' }),
    ],
    { channels: ['call'] },
  );
  expect(result.losses).toEqual({ 1: ['afterClosing', 1], 2: ['outsideWindow', DAY] });
});

test('a tie is broken by the recording, then the external id, then the id, the same way whatever the order of input', () => {
  const at = CLOSING - DAY;
  const recorded = judged([touch(1, { recordedAt: at + 5 }), touch(2, { recordedAt: at + 4 })]);
  expect(recorded).toMatchObject({ winner: 1, losses: { 2: ['tieBreak', null] }, lost: { tieBreak: 1 } });
  const external = judged([touch(1, { externalId: 'B' }), touch(2, { externalId: 'A' })]);
  expect(external.winner).toBe(1);
  const byId = judged([touch(1, { externalId: 'A' }), touch(2, { externalId: 'A' })]);
  expect(byId.winner).toBe(2);
  expect(judged([touch(2, { externalId: 'A' }), touch(1, { externalId: 'A' })]).winner).toBe(2);
  expect(
    judged([touch(1, { externalId: 'A' }), touch(2, { externalId: 'A' })], { winner: 'first' }).winner,
  ).toBe(1);
});

test('the nearest misses are the rival that was in the running and the one who would have won but for one thing', () => {
  const result = judged(
    [
      touch(1, { userId: 'a', happenedAt: CLOSING - 9 * DAY }),
      touch(2, { userId: 'b', happenedAt: CLOSING - 8 * DAY }),
      touch(3, { userId: 'a', happenedAt: CLOSING - 7 * DAY }),
      touch(4, { userId: 'c', happenedAt: CLOSING - 6 * DAY, durationSeconds: 3 }),
      touch(5, { userId: 'd', happenedAt: CLOSING + DAY }),
    ],
    { minCallSeconds: 10 },
  );
  expect(result.winner).toBe(3);
  expect(result.verdict.near.map((position) => result.candidates[position]?.touch.id)).toEqual([4, 2]);
});

test('without a winner the nearest misses are the best inside, the nearest before and the nearest after', () => {
  const result = judged(
    [
      touch(1, { happenedAt: CLOSING - 40 * DAY }),
      touch(2, { happenedAt: CLOSING - 35 * DAY }),
      touch(3, { happenedAt: CLOSING - 5 * DAY, seatIsValid: false }),
      touch(4, { happenedAt: CLOSING - 4 * DAY, seatIsValid: false }),
      touch(5, { happenedAt: CLOSING + 1 }),
      touch(6, { happenedAt: CLOSING + 2 }),
    ],
    {},
  );
  expect(result.verdict.near.map((position) => result.candidates[position]?.touch.id)).toEqual([4, 2, 5]);
});
