import type { OutputOf } from '#contract/contract';
import { countDifferences, judgeInSql } from '#support/attribution-peer';
import { expect, test } from 'vitest';
import {
  addFollowUp,
  addOrder,
  addRefund,
  change,
  CLOSING,
  DAY,
  filledDesk,
  fillSmall,
  judge,
  trialDesk,
} from './attribution-desk.ts';

/** Ann's pear, Bob's pork under the pear stall, an order nobody touched; a refund on the first. */
async function threeOrders() {
  const made = await filledDesk((raw) => {
    fillSmall(raw);
    addFollowUp(raw, 1, 'ann', CLOSING - 2 * DAY, 'pears');
    addFollowUp(raw, 2, 'bob', CLOSING + 3 * DAY, 'pears');
    addOrder(raw, 1);
    addOrder(raw, 2, { productId: 'chop', amountMinor: 50_000, closedAt: CLOSING + 4 * DAY });
    addOrder(raw, 3, { cardId: null, amountMinor: 700 });
    addRefund(raw, 1, 1, 2_500);
  });
  const { id } = await made.tell('attribution.openDraft', {});
  const layer1 = {
    windowDays: 30,
    winner: 'last' as const,
    channels: [],
    minCallSeconds: 0,
    excludedOutcomes: [],
    maxRecordingDelayHours: null,
  };
  const rules = [
    { id: 'r1', name: '梨只计水果', lineIds: ['pears'], categoryIds: ['fruit'], from: null, to: null },
  ];
  await made.tell('attribution.saveDraft', { versionId: id, revision: 1, layer1, layer2: { rules } });
  await made.tell('attribution.publishDraft', { versionId: id, revision: 2, note: '' });
  return made;
}

test('before the first run the report says that there is nothing yet', async () => {
  const { tell, ask } = await threeOrders();
  expect(await tell('attribution.getWaterfall', {})).toBeNull();
  expect(await tell('attribution.getBreakdown', { by: 'rep' })).toEqual([]);
  expect(await tell('attribution.listJudgements', {})).toMatchObject({ rows: [], total: 0 });
  expect(await ask('attribution.explainOrder', { orderId: 1 })).toMatchObject({
    error: { code: 'attribution.notJudged' },
  });
  expect(await ask('attribution.getWaterfall', { runSeq: 9 })).toMatchObject({
    error: { code: 'api.notFound' },
  });
});

test('the waterfall goes from gross to credited, to the cent, and ties to the order table', async () => {
  const made = await threeOrders();
  expect(await judge(made)).toMatchObject({
    orders: 3,
    waterfall: [{ currency: 'CNY', creditedMinor: 7_500 }],
  });
  expect(await made.tell('attribution.getWaterfall', {})).toMatchObject({
    policyNumber: 1,
    currency: 'CNY',
    months: ['2026-03'],
    sums: {
      orders: 3,
      grossMinor: 60_700,
      refundedMinor: 2_500,
      attributedMinor: 57_500,
      eligibleMinor: 7_500,
      creditedMinor: 7_500,
    },
    notAttributed: [{ reason: 'noContact', orders: 1, netMinor: 700 }],
    notEligible: [{ reason: 'notAllowed', orders: 1, netMinor: 50_000 }],
    orderTotals: { orders: 3, grossMinor: 60_700, refundedMinor: 2_500 },
    unjudged: 0,
    newRefunds: 0,
    newFollowUps: 0,
    tiesOut: true,
  });
});

test('what came after the run is counted as not judged, and the run still ties to the orders that it saw', async () => {
  const made = await threeOrders();
  await judge(made);
  change(made, (raw) => {
    addOrder(raw, 4);
    addRefund(raw, 2, 1, 100);
    addFollowUp(raw, 3, 'bob', CLOSING - DAY);
  });
  expect(await made.tell('attribution.getWaterfall', {})).toMatchObject({
    unjudged: 1,
    newRefunds: 1,
    newFollowUps: 1,
    tiesOut: true,
    sums: { orders: 3, refundedMinor: 2_500 },
  });
  expect(await made.tell('attribution.explainOrder', { orderId: 1 })).toMatchObject({
    candidateTotal: 2,
    reproduced: true,
  });
  await judge(made);
  expect(await made.tell('attribution.getWaterfall', {})).toMatchObject({
    unjudged: 0,
    newRefunds: 0,
    newFollowUps: 0,
    sums: { orders: 4 },
  });
  expect(await made.tell('attribution.getWaterfall', { runSeq: 1 })).toMatchObject({ sums: { orders: 3 } });
});

test('a waterfall that no longer meets the order table says so', async () => {
  const made = await threeOrders();
  await judge(made);
  const { raw } = made.console.store;
  raw.exec('DROP TRIGGER orders_no_update; UPDATE orders SET amount_minor = amount_minor + 1 WHERE id = 3');
  expect(await made.tell('attribution.getWaterfall', {})).toMatchObject({ tiesOut: false });
});

test('the evidence of one order names every follow-up of its card, and why each lost by how much', async () => {
  const made = await threeOrders();
  await judge(made);
  expect(await made.tell('attribution.explainOrder', { orderId: 1 })).toMatchObject({
    judgement: {
      externalId: 'O1',
      contact: '+8613800000001',
      repId: 'ann',
      repName: '安',
      unit: { zh: '一组' },
    },
    policyNumber: 1,
    candidates: [
      { followUpId: 1, userName: '安', won: true, lossReason: null, missedByMs: null },
      { followUpId: 2, userName: '鲍', won: false, lossReason: 'afterClosing', missedByMs: 3 * DAY },
    ],
    eligibilityRule: { id: 'r1', name: '梨只计水果' },
    refunds: [{ amountMinor: 2_500, refundedAt: CLOSING + DAY }],
    reproduced: true,
  });
  expect(await made.tell('attribution.explainOrder', { orderId: 2 })).toMatchObject({
    judgement: { repId: 'bob', isEligible: false, eligibilityReason: 'notAllowed', creditedMinor: 0 },
    candidates: [{ followUpId: 2 }, { followUpId: 1, lossReason: 'laterTouchWon', missedByMs: 5 * DAY }],
    eligibilityRule: null,
  });
  expect(await made.tell('attribution.explainOrder', { orderId: 3 })).toMatchObject({
    judgement: { reason: 'noContact', contact: '138' },
    candidates: [],
    reproduced: true,
  });
});

test('an old judgement is reproduced although the person has left, the product has moved and the policy has changed', async () => {
  const made = await threeOrders();
  await judge(made);
  change(made, (raw) => {
    raw.exec(`UPDATE users SET status = 'left', unit_id = 'u2' WHERE id = 'ann';
      UPDATE products SET category_id = 'pork', line_id = 'meat' WHERE id = 'pear'`);
  });
  const { id } = await made.tell('attribution.openDraft', {});
  await made.tell('attribution.publishDraft', { versionId: id, revision: 1, note: '' });
  expect(await made.tell('attribution.explainOrder', { orderId: 1 })).toMatchObject({
    judgement: { repId: 'ann', unit: { zh: '一组' }, creditedMinor: 7_500 },
    policyNumber: 1,
    reproduced: true,
  });
});

test('a rep sees only their own deals, nothing that was not attributed, and no rival by name', async () => {
  const made = await threeOrders();
  await judge(made);
  expect(await made.tell('attribution.getWaterfall', {}, 'ann')).toMatchObject({
    sums: { orders: 1, grossMinor: 10_000, creditedMinor: 7_500 },
    notAttributed: [],
    notEligible: [],
    orderTotals: null,
    unjudged: 0,
    tiesOut: true,
  });
  const { rows, total } = await made.tell('attribution.listJudgements', {}, 'ann');
  expect([total, rows.map(({ orderId }) => orderId)]).toEqual([1, [1]]);
  expect(await made.tell('attribution.getBreakdown', { by: 'product' }, 'ann')).toMatchObject([
    { key: 'pear' },
  ]);
  expect(await made.tell('attribution.listJudgements', { repId: 'bob' }, 'ann')).toMatchObject({ total: 0 });
  const { candidates } = await made.tell('attribution.explainOrder', { orderId: 1 }, 'ann');
  expect(candidates.map(({ userId, userName }) => [userId, userName])).toEqual([
    ['ann', '安'],
    ['', ''],
  ]);
  for (const orderId of [2, 3, 999])
    expect(await made.ask('attribution.explainOrder', { orderId }, 'ann')).toEqual({
      ok: false,
      error: { code: 'attribution.notJudged', params: { orderId } },
    });
  expect(await made.tell('attribution.getWaterfall', {}, 'bob')).toMatchObject({ sums: { orders: 0 } });
  expect(await made.tell('attribution.getWaterfall', {}, 'finance')).toMatchObject({ sums: { orders: 3 } });
});

test('a refund larger than its order takes no more than the order, and the waterfall still ties out', async () => {
  const made = await threeOrders();
  change(made, (raw) => addRefund(raw, 9, 1, 99_999));
  await judge(made);
  expect(await made.tell('attribution.getWaterfall', {})).toMatchObject({
    sums: { refundedMinor: 10_000, attributedMinor: 50_000 },
    orderTotals: { refundedMinor: 10_000 },
    tiesOut: true,
  });
});

test('a seat that is not valid wins nothing, and says so', async () => {
  const made = await filledDesk((raw) => {
    fillSmall(raw);
    addFollowUp(raw, 1, 'eve', CLOSING - DAY);
    addOrder(raw, 1);
  });
  const { id } = await made.tell('attribution.openDraft', {});
  await made.tell('attribution.publishDraft', { versionId: id, revision: 1, note: '' });
  await judge(made);
  expect(await made.tell('attribution.explainOrder', { orderId: 1 })).toMatchObject({
    judgement: { reason: 'noValidTouch', repId: null },
    candidates: [{ lossReason: 'seatNotValid' }],
  });
});

test('over a thousand awkward orders, every order is judged as a plain SQL judgement would, and explains itself', async () => {
  const made = await trialDesk();
  await judge(made);
  const { raw } = made.console.store;
  judgeInSql(raw);
  expect(countDifferences(raw, 1)).toBe(0);
  const reasons = raw.prepare('SELECT DISTINCT reason FROM attributions').pluck().all();
  expect(reasons.length).toBeGreaterThan(4);
  for (let orderId = 1; orderId <= 1000; orderId += 3) {
    const { reproduced, candidates, judgement } = await made.tell('attribution.explainOrder', { orderId });
    expect([orderId, reproduced]).toEqual([orderId, true]);
    expect(candidates.filter(({ won }) => won).length).toBe(judgement.bucket === 'attributed' ? 1 : 0);
  }
});

test('whatever the filter, list, breakdowns and waterfall say the same, from roll-ups and from judgements', async () => {
  const made = await trialDesk({}, 7);
  await judge(made);
  const { raw } = made.console.store;
  const filters = [
    {},
    { fromMonth: '2025-03', toMonth: '2026-02' },
    { unitId: 'unit-r1' },
    { repId: 'rep-0003' },
    { productId: 'product-7' },
    { categoryId: 'category-3', unitId: 'unit-r2' },
    { lineId: 'line-b', fromMonth: '2026-01' },
    { bucket: 'notAttributed' as const },
    { reason: 'noValidTouch' as const, categoryId: 'category-1' },
    { eligibilityReason: 'notAllowed' as const, repId: 'rep-0001', lineId: 'line-a' },
    { currency: 'USD' },
  ];
  for (const filter of filters) {
    const waterfall = (await made.tell('attribution.getWaterfall', filter)) as NonNullable<
      OutputOf<'attribution.getWaterfall'>
    >;
    expect(waterfall.tiesOut).toBe(true);
    const slice = { ...filter, limit: 500 };
    const list = await made.tell('attribution.listJudgements', slice);
    const rest = await made.tell('attribution.listJudgements', { ...slice, offset: 500 });
    const rows = [...list.rows, ...rest.rows];
    expect(list.sums).toEqual(waterfall.sums);
    expect([list.total, rows.length]).toEqual([waterfall.sums.orders, waterfall.sums.orders]);
    expect(rows.reduce((sum, row) => sum + (row.creditedMinor ?? 0), 0)).toBe(waterfall.sums.creditedMinor);
    for (const by of [
      'rep',
      'unit',
      'product',
      'category',
      'line',
      'month',
      'reason',
      'eligibilityReason',
    ] as const) {
      const rows = await made.tell('attribution.getBreakdown', { ...filter, by });
      expect(rows.reduce((sum, row) => sum + row.orders, 0)).toBe(waterfall.sums.orders);
      expect(rows.reduce((sum, row) => sum + row.creditedMinor, 0)).toBe(waterfall.sums.creditedMinor);
    }
  }
  expect(raw.prepare(`SELECT count(*) FROM attributions WHERE currency = 'CNY'`).pluck().get()).toBe(
    (await made.tell('attribution.listJudgements', {})).total,
  );
});

test('the list is the newest closing first, and its pages are the list cut up', async () => {
  const made = await trialDesk();
  await judge(made);
  const whole = await made.tell('attribution.listJudgements', { limit: 500 });
  const closings = whole.rows.map(({ closedAt }) => closedAt);
  expect(closings).toEqual([...closings].sort((a, b) => b - a));
  const second = await made.tell('attribution.listJudgements', { offset: 100, limit: 100 });
  expect(second.rows).toEqual(whole.rows.slice(100, 200));
});
