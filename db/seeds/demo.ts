import type { Environment } from '#api/context';
import { PAGE_GROUPS } from '#domain/access';
import type { Layer1, Layer2 } from '#domain/attribution';
import { runJob } from '#jobs/run';
import { inCommand } from '#store/command';
import type { Db } from '#store/database';
import { queueJob } from '#store/jobs';
import type { Store } from '#store/open';
import { insertDraft, insertRuleSet, publishVersion, replaceRules } from '#store/routing-rules';
import { DEMO_COMPANY } from './demo-catalogue.ts';
import { DAY, SIZES, seedCatalogue, seedOpportunities } from './demo-facts.ts';
import { seedHistory } from './demo-history.ts';
import { ACCOUNTS, type DemoTeam, seedOrganisation } from './demo-organisation.ts';
import { demoRules } from './demo-rules.ts';
import { chanceFrom } from './random.ts';
import { seedRoles } from './roles.ts';

const SEED = 20_261_122;
const PASSWORD = 'switchyard-demo';
const RULE_SET = 'ruleset-main';

/**
 * Makes the demo company in an empty, migrated store: organisation, catalogue, rules, a year of opportunities routed by
 * the real run, what the reps did, orders judged by the real run, and the last two days' opportunities still waiting.
 * The same seed and the same day give the same company. `tell` hears one line a step.
 */
export async function seedDemo(store: Store, env: Environment, tell: (line: string) => void): Promise<void> {
  const chance = chanceFrom(SEED);
  const today = Math.floor(env.now() / DAY) * DAY;
  const step = async <T>(name: string, work: (db: Db) => Promise<T> | T): Promise<T> => {
    const command = {
      operation: `seed.${name}`,
      actorId: 'system',
      at: env.now(),
      sha256: env.sha256,
      noted: { subject: 'demo', detail: null },
    };
    const { value, end } = await inCommand(store, command, work);
    env.anchor.write(end);
    return value;
  };
  tell('organisation');
  const hashes = await Promise.all(ACCOUNTS_AND_TWO.map(() => env.passwords.hash(PASSWORD)));
  await step('company', async (db) => {
    await seedRoles(db);
    const teams = await seedOrganisation(db, chance, today - 400 * DAY);
    await seedAccounts(db, teams, hashes, env.now());
    seedCatalogue(store.raw);
    await seedRuleSet(db, teams, today - 380 * DAY);
    await seedPolicy(db, today - 380 * DAY);
  });
  tell('opportunities');
  const past = SIZES.opportunities - SIZES.waiting;
  await step('opportunities', () =>
    seedOpportunities(store.raw, chance, 0, past, today - 360 * DAY, today - 2 * DAY),
  );
  // Decided when those two days began, so that the log reads like a log.
  await run(store, { ...env, now: () => today - 2 * DAY }, 'routing.run', {
    ruleSetId: RULE_SET,
    retryUnassigned: false,
  });
  tell('history');
  await step('history', () => seedHistory(store.raw, chance, env.now()));
  await step('waiting', () =>
    seedOpportunities(store.raw, chance, past, SIZES.waiting, today - 2 * DAY, env.now() - DAY / 2),
  );
  await step('caps', (db) => capOneTeam(db));
  tell('attribution');
  await run(store, env, 'attribution.run', {});
  store.raw.pragma('optimize = 0x10002');
}

/** One team takes at most a few more each, so that the next run shows a full group and its named reason. */
async function capOneTeam(db: Db): Promise<void> {
  const members = await db
    .selectFrom('groupMembers')
    .select(['id', 'userId'])
    .where('groupId', '=', 'group-south-grain')
    .execute();
  for (const { id, userId } of members) {
    const { open } = await db
      .selectFrom('opportunities')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('ownerId', '=', userId)
      .where('status', '=', 'open')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('groupMembers')
      .set({ openCap: open + 8 })
      .where('id', '=', id)
      .execute();
  }
}

/** The four accounts of ACCOUNTS, and one leader and one rep of the first team. */
const ACCOUNTS_AND_TWO = [...ACCOUNTS.map((account) => account.login), 'leader', 'rep'];

async function run(store: Store, env: Environment, kind: string, input: unknown): Promise<void> {
  const id = env.newId();
  await queueJob(store.db, { id, kind, input, actorId: 'system', at: env.now() });
  const ending = await runJob(store, env, id);
  if (ending?.status !== 'done')
    throw new Error(`The demo's ${kind} did not finish: ${JSON.stringify(ending)}`);
}

async function seedAccounts(
  db: Db,
  teams: readonly DemoTeam[],
  hashes: readonly string[],
  at: number,
): Promise<void> {
  const team = teams[0];
  const leaderId = `${team?.unitId.replace('unit-', 'user-') ?? ''}-lead`;
  const repId = team?.repIds[0] ?? '';
  await db.updateTable('users').set({ login: 'leader' }).where('id', '=', leaderId).execute();
  await db.updateTable('users').set({ login: 'rep' }).where('id', '=', repId).execute();
  const accounts = [
    ...ACCOUNTS.map(({ id, login, role, scope }) => ({
      id,
      login,
      role,
      scope: scope as 'all' | 'subtree' | 'own',
    })),
    { id: leaderId, login: 'leader', role: 'leader', scope: 'subtree' as const },
    { id: repId, login: 'rep', role: 'rep', scope: 'own' as const },
  ];
  const shown = [];
  for (const [index, account] of accounts.entries()) {
    await db
      .insertInto('userRoles')
      .values({ userId: account.id, roleId: `role-${account.role}` })
      .execute();
    await db
      .insertInto('credentials')
      .values({ userId: account.id, passwordHash: hashes[index] ?? '', lockedUntil: null, changedAt: at })
      .execute();
    for (const pageGroup of PAGE_GROUPS)
      await db
        .insertInto('userScopes')
        .values({ userId: account.id, pageGroup, kind: account.scope, unitIds: '[]' })
        .execute();
    const { name } = await db
      .selectFrom('users')
      .select('name')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow();
    const role = await db
      .selectFrom('roles')
      .select(['labelZh', 'labelEn'])
      .where('id', '=', `role-${account.role}`)
      .executeTakeFirstOrThrow();
    shown.push({ login: account.login, name, role: { zh: role.labelZh, en: role.labelEn } });
  }
  const settings = {
    'company.label': DEMO_COMPANY,
    'company.zone': 'Asia/Shanghai',
    'demo.accounts': { password: PASSWORD, accounts: shown },
  };
  for (const [key, value] of Object.entries(settings))
    await db
      .insertInto('settings')
      .values({ key, value: JSON.stringify(value) })
      .execute();
}

async function seedRuleSet(db: Db, teams: readonly DemoTeam[], at: number): Promise<void> {
  const id = `${RULE_SET}-1`;
  const by = 'user-ops';
  await insertRuleSet(db, RULE_SET, { zh: '商机流转总表', en: 'Main routing table' });
  await insertDraft(db, { id, ruleSetId: RULE_SET, createdBy: by, createdAt: at }, null);
  await replaceRules(db, id, demoRules(teams));
  await publishVersion(db, { id, ruleSetId: RULE_SET, note: '上线版本', publishedBy: by, publishedAt: at });
}

/** Thirty days, last touch, calls of at least 15 seconds; each line may sell its own categories, and no other. */
async function seedPolicy(db: Db, at: number): Promise<void> {
  const layer1: Layer1 = {
    windowDays: 30,
    winner: 'last',
    channels: [],
    minCallSeconds: 15,
    excludedOutcomes: ['未接通'],
    maxRecordingDelayHours: 72,
  };
  const own = await db
    .selectFrom('products')
    .innerJoin('businessLines', 'businessLines.id', 'products.lineId')
    .select(['lineId', 'categoryId', 'businessLines.labelZh as name'])
    .distinct()
    .execute();
  const lines = Map.groupBy(own, (row) => row.lineId ?? '');
  const layer2: Layer2 = {
    rules: [...lines].map(([lineId, rows]) => ({
      id: `eligible-${lineId}`,
      name: `${rows[0]?.name ?? lineId}只计本线品类`,
      lineIds: [lineId],
      categoryIds: rows.map((row) => row.categoryId),
      from: null,
      to: null,
    })),
  };
  await db
    .insertInto('policyVersions')
    .values({
      id: 'policy-1',
      number: 1,
      status: 'published',
      layer1: JSON.stringify(layer1),
      layer2: JSON.stringify(layer2),
      note: '上线版本',
      revision: 1,
      createdBy: 'user-finance',
      createdAt: at,
      publishedBy: 'user-finance',
      publishedAt: at,
    })
    .execute();
}
