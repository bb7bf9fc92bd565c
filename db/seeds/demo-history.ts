import type { Raw, Statement } from '#store/database';
import { PRODUCTS } from './demo-catalogue.ts';
import { DAY, SIZES } from './demo-facts.ts';
import type { Chance } from './random.ts';

type Routed = {
  id: number;
  cardId: number;
  contact: string;
  lineId: string;
  ownerId: string;
  createdAt: number;
};

/** What the reps did with their opportunities, and what the order system saw: follow-ups, outcomes, orders, refunds. */
export function seedHistory(raw: Raw, chance: Chance, now: number): void {
  const routed = raw
    .prepare(`SELECT o.id, o.card_id AS cardId, c.contact, o.line_id AS lineId, o.owner_id AS ownerId, o.created_at AS createdAt
      FROM opportunities o JOIN cards c ON c.id = o.card_id WHERE o.owner_id IS NOT NULL ORDER BY o.id`)
    .all() as Routed[];
  const perOpportunity = SIZES.followUps / routed.length;
  const followUp =
    raw.prepare(`INSERT INTO follow_ups (source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
    VALUES ('crm', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const close = raw.prepare(
    'UPDATE opportunities SET status = ?, stage = ?, closed_at = ?, assigned_at = ? WHERE id = ?',
  );
  const order = orderWriter(raw, chance);
  let touches = 0;
  for (const [index, deal] of routed.entries()) {
    const natural = deal.createdAt + chance.whole(2, 45) * DAY;
    const end = Math.min(now - 3_600_000, natural);
    const due = Math.round((index + 1) * perOpportunity);
    for (; touches < due; touches += 1) {
      // One touch in ten is a colleague's: two seats on one card are what attribution is for.
      const seatId = chance.holds(0.1) ? chance.pick(routed).ownerId : deal.ownerId;
      touch(followUp, chance, { deal, seatId, n: touches, end, now });
    }
    const fate =
      natural > end || chance.holds(0.15)
        ? 'open'
        : chance.weighted([
            ['won', 45],
            ['lost', 55],
          ] as const);
    const assignedAt = deal.createdAt + chance.whole(1, 90) * 60_000;
    close.run(
      fate,
      fate === 'open' ? chance.pick(['contacted', 'visited', 'quoted']) : fate,
      fate === 'open' ? null : end,
      assignedAt,
      deal.id,
    );
    if (fate === 'won' || chance.holds(0.2))
      for (
        let repeat = chance.weighted([
          [1, 6],
          [2, 3],
          [3, 1],
        ] as const);
        repeat > 0;
        repeat -= 1
      )
        order(deal, end, now);
  }
  while (order.count() < SIZES.orders) order(chance.pick(routed), now - chance.whole(1, 300) * DAY, now);
}

const OUTCOMES = ['已报价', '需回访', '未接通', '有意向', '已下单', '暂不需要'];

type Touch = { deal: Routed; seatId: string; n: number; end: number; now: number };

function touch(followUp: Statement, chance: Chance, { deal, seatId, n, end, now }: Touch): void {
  const happenedAt = Math.round(deal.createdAt + chance.next() * (end - deal.createdAt));
  const channel = chance.weighted([
    ['call', 55],
    ['message', 25],
    ['visit', 12],
    ['email', 5],
    ['other', 3],
  ] as const);
  const late = chance.holds(0.03) ? chance.whole(3, 12) * DAY : chance.whole(0, 240) * 60_000;
  const duration =
    channel === 'call' ? (chance.holds(0.2) ? chance.whole(0, 12) : chance.whole(20, 900)) : null;
  followUp.run(
    `FU-${String(n + 1).padStart(6, '0')}`,
    deal.cardId,
    deal.lineId,
    seatId,
    channel,
    chance.pick(OUTCOMES),
    '',
    duration,
    happenedAt,
    Math.min(now, happenedAt + late),
  );
}

type OrderWriter = ((deal: Routed, around: number, now: number) => void) & { readonly count: () => number };

/** Writes orders: mostly of the deal's own line, some that crossed the line, some on numbers nobody knows, a few refunded. */
function orderWriter(raw: Raw, chance: Chance): OrderWriter {
  const insert =
    raw.prepare(`INSERT INTO orders (source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at)
    VALUES ('erp', ?, ?, ?, ?, ?, ?, 'CNY', ?)`);
  const refund = raw.prepare(
    `INSERT INTO refunds (source, external_id, order_id, amount_minor, refunded_at) VALUES ('erp', ?, ?, ?, ?)`,
  );
  let made = 0;
  const write = (deal: Routed, around: number, now: number) => {
    made += 1;
    const product = chance.pick(
      chance.holds(0.08) ? PRODUCTS : PRODUCTS.filter((one) => one.lineId === deal.lineId),
    );
    const quantity = product.priceMinor > 100_000 ? chance.whole(1, 4) : chance.whole(1, 40);
    const amount = Math.round(
      product.priceMinor * quantity * (1 - chance.pick([0, 0, 0, 0.05, 0.1])) +
        chance.pick([0, 0, 1, 33, 67]),
    );
    const closedAt = Math.min(now - 60_000, around + chance.whole(-6 * 24, 12 * 24) * 3_600_000);
    const unknown = chance.holds(0.04);
    const { lastInsertRowid } = insert.run(
      `SO-${String(made).padStart(6, '0')}`,
      unknown ? null : deal.cardId,
      unknown ? '到店自提' : deal.contact,
      product.code,
      product.code,
      amount,
      closedAt,
    );
    if (!chance.holds(0.06)) return;
    const back = chance.holds(0.5) ? amount : Math.max(1, Math.round(amount * chance.next()));
    refund.run(
      `RF-${String(made).padStart(6, '0')}`,
      lastInsertRowid,
      back,
      Math.min(now, closedAt + chance.whole(1, 20) * DAY),
    );
  };
  return Object.assign(write, { count: () => made });
}
