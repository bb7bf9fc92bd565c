import { DEFAULT_POLICY, isOutdated, PasswordPolicy } from '#domain/passwords';
import { getSetting } from './access.ts';
import type { Db } from './database.ts';

const POLICY_KEY = 'access.passwordPolicy';

/** What the company asks of passwords. */
export async function getPolicy(db: Db): Promise<PasswordPolicy> {
  return PasswordPolicy.safeParse(await getSetting(db, POLICY_KEY)).data ?? DEFAULT_POLICY;
}

export async function savePolicy(db: Db, policy: PasswordPolicy): Promise<void> {
  const value = JSON.stringify(policy);
  await db
    .insertInto('settings')
    .values({ key: POLICY_KEY, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** Whether somebody's password opens nothing but its own change: a first one, or one that grew too old. */
export async function mustChangePassword(db: Db, userId: string, now: number): Promise<boolean> {
  const found = await db
    .selectFrom('credentials')
    .select(['mustChange', 'changedAt'])
    .where('userId', '=', userId)
    .executeTakeFirst();
  if (!found) return false;
  return found.mustChange === 1 || isOutdated(await getPolicy(db), found.changedAt, now);
}

export type NewPassword = {
  readonly userId: string;
  readonly passwordHash: string;
  readonly at: number;
  /** Somebody else knows it: it has to be changed at the first sign-in. */
  readonly isFirst: boolean;
};

/** Gives somebody a password and forgets the wrong tries; inside a command. */
export async function savePassword(
  db: Db,
  { userId, passwordHash, at, isFirst }: NewPassword,
): Promise<void> {
  const kept = {
    passwordHash,
    changedAt: at,
    mustChange: isFirst ? 1 : 0,
    failedCount: 0,
    lockedUntil: null,
    lastFailedAt: null,
  };
  await db
    .insertInto('credentials')
    .values({ userId, ...kept })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(kept))
    .execute();
}

/** The hash of the code with which somebody may set a new password. */
export async function findRecoveryHash(db: Db, userId: string): Promise<string | undefined> {
  const found = await db
    .selectFrom('recoveryCodes')
    .select('codeHash')
    .where('userId', '=', userId)
    .executeTakeFirst();
  return found?.codeHash;
}

/** When somebody's recovery code was made; null where there is none. */
export async function recoveryMadeAt(db: Db, userId: string): Promise<number | null> {
  const found = await db
    .selectFrom('recoveryCodes')
    .select('madeAt')
    .where('userId', '=', userId)
    .executeTakeFirst();
  return found?.madeAt ?? null;
}

/** A new code takes the place of the last one. */
export async function saveRecoveryCode(
  db: Db,
  code: { userId: string; codeHash: string; madeAt: number },
): Promise<void> {
  await db
    .insertInto('recoveryCodes')
    .values(code)
    .onConflict((conflict) =>
      conflict.column('userId').doUpdateSet({ codeHash: code.codeHash, madeAt: code.madeAt }),
    )
    .execute();
}

export async function dropRecoveryCode(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('recoveryCodes').where('userId', '=', userId).execute();
}
