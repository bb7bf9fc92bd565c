import type { RowScope } from '#domain/access';
import { type RawBuilder, sql, type SqlBool } from 'kysely';

/**
 * The condition that a row's owner (a column of user ids) is inside a scope; a row of nobody is only in 'all'.
 * The ids are one bound value, so that a scope of thousands is the same statement as one of two.
 */
export function inScope(scope: RowScope, column: string): RawBuilder<SqlBool> {
  if (scope.kind === 'all') return sql<SqlBool>`TRUE`;
  return sql<SqlBool>`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(scope.userIds)}))`;
}
