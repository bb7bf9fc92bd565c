import type { RowScope } from '#domain/access';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';
import { idList, inOrder, listIds, type Slice } from './page.ts';
import { inScope } from './scope.ts';
import { heldBy, holds, MASKED, patternsOf, type Search } from './search.ts';

export type PoolFilter = {
  groupId?: string | undefined;
  lineId?: string | undefined;
  lastOwnerId?: string | undefined;
  reason?: PoolItemReason | undefined;
  search?: Search | undefined;
  sort: keyof typeof ORDERS;
};

type PoolItemReason = 'firstResponse' | 'followUp' | 'protection' | 'byHand' | 'manualPick';

const ORDERS = {
  since: sql`since, id`,
  '-since': sql`since DESC, id DESC`,
  amount: sql`amount_minor NULLS LAST, id`,
  '-amount': sql`amount_minor DESC NULLS LAST, id DESC`,
};

/** Who had an opportunity last, where a scope shows them. */
function lastOwner(scope: RowScope): RawBuilder<string | null> {
  return sql`(SELECT owner_id FROM (SELECT owner_id FROM assignments
    WHERE opportunity_id = opportunities.id AND owner_id IS NOT NULL ORDER BY id DESC LIMIT 1)
    WHERE ${inScope(scope, 'ownerId')})`;
}

/** What lies in the pool: open, owned by nobody, and put there by a breach, by hand, or by a group that is picked from. */
function items(db: Db) {
  return db
    .selectFrom('poolItems')
    .innerJoin('opportunities', 'opportunities.id', 'poolItems.opportunityId')
    .where('opportunities.ownerId', 'is', null)
    .where('opportunities.status', '=', sql.lit('open'));
}

/**
 * The condition that somebody sees a group's pool: a member of it, or who sees a member of it; who sees all sees also
 * what belongs to no group.
 */
export function seesPoolOf(scope: RowScope, userId: string, column: string): RawBuilder<SqlBool> {
  if (scope.kind === 'all') return sql<SqlBool>`TRUE`;
  return sql<SqlBool>`${sql.ref(column)} IN (SELECT group_id FROM group_members
    WHERE user_id = ${userId} OR ${inScope(scope, 'groupMembers.userId')})`;
}

export type Asker = { readonly scope: RowScope; readonly userId: string };

/** The condition that a title, or a contact way as the pool shows it, holds what is searched for: what is masked is not found. */
function shows(search: Search): RawBuilder<SqlBool> {
  const { text, contact } = patternsOf(search);
  return sql<SqlBool>`(${holds('title', text)} OR EXISTS (SELECT 1 FROM (SELECT ${MASKED} AS shown FROM cards
    WHERE cards.id = opportunities.card_id) WHERE ${heldBy('shown', contact)}))`;
}

/** The pool as somebody sees it, the longest there first unless asked otherwise. */
export async function listPool(db: Db, { scope, userId }: Asker, filter: PoolFilter, slice: Slice) {
  let hits = items(db)
    .select(['opportunities.id', 'since', 'amountMinor'])
    .where(seesPoolOf(scope, userId, 'poolItems.groupId'));
  if (filter.groupId !== undefined) hits = hits.where('poolItems.groupId', '=', filter.groupId);
  if (filter.lineId !== undefined) hits = hits.where('lineId', '=', filter.lineId);
  if (filter.reason !== undefined) hits = hits.where('poolItems.reason', '=', filter.reason);
  if (filter.lastOwnerId !== undefined) hits = hits.where(lastOwner(scope), '=', filter.lastOwnerId);
  if (filter.search) hits = hits.where(shows(filter.search));
  const order = ORDERS[filter.sort];
  const listing = { hits, order, findOnce: scope.kind !== 'all' || Boolean(filter.search) };
  const { ids, total } = await listIds(db, listing, slice);
  const rows = await items(db)
    .innerJoin('cards', 'cards.id', 'opportunities.cardId')
    .innerJoin('businessLines', 'businessLines.id', 'opportunities.lineId')
    .leftJoin('distributionGroups', 'distributionGroups.id', 'poolItems.groupId')
    .select(['opportunities.id', 'title', 'contact', 'lineId', 'poolItems.groupId', 'since', 'reason'])
    .select(['businessLines.labelZh as lineZh', 'businessLines.labelEn as lineEn'])
    .select(['distributionGroups.labelZh as groupZh', 'distributionGroups.labelEn as groupEn'])
    .select(['amountMinor', 'currency', 'stage'])
    .select(({ selectFrom }) =>
      selectFrom('users').select('name').where('users.id', '=', lastOwner(scope)).as('lastOwnerName'),
    )
    .where('opportunities.id', 'in', idList(ids))
    .execute();
  return { rows: inOrder(ids, rows), total };
}

/** One item of the pool that somebody sees, or undefined. */
export async function findItem(db: Db, { scope, userId }: Asker, id: number) {
  return items(db)
    .select(['opportunities.id', 'lineId', 'poolItems.groupId', 'since', 'reason'])
    .where('opportunities.id', '=', id)
    .where(seesPoolOf(scope, userId, 'poolItems.groupId'))
    .executeTakeFirst();
}

/** An opportunity as the pool acts on it. */
export async function findOwned(db: Db, id: number) {
  return db
    .selectFrom('opportunities')
    .select(['id', 'ownerId', 'groupId', 'lineId', 'status', 'lineId'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Who had these opportunities, each with when; for whoever asks what they lost. */
export async function listHoldingsOf(db: Db, ids: readonly number[]) {
  const rows = await db
    .selectFrom('assignments')
    .select(['opportunityId', 'ownerId', 'at'])
    .where('opportunityId', 'in', idList(ids))
    .orderBy('opportunityId')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.opportunityId);
}

/** How many open opportunities somebody holds that they claimed, and how many they claimed since a moment. */
export async function countClaims(db: Db, userId: string, since: number) {
  const { rows } = await sql<{ openClaimed: number; claimedToday: number }>`SELECT
    (SELECT count(*) FROM opportunities o WHERE o.owner_id = ${userId} AND o.status = 'open' AND
      (SELECT how FROM assignments a WHERE a.opportunity_id = o.id ORDER BY a.id DESC LIMIT 1) = 'pool.claim') AS "openClaimed",
    (SELECT count(*) FROM assignments WHERE owner_id = ${userId} AND at >= ${since} AND how = 'pool.claim') AS "claimedToday"`.execute(
    db,
  );
  return rows[0] ?? { openClaimed: 0, claimedToday: 0 };
}

/** Gives an opportunity of a group to somebody; answers false where it no longer is whose it was said to be, or is closed. */
export async function give(
  db: Db,
  given: { id: number; groupId: string | null; from: string | null; to: string; at: number },
): Promise<boolean> {
  const { id, groupId, from, to, at } = given;
  const { numUpdatedRows } = await db
    .updateTable('opportunities')
    .set({ ownerId: to, groupId, assignedAt: at, routingState: 'none' })
    .where('id', '=', id)
    .where('ownerId', 'is', from)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes an opportunity from its owner and lays it into the pool of its group. */
export async function putIntoPool(
  db: Db,
  item: { id: number; groupId: string | null; since: number; reason: 'byHand' },
): Promise<void> {
  const { id, ...row } = item;
  await db
    .updateTable('opportunities')
    .set({ ownerId: null, assignedAt: null, routingState: 'none' })
    .where('id', '=', id)
    .execute();
  await db
    .insertInto('poolItems')
    .values({ opportunityId: id, ...row })
    .onConflict((conflict) => conflict.column('opportunityId').doUpdateSet(row))
    .execute();
}

export type PoolEvent = {
  readonly opportunityId: number;
  readonly kind: 'returned' | 'claimed' | 'extended' | 'transferred';
  readonly assignmentId: number;
  readonly userId: string | null;
  readonly actorId: string;
  readonly at: number;
  readonly hours: number | null;
  readonly reason: string;
  readonly note: string;
};

export async function addEvent(db: Db, event: PoolEvent): Promise<void> {
  await db
    .insertInto('poolEvents')
    .values({ ...event, dueAt: null })
    .execute();
}

/** What the pool did to an opportunity, newest first; of people only those whom a scope shows. */
export async function listEvents(db: Db, scope: RowScope, opportunityId: number, limit: number) {
  return db
    .selectFrom('poolEvents')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'poolEvents.userId').on(inScope(scope, 'users.id')),
    )
    .leftJoin('users as by', (join) =>
      join.onRef('by.id', '=', 'poolEvents.actorId').on(inScope(scope, 'by.id')),
    )
    .select(['poolEvents.id', 'kind', 'at', 'reason', 'note', 'hours'])
    .select(['users.name as userName', 'by.name as byName'])
    .where('opportunityId', '=', opportunityId)
    .orderBy('poolEvents.id', 'desc')
    .limit(limit)
    .execute();
}

export type RemindedFilter = {
  readonly userId: string | undefined;
  readonly ownerId?: string | undefined;
  readonly lineId?: string | undefined;
  readonly groupId?: string | undefined;
};

/** The reminders of opportunities that still are with whom they were given to, newest first. */
export async function listReminded(db: Db, scope: RowScope, filter: RemindedFilter, limit: number) {
  const { userId, ownerId, lineId, groupId } = filter;
  let query = db
    .selectFrom('poolEvents as e')
    .innerJoin('opportunities as o', (join) =>
      join
        .onRef('o.id', '=', 'e.opportunityId')
        .onRef('o.ownerId', '=', 'e.userId')
        .on('o.status', '=', sql.lit('open')),
    )
    .innerJoin('users as u', 'u.id', 'o.ownerId')
    .innerJoin('businessLines as l', 'l.id', 'o.lineId')
    .select(['e.assignmentId', 'e.at', 'e.dueAt', 'e.reason', 'o.id', 'o.title', 'o.ownerId'])
    .select(['u.name as ownerName', 'l.labelZh as lineZh', 'l.labelEn as lineEn'])
    .where('e.kind', '=', sql.lit('reminded'))
    .where(inScope(scope, 'o.ownerId'))
    .orderBy('e.id', 'desc')
    .limit(limit);
  if (userId !== undefined) query = query.where('e.userId', '=', userId);
  if (ownerId !== undefined) query = query.where('o.ownerId', '=', ownerId);
  if (lineId !== undefined) query = query.where('o.lineId', '=', lineId);
  if (groupId !== undefined) query = query.where('o.groupId', '=', groupId);
  return query.execute();
}

/** Whether somebody is there and works here, within a scope. */
export async function findReceiver(db: Db, scope: RowScope, userId: string) {
  return db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .where(inScope(scope, 'id'))
    .executeTakeFirst();
}
