import type { RowScope } from '#domain/access';
import type { Routable } from '#domain/routing';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { inForce } from './routing-in-force.ts';
import { inScope } from './scope.ts';

export type TrafficFilter = {
  readonly scope: RowScope;
  /** The line of a rule set that has one; null: the lines that no other set in force has to itself. */
  readonly lineId: string | null;
  readonly since: number;
  readonly at: number;
  readonly limit: number;
};

/** The latest opportunities that a rule set takes, the newest first, as rules read them. */
export async function listTraffic(
  db: Db,
  { scope, lineId, since, at, limit }: TrafficFilter,
): Promise<Routable[]> {
  const lines =
    lineId === null
      ? sql`line_id NOT IN (SELECT s.line_id FROM rule_sets s WHERE s.line_id IS NOT NULL AND ${inForce('s.id', at)} IS NOT NULL)`
      : sql`line_id = ${lineId}`;
  const { rows } = await sql<Omit<Routable, 'isOpen'> & { status: string }>`
    SELECT attributes, line_id, source, amount_minor, currency, created_at, status FROM opportunities
    WHERE created_at >= ${since} AND ${lines} AND ${inScope(scope, 'ownerId')}
    ORDER BY created_at DESC, id DESC LIMIT ${limit}`.execute(db);
  return rows.map(({ status, ...row }) => ({ ...row, isOpen: status === 'open' }));
}

/** The rules of a version that are on. */
export async function listRuleIdsOn(db: Db, versionId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('routingRules')
    .select('id')
    .where('versionId', '=', versionId)
    .where('isOn', '=', 1)
    .execute();
  return rows.map(({ id }) => id);
}
