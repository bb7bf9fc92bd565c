import type { RowScope } from '#domain/access';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** What a merge writes in one opportunity; `before` and `after` of a merge are these, by side. */
export type MergedColumns = {
  title: string;
  attributes: string;
  amountMinor: number | null;
  currency: string | null;
  status: 'open' | 'won' | 'lost';
  stage: string;
  closedAt: number | null;
  routingState: 'waiting' | 'routed' | 'unassigned' | 'none';
};
export type Sides = { keeper: Partial<MergedColumns>; loser: Partial<MergedColumns> };

/** An opportunity that a scope shows, with all that a merge looks at. */
export async function findSide(db: Db, scope: RowScope, id: number) {
  return db
    .selectFrom('opportunities as o')
    .innerJoin('cards as c', 'c.id', 'o.cardId')
    .leftJoin('users as u', 'u.id', 'o.ownerId')
    .select(['o.id', 'o.lineId', 'o.grainKey', 'o.title', 'o.status', 'o.stage', 'o.attributes'])
    .select(['o.amountMinor', 'o.currency', 'o.createdAt', 'o.closedAt', 'o.routingState', 'o.ownerId'])
    .select(['c.name as cardName', 'c.company', 'c.contact', 'u.name as ownerName'])
    .select((eb) =>
      eb
        .selectFrom('followUps as f')
        .whereRef('f.cardId', '=', 'o.cardId')
        .where(inScope(scope, 'f.userId'))
        .select((of) => of.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('followUps'),
    )
    .where('o.id', '=', id)
    .where(inScope(scope, 'o.ownerId'))
    .executeTakeFirst();
}

export async function change(db: Db, id: number, columns: Partial<MergedColumns>): Promise<void> {
  await db.updateTable('opportunities').set(columns).where('id', '=', id).execute();
}

export type NewMerge = {
  id: string;
  keeperId: number;
  loserId: number;
  mergedAt: number;
  mergedBy: string;
  reason: string;
  before: Sides;
  after: Sides;
};

export async function addMerge(db: Db, { before, after, ...merge }: NewMerge): Promise<void> {
  await db
    .insertInto('merges')
    .values({
      ...merge,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
      undoneAt: null,
      undoneBy: null,
    })
    .execute();
}

export async function findMerge(db: Db, id: string) {
  const row = await db.selectFrom('merges').selectAll().where('id', '=', id).executeTakeFirst();
  return row && { ...row, before: JSON.parse(row.before) as Sides, after: JSON.parse(row.after) as Sides };
}

export async function markUndone(db: Db, id: string, undoneAt: number, undoneBy: string): Promise<void> {
  await db.updateTable('merges').set({ undoneAt, undoneBy }).where('id', '=', id).execute();
}

/** The merges of an opportunity, newest first; the other side and the person only where a scope shows them. */
export async function listMerges(db: Db, scope: RowScope, opportunityId: number) {
  return db
    .selectFrom('merges as m')
    .leftJoin('opportunities as o', (join) =>
      join
        .on(sql<boolean>`o.id = CASE m.keeper_id WHEN ${opportunityId} THEN m.loser_id ELSE m.keeper_id END`)
        .on(inScope(scope, 'o.ownerId')),
    )
    .leftJoin('cards as c', 'c.id', 'o.cardId')
    .leftJoin('users as u', (join) => join.onRef('u.id', '=', 'm.mergedBy').on(inScope(scope, 'u.id')))
    .select(['m.id', 'm.keeperId', 'm.mergedAt', 'm.reason', 'm.undoneAt', 'u.name as mergedByName'])
    .select(['o.id as otherId', 'o.title', 'c.contact'])
    .where((of) => of.or([of('m.keeperId', '=', opportunityId), of('m.loserId', '=', opportunityId)]))
    .orderBy('m.mergedAt', 'desc')
    .orderBy('m.id', 'desc')
    .execute();
}
