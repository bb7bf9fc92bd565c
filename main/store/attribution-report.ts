import type { RowScope } from '#domain/access';
import { type Bucket, type EligibilityReason, monthSpan, type OrderReason } from '#domain/attribution';
import { type RawBuilder, sql } from 'kysely';
import type { Run } from './attribution-runs.ts';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** Which orders of a run; every filter narrows. Months are inclusive; a unit is meant with all below it. */
export type ReportFilter = {
  currency: string;
  fromMonth?: string | undefined;
  toMonth?: string | undefined;
  repId?: string | undefined;
  unitId?: string | undefined;
  productId?: string | undefined;
  categoryId?: string | undefined;
  lineId?: string | undefined;
  bucket?: Bucket | undefined;
  reason?: OrderReason | undefined;
  eligibilityReason?: EligibilityReason | undefined;
};

/** One question to the report: of which run, for whose eyes, about which orders. */
export type Question = { run: Run; scope: RowScope; filter: ReportFilter };

export type Sums = {
  orders: number;
  grossMinor: number;
  refundedMinor: number;
  attributedMinor: number;
  eligibleMinor: number;
  creditedMinor: number;
};

export const DIMENSIONS = {
  rep: 'rep_id',
  unit: 'unit_id',
  product: 'product_id',
  category: 'category_id',
  line: 'line_id',
  month: 'month',
  reason: 'reason',
  eligibilityReason: 'eligibility_reason',
} as const;
export type Dimension = keyof typeof DIMENSIONS;

const OF_PEOPLE: readonly Dimension[] = ['rep', 'unit'];
const OF_PRODUCTS: readonly Dimension[] = ['product', 'category', 'line'];

/** The smallest table that can answer: a roll-up where its dimensions suffice, the judgements where both are asked. */
function sourceFor(
  { scope, filter }: Question,
  by: readonly Dimension[],
): 'people' | 'products' | 'judgements' {
  const people =
    scope.kind !== 'all' ||
    filter.repId !== undefined ||
    filter.unitId !== undefined ||
    by.some((dimension) => OF_PEOPLE.includes(dimension));
  const products =
    filter.productId !== undefined ||
    filter.categoryId !== undefined ||
    filter.lineId !== undefined ||
    by.some((dimension) => OF_PRODUCTS.includes(dimension));
  if (people && products) return 'judgements';
  return products ? 'products' : 'people';
}

/** Row scope and filter as one condition over the columns that roll-ups and judgements share. No scope, no rows. */
export function conditionOf({ run, scope, filter }: Question): RawBuilder<boolean> {
  const { unitId } = filter;
  const equal = [
    ['rep_id', filter.repId],
    ['product_id', filter.productId],
    ['category_id', filter.categoryId],
    ['line_id', filter.lineId],
    ['reason', filter.reason],
    ['eligibility_reason', filter.eligibilityReason],
  ] as const;
  const parts = [
    sql<boolean>`run_seq = ${run.seq}`,
    sql<boolean>`currency = ${filter.currency}`,
    inScope(scope, 'repId'),
    ...(filter.fromMonth === undefined ? [] : [sql<boolean>`month >= ${filter.fromMonth}`]),
    ...(filter.toMonth === undefined ? [] : [sql<boolean>`month <= ${filter.toMonth}`]),
    ...equal.flatMap(([column, value]) =>
      value === undefined ? [] : [sql<boolean>`${sql.ref(column)} = ${value}`],
    ),
    // The bucket as the index of the list knows it.
    ...(filter.bucket === undefined
      ? []
      : [
          sql<boolean>`(eligibility_reason = 'notAttributed') = ${filter.bucket === 'notAttributed' ? 1 : 0}`,
        ]),
    ...(unitId === undefined
      ? []
      : [
          sql<boolean>`unit_id IN (WITH RECURSIVE tree (id) AS (
            SELECT ${unitId} UNION SELECT units.id FROM units JOIN tree ON units.parent_id = tree.id
          ) SELECT id FROM tree)`,
        ]),
  ];
  return sql.join(parts, sql` AND `);
}

export type GroupedSums = Sums & { keys: (string | null)[] };

/** Sums of the orders in question, grouped by some dimensions (none: one row of the whole). */
export async function sumBy(db: Db, question: Question, by: readonly Dimension[]): Promise<GroupedSums[]> {
  const source = sourceFor(question, by);
  const isRollup = source !== 'judgements';
  const from = isRollup ? sql`attribution_rollups` : sql`attributions`;
  const orders = isRollup ? sql`coalesce(sum(orders), 0)` : sql`count(*)`;
  const grain = isRollup ? sql` AND grain = ${source}` : sql``;
  const keys = by.map((dimension) => sql.ref(DIMENSIONS[dimension]));
  const group = keys.length === 0 ? sql`` : sql` GROUP BY ${sql.join(keys)}`;
  const { rows } = await sql<Sums & { keys: string }>`
    SELECT json_array(${keys.length === 0 ? sql`` : sql.join(keys)}) AS keys, ${orders} AS orders,
      coalesce(sum(gross_minor), 0) AS gross_minor, coalesce(sum(refunded_minor), 0) AS refunded_minor,
      coalesce(sum(attributed_minor), 0) AS attributed_minor, coalesce(sum(eligible_minor), 0) AS eligible_minor,
      coalesce(sum(credited_minor), 0) AS credited_minor
    FROM ${from} WHERE ${conditionOf(question)}${grain}${group}`.execute(db);
  return rows.map((row) => ({ ...row, keys: JSON.parse(row.keys) as (string | null)[] }));
}

/** The currencies of a run that a scope shows, the one of most orders first. */
export async function listCurrencies(db: Db, run: Run, scope: RowScope): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    SELECT currency FROM attribution_rollups WHERE run_seq = ${run.seq} AND grain = 'people' AND ${inScope(scope, 'repId')}
    GROUP BY currency ORDER BY sum(orders) DESC, currency`.execute(db);
  return rows.map((row) => row.currency);
}

export type OrderTotals = { orders: number; grossMinor: number; refundedMinor: number };

/**
 * What the order table itself sums to, for the currency and months in question, up to the run's marks; refunds count
 * up to their order. Null where the question is finer than orders alone can answer.
 */
export async function sumOrders(db: Db, { run, scope, filter }: Question): Promise<OrderTotals | null> {
  const { currency, fromMonth, toMonth, ...finer } = filter;
  if (scope.kind !== 'all' || Object.values(finer).some((value) => value !== undefined)) return null;
  const from = fromMonth === undefined ? null : monthSpan(fromMonth, run.zone).from;
  const to = toMonth === undefined ? null : monthSpan(toMonth, run.zone).to;
  const wanted = sql`orders.id <= ${run.lastOrderId} AND orders.currency = ${currency}
    ${from === null ? sql`` : sql` AND orders.closed_at >= ${from}`} ${to === null ? sql`` : sql` AND orders.closed_at < ${to}`}`;
  const { rows } = await sql<OrderTotals>`
    SELECT count(*) AS orders, coalesce(sum(amount_minor), 0) AS gross_minor, (
      SELECT coalesce(sum(min(refunded, amount_minor)), 0) FROM (
        SELECT order_id, sum(amount_minor) AS refunded FROM refunds WHERE id <= ${run.lastRefundId} GROUP BY order_id
      ) JOIN orders ON orders.id = order_id WHERE ${wanted}
    ) AS refunded_minor FROM orders WHERE ${wanted}`.execute(db);
  return rows[0] ?? null;
}

/** How many facts came after a run's marks. */
export async function countSince(
  db: Db,
  run: Run,
): Promise<{ orders: number; refunds: number; followUps: number }> {
  const { rows } = await sql<{ orders: number; refunds: number; followUps: number }>`SELECT
    (SELECT count(*) FROM orders WHERE id > ${run.lastOrderId}) AS orders,
    (SELECT count(*) FROM refunds WHERE id > ${run.lastRefundId}) AS refunds,
    (SELECT count(*) FROM follow_ups WHERE id > ${run.lastFollowUpId}) AS follow_ups`.execute(db);
  return rows[0] ?? { orders: 0, refunds: 0, followUps: 0 };
}

const TABLES = {
  rep: 'users',
  unit: 'units',
  product: 'products',
  category: 'product_categories',
  line: 'business_lines',
} as const;

/** How the keys of a dimension read in both languages; months and reasons are codes, which the page has words for. */
export async function listLabels(
  db: Db,
  dimension: Dimension,
): Promise<Map<string, { zh: string; en: string }>> {
  if (dimension === 'month' || dimension === 'reason' || dimension === 'eligibilityReason') return new Map();
  const names = dimension === 'rep' ? sql`name AS zh, name AS en` : sql`label_zh AS zh, label_en AS en`;
  const { rows } = await sql<{ id: string; zh: string; en: string }>`
    SELECT id, ${names} FROM ${sql.table(TABLES[dimension])}`.execute(db);
  return new Map(rows.map(({ id, zh, en }) => [id, { zh, en }]));
}
