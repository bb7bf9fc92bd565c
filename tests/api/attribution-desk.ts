import { desk } from '#support/desk';
import { fillFacts, type FactSizes } from '#support/attribution-facts';
import { inChunk } from '#store/command';
import type { Raw } from '#store/database';

export const DAY = 86_400_000;
/** 2026-03-15 12:00 in Shanghai. */
export const CLOSING = Date.UTC(2026, 2, 15, 4);

/** A desk whose store somebody fills by hand, inside a command. */
export async function filledDesk(fill: (raw: Raw) => void) {
  const made = await desk({ now: () => CLOSING + 30 * DAY });
  change(made, fill);
  return made;
}

export function change(made: Awaited<ReturnType<typeof desk>>, fill: (raw: Raw) => void): void {
  inChunk(made.console.store, { operation: 'test.fill', actorId: 'system', at: CLOSING }, () =>
    fill(made.console.store.raw),
  );
}

/** A desk over generated facts of every awkward kind, with a published policy. */
export async function trialDesk(sizes: Partial<FactSizes> = {}, seed = 1) {
  const made = await desk();
  fillFacts(made.console.store, { reps: 40, cards: 300, followUps: 4000, orders: 1000, ...sizes }, seed);
  return made;
}

/** Judges everything through the one door; answers the job's result. */
export async function judge(made: Awaited<ReturnType<typeof desk>>): Promise<unknown> {
  const { jobId } = await made.tell('attribution.runAttribution', {});
  return made.run(jobId);
}

/** Two teams, a rep each, two lines, fruit and meat, one card; what happened on it is the test's own. */
export function fillSmall(raw: Raw): void {
  raw.exec(`
    INSERT INTO units (id, parent_id, label_zh, label_en) VALUES ('u', NULL, '公司', 'Company'), ('u1', 'u', '一组', 'Team 1'), ('u2', 'u', '二组', '');
    INSERT INTO users (id, login, name, unit_id, status, source, external_id, created_at) VALUES
      ('ann', 'ann', '安', 'u1', 'active', 't', 'ann', 0), ('bob', 'bob', '鲍', 'u2', 'active', 't', 'bob', 0),
      ('eve', 'eve', '伊', 'u2', 'left', 't', 'eve', 0), ('finance', 'finance', '财务', NULL, 'active', 't', 'fin', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('viewer', '查看', '', '["attribution.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'viewer'), ('bob', 'viewer'), ('finance', 'viewer');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'attribution', 'own', '[]'), ('finance', 'attribution', 'all', '[]');
    INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('pears', '梨', 'Pears', 'phone', 0), ('meat', '肉', 'Meat', 'phone', 1);
    INSERT INTO product_categories VALUES ('fruit', '水果', 'Fruit'), ('pork', '猪肉', 'Pork');
    INSERT INTO products VALUES ('pear', 'PEAR', '雪梨', 'Pear', 'fruit', 'pears'), ('chop', 'CHOP', '猪排', 'Chop', 'pork', 'meat');
    INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (1, 'phone', '+8613800000001', '客户', '', 0), (2, 'phone', '+8613800000002', '客户', '', 0);
  `);
}

export function addFollowUp(
  raw: Raw,
  id: number,
  userId: string,
  happenedAt: number,
  lineId: string | null = null,
  cardId = 1,
): void {
  raw
    .prepare(
      `INSERT INTO follow_ups (id, source, external_id, card_id, line_id, user_id, channel, outcome, note, duration_seconds, happened_at, recorded_at)
       VALUES (?, 't', ?, ?, ?, ?, 'call', 'ok', '', 60, ?, ?)`,
    )
    .run(id, `F${id}`, cardId, lineId, userId, happenedAt, happenedAt);
}

export function addOrder(
  raw: Raw,
  id: number,
  other: {
    cardId?: number | null;
    productId?: string;
    amountMinor?: number;
    closedAt?: number;
    currency?: string;
  } = {},
): void {
  const {
    cardId = 1,
    productId = 'pear',
    amountMinor = 10_000,
    closedAt = CLOSING,
    currency = 'CNY',
  } = other;
  raw
    .prepare(
      `INSERT INTO orders (id, source, external_id, card_id, contact_raw, product_id, product_raw, amount_minor, currency, closed_at)
       VALUES (?, 't', ?, ?, '138', ?, 'x', ?, ?, ?)`,
    )
    .run(id, `O${id}`, cardId, productId, amountMinor, currency, closedAt);
}

export function addRefund(raw: Raw, id: number, orderId: number, amountMinor: number): void {
  raw
    .prepare(
      `INSERT INTO refunds (id, source, external_id, order_id, amount_minor, refunded_at) VALUES (?, 't', ?, ?, ?, ?)`,
    )
    .run(id, `R${id}`, orderId, amountMinor, CLOSING + DAY);
}
