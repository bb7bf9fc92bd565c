import { type Expression, type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';

export type Slice = { readonly offset: number; readonly limit: number };
export type IdPage = { readonly ids: number[]; readonly total: number; readonly aside: unknown };

export type Listing = {
  /** A select of `id`, and of what the order and the aside name. */
  readonly hits: Expression<unknown>;
  readonly order: RawBuilder<unknown>;
  /** Set where finding the hits is the costly part: they are then found once, not once for each question about them. */
  readonly findOnce: boolean;
  /**
   * The same select as one that is walked in its order until the page is full, and how many rows it passes at most. It
   * is taken where hits are many: to find them all and sort them would cost more.
   */
  readonly walk?: { readonly hits: Expression<unknown>; readonly passes: RawBuilder<number> } | undefined;
  /** One more question about all of `hits`, answered as JSON text. */
  readonly aside?: RawBuilder<string>;
};

/** The ids of one slice in their order, how many hits there are in all, and the answer to the question aside. */
export async function listIds(db: Db, listing: Listing, slice: Slice): Promise<IdPage> {
  const { hits, order, findOnce, aside, walk } = listing;
  if (walk) {
    const total = await countHits(db, listing, walk.passes);
    return {
      ids: await idsOf(db, total.areMany ? walk.hits : hits, order, slice),
      total: total.hits,
      aside: null,
    };
  }
  const { rows } = await sql<{ total: number; ids: string; aside: string }>`
    WITH hits AS ${findOnce ? sql`MATERIALIZED` : sql`NOT MATERIALIZED`} ${hits}
    SELECT (SELECT count(*) FROM hits) AS total, (SELECT json_group_array(id) FROM (
      SELECT id FROM hits ORDER BY ${order} LIMIT ${slice.limit} OFFSET ${slice.offset})) AS ids,
      ${aside ?? sql`'null'`} AS aside`.execute(db);
  const { total, ids, aside: answer } = rows[0] ?? { total: 0, ids: '[]', aside: 'null' };
  return { total, ids: JSON.parse(ids) as number[], aside: JSON.parse(answer) as unknown };
}

/** Where fewer rows than one of so many are hits, a walk would pass too many others. */
const SPARSE = 200;

async function countHits(db: Db, { hits }: Listing, passes: RawBuilder<number>) {
  const { rows } = await sql<{ hits: number; passes: number }>`
    WITH hits AS NOT MATERIALIZED ${hits} SELECT (SELECT count(*) FROM hits) AS hits, ${passes} AS passes`.execute(
    db,
  );
  const { hits: found, passes: most } = rows[0] ?? { hits: 0, passes: 0 };
  return { hits: found, areMany: found * SPARSE > most };
}

async function idsOf(
  db: Db,
  hits: Expression<unknown>,
  order: RawBuilder<unknown>,
  { limit, offset }: Slice,
) {
  const { rows } = await sql<{ id: number }>`
    WITH hits AS NOT MATERIALIZED ${hits} SELECT id FROM hits ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Rows in the order of their ids; an id without a row is left out. */
export function inOrder<T extends { id: number }>(ids: readonly number[], rows: readonly T[]): T[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Ids as one bound value: the same statement for a page of two and one of five hundred. */
export function idList(ids: readonly number[]): RawBuilder<number> {
  return sql<number>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}
