import { PAGE_GROUPS } from '#domain/access';
import type { Db } from '#store/database';
import { DEMO_COMPANY } from './demo-catalogue.ts';
import { ACCOUNTS, type DemoTeam } from './demo-organisation.ts';

/** The password of every account that the sign-in page names. */
export const PASSWORD = 'switchyard-demo';

/** How many accounts can sign in: those of ACCOUNTS, one leader and one rep. */
export const SIGN_INS = ACCOUNTS.length + 2;

type Grant = { userId: string; role: string; scope: 'all' | 'subtree' | 'own' };

/** Gives everybody role and scope, and the six named accounts a password; `hashes` are the six passwords' hashes. */
export async function seedAccounts(
  db: Db,
  teams: readonly DemoTeam[],
  hashes: readonly string[],
  at: number,
): Promise<void> {
  const leads = teams.map((team) => `${team.unitId.replace('unit-', 'user-')}-lead`);
  const heads = [...new Set(teams.map((team) => `${team.regionId.replace('unit-', 'user-')}-head`))];
  const reps = teams.flatMap((team) => team.repIds);
  const grants: Grant[] = [
    ...ACCOUNTS.map(({ id, role, scope }) => ({ userId: id, role, scope })),
    ...[...leads, ...heads].map((userId) => ({ userId, role: 'leader', scope: 'subtree' as const })),
    ...reps.map((userId) => ({ userId, role: 'rep', scope: 'own' as const })),
  ];
  await give(db, grants);
  const named = [...ACCOUNTS.map((account) => account.id), leads[0] ?? '', reps[0] ?? ''];
  await db
    .updateTable('users')
    .set({ login: 'leader' })
    .where('id', '=', leads[0] ?? '')
    .execute();
  await db
    .updateTable('users')
    .set({ login: 'rep' })
    .where('id', '=', reps[0] ?? '')
    .execute();
  await db
    .insertInto('credentials')
    .values(
      named.map((userId, n) => ({ userId, passwordHash: hashes[n] ?? '', lockedUntil: null, changedAt: at })),
    )
    .execute();
  const settings = {
    'company.label': DEMO_COMPANY,
    'company.zone': 'Asia/Shanghai',
    'demo.accounts': { password: PASSWORD, accounts: await welcomeOf(db, named) },
  };
  await db
    .insertInto('settings')
    .values(Object.entries(settings).map(([key, value]) => ({ key, value: JSON.stringify(value) })))
    .execute();
}

async function give(db: Db, grants: readonly Grant[]): Promise<void> {
  for (const { userId, role, scope } of grants) {
    await db
      .insertInto('userRoles')
      .values({ userId, roleId: `role-${role}` })
      .execute();
    await db
      .insertInto('userScopes')
      .values(PAGE_GROUPS.map((pageGroup) => ({ userId, pageGroup, kind: scope, unitIds: '[]' })))
      .execute();
  }
}

/** The accounts as the sign-in page names them, in order. */
async function welcomeOf(db: Db, userIds: readonly string[]) {
  const rows = await db
    .selectFrom('users')
    .innerJoin('userRoles', 'userRoles.userId', 'users.id')
    .innerJoin('roles', 'roles.id', 'userRoles.roleId')
    .select(['users.id', 'users.login', 'users.name', 'roles.labelZh', 'roles.labelEn'])
    .where('users.id', 'in', [...userIds])
    .execute();
  return userIds.flatMap((id) =>
    rows
      .filter((row) => row.id === id)
      .map(({ login, name, labelZh, labelEn }) => ({ login, name, role: { zh: labelZh, en: labelEn } })),
  );
}
