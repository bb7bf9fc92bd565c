import type { RowScope } from '#domain/access';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

/** The words of the trigger that keeps a company from losing its last owner. */
const LAST_OWNER = 'the last owner stays';

/** Whether a statement failed because it would have taken the company's last owner away. */
export function isLastOwnerFailure(error: unknown): boolean {
  return error instanceof Error && error.message.includes(LAST_OWNER);
}

/** The people who are owners, are active, and can sign in. */
export async function listOwnerIds(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('userRoles')
    .innerJoin('users', 'users.id', 'userRoles.userId')
    .innerJoin('credentials', 'credentials.userId', 'users.id')
    .select('users.id')
    .where('roleId', '=', 'role-owner')
    .where('toAt', 'is', null)
    .where('status', '=', 'active')
    .execute();
  return rows.map((row) => row.id);
}

/** Everybody whom a scope shows, with how they sign in. */
export async function listAccounts(db: Db, scope: RowScope) {
  return db
    .selectFrom('users')
    .leftJoin('units', 'units.id', 'users.unitId')
    .leftJoin('credentials', 'credentials.userId', 'users.id')
    .select([
      'users.id',
      'login',
      'name',
      'status',
      'units.labelZh',
      'units.labelEn',
      'changedAt',
      'mustChange',
      'lockedUntil',
    ])
    .where(inScope(scope, 'users.id'))
    .orderBy('name')
    .orderBy('users.id')
    .execute();
}

export type NewPerson = { id: string; login: string; name: string; unitId: string | null; at: number };

/** One person without role or data scope, who therefore sees nothing yet; inside a command. */
export async function savePerson(db: Db, { id, login, name, unitId, at }: NewPerson): Promise<void> {
  await db
    .insertInto('users')
    .values({ id, login, name, unitId, status: 'active', source: 'console', externalId: id, createdAt: at })
    .execute();
}

/** A person, whatever their state; undefined where there is none. */
export async function findPerson(db: Db, id: string) {
  return db
    .selectFrom('users')
    .select(['id', 'login', 'name', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function isUnit(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom('units').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

export async function setStatus(db: Db, id: string, status: 'active' | 'left'): Promise<void> {
  await db.updateTable('users').set({ status }).where('id', '=', id).execute();
}
