import type { RowScope } from '#domain/access';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

export type Absence = { id: string; userId: string; fromAt: number; toAt: number; reason: string };

/** Absences that are not over at a moment, of people in scope, the earliest first. */
export async function listAbsences(
  db: Db,
  scope: RowScope,
  at: number,
): Promise<(Absence & { userName: string })[]> {
  return db
    .selectFrom('absences as a')
    .innerJoin('users as u', 'u.id', 'a.userId')
    .select(['a.id', 'a.userId', 'u.name as userName', 'a.fromAt', 'a.toAt', 'a.reason'])
    .where('a.toAt', '>', at)
    .where(inScope(scope, 'a.userId'))
    .orderBy('a.fromAt')
    .orderBy('a.id')
    .execute();
}

/** Writes one absence, new or in place of the one with its id; inside a command. */
export async function saveAbsence(db: Db, absence: Absence): Promise<void> {
  const { userId, fromAt, toAt, reason } = absence;
  await db
    .insertInto('absences')
    .values(absence)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ userId, fromAt, toAt, reason }))
    .execute();
}

export async function findAbsence(db: Db, id: string): Promise<Absence | undefined> {
  return db.selectFrom('absences').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The first other absence of somebody that shares time with one. */
export async function findOverlap(
  db: Db,
  { id, userId, fromAt, toAt }: Omit<Absence, 'reason'>,
): Promise<Absence | undefined> {
  return db
    .selectFrom('absences')
    .selectAll()
    .where('userId', '=', userId)
    .where('id', '<>', id)
    .where('fromAt', '<', toAt)
    .where('toAt', '>', fromAt)
    .orderBy('fromAt')
    .limit(1)
    .executeTakeFirst();
}

export async function removeAbsence(db: Db, id: string): Promise<void> {
  await db.deleteFrom('absences').where('id', '=', id).execute();
}
