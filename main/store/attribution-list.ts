import type { Bucket, EligibilityReason, OrderReason } from '#domain/attribution';
import { monthSpan } from '#domain/attribution';
import { sql } from 'kysely';
import { conditionOf, type Question, type Sums } from './attribution-report.ts';
import type { Db } from './database.ts';

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

const columns = sql`attributions.order_id, orders.external_id, coalesce(cards.contact, orders.contact_raw) AS contact,
  coalesce(products.label_zh, orders.product_raw) AS product_zh, coalesce(products.label_en, orders.product_raw) AS product_en,
  attributions.closed_at, bucket, reason, rep_id, users.name AS rep_name, units.label_zh AS unit_zh, units.label_en AS unit_en,
  is_eligible, eligibility_reason, attributions.currency, gross_minor, refunded_minor, attributed_minor, eligible_minor, credited_minor`;
const joins = sql`JOIN orders ON orders.id = attributions.order_id LEFT JOIN cards ON cards.id = orders.card_id
  LEFT JOIN products ON products.id = attributions.product_id LEFT JOIN users ON users.id = rep_id
  LEFT JOIN units ON units.id = attributions.unit_id`;

/** One slice of the judgements in question, the newest closing first; the months also bound the index that is walked. */
export async function listJudgements(
  db: Db,
  question: Question,
  page: { offset: number; limit: number },
): Promise<ListedJudgement[]> {
  const { run, filter } = question;
  const from = filter.fromMonth === undefined ? null : monthSpan(filter.fromMonth, run.zone).from;
  const to = filter.toMonth === undefined ? null : monthSpan(filter.toMonth, run.zone).to;
  const bounds = sql`${from === null ? sql`` : sql` AND closed_at >= ${from}`}${to === null ? sql`` : sql` AND closed_at < ${to}`}`;
  const { rows } = await sql<ListedJudgement>`
    SELECT ${columns} FROM (
      SELECT order_id AS wanted FROM attributions WHERE ${conditionOf(question)}${bounds}
      ORDER BY closed_at DESC, order_id DESC LIMIT ${page.limit} OFFSET ${page.offset}
    ) JOIN attributions ON run_seq = ${run.seq} AND attributions.order_id = wanted ${joins}
    ORDER BY attributions.closed_at DESC, attributions.order_id DESC`.execute(db);
  return rows;
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
    SELECT ${columns}, orders.card_id, follow_up_id, attributions.line_id, attributions.category_id, evidence
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
