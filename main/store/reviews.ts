import type { Among, Given, ReviewItem } from '#domain/reviews';
import { sql } from 'kysely';
import type { Db } from './database.ts';

export type Review = {
  readonly id: string;
  readonly name: string;
  readonly among: Among;
  readonly dueAt: number;
  readonly createdBy: string;
  readonly createdAt: number;
};
export type StoredReview = Review & { readonly endedAt: number | null; readonly endedBy: string | null };
export type ReviewDecision = {
  readonly decision: 'attest' | 'revoke';
  readonly actorId: string;
  readonly note: string;
  readonly at: number;
};
export type StoredItem = ReviewItem & {
  readonly seq: number;
  readonly reviewId: string;
  /** The last word on it. */
  readonly decision: ReviewDecision | null;
};

/** Writes a review with everything that is looked at in it. */
export async function saveReview(db: Db, review: Review, items: readonly ReviewItem[]): Promise<void> {
  await db
    .insertInto('reviews')
    .values({ ...review, among: JSON.stringify(review.among) })
    .execute();
  for (const { personId, given, reviewerId } of items)
    await db
      .insertInto('reviewItems')
      .values({ reviewId: review.id, personId, given: JSON.stringify(given), reviewerId })
      .execute();
}

/** Every review, the newest first. */
export async function listReviews(db: Db): Promise<StoredReview[]> {
  const rows = await db
    .selectFrom('reviews')
    .leftJoin('reviewEndings', 'reviewEndings.reviewId', 'reviews.id')
    .selectAll('reviews')
    .select(['reviewEndings.at as endedAt', 'reviewEndings.actorId as endedBy'])
    .orderBy('reviews.createdAt', 'desc')
    .orderBy('reviews.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, among: JSON.parse(row.among) as Among }));
}

/** Items with the last word on each: those of a review, or some by number. */
export async function listItems(
  db: Db,
  which: { readonly reviewId: string } | { readonly seqs: readonly number[] },
): Promise<StoredItem[]> {
  const all = db
    .selectFrom('reviewItems as item')
    .leftJoin('reviewDecisions as word', (join) =>
      join.on(
        'word.seq',
        '=',
        sql<number>`(SELECT max(seq) FROM review_decisions WHERE item_seq = item.seq)`,
      ),
    )
    .selectAll('item')
    .select(['word.decision', 'word.actorId', 'word.note', 'word.at'])
    .orderBy('item.seq');
  const rows =
    'reviewId' in which
      ? await all.where('item.reviewId', '=', which.reviewId).execute()
      : await all.where('item.seq', 'in', [...which.seqs]).execute();
  return rows.map(({ given, decision, actorId, note, at, ...item }) => ({
    ...item,
    given: JSON.parse(given) as Given,
    decision:
      decision === null || actorId === null || at === null
        ? null
        : { decision, actorId, note: note ?? '', at },
  }));
}

/** Writes one word on an item, inside a command of who says it. */
export async function addDecision(db: Db, itemSeq: number, decision: ReviewDecision): Promise<void> {
  await db
    .insertInto('reviewDecisions')
    .values({ itemSeq, ...decision })
    .execute();
}

export async function endReview(
  db: Db,
  ending: { readonly reviewId: string; readonly actorId: string; readonly at: number },
): Promise<void> {
  await db.insertInto('reviewEndings').values(ending).execute();
}
