import type { Environment } from '#api/context';
import type { Layer1, Layer2 } from '#domain/attribution';
import { runJob } from '#jobs/run';
import { inCommand } from '#store/command';
import type { Db } from '#store/database';
import { queueJob } from '#store/jobs';
import type { Store } from '#store/open';
import { saveCase } from '#store/routing-cases';
import { replaceRules } from '#store/routing-rows';
import { insertDraft, insertRuleSet, publishVersion } from '#store/routing-versions';
import { PASSWORD, seedAccounts, SIGN_INS } from './demo-accounts.ts';
import { DAY, SIZES, seedCatalogue, seedOpportunities } from './demo-facts.ts';
import { seedGroupRules } from './demo-groups.ts';
import { seedHistory } from './demo-history.ts';
import { type DemoTeam, seedOrganisation } from './demo-organisation.ts';
import { seedPool } from './demo-pool.ts';
import { demoCases, demoRules } from './demo-rules.ts';
import { chanceFrom } from './random.ts';
import { seedTagging } from './demo-tagging.ts';
import { seedRoles } from './roles.ts';

const SEED = 20_261_122;
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
  const hashes = await Promise.all(Array.from({ length: SIGN_INS }, () => env.passwords.hash(PASSWORD)));
  await step('company', async (db) => {
    await seedRoles(db);
    const teams = await seedOrganisation(db, chance, today - 400 * DAY);
    await seedAccounts(db, teams, hashes, env.now());
    seedCatalogue(store.raw);
    await seedTagging(db, 'user-ops', today - 380 * DAY);
    await seedRuleSet(db, teams, today);
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
  await step('groups', (db) => seedGroupRules(db, env.now()));
  tell('pool');
  await step('pool', (db) => seedPool(db));
  await run(store, env, 'pool.sweep', {});
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

async function run(store: Store, env: Environment, kind: string, input: unknown): Promise<void> {
  const id = env.newId();
  await queueJob(store.db, { id, kind, input, actorId: 'system', at: env.now() });
  const ending = await runJob(store, env, id);
  if (ending?.status !== 'done')
    throw new Error(`The demo's ${kind} did not finish: ${JSON.stringify(ending)}`);
}

async function seedRuleSet(db: Db, teams: readonly DemoTeam[], today: number): Promise<void> {
  const at = today - 380 * DAY;
  const id = `${RULE_SET}-1`;
  const by = 'user-ops';
  await insertRuleSet(db, RULE_SET, {
    label: { zh: '商机流转总表', en: 'Main routing table' },
    lineId: null,
    approvalShare: 0.05,
  });
  await insertDraft(db, { id, ruleSetId: RULE_SET, createdBy: by, createdAt: at }, null);
  await replaceRules(db, { versionId: id, by, at }, demoRules(teams, today));
  for (const each of demoCases(teams))
    await saveCase(db, { ...each, ruleSetId: RULE_SET, createdBy: by, createdAt: at });
  await publishVersion(db, { id, note: '上线版本', publishedBy: by, publishedAt: at });
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
