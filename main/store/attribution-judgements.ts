import type { Judgement } from '#domain/attribution';
import type { Raw } from './database.ts';

/** A judgement with the order's side of it, as stored. */
export type JudgementRow = Judgement & {
  orderId: number;
  unitId: string | null;
  productId: string | null;
  categoryId: string | null;
  closedAt: number;
  month: string;
  currency: string;
};

/** Answers what stores judgements of a run, row by row on one prepared statement. */
export function judgementWriter(raw: Raw, runSeq: number): (rows: readonly JudgementRow[]) => void {
  const insert = raw.prepare(
    `INSERT INTO attributions (run_seq, order_id, bucket, reason, rep_id, unit_id, follow_up_id, line_id, product_id,
       category_id, closed_at, month, is_eligible, eligibility_reason, gross_minor, refunded_minor, attributed_minor,
       eligible_minor, credited_minor, currency, evidence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (rows) => {
    for (const row of rows)
      insert.run(
        runSeq,
        row.orderId,
        row.bucket,
        row.reason,
        row.repId,
        row.unitId,
        row.followUpId,
        row.lineId,
        row.productId,
        row.categoryId,
        row.closedAt,
        row.month,
        row.isEligible ? 1 : 0,
        row.eligibilityReason,
        row.grossMinor,
        row.refundedMinor,
        row.attributedMinor,
        row.eligibleMinor,
        row.creditedMinor,
        row.currency,
        row.evidence,
      );
  };
}

export type Grain = 'people' | 'products';

/** A roll-up row: what its dimensions are (null where its grain leaves one out, or there is none), and the sums. */
export type Rollup = {
  dimensions: (string | null)[];
  /** orders, gross, refunded, attributed, eligible, credited. */
  sums: number[];
};

const SHARED = ['currency', 'month', 'bucket', 'reason', 'eligibility_reason'] as const;
const OWN = {
  people: ['rep_id', 'unit_id'],
  products: ['product_id', 'category_id', 'line_id'],
} as const satisfies Record<Grain, readonly string[]>;
const SUMS = [
  'gross_minor',
  'refunded_minor',
  'attributed_minor',
  'eligible_minor',
  'credited_minor',
] as const;

/** The sums of the run's judgements whose order ids are in (after, to], by a grain's dimensions. */
export function sumSlice(raw: Raw, runSeq: number, grain: Grain, after: number, to: number): Rollup[] {
  const dimensions = [...SHARED, ...OWN[grain]];
  const rows = raw
    .prepare(
      `SELECT ${dimensions.join()}, count(*), ${SUMS.map((column) => `sum(${column})`).join()}
       FROM attributions WHERE run_seq = ? AND order_id > ? AND order_id <= ? GROUP BY ${dimensions.join()}`,
    )
    .raw()
    .all(runSeq, after, to) as (string | number | null)[][];
  return rows.map((row) => ({
    dimensions: row.slice(0, dimensions.length) as (string | null)[],
    sums: row.slice(dimensions.length) as number[],
  }));
}

/** Stores roll-up rows of a run. */
export function insertRollups(raw: Raw, runSeq: number, grain: Grain, rollups: readonly Rollup[]): void {
  const columns = ['run_seq', 'grain', ...SHARED, ...OWN[grain], 'orders', ...SUMS];
  const insert = raw.prepare(
    `INSERT INTO attribution_rollups (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
  );
  for (const { dimensions, sums } of rollups) insert.run(runSeq, grain, ...dimensions, ...sums);
}

/** currency, closed, order, reason, eligibility: a judgement's place in the lists. */
export type Listing = [string, number, number, string, string];

/** Where the judgements of a run stand in the lists, in their order. */
export function readListings(raw: Raw, runSeq: number): Listing[] {
  return raw
    .prepare(
      `SELECT currency, closed_at, order_id, reason, eligibility_reason FROM attributions
       WHERE run_seq = ? ORDER BY currency, closed_at, order_id`,
    )
    .raw()
    .all(runSeq) as Listing[];
}

/** Stores listings of a run; cheap, because they come sorted. */
export function insertListings(raw: Raw, runSeq: number, listings: readonly Listing[]): void {
  const insert = raw.prepare('INSERT INTO attribution_listings VALUES (?, ?, ?, ?, ?, ?)');
  for (const listing of listings) insert.run(runSeq, ...listing);
}

/** What the order table itself says, by currency, up to the run's marks; refunds count up to their order. */
export type Control = { currency: string; orders: number; grossMinor: number; refundedMinor: number };

/** The control totals that a run must meet, and by how much refunds went over their orders. */
export function readControl(raw: Raw, marks: { lastOrderId: number; lastRefundId: number }): Control[] {
  return raw
    .prepare(
      `SELECT currency, count(*) AS orders, sum(amount_minor) AS grossMinor,
         coalesce(sum(min(amount_minor, refunded)), 0) AS refundedMinor
       FROM orders LEFT JOIN (
         SELECT order_id, sum(amount_minor) AS refunded FROM refunds WHERE id <= ? GROUP BY order_id
       ) ON order_id = orders.id
       WHERE id <= ? GROUP BY currency ORDER BY currency`,
    )
    .all(marks.lastRefundId, marks.lastOrderId) as Control[];
}

/**
 * How many judgements in a slice stand on a follow-up that is not (or no longer) one of the order's card, by the
 * credited rep, at or before the closing: 0, or the facts were changed under the run.
 */
export function countUnfounded(raw: Raw, runSeq: number, after: number, to: number): number {
  return raw
    .prepare(
      `SELECT count(*) FROM attributions CROSS JOIN orders ON orders.id = order_id
       WHERE run_seq = ? AND order_id > ? AND order_id <= ? AND follow_up_id IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM follow_ups WHERE follow_ups.id = follow_up_id AND follow_ups.card_id = orders.card_id
           AND user_id = rep_id AND happened_at <= orders.closed_at)`,
    )
    .pluck()
    .get(runSeq, after, to) as number;
}
