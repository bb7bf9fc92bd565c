import type { Db, Raw } from './database.ts';

/** Who holds the one open place of a lead entity on a line, with all that might be said about it. */
export async function findHolder(db: Db, lineId: string, grainKey: string) {
  return db
    .selectFrom('opportunities as o')
    .innerJoin('cards as c', 'c.id', 'o.cardId')
    .leftJoin('users as u', 'u.id', 'o.ownerId')
    .leftJoin('units as t', 't.id', 'u.unitId')
    .leftJoin('poolItems as p', 'p.opportunityId', 'o.id')
    .leftJoin('distributionGroups as g', (join) =>
      join.on((of) => of('g.id', '=', of.fn.coalesce('o.groupId', 'p.groupId'))),
    )
    .select(['o.id', 'o.title', 'o.ownerId', 'o.assignedAt', 'o.createdAt', 'c.contact'])
    .select(['u.name as ownerName', 't.labelZh as unitZh', 't.labelEn as unitEn', 'p.since as pooledAt'])
    .select(['g.labelZh as groupZh', 'g.labelEn as groupEn'])
    .where('o.lineId', '=', lineId)
    .where('o.grainKey', '=', grainKey)
    .where('o.status', '=', 'open')
    .executeTakeFirst();
}

export async function findGrain(db: Db, lineId: string): Promise<'phone' | 'shop' | 'group' | undefined> {
  const line = await db
    .selectFrom('businessLines')
    .select('grain')
    .where('id', '=', lineId)
    .executeTakeFirst();
  return line?.grain;
}

/** The id of the opportunity that holds an open place, for whoever wants to open another there. */
export async function findPlace(db: Db, lineId: string, grainKey: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('opportunities')
    .select('id')
    .where('lineId', '=', lineId)
    .where('grainKey', '=', grainKey)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return row?.id;
}

/**
 * Answers who follows the lead entity of an opportunity already: the owner of another open one on the same line that has
 * its grain key or its card. For a routing run, on the bare connection; both reads go by an index.
 */
export function collisionReader(raw: Raw): (opportunityId: number) => string | undefined {
  const find = raw
    .prepare(
      `SELECT other.owner_id FROM opportunities o JOIN opportunities other ON other.card_id = o.card_id AND other.line_id = o.line_id
        WHERE o.id = @id AND other.id <> o.id AND other.status = 'open' AND other.owner_id IS NOT NULL
       UNION ALL
       SELECT other.owner_id FROM opportunities o JOIN opportunities other ON other.line_id = o.line_id AND other.grain_key = o.grain_key
        WHERE o.id = @id AND other.id <> o.id AND other.status = 'open' AND other.owner_id IS NOT NULL LIMIT 1`,
    )
    .pluck();
  return (id) => find.get({ id }) as string | undefined;
}
