import { type Layer1, type Layer2 } from '#domain/attribution';
import { inChunk } from '#store/command';
import type { Raw } from '#store/database';
import type { Store } from '#store/open';

const DAY = 86_400_000;
/** 2026-11-01 in Shanghai; every fact is in the two years before it. */
const END = Date.UTC(2026, 9, 31, 16);

const LINES = ['line-a', 'line-b', 'line-c', 'line-d', 'line-e', 'line-f'] as const;
const CHANNELS = ['call', 'message', 'visit', 'email', 'other'] as const;
const OUTCOMES = ['interested', 'noAnswer', 'wrongNumber', 'later', 'quoted'] as const;

/** Calls of 15 s within thirty days, recorded within three; each line sells the categories of its own products. */
export const TRIAL_POLICY: { layer1: Layer1; layer2: Layer2 } = {
  layer1: {
    windowDays: 30,
    winner: 'last',
    channels: ['call', 'message', 'visit'],
    minCallSeconds: 15,
    excludedOutcomes: ['noAnswer', 'wrongNumber'],
    maxRecordingDelayHours: 72,
  },
  layer2: {
    rules: LINES.slice(0, 5).map((line, index) => ({
      id: `rule-${line}`,
      name: line,
      lineIds: [line],
      categoryIds: [`category-${index * 2}`, `category-${index * 2 + 1}`],
      from: null,
      to: index === 4 ? END - 90 * DAY : null,
    })),
  },
};

export type FactSizes = { reps: number; cards: number; followUps: number; orders: number };

/** A small seeded generator (mulberry32): the same seed, the same facts. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Fills an empty store with people, products, cards, follow-ups, orders and refunds of every awkward kind: hot cards,
 * ties to the ms, late records, seats that left, orders without a card or a product, three currencies.
 */
export function fillFacts(store: Store, sizes: FactSizes, seed = 20_261_122): void {
  const chance = seeded(seed);
  const command = { operation: 'test.fill', actorId: 'system', at: END };
  inChunk(store, command, () => {
    fillCompany(store.raw, sizes.reps);
    fillPolicy(store.raw);
    const cards = fillCards(store.raw, sizes.cards);
    fillFollowUps(store.raw, chance, sizes, cards);
    fillOrders(store.raw, chance, sizes, cards);
  });
  store.raw.pragma('optimize = 0x10002');
}

function fillCompany(raw: Raw, reps: number): void {
  raw.exec(
    `INSERT INTO units (id, parent_id, label_zh, label_en) VALUES ('unit-root', NULL, '公司', 'Company')`,
  );
  const unit = raw.prepare(`INSERT INTO units (id, parent_id, label_zh, label_en) VALUES (?, ?, ?, ?)`);
  for (let region = 0; region < 4; region += 1) {
    unit.run(`unit-r${region}`, 'unit-root', `大区${region}`, `Region ${region}`);
    for (let team = 0; team < 5; team += 1)
      unit.run(
        `unit-r${region}-t${team}`,
        `unit-r${region}`,
        `小组${region}${team}`,
        `Team ${region}${team}`,
      );
  }
  const user = raw.prepare(
    `INSERT INTO users (id, login, name, unit_id, status, source, external_id, created_at) VALUES (?, ?, ?, ?, ?, 'trial', ?, 0)`,
  );
  for (let rep = 0; rep < reps; rep += 1) {
    const id = repId(rep);
    user.run(id, id, `销售${rep}`, `unit-r${rep % 4}-t${rep % 5}`, rep % 17 === 16 ? 'left' : 'active', id);
  }
  const line = raw.prepare(
    `INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES (?, ?, ?, 'phone', ?)`,
  );
  for (const [position, id] of LINES.entries())
    line.run(id, `业务线${position}`, `Line ${position}`, position);
  const category = raw.prepare(`INSERT INTO product_categories (id, label_zh, label_en) VALUES (?, ?, ?)`);
  for (let index = 0; index < 12; index += 1)
    category.run(`category-${index}`, `类目${index}`, `Category ${index}`);
  const product = raw.prepare(
    `INSERT INTO products (id, code, label_zh, label_en, category_id, line_id) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (let index = 0; index < 60; index += 1)
    product.run(
      `product-${index}`,
      `P${index}`,
      `产品${index}`,
      `Product ${index}`,
      `category-${index % 12}`,
      index % 7 === 0 ? null : (LINES[Math.floor((index % 12) / 2)] ?? null),
    );
}

function repId(rep: number): string {
  return `rep-${String(rep).padStart(4, '0')}`;
}

function fillPolicy(raw: Raw): void {
  raw
    .prepare(
      `INSERT INTO policy_versions (id, number, status, layer1, layer2, note, revision, created_by, created_at, published_by, published_at)
       VALUES ('policy-1', 1, 'published', ?, ?, '', 1, 'system', 0, 'system', 0)`,
    )
    .run(JSON.stringify(TRIAL_POLICY.layer1), JSON.stringify(TRIAL_POLICY.layer2));
}

function fillCards(raw: Raw, count: number): number {
  const card = raw.prepare(
    `INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (?, 'phone', ?, ?, '', 0)`,
  );
  for (let id = 1; id <= count; id += 1) card.run(id, `+86138${String(id).padStart(8, '0')}`, `客户${id}`);
  return count;
}

/** Skewed: some cards are a thousand times as busy as others. */
function someCard(chance: () => number, cards: number): number {
  return 1 + Math.floor(cards * chance() ** 2.5);
}

const of = <T>(values: readonly T[], chance: () => number): T =>
  values[Math.floor(chance() * values.length)] as T;

function fillFollowUps(raw: Raw, chance: () => number, sizes: FactSizes, cards: number): void {
  const insert = raw.prepare(
    `INSERT INTO follow_ups (source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
     VALUES ('trial', ?, ?, ?, ?, ?, ?, '跟进', ?, ?, ?)`,
  );
  for (let index = 0; index < sizes.followUps; index += 1) {
    const channel = of(CHANNELS, chance);
    // In time order, as they come in life; twenty and more share a moment.
    const step = Math.floor((index / sizes.followUps) * 50_000) * 20;
    const happenedAt = END - (1_000_000 - step) * 63_072;
    const delay = chance() < 0.1 ? Math.floor(chance() * 10 * DAY) : Math.floor(chance() * 3) * 1000;
    insert.run(
      // Near the order of the ids, and not it.
      `F${String(index ^ 21).padStart(8, '0')}`,
      someCard(chance, cards),
      chance() < 0.3 ? null : of(LINES, chance),
      repId(Math.floor(chance() * sizes.reps)),
      channel,
      of(OUTCOMES, chance),
      channel === 'call' && chance() < 0.9 ? Math.floor(chance() * 300) : null,
      happenedAt,
      happenedAt + delay,
    );
  }
}

function fillOrders(raw: Raw, chance: () => number, sizes: FactSizes, cards: number): void {
  const order = raw.prepare(
    `INSERT INTO orders (source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at)
     VALUES ('trial', ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const refund = raw.prepare(
    `INSERT INTO refunds (source, external_id, order_id, amount_minor, refunded_at) VALUES ('trial', ?, ?, ?, ?)`,
  );
  for (let index = 0; index < sizes.orders; index += 1) {
    const card = chance() < 0.02 ? null : someCard(chance, cards);
    const product = chance() < 0.02 ? null : `product-${Math.floor(chance() * 60)}`;
    const amount = Math.floor(chance() * 5_000_000);
    const currency = chance() < 0.97 ? 'CNY' : of(['USD', 'JPY'], chance);
    const closedAt = END - Math.floor(chance() * 1_000_000) * 63_072;
    const id = order.run(
      `O${index}`,
      card,
      'contact',
      product,
      'product',
      amount,
      currency,
      closedAt,
    ).lastInsertRowid;
    for (let part = 0; chance() < 0.06; part += 1)
      refund.run(
        `R${index}-${part}`,
        id,
        1 + Math.floor(chance() * Math.max(1, amount * (chance() < 0.02 ? 1.5 : 0.5))),
        closedAt + DAY,
      );
  }
}
