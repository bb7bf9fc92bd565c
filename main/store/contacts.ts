import type { RowScope } from '#domain/access';
import type { Condition } from '#domain/conditions';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import { conditionToSql, opportunityPlace } from './conditions.ts';
import type { Db } from './database.ts';
import { idList, inOrder, listIds, type Slice } from './page.ts';
import { inScope } from './scope.ts';
import { cardsFound, holds, patternsOf, type Search } from './search.ts';

export async function listLines(db: Db) {
  return db
    .selectFrom('businessLines')
    .select(['id', 'labelZh', 'labelEn', 'grain'])
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export type CardFilter = { search?: Search | undefined; kind?: 'phone' | 'email' | 'account' | undefined };

/**
 * Cards belong to nobody: a scope shows those with an opportunity that it shows, and counts only such opportunities.
 * Newest first.
 */
export async function listCards(db: Db, scope: RowScope, filter: CardFilter, slice: Slice) {
  const { search, kind } = filter;
  let hits = db.selectFrom('cards').select('id').where(isCardSeen(scope, 'cards.id'));
  if (kind !== undefined) hits = hits.where('kind', '=', kind);
  if (search) hits = hits.where('id', 'in', cardsFound(patternsOf(search)));
  const { ids, total } = await listIds(
    db,
    { hits, order: sql`id DESC`, findOnce: Boolean(search) || scope.kind !== 'all' },
    slice,
  );
  return { rows: inOrder(ids, await getCards(db, scope, ids)), total };
}

/** Whether a scope shows a card: by any opportunity of its people. */
export function isCardSeen(scope: RowScope, column: string) {
  if (scope.kind === 'all') return inScope(scope, 'ownerId');
  return sql<boolean>`${sql.ref(column)} IN (SELECT card_id FROM opportunities WHERE ${inScope(scope, 'ownerId')})`;
}

async function getCards(db: Db, scope: RowScope, ids: readonly number[]) {
  return db
    .selectFrom('cards')
    .select(['id', 'kind', 'contact', 'name', 'company', 'createdAt'])
    .select((of) =>
      of
        .selectFrom('opportunities')
        .select((seen) => seen.fn.countAll<number>().as('count'))
        .whereRef('cardId', '=', 'cards.id')
        .where(inScope(scope, 'ownerId'))
        .$asScalar()
        .$notNull()
        .as('opportunities'),
    )
    .where('id', 'in', idList(ids))
    .execute();
}

export async function getCard(db: Db, scope: RowScope, id: number) {
  return (await getCards(db, scope, [id]))[0];
}

export type OpportunityFilter = {
  search?: Search | undefined;
  cardId?: number | undefined;
  lineId?: string | undefined;
  status?: 'open' | 'won' | 'lost' | undefined;
  routingState?: 'waiting' | 'routed' | 'unassigned' | 'none' | undefined;
  ownerId?: string | undefined;
  groupId?: string | undefined;
  /** Those that hold a condition at a moment (UTC ms). */
  holding?: { readonly condition: Condition; readonly now: number } | undefined;
  sort: '-createdAt' | 'createdAt' | '-amount' | 'amount';
};

const ORDERS = {
  '-createdAt': sql`created_at DESC, id DESC`,
  createdAt: sql`created_at, id`,
  '-amount': sql`amount_minor DESC NULLS LAST, id DESC`,
  amount: sql`amount_minor NULLS LAST, id`,
};

/** Opportunities by their owner: one that nobody owns is seen only by who sees all. */
export async function listOpportunities(db: Db, scope: RowScope, filter: OpportunityFilter, slice: Slice) {
  const { search, sort, holding, ...exact } = filter;
  const within = (isSeen: RawBuilder<SqlBool>) => {
    let found = db.selectFrom('opportunities').select(['id', 'createdAt', 'amountMinor']).where(isSeen);
    for (const [column, value] of Object.entries(exact) as [
      keyof typeof exact,
      string | number | undefined,
    ][])
      if (value !== undefined) found = found.where(column, '=', value);
    return found;
  };
  let hits = within(inScope(scope, 'ownerId'));
  if (search) {
    const patterns = patternsOf(search);
    hits = hits.where((of) =>
      of.or([of('cardId', 'in', cardsFound(patterns)), holds('title', patterns.text)]),
    );
  }
  if (holding) hits = hits.where(conditionToSql(holding.condition, opportunityPlace, holding.now));
  const findOnce = Boolean(search) || holding !== undefined;
  const isByTime = sort === 'createdAt' || sort === '-createdAt';
  const passes = sql<number>`(SELECT coalesce(max(id), 0) FROM opportunities)`;
  const walk =
    scope.kind === 'owners' && isByTime && !findOnce
      ? { hits: within(inScope(scope, 'ownerId', 'walk')), passes }
      : undefined;
  const listing = { hits, order: ORDERS[sort], findOnce, walk };
  const { ids, total } = await listIds(db, listing, slice);
  return {
    rows: inOrder(ids, await opportunities(db).where('opportunities.id', 'in', idList(ids)).execute()),
    total,
  };
}

function opportunities(db: Db) {
  return db
    .selectFrom('opportunities')
    .innerJoin('cards', 'cards.id', 'opportunities.cardId')
    .innerJoin('businessLines', 'businessLines.id', 'opportunities.lineId')
    .leftJoin('users', 'users.id', 'opportunities.ownerId')
    .leftJoin('distributionGroups', 'distributionGroups.id', 'opportunities.groupId')
    .select(['opportunities.id', 'title', 'cardId', 'contact', 'cards.name as cardName', 'lineId'])
    .select(['businessLines.labelZh as lineZh', 'businessLines.labelEn as lineEn'])
    .select(['opportunities.status', 'stage', 'ownerId', 'users.name as ownerName', 'groupId'])
    .select(['distributionGroups.labelZh as groupZh', 'distributionGroups.labelEn as groupEn'])
    .select([
      'routingState',
      'amountMinor',
      'currency',
      'attributes',
      'opportunities.createdAt',
      'assignedAt',
    ]);
}

export type OpportunityRecord = Awaited<ReturnType<typeof listOpportunities>>['rows'][number];

/** One opportunity that a scope shows, with where it came from. */
export async function getOpportunity(db: Db, scope: RowScope, id: number) {
  return opportunities(db)
    .select(['opportunities.source', 'opportunities.externalId', 'opportunities.batchId'])
    .where('opportunities.id', '=', id)
    .where(inScope(scope, 'ownerId'))
    .executeTakeFirst();
}

/** The other opportunities of a card that a scope shows, newest first. */
export async function listSiblings(
  db: Db,
  scope: RowScope,
  of: { id: number; cardId: number },
  limit: number,
) {
  return opportunities(db)
    .where('cardId', '=', of.cardId)
    .where('opportunities.id', '<>', of.id)
    .where(inScope(scope, 'ownerId'))
    .orderBy('opportunities.createdAt', 'desc')
    .orderBy('opportunities.id', 'desc')
    .limit(limit)
    .execute();
}
