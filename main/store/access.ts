import { seedRoles } from '#db/seeds/roles';
import { PAGE_GROUPS, type RowScope } from '#domain/access';
import { sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

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
  const roles = await listRolesOf(db, userId);
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

async function listRolesOf(db: Db, userId: string) {
  return db
    .selectFrom('userRoles')
    .innerJoin('roles', 'roles.id', 'userRoles.roleId')
    .select(['roles.labelZh', 'roles.labelEn', 'roles.permissions'])
    .where('userRoles.userId', '=', userId)
    .orderBy('roles.id')
    .execute();
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

/** Who a person is, for the corner of the window. */
export async function getPerson(db: Db, userId: string) {
  const user = await db
    .selectFrom('users')
    .select(['id', 'login', 'name'])
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return user && { ...user, roles: await listRolesOf(db, userId) };
}

export async function listUnits(db: Db) {
  return db
    .selectFrom('units')
    .leftJoin('users as leaders', 'leaders.id', 'units.leaderId')
    .select(['units.id', 'parentId', 'labelZh', 'labelEn', 'leaderId', 'leaders.name as leaderName'])
    .select((of) =>
      of
        .selectFrom('users')
        .select((people) => people.fn.countAll<number>().as('count'))
        .whereRef('users.unitId', '=', 'units.id')
        .where('users.status', '=', 'active')
        .$asScalar()
        .$notNull()
        .as('people'),
    )
    .orderBy('labelZh')
    .execute();
}

/** The users whom a scope shows, with their units and roles. */
export async function listUsers(db: Db, scope: RowScope) {
  const users = await db
    .selectFrom('users')
    .leftJoin('units', 'units.id', 'users.unitId')
    .select(['users.id', 'login', 'name', 'unitId', 'units.labelZh', 'units.labelEn', 'status'])
    .where(inScope(scope, 'users.id'))
    .orderBy('name')
    .orderBy('users.id')
    .execute();
  const roles = await db
    .selectFrom('userRoles')
    .innerJoin('roles', 'roles.id', 'userRoles.roleId')
    .select(['userId', 'labelZh', 'labelEn'])
    .orderBy('roles.id')
    .execute();
  return { users, roles: Map.groupBy(roles, (role) => role.userId) };
}

/** Whether the first start has yet to make its owner: nobody can sign in. */
export async function needsOwner(db: Db): Promise<boolean> {
  return (await db.selectFrom('credentials').select('userId').limit(1).executeTakeFirst()) === undefined;
}

export async function isLoginTaken(db: Db, login: string): Promise<boolean> {
  const found = await db.selectFrom('users').select('id').where('login', '=', login).executeTakeFirst();
  return found !== undefined;
}

export type NewOwner = { id: string; login: string; name: string; passwordHash: string; at: number };

/** The built-in roles, and one person who may do and see everything; inside a command. */
export async function saveOwner(db: Db, owner: NewOwner): Promise<void> {
  const { id, login, name, passwordHash, at } = owner;
  await seedRoles(db);
  await db
    .insertInto('users')
    .values({
      id,
      login,
      name,
      unitId: null,
      status: 'active',
      source: 'console',
      externalId: id,
      createdAt: at,
    })
    .execute();
  await db.insertInto('userRoles').values({ userId: id, roleId: 'role-owner' }).execute();
  await db
    .insertInto('userScopes')
    .values(PAGE_GROUPS.map((pageGroup) => ({ userId: id, pageGroup, kind: 'all' as const, unitIds: '[]' })))
    .execute();
  await db
    .insertInto('credentials')
    .values({ userId: id, passwordHash, lockedUntil: null, changedAt: at })
    .execute();
}

/** A setting's value, or undefined where it is not set. */
export async function getSetting(db: Db, key: string): Promise<unknown> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row && (JSON.parse(row.value) as unknown);
}
