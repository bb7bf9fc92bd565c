import { sql } from 'kysely';
import type { Db } from './database.ts';

export type Access = {
  name: string;
  permissions: string[];
  /** Page group → the users whose rows are visible. */
  scopes: Map<string, readonly string[] | 'all'>;
};

/** An active user's permissions (the union of the roles') and data scopes, resolved to user ids. */
export async function getAccess(db: Db, userId: string): Promise<Access | undefined> {
  const user = await db
    .selectFrom('users')
    .select(['name', 'unitId'])
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (!user) return undefined;
  const roles = await db
    .selectFrom('userRoles')
    .innerJoin('roles', 'roles.id', 'userRoles.roleId')
    .select('roles.permissions')
    .where('userRoles.userId', '=', userId)
    .execute();
  const rows = await db.selectFrom('userScopes').selectAll().where('userId', '=', userId).execute();
  const scopes = new Map<string, readonly string[] | 'all'>();
  for (const row of rows) {
    const unitIds =
      row.kind === 'chosen'
        ? (JSON.parse(row.unitIds) as string[])
        : user.unitId === null
          ? []
          : [user.unitId];
    scopes.set(
      row.pageGroup,
      row.kind === 'all'
        ? 'all'
        : row.kind === 'own'
          ? [userId]
          : await listPeople(db, unitIds, row.kind !== 'group'),
    );
  }
  return {
    name: user.name,
    permissions: [...new Set(roles.flatMap((role) => JSON.parse(role.permissions) as string[]))],
    scopes,
  };
}

/** The people of some units, with everybody below when `below` is set; those who left stay, for their rows do. */
async function listPeople(db: Db, unitIds: readonly string[], below: boolean): Promise<string[]> {
  const seeds = JSON.stringify(unitIds);
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE tree (id) AS (
      SELECT value FROM json_each(${seeds})
      UNION
      SELECT units.id FROM units JOIN tree ON units.parent_id = tree.id WHERE ${below ? 1 : 0} = 1
    )
    SELECT users.id FROM users JOIN tree ON users.unit_id = tree.id`.execute(db);
  return rows.map((row) => row.id);
}
