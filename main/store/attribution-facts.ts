import type { Raw } from './database.ts';

/** How far the facts of a run go: later ones are the next run's. */
export type FactMarks = { lastOrderId: number; lastRefundId: number; lastFollowUpId: number };

/** The newest facts there are. */
export function readMarks(raw: Raw): FactMarks {
  const last = (table: string) =>
    raw.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number;
  return { lastOrderId: last('orders'), lastRefundId: last('refunds'), lastFollowUpId: last('follow_ups') };
}

/** The cards that have orders: no other card's follow-ups come into question. */
export function listCardsWithOrders(raw: Raw, marks: FactMarks): number[] {
  return raw
    .prepare('SELECT DISTINCT card_id FROM orders WHERE card_id IS NOT NULL AND id <= ?')
    .pluck()
    .all(marks.lastOrderId) as number[];
}

/** id, card, user, channel, outcome, seconds, happened, recorded, line: a follow-up as a bare row, because a million come. */
export type TouchRow = [number, number, string, string, string, number | null, number, number, string | null];

const PAGE = 10_000;

/** Every follow-up up to a mark, in pages of bare rows, by id. */
export function* readTouches(raw: Raw, marks: FactMarks): Generator<TouchRow[]> {
  const page = raw
    .prepare(
      `SELECT id, card_id, user_id, channel, outcome, duration_seconds, happened_at, recorded_at, line_id
       FROM follow_ups WHERE id > ? AND id <= ? ORDER BY id LIMIT ${PAGE}`,
    )
    .raw();
  for (let after = 0; ; ) {
    const rows = page.all(after, marks.lastFollowUpId) as TouchRow[];
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last[0];
  }
}

/** The external id of a follow-up, which only a tie asks for. */
export function externalIdReader(raw: Raw): (followUpId: number) => string {
  const get = raw.prepare('SELECT external_id FROM follow_ups WHERE id = ?').pluck();
  return (followUpId) => (get.get(followUpId) as string | undefined) ?? '';
}

/** An order with what its refunds sum to. */
export type OrderRow = {
  id: number;
  cardId: number | null;
  productId: string | null;
  amountMinor: number;
  refundsMinor: number;
  currency: string;
  closedAt: number;
};

/** The next orders after an id, by id. */
export function orderReader(raw: Raw, marks: FactMarks): (after: number, limit: number) => OrderRow[] {
  const page = raw.prepare(
    `SELECT id, card_id AS cardId, product_id AS productId, amount_minor AS amountMinor, currency, closed_at AS closedAt,
       (SELECT coalesce(sum(amount_minor), 0) FROM refunds WHERE order_id = orders.id AND refunds.id <= ?) AS refundsMinor
     FROM orders WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
  );
  return (after, limit) => page.all(marks.lastRefundId, after, marks.lastOrderId, limit) as OrderRow[];
}

/** How many orders there are up to a mark. */
export function countOrders(raw: Raw, marks: FactMarks): number {
  return raw.prepare('SELECT count(*) FROM orders WHERE id <= ?').pluck().get(marks.lastOrderId) as number;
}

export type ProductRow = { id: string; categoryId: string; lineId: string | null };

/** Each product's category and own line, by product id. */
export function mapProducts(raw: Raw): Map<string, ProductRow> {
  const rows = raw.prepare('SELECT id, category_id AS categoryId, line_id AS lineId FROM products').all();
  return new Map((rows as ProductRow[]).map((row) => [row.id, row]));
}

/** The unit of each person who has one. */
export function mapUnits(raw: Raw): Map<string, string> {
  const rows = raw.prepare('SELECT id, unit_id FROM users WHERE unit_id IS NOT NULL').raw().all();
  return new Map(rows as [string, string][]);
}

/** The seats that are not valid. The store knows who has left, not since when: such a seat is valid for no touch. */
export function listInvalidSeats(raw: Raw): string[] {
  return raw.prepare(`SELECT id FROM users WHERE status <> 'active' ORDER BY id`).pluck().all() as string[];
}
