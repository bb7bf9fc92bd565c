import type { RowScope } from '#domain/access';
import type { Grain } from '#domain/contacts';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** What `grainKeyOf` answers, of an opportunity `o` and its card `c`. */
function keyIn(grain: Grain): RawBuilder<string> {
  return grain === 'phone'
    ? sql<string>`c.contact`
    : sql<string>`coalesce(nullif(o.entity, ''), nullif(c.company, ''), c.contact)`;
}

/**
 * The open opportunities of a line that would hold one place with another, as `colliding`: by entity, and of each entity
 * first the one that stays: who has it longest, else the oldest.
 */
function colliding(lineId: string, grain: Grain): RawBuilder<unknown> {
  return sql`keyed AS MATERIALIZED (
      SELECT o.id, o.owner_id, coalesce(o.assigned_at, o.created_at) AS since, ${keyIn(grain)} AS key
      FROM opportunities o JOIN cards c ON c.id = o.card_id WHERE o.line_id = ${lineId} AND o.status = 'open'),
    shared AS MATERIALIZED (SELECT key, row_number() OVER (ORDER BY key) AS entity FROM keyed
      GROUP BY key HAVING count(*) > 1),
    colliding AS MATERIALIZED (SELECT k.id, k.owner_id, s.entity,
        row_number() OVER (PARTITION BY s.entity ORDER BY k.owner_id IS NULL, k.since, k.id) AS place
      FROM keyed k JOIN shared s ON s.key = k.key)`;
}

type Change = { readonly lineId: string; readonly grain: Grain };

/** How much another grain would change, and how many open opportunities would collide. */
export async function countGrain(db: Db, scope: RowScope, { lineId, grain }: Change) {
  const { rows } = await sql<{
    open: number;
    changing: number;
    colliding: number;
    entities: number;
    hidden: number;
  }>`
    WITH ${colliding(lineId, grain)}
    SELECT (SELECT count(*) FROM keyed) AS open, (SELECT count(*) FROM colliding) AS colliding,
      (SELECT count(*) FROM shared) AS entities,
      (SELECT count(*) FROM colliding WHERE (${inScope(scope, 'ownerId')}) IS NOT TRUE) AS hidden,
      (SELECT count(*) FROM opportunities o JOIN cards c ON c.id = o.card_id
        WHERE o.line_id = ${lineId} AND o.grain_key <> ${keyIn(grain)}) AS changing`.execute(db);
  return rows[0] ?? { open: 0, changing: 0, colliding: 0, entities: 0, hidden: 0 };
}

/** One page of those that would collide; `known` says whether a scope shows the opportunity. */
export async function listColliding(
  db: Db,
  scope: RowScope,
  { lineId, grain }: Change,
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  const { rows } = await sql<{
    id: number;
    entity: number;
    place: number;
    title: string;
    contact: string;
    ownerName: string | null;
    createdAt: number;
    known: number;
  }>`
    WITH ${colliding(lineId, grain)}
    SELECT x.id, x.entity, x.place, o.title, c.contact, u.name AS owner_name, o.created_at,
      (${inScope(scope, 'x.ownerId')}) IS TRUE AS known
    FROM (SELECT * FROM colliding ORDER BY entity, place LIMIT ${limit} OFFSET ${offset}) x
      JOIN opportunities o ON o.id = x.id JOIN cards c ON c.id = o.card_id LEFT JOIN users u ON u.id = x.owner_id
    ORDER BY x.entity, x.place`.execute(db);
  return rows;
}

/** Which would become part of which. */
export async function listJoins(db: Db, { lineId, grain }: Change) {
  const { rows } = await sql<{ keeperId: number; loserId: number }>`
    WITH ${colliding(lineId, grain)}
    SELECT kept.id AS keeper_id, x.id AS loser_id FROM colliding x
      JOIN colliding kept ON kept.entity = x.entity AND kept.place = 1
    WHERE x.place > 1 ORDER BY x.entity, x.place`.execute(db);
  return rows;
}

/**
 * Tells every opportunity of a line apart by another grain; answers how many that changed. Open ones first leave their
 * places, so that two may swap them.
 */
export async function rekey(db: Db, { lineId, grain }: Change): Promise<number> {
  await sql`UPDATE opportunities AS o SET grain_key = char(1) || o.id FROM cards c
    WHERE c.id = o.card_id AND o.line_id = ${lineId} AND o.status = 'open' AND o.grain_key <> ${keyIn(grain)}`.execute(
    db,
  );
  const { numAffectedRows } = await sql`UPDATE opportunities AS o SET grain_key = ${keyIn(grain)} FROM cards c
    WHERE c.id = o.card_id AND o.line_id = ${lineId} AND o.grain_key <> ${keyIn(grain)}`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
