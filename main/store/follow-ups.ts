import type { RowScope } from '#domain/access';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';
import { idList, inOrder, listIds, type Slice } from './page.ts';
import { inScope } from './scope.ts';
import { cardsFound, patternsOf, type Search } from './search.ts';

export type FollowUpFilter = {
  search?: Search | undefined;
  cardId?: number | undefined;
  userId?: string | undefined;
  channel?: 'call' | 'message' | 'visit' | 'email' | 'other' | undefined;
  /** From this moment on, and before that one. */
  from?: number | undefined;
  to?: number | undefined;
  sort: '-happenedAt' | 'happenedAt';
};

/** Whether a scope shows the card of a follow-up: who made one need not have the customer any more. */
function isCardKnown(scope: RowScope): RawBuilder<SqlBool> {
  if (scope.kind === 'all') return inScope(scope, 'ownerId');
  return sql<SqlBool>`EXISTS (SELECT 1 FROM opportunities o WHERE o.card_id = follow_ups.card_id AND ${inScope(scope, 'o.ownerId')})`;
}

/** Follow-ups by who made them, with the card where the scope shows it. The search looks at the card. */
export async function listFollowUps(db: Db, scope: RowScope, filter: FollowUpFilter, slice: Slice) {
  const { search, cardId, userId, channel, from, to, sort } = filter;
  let hits = db.selectFrom('followUps').select(['id', 'happenedAt']).where(inScope(scope, 'userId'));
  if (cardId !== undefined) hits = hits.where('cardId', '=', cardId);
  if (userId !== undefined) hits = hits.where('userId', '=', userId);
  if (channel !== undefined) hits = hits.where('channel', '=', channel);
  if (from !== undefined) hits = hits.where('happenedAt', '>=', from);
  if (to !== undefined) hits = hits.where('happenedAt', '<', to);
  if (search) hits = hits.where('cardId', 'in', cardsFound(patternsOf(search))).where(isCardKnown(scope));
  const order = sort === 'happenedAt' ? sql`happened_at, id` : sql`happened_at DESC, id DESC`;
  const { ids, total } = await listIds(db, { hits, order, findOnce: Boolean(search) }, slice);
  const rows = await db
    .selectFrom('followUps')
    .innerJoin('cards', 'cards.id', 'followUps.cardId')
    .innerJoin('users', 'users.id', 'followUps.userId')
    .leftJoin('businessLines', 'businessLines.id', 'followUps.lineId')
    .select([
      'followUps.id',
      'cardId',
      sql<string>`iif(${isCardKnown(scope)}, contact, '')`.as('contact'),
      sql<string>`iif(${isCardKnown(scope)}, cards.name, '')`.as('cardName'),
      'userId',
      'users.name as userName',
    ])
    .select(['lineId', 'businessLines.labelZh as lineZh', 'businessLines.labelEn as lineEn'])
    .select(['channel', 'outcome', 'note', 'durationSeconds', 'happenedAt', 'recordedAt'])
    .where('followUps.id', 'in', idList(ids))
    .execute();
  return { rows: inOrder(ids, rows), total };
}

/** One follow-up that a scope shows. */
export async function getFollowUp(db: Db, scope: RowScope, id: number) {
  return db
    .selectFrom('followUps')
    .innerJoin('cards', 'cards.id', 'followUps.cardId')
    .select(['contact', 'note'])
    .where('followUps.id', '=', id)
    .where(inScope(scope, 'userId'))
    .executeTakeFirst();
}

export type FollowUpRecord = Awaited<ReturnType<typeof listFollowUps>>['rows'][number];
