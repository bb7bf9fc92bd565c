import { seedRoles } from '#db/seeds/roles';
import type { Tables } from '#db/tables/index';
import { PAGE_GROUPS, type RowScope } from '#domain/access';
import { type Rights, resolveRights } from '#domain/rights';
import type { ExpressionBuilder } from 'kysely';
import { loadPolicy } from './access-policy.ts';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** What an active user may do and see at a moment: permissions and data scopes, resolved to user ids. */
export async function getAccess(db: Db, userId: string, at: number): Promise<Rights | undefined> {
  return resolveRights(await loadPolicy(db), userId, at);
}

async function listRolesOf(db: Db, userId: string, at: number) {
  return db
    .selectFrom('userRoles')
    .innerJoin('roles', 'roles.id', 'userRoles.roleId')
    .select(['roles.labelZh', 'roles.labelEn'])
    .where('userRoles.userId', '=', userId)
    .where(inForce(at))
    .groupBy('roles.id')
    .orderBy('roles.id')
    .execute();
}

/** Whether a role is given at a moment. */
const inForce = (at: number) => (where: ExpressionBuilder<Tables, 'userRoles'>) =>
  where.and([
    where('userRoles.fromAt', '<=', at),
    where.or([where('userRoles.toAt', 'is', null), where('userRoles.toAt', '>', at)]),
  ]);

/** Who a person is, for the corner of the window. */
export async function getPerson(db: Db, userId: string, at: number) {
  const user = await db
    .selectFrom('users')
    .select(['id', 'login', 'name'])
    .where('id', '=', userId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return user && { ...user, roles: await listRolesOf(db, userId, at) };
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
export async function listUsers(db: Db, scope: RowScope, at: number) {
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
    .where(inForce(at))
    .groupBy(['userId', 'roles.id'])
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
