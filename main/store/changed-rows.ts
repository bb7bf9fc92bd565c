import type { RowScope } from '#domain/access';
import { type Expression, type RawBuilder, sql, type SqlBool } from 'kysely';
import { isCardSeen } from './contacts.ts';
import type { Db } from './database.ts';
import { isOrderSeen } from './orders.ts';
import { inScope } from './scope.ts';

/** The kinds of rows of which examples are listed. */
export const LISTED_KINDS = ['opportunities', 'routed', 'cards', 'orders'] as const;

/** Rows of a kind that one scope shows and another does not, of those that the one who asks sees. */
export type Between = {
  readonly kind: (typeof LISTED_KINDS)[number];
  readonly shown: RowScope;
  readonly hidden: RowScope;
  readonly seen: RowScope;
};

type Example = { id: number; text: string; owner: string | null };

/** Some of the rows that one scope shows and another does not, the newest first. */
export async function listRowsBetween(
  db: Db,
  between: Between,
  { offset, limit }: { offset: number; limit: number },
): Promise<Example[]> {
  const { what, is, id } = partsOf(between);
  const { rows } =
    await sql<Example>`${what} WHERE ${is(between.shown)} AND (${is(between.hidden)}) IS NOT TRUE
    AND ${is(between.seen)} ORDER BY ${sql.ref(id)} DESC LIMIT ${limit} OFFSET ${offset}`.execute(db);
  return rows;
}

function partsOf({ kind, seen }: Between): {
  id: string;
  what: RawBuilder<unknown>;
  is: (scope: RowScope) => Expression<SqlBool>;
} {
  switch (kind) {
    case 'opportunities':
    case 'routed':
      return {
        id: 'opportunities.id',
        what: sql`SELECT opportunities.id, title AS text, iif(${inScope(seen, 'ownerId')}, users.name, NULL) AS owner
          FROM opportunities LEFT JOIN users ON users.id = owner_id`,
        is: (scope) => inScope(scope, 'ownerId'),
      };
    case 'cards':
      return {
        id: 'cards.id',
        what: sql`SELECT id, coalesce(nullif(name, ''), company) AS text, NULL AS owner FROM cards`,
        is: (scope) => isCardSeen(scope, 'cards.id'),
      };
    case 'orders':
      return {
        id: 'orders.id',
        what: sql`SELECT id, external_id AS text, NULL AS owner FROM orders`,
        is: (scope) => isOrderSeen(scope),
      };
  }
}
