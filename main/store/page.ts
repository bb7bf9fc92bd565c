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
  /** One more question about all of `hits`, answered as JSON text. */
  readonly aside?: RawBuilder<string>;
};

/** The ids of one slice in their order, how many hits there are in all, and the answer to the question aside. */
export async function listIds(db: Db, listing: Listing, slice: Slice): Promise<IdPage> {
  const { hits, order, findOnce, aside } = listing;
  const { rows } = await sql<{ total: number; ids: string; aside: string }>`
    WITH hits AS ${findOnce ? sql`MATERIALIZED` : sql`NOT MATERIALIZED`} ${hits}
    SELECT (SELECT count(*) FROM hits) AS total, (SELECT json_group_array(id) FROM (
      SELECT id FROM hits ORDER BY ${order} LIMIT ${slice.limit} OFFSET ${slice.offset})) AS ids,
      ${aside ?? sql`'null'`} AS aside`.execute(db);
  const { total, ids, aside: answer } = rows[0] ?? { total: 0, ids: '[]', aside: 'null' };
  return { total, ids: JSON.parse(ids) as number[], aside: JSON.parse(answer) as unknown };
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
