import type { RowScope } from '#domain/access';
import type { Grain } from '#domain/contacts';
import { sql } from 'kysely';
import type { Db, Raw } from './database.ts';
import { inScope } from './scope.ts';

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

export async function findGrain(db: Db, lineId: string): Promise<Grain | undefined> {
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

/** Who owned an opportunity before, and who owns another open one on the same card and line. */
export type Marks = { readonly previousOwner: string | null; readonly leadOwner: string | null };

/** Who had an opportunity `o` last, and who follows another open one of its card and line. */
export const MARKS = `(SELECT a.owner_id FROM assignments a WHERE a.opportunity_id = o.id AND a.owner_id IS NOT NULL
    ORDER BY a.id DESC LIMIT 1) AS "previousOwner",
  (SELECT rival.owner_id FROM opportunities rival WHERE rival.card_id = o.card_id AND rival.line_id = o.line_id
    AND rival.id <> o.id AND rival.status = 'open' AND rival.owner_id IS NOT NULL AND o.status = 'open'
    ORDER BY rival.id LIMIT 1) AS "leadOwner"`;

/**
 * Reads the marks of the next opportunities of a run, on the bare connection; one that has neither is left out. A grain key
 * has one open opportunity only, so a rival of an open one can only lie on its card under another key.
 */
export function markReader(raw: Raw): (ids: readonly number[]) => ReadonlyMap<number, Marks> {
  const read = raw.prepare(
    `SELECT * FROM (SELECT o.id, ${MARKS} FROM json_each(?) j JOIN opportunities o ON o.id = j.value)
     WHERE previousOwner IS NOT NULL OR leadOwner IS NOT NULL`,
  );
  return (ids) => {
    const rows = read.all(JSON.stringify(ids)) as (Marks & { id: number })[];
    return new Map(rows.map(({ id, ...marks }) => [id, marks]));
  };
}

/** The marks of one opportunity that a scope shows. */
export async function findMarks(db: Db, scope: RowScope, id: number): Promise<Marks | undefined> {
  const { rows } = await sql<Marks>`SELECT ${sql.raw(MARKS)} FROM opportunities o
    WHERE o.id = ${id} AND ${inScope(scope, 'o.ownerId')}`.execute(db);
  return rows[0];
}
