import { type Bucket, type EligibilityReason, monthSpan, type OrderReason } from '#domain/attribution';
import { type RawBuilder, sql } from 'kysely';
import { conditionOf, type Question, type Sums } from './attribution-report.ts';
import type { Db, Raw } from './database.ts';

/** A judgement as pages show it, with the names beside the ids. */
export type ListedJudgement = Omit<Sums, 'orders'> & {
  orderId: number;
  externalId: string;
  contact: string;
  productZh: string;
  productEn: string;
  closedAt: number;
  bucket: Bucket;
  reason: OrderReason;
  repId: string | null;
  repName: string | null;
  unitZh: string | null;
  unitEn: string | null;
  isEligible: number;
  eligibilityReason: EligibilityReason;
  currency: string;
};

const columns = sql`attributions.order_id AS "orderId", orders.external_id AS "externalId",
  coalesce(cards.contact, orders.contact_raw) AS contact, coalesce(products.label_zh, orders.product_raw) AS "productZh",
  coalesce(products.label_en, orders.product_raw) AS "productEn", attributions.closed_at AS "closedAt", bucket, reason,
  rep_id AS "repId", users.name AS "repName", units.label_zh AS "unitZh", units.label_en AS "unitEn",
  is_eligible AS "isEligible", eligibility_reason AS "eligibilityReason", attributions.currency, gross_minor AS "grossMinor",
  refunded_minor AS "refundedMinor", attributed_minor AS "attributedMinor", eligible_minor AS "eligibleMinor",
  credited_minor AS "creditedMinor"`;
/** CROSS JOIN is SQLite's word for: in this order. Without statistics it would go through all judgements for each id. */
const joins = sql`CROSS JOIN orders ON orders.id = attributions.order_id LEFT JOIN cards ON cards.id = orders.card_id
  LEFT JOIN products ON products.id = attributions.product_id LEFT JOIN users ON users.id = rep_id
  LEFT JOIN units ON units.id = attributions.unit_id`;

/**
 * The order ids in question; months as moments, which bound the list that is walked. One person's deals are few and
 * sorted on the spot; everything else walks the list in its order, and opens a row only where the list cannot tell.
 */
function wanted({ run, scope, filter: { fromMonth, toMonth, ...filter } }: Question) {
  const from = fromMonth === undefined ? null : monthSpan(fromMonth, run.zone).from;
  const to = toMonth === undefined ? null : monthSpan(toMonth, run.zone).to;
  const { repId, unitId, productId, categoryId, lineId } = filter;
  const rows = [unitId, productId, categoryId, lineId].some((id) => id !== undefined)
    ? sql`attribution_listings CROSS JOIN attributions
        USING (run_seq, currency, closed_at, order_id, reason, eligibility_reason)`
    : sql`attribution_listings`;
  const source = scope.kind === 'all' && repId === undefined ? rows : sql`attributions`;
  return sql`SELECT order_id AS wanted FROM ${source} WHERE ${conditionOf({ run, scope, filter })}
    ${from === null ? sql`` : sql` AND closed_at >= ${from}`} ${to === null ? sql`` : sql` AND closed_at < ${to}`}`;
}

const newestFirst = sql`ORDER BY closed_at DESC, order_id DESC`;

function withNames(run: { seq: number }, ids: RawBuilder<unknown>) {
  return sql<ListedJudgement>`SELECT ${columns} FROM (${ids})
    CROSS JOIN attributions ON run_seq = ${run.seq} AND attributions.order_id = wanted ${joins}
    ORDER BY attributions.closed_at DESC, attributions.order_id DESC`;
}

/** One slice of the judgements in question. */
export async function listJudgements(
  db: Db,
  question: Question,
  page: { offset: number; limit: number },
): Promise<ListedJudgement[]> {
  const ids = sql`${wanted(question)} ${newestFirst} LIMIT ${page.limit} OFFSET ${page.offset}`;
  const { rows } = await withNames(question.run, ids).execute(db);
  return rows;
}

/** All judgements in question, in the same order, page by page on the bare connection of a job that writes between them. */
export function* readJudgements(store: { db: Db; raw: Raw }, question: Question): Generator<ListedJudgement> {
  for (let last: ListedJudgement | undefined; ; ) {
    const behind =
      last === undefined ? sql`` : sql` AND (closed_at, order_id) < (${last.closedAt}, ${last.orderId})`;
    const ids = sql`${wanted(question)}${behind} ${newestFirst} LIMIT 2000`;
    const { sql: text, parameters } = withNames(question.run, ids).compile(store.db);
    const page = store.raw.prepare(text).all(...parameters) as ListedJudgement[];
    yield* page;
    last = page.at(-1);
    if (last === undefined) return;
  }
}

/** One judgement with its names, and all that judging it again is held against. */
export type FoundJudgement = ListedJudgement & {
  cardId: number | null;
  followUpId: number | null;
  lineId: string | null;
  categoryId: string | null;
  evidence: string;
};

export async function findJudgement(
  db: Db,
  runSeq: number,
  orderId: number,
): Promise<FoundJudgement | undefined> {
  const { rows } = await sql<FoundJudgement>`
    SELECT ${columns}, orders.card_id AS "cardId", follow_up_id AS "followUpId", attributions.line_id AS "lineId",
      attributions.category_id AS "categoryId", evidence
    FROM attributions ${joins} WHERE run_seq = ${runSeq} AND attributions.order_id = ${orderId}`.execute(db);
  return rows[0];
}

/** The refunds of an order that a run knew, by moment. */
export async function listRefunds(db: Db, orderId: number, lastRefundId: number) {
  return db
    .selectFrom('refunds')
    .select(['amountMinor', 'refundedAt'])
    .where('orderId', '=', orderId)
    .where('id', '<=', lastRefundId)
    .orderBy('refundedAt')
    .orderBy('id')
    .execute();
}

/** The follow-ups of a card that a run knew, with the names of their people. */
export async function listTouches(db: Db, cardId: number, lastFollowUpId: number) {
  return db
    .selectFrom('followUps')
    .innerJoin('users', 'users.id', 'followUps.userId')
    .select([
      'followUps.id',
      'followUps.externalId',
      'userId',
      'users.name as userName',
      'channel',
      'outcome',
      'durationSeconds',
      'happenedAt',
      'recordedAt',
      'lineId',
    ])
    .where('cardId', '=', cardId)
    .where('followUps.id', '<=', lastFollowUpId)
    .execute();
}
