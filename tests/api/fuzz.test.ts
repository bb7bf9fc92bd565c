import { inspect, isDeepStrictEqual } from 'node:util';
import type { Session } from '#api/context';
import { handlers } from '#api/handlers';
import { contract, type OperationName } from '#contract/contract';
import type { Operation } from '#contract/operation';
import type { Reply } from '#contract/reply';
import { PERMISSIONS } from '#domain/access';
import { en } from '#i18n/errors.en';
import { zhCN } from '#i18n/errors.zh-cn';
import { runJob } from '#jobs/run';
import { inChunk } from '#store/command';
import { connect } from '#store/open';
import { placesIn } from '#store/places';
import { fillCrowd } from '#support/crowd';
import { checkOutput, type Desk, desk } from '#support/desk';
import { quickPasswords } from '#support/quick-passwords';
import { fitting, hostileValue, type Known, remember, spoilt, spoiltModel } from '#support/payloads';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

/** How many calls at least; another seed with FUZZ_SEED, to look further than every run does. */
const CALLS = 20_000;
const ROUNDS = 12;
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_122);

const operations = Object.entries(contract) as [OperationName, Operation][];
/** Operations of rooms whose handlers stand; the others join when they do. */
const standing = operations.filter(([name]) => Object.hasOwn(handlers, name));

const REP = '019a0000-0000-7000-8000-000000000001';

/** A small company where 'boss' may do and see everything, a rep may do everything on their own rows, 'nil' nothing. */
async function company(): Promise<Desk> {
  const reports: string[] = [];
  const it = await desk({
    passwords: quickPasswords,
    report: (traceId, operation, error) => reports.push(`${traceId} ${operation} ${inspect(error)}`),
  });
  onTestFinished(() => expect(reports).toEqual([]));
  const { raw } = it.console.store;
  fillCrowd(it.console.store, { cards: 40, followUps: 120, orders: 40 });
  raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users VALUES ('boss', 'boss', '老板', NULL, 'active', 't', 'boss', 0), ('second', 'second', '二', NULL, 'active', 't', 'second', 0), ('nil', 'nil', '无', 'unit-1', 'active', 't', 'nil', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('everything', '全部', '', '${JSON.stringify(PERMISSIONS)}');
    INSERT INTO user_roles (user_id, role_id) VALUES ('boss', 'everything'), ('second', 'everything'), ('${REP}', 'everything');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT u.value, g.value, 'all', '[]' FROM json_each('["boss","second"]') u, json_each('["contacts","routing","orders","attribution"]') g
      UNION ALL SELECT '${REP}', value, 'own', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
    INSERT INTO rule_sets VALUES ('rules', '总表', 'Main', NULL, NULL);
    DELETE FROM command_context`);
  return it;
}

/** Walks the main job once, so that payloads can speak of a file, a batch, a decision and a judgement that are there. */
async function liveIn(it: Desk, known: Known, models: Models): Promise<void> {
  const tell: Desk['tell'] = async (name, input) => {
    const value = await it.tell(name, input, 'boss');
    remember(known, value);
    models.set(name, [...(models.get(name) ?? []), input]);
    return value;
  };
  const text = 'name,code\n华东线,east\n,nameless\n';
  const { fileId } = await tell('transfer.startUpload', { name: 'lines.csv', size: Buffer.byteLength(text) });
  await tell('transfer.putChunk', { fileId, seq: 0, base64: Buffer.from(text).toString('base64') });
  await tell('transfer.finishUpload', { fileId });
  const { mapping } = await tell('transfer.inspectFile', { fileId, kind: 'lines', source: 'crm' });
  const batch = await tell('transfer.commitImport', { fileId, kind: 'lines', source: 'crm', mapping });
  await it.run(batch.jobId);
  const group = (await tell('routing.listGroups', {}))[0];
  if (!group) throw new Error('The crowd has no distribution group.');
  const members = [{ userId: REP, weight: 1, openCap: 20, isOn: true }];
  await tell('routing.saveGroup', {
    id: group.id,
    label: group.label,
    isOn: true,
    fallbackGroupId: null,
    members,
  });
  const { versionId } = await tell('routing.openDraft', { ruleSetId: 'rules' });
  const { version } = await tell('routing.listRules', { versionId });
  const rule = { id: 'rest', name: '其余', condition: { all: [] }, groupId: group.id, isOn: true, note: '' };
  const { revision } = await tell('routing.saveDraft', {
    versionId,
    revision: version.revision,
    rules: [rule],
  });
  await tell('routing.publishDraft', { versionId, revision, note: '' });
  await it.run((await tell('routing.runRouting', { ruleSetId: 'rules' })).jobId);
  const policy = await tell('attribution.openDraft', {});
  await tell('attribution.publishDraft', { versionId: policy.id, revision: policy.revision, note: '' });
  await it.run((await tell('attribution.runAttribution', {})).jobId);
  await liveWithRights(it, tell, models);
  for (const name of [
    'routing.listDecisions',
    'transfer.listBatches',
    'attribution.listJudgements',
    'jobs.list',
  ] as const)
    await tell(name, {});
}

/** Changes of rights that wait, a request of a rep, and a review. */
async function liveWithRights(it: Desk, tell: Desk['tell'], models: Models): Promise<void> {
  const give = (personId: string) =>
    ({ kind: 'grantRole', personId, roleId: 'everything', from: 5, to: 9_000_000_000_000 }) as const;
  await tell('access.propose', { changes: [give('nil')], reason: '换岗' });
  const later = { changes: [give('nil')], reason: '换岗', effectiveAt: 8_000_000_000_000, alone: true };
  const { id } = await tell('access.propose', later);
  await tell('access.withdrawProposal', { id });
  await tell('access.getProposal', { id });
  await tell('access.request', { changes: [give('boss')], reason: '支援' });
  const asked = await it.tell('access.request', { changes: [give(REP)], reason: '支援' }, REP);
  const { revision } = await tell('access.getPolicy', {});
  const decided = { id: asked.id, revision, decision: 'reject' } as const;
  models.set('access.decideProposal', [decided]);
  const started = { name: '季度', among: { kind: 'all' }, dueAt: 9_000_000_000_000 } as const;
  const review = await tell('access.startReview', started);
  const { list } = await tell('access.getReview', { id: review.id });
  const seqs = list.filter((item) => item.mayDecide).map((item) => item.seq);
  await tell('access.decideReviewItems', { seqs: seqs.slice(0, 2), decision: 'attest' });
  await tell('access.exportReview', { id: review.id, language: 'zh-CN' });
  models.set('access.endReview', [{ id: review.id }]);
}

function sessionOf(userId: string | null): Session {
  return { id: 'fuzz', userId, lastSeenAt: Date.now(), locked: false };
}

const schemas = new Map(
  operations.map(([name, { input }]) => [
    name,
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  ]),
);

const firstKnown = (): Known =>
  new Map<string, unknown[]>([
    ['id', [1, 2, 3, 'rules', 'boss', REP, 'line-1', 'unit-1']],
    ['ruleSetId', ['rules']],
    ['login', ['boss', 'rep1']],
    ['currency', ['CNY']],
    ['fromMonth', ['2026-03']],
  ]);

/** The latest payloads that an operation took, by its name. */
type Models = Map<OperationName, unknown[]>;

function payloadsFor(name: OperationName, known: Known, models: Models): fc.Arbitrary<unknown> {
  const schema = schemas.get(name) as Parameters<typeof fitting>[0];
  return fc.oneof(
    { weight: 4, arbitrary: fitting(schema, known) },
    { weight: 4, arbitrary: spoilt(schema, known) },
    { weight: 2, arbitrary: spoiltModel(models.get(name) ?? []) },
    { weight: 1, arbitrary: hostileValue },
  );
}

/** What is wrong with a reply, or undefined: typed, worded in both languages, as the contract says, and JSON. */
function faultOf(name: OperationName, reply: Reply): string | undefined {
  if (reply.ok) {
    try {
      checkOutput(name, reply.value);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }
  const { code, params } = reply.error;
  if (code === 'api.unexpected') return code;
  for (const words of [en, zhCN]) {
    if (!Object.hasOwn(words, code)) return `${code} has no words`;
    const text = (words[code] as (params: unknown) => string)(params);
    if (/undefined|NaN|\[object/.test(text)) return `${code} reads “${text}”`;
  }
  return undefined;
}

test('no payload, however malformed, large or hostile, breaks anything or changes a row that it was refused', async () => {
  const it = await company();
  const { store } = it.console;
  const watcher = connect(placesIn(it.console.home).db);
  onTestFinished(watcher.close);
  /** Moves whenever anybody else commits. */
  const version = () => watcher.raw.pragma('data_version', { simple: true });
  /** The first look of a person by a permission on a day is noted, once (main/api/rights-use.ts). */
  const looksNoted = () =>
    watcher.raw.prepare('SELECT count(*) FROM permission_uses').pluck().get() as number;
  let looks = looksNoted();
  const isFirstLook = () => looksNoted() === looks + 1;
  const known = firstKnown();
  const models: Models = new Map();
  await liveIn(it, known, models);
  const accepted = new Set<OperationName>();
  const perCall = Math.ceil(CALLS / standing.length / ROUNDS);
  let calls = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, { kind }] of standing) {
      revive(it);
      const payloads = fc.sample(payloadsFor(name, known, models), {
        numRuns: perCall,
        seed: SEED + round * 1000 + name.length,
      });
      for (const [index, payload] of payloads.entries()) {
        const as = index % 12 === 0 ? null : (['boss', 'system', REP][index % 3] ?? null);
        const before = version();
        const reply = await it.console.dispatch(sessionOf(as), name, payload);
        calls += 1;
        const fault = faultOf(name, reply);
        if (fault !== undefined)
          throw new Error(
            `${name} as ${String(as)}: ${fault}\n${inspect(payload, { depth: 8 }).slice(0, 3000)}`,
          );
        const mayWrite = reply.ok && kind === 'write';
        expect(mayWrite || version() === before || isFirstLook(), `${name} wrote`).toBe(true);
        looks = looksNoted();
        if (reply.ok) remember(known, reply.value);
        if (reply.ok) accepted.add(name);
      }
    }
    await runEveryJob(it);
  }
  const reach = `${accepted.size} of ${operations.length} operations took one`;
  globalThis.console.info(`${calls} payloads; ${reach}`);
  // Otherwise the payloads were refused at the door and nothing behind it was tried.
  expect(accepted.size).toBeGreaterThan(0.8 * standing.length);
  expect(calls).toBeGreaterThanOrEqual(CALLS);
  expect(store.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(store.raw.pragma('foreign_key_check')).toEqual([]);
  expect(store.raw.prepare('SELECT count(*) FROM command_context').pluck().get()).toBe(0);
  expect(await it.tell('audit.verify', {})).toMatchObject({ ok: true });
}, 240_000);

/** The one who asks as 'boss' comes back after a call that ended the account or gave it a first password. */
function revive({ console }: Desk): void {
  inChunk(console.store, { operation: 'test', actorId: 'system', at: 0 }, () =>
    console.store.raw.exec(`UPDATE users SET status = 'active' WHERE status <> 'active' AND id IN ('boss', '${REP}');
      UPDATE credentials SET must_change = 0; DELETE FROM settings WHERE key = 'access.passwordPolicy'`),
  );
}

/** Jobs that fuzzed commands queued end like any other: done, or with a refusal by name. */
async function runEveryJob({ console }: Desk): Promise<void> {
  const queued = console.store.raw
    .prepare(`SELECT id FROM jobs WHERE status = 'queued'`)
    .pluck()
    .all() as string[];
  for (const id of queued) {
    const ending = await runJob(console.store, console.env, id);
    expect(ending).not.toMatchObject({ code: 'api.unexpected' });
  }
}

/** Every list in an answer, however deep. */
function listsIn(value: unknown): unknown[][] {
  if (Array.isArray(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listsIn) : [];
}

test('somebody without a role is refused everything that needs one, and sees no row of the rest', async () => {
  const it = await company();
  const nobody = { ok: false, error: { code: 'api.notSignedIn', params: {} } };
  for (const [name, { needs }] of operations) {
    if (needs === 'nobody' || (needs === 'signedIn' && !Object.hasOwn(handlers, name))) continue;
    const payloads = fc.sample(payloadsFor(name, firstKnown(), new Map()), { numRuns: 12, seed: SEED });
    for (const payload of [{}, ...payloads]) {
      expect(await it.console.dispatch(sessionOf(null), name, payload)).toEqual(nobody);
      const reply = await it.console.dispatch(sessionOf('nil'), name, payload);
      expect(leakOf(name, reply), `${name} ${inspect(payload)}`).toBeUndefined();
    }
  }
});

/** What answers with nothing but the console's own words, and who asks: tests/api/default-deny.test.ts names why. */
const OWN: ReadonlySet<string> = new Set(['access.getMyRights']);

/** What somebody without a role got that they should not have; undefined when there is nothing. */
function leakOf(name: OperationName, reply: Reply): unknown {
  const { needs, kind } = contract[name];
  const refused = { ok: false, error: { code: 'api.notPermitted', params: { needs } } };
  if (needs !== 'signedIn') return isDeepStrictEqual(reply, refused) ? undefined : reply;
  return reply.ok && kind === 'read' && !OWN.has(name) ? listsIn(reply.value).flat()[0] : undefined;
}

test('a locked window is refused everything that needs somebody, whatever is sent', async () => {
  const it = await company();
  for (const [name, { needs }] of operations) {
    if (needs === 'nobody') continue;
    const session = { ...sessionOf('boss'), locked: true };
    expect(await it.console.dispatch(session, name, {}), name).toEqual({
      ok: false,
      error: { code: 'api.locked', params: {} },
    });
    const idle = { ...sessionOf('boss'), lastSeenAt: Date.now() - 31 * 60_000 };
    expect(await it.console.dispatch(idle, name, {}), name).toMatchObject({ error: { code: 'api.locked' } });
  }
});
