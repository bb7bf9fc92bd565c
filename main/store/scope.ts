import type { Tables } from '#db/tables/index';
import type { Actor, PageGroup, Permission, RowScope } from '#domain/access';
import { rowsFor } from '#domain/rights';
import { type RawBuilder, sql, type SqlBool } from 'kysely';

/** Whose a row is: the column of the owner, for each table whose rows belong to somebody. */
export const OWNERS = {
  opportunities: 'ownerId',
  decisions: 'repId',
  attributions: 'repId',
  followUps: 'userId',
  absences: 'userId',
  groupMembers: 'userId',
  users: 'id',
  jobs: 'actorId',
} as const satisfies Partial<Record<keyof Tables, string>>;

/** A column that says whose a row is, by itself or of a named table; no other is held against a scope. */
export type OwnerColumn =
  | (typeof OWNERS)[keyof typeof OWNERS]
  | `${string}.${(typeof OWNERS)[keyof typeof OWNERS]}`;

/**
 * The condition that a row's owner (a column of user ids) is inside a scope; a row of nobody is only in 'all'.
 * The ids are one bound value, so that a scope of thousands is the same statement as one of two. `walk` is for rows that
 * are read in another order, each held against the scope as it comes.
 */
export function inScope(
  scope: RowScope,
  column: OwnerColumn,
  by: 'index' | 'walk' = 'index',
): RawBuilder<SqlBool> {
  if (scope.kind === 'all') return sql<SqlBool>`TRUE`;
  // A sign before the column keeps its index out of the plan (sqlite.org/optoverview.html, "+").
  const owner = by === 'walk' ? sql`+${sql.ref(column)}` : sql.ref(column);
  return sql<SqlBool>`${owner} IN (SELECT value FROM json_each(${JSON.stringify(scope.userIds)}))`;
}

/** What `decide` says of one row, as the condition for all rows of a table: both read `rowsFor`. */
export function toSql(
  actor: Pick<Actor, 'permissions' | 'scopes'>,
  permission: Permission,
  { pageGroup, table }: { readonly pageGroup: PageGroup; readonly table: keyof typeof OWNERS },
): RawBuilder<SqlBool> {
  return inScope(rowsFor(actor, permission, pageGroup), OWNERS[table]);
}
