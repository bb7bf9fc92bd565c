import type { Tries } from '#domain/access';
import type { Db } from './database.ts';

export type Credential = { userId: string; passwordHash: string };

/** How an active person with this login proves to be that person. */
export async function findCredential(db: Db, login: string): Promise<Credential | undefined> {
  return db
    .selectFrom('users')
    .innerJoin('credentials', 'credentials.userId', 'users.id')
    .select(['credentials.userId', 'passwordHash'])
    .where('login', '=', login)
    .where('status', '=', 'active')
    .executeTakeFirst();
}

const NONE: Tries = { failedCount: 0, lockedUntil: null, lastAt: null };

/** A login as it was typed, and the hash under which it is remembered where nobody has it. */
export type Typed = { login: string; loginHash: string };

/** The wrong tries for a login, whether anybody has it or not. */
export async function getTries(db: Db, { login, loginHash }: Typed): Promise<Tries> {
  const known = await findCredential(db, login);
  if (!known) return getUnknownTries(db, loginHash);
  return db
    .selectFrom('credentials')
    .select(['failedCount', 'lockedUntil', 'lastFailedAt as lastAt'])
    .where('userId', '=', known.userId)
    .executeTakeFirstOrThrow();
}

/** The wrong tries that are remembered under a hash alone: for logins that nobody has, and for recovery. */
export async function getUnknownTries(db: Db, loginHash: string): Promise<Tries> {
  const found = await db
    .selectFrom('unknownLogins')
    .select(['failedCount', 'lockedUntil', 'lastAt'])
    .where('loginHash', '=', loginHash)
    .executeTakeFirst();
  return found ?? NONE;
}

/** Keeps the wrong tries for a login; those for logins that nobody has go when `forgetBefore` has passed. */
export async function saveTries(
  db: Db,
  { login, loginHash }: Typed,
  tries: Tries,
  forgetBefore: number,
): Promise<void> {
  const { failedCount, lockedUntil, lastAt } = tries;
  const known = await findCredential(db, login);
  if (known) {
    await db
      .updateTable('credentials')
      .set({ failedCount, lockedUntil, lastFailedAt: lastAt })
      .where('userId', '=', known.userId)
      .execute();
    return;
  }
  await saveUnknownTries(db, loginHash, tries, forgetBefore);
}

/** Keeps the wrong tries that are remembered under a hash alone; older ones than `forgetBefore` go. */
export async function saveUnknownTries(
  db: Db,
  loginHash: string,
  { failedCount, lockedUntil, lastAt }: Tries,
  forgetBefore: number,
): Promise<void> {
  await db.deleteFrom('unknownLogins').where('lastAt', '<', forgetBefore).execute();
  const kept = { failedCount, lockedUntil, lastAt: lastAt ?? 0 };
  await db
    .insertInto('unknownLogins')
    .values({ loginHash, ...kept })
    .onConflict((conflict) => conflict.column('loginHash').doUpdateSet(kept))
    .execute();
}
