import { inspect } from 'node:util';
import { contract, type OperationName } from '#contract/contract';
import { COLUMN_OF } from '#contract/columns';
import type { Operation } from '#contract/operation';
import { ALL_HIDDEN, ALL_PLAIN, type Columns } from '#domain/access';
import { runJob } from '#jobs/run';
import { sessionAs } from '#main';
import { inChunk } from '#store/command';
import { canariesIn, canaryCompany, classesIn } from '#support/canary-company';
import { fitting, type Known, remember } from '#support/payloads';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';

const operations = Object.entries(contract) as [OperationName, Operation][];
const ALL_MASKED: Columns = { phone: 'masked', money: 'masked', notes: 'masked' };

type Company = Awaited<ReturnType<typeof canaryCompany>>;

/** What is asked of operations that tell of customers, so that each tells all it has to tell. */
const asked = (it: Company): Partial<Record<OperationName, readonly unknown[]>> => ({
  'contacts.getOpportunity': [{ id: 1 }, { id: 3 }],
  'contacts.previewMerge': [{ keeperId: 1, loserId: 3 }],
  'contacts.listMerges': [{ opportunityId: 1 }],
  'contacts.checkCollision': [{ lineId: 'produce', contact: '13877665544' }],
  'orders.getOrder': [{ id: 1 }, { id: 2 }],
  'attribution.getBreakdown': [{ by: 'rep' }, { by: 'month' }],
  'attribution.explainOrder': [{ orderId: 1 }],
  'pool.getClock': [{ opportunityId: 3 }],
  'pool.previewTransfer': [{ opportunityIds: [1, 2, 3], groupId: it.groupId, userId: 'ann' }],
  'routing.explainDecision': [{ id: 1 }, { id: 2 }],
  'routing.explainWhyNot': [{ id: 1, groupId: it.groupId }],
  'routing.getTraffic': [{ versionId: it.versionId }],
  'routing.listMoved': [{ versionId: it.draftId }],
  'routing.previewGrain': [{ lineId: 'produce', grain: 'shop' }],
  'tagging.listTagsOf': [{ opportunityId: 1 }],
  'transfer.listRejects': [{ batchId: it.batchId }],
  'audit.getLife': [{ subject: 'opportunity:1' }, { subject: 'opportunity:3' }],
});

/** Those that tell somebody who sees all: where this list shrinks the test has lost its eyes. */
const TELLING: readonly OperationName[] = [
  'attribution.explainOrder',
  'attribution.getBreakdown',
  'attribution.getWaterfall',
  'attribution.listJudgements',
  'audit.getLife',
  'audit.getLine',
  'audit.listLines',
  'contacts.getOpportunity',
  'contacts.listCards',
  'contacts.listFollowUps',
  'contacts.listMerges',
  'contacts.listOpportunities',
  'contacts.previewMerge',
  'jobs.get',
  'jobs.list',
  'orders.getOrder',
  'orders.listOrders',
  'pool.getClock',
  'pool.listPool',
  'pool.previewTransfer',
  'routing.explainDecision',
  'routing.explainWhyNot',
  'routing.getTraffic',
  'routing.listDecisions',
  'routing.listMoved',
  'routing.listUnassigned',
  'tagging.listTagsOf',
  'transfer.listRejects',
];

const schemas = new Map(
  operations.map(([name, { input }]) => [
    name,
    z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
  ]),
);

/** Payloads for an operation: nothing, what is asked above, and what fits its schema and speaks of rows that are there. */
function payloads(it: Company, name: OperationName, known: Known, runs: number): unknown[] {
  const schema = schemas.get(name) as Parameters<typeof fitting>[0];
  const made = fc.sample(fitting(schema, known), { numRuns: runs, seed: 7 });
  return [{}, ...(asked(it)[name] ?? []), ...made];
}

/** Answers as 'eye', who sees every row; what the payload itself says is not told by the answer. */
async function leaksOf(it: Company, name: OperationName, payload: unknown): Promise<string[]> {
  const reply = await it.console.dispatch(
    { ...sessionAs('eye'), lastSeenAt: it.console.env.now() },
    name,
    payload,
  );
  const said = new Set(canariesIn(payload));
  return canariesIn(reply).filter((one) => !said.has(one));
}

/** Rows, by the names under which operations ask for them. */
async function knownIn(it: Company): Promise<Known> {
  const known: Known = new Map<string, unknown[]>([
    ['id', [1, 2, 3]],
    ['opportunityIds', [1, 2, 3]],
    ['reason', ['to call back']],
  ]);
  for (const name of [
    'jobs.list',
    'audit.listLines',
    'routing.listDecisions',
    'transfer.listBatches',
  ] as const)
    remember(known, await it.tell(name, {}));
  return known;
}

const seqs = async (it: Company) =>
  (await it.tell('audit.listLines', { limit: 500 })).rows.map(({ seq }) => seq);
const jobIds = async (it: Company) => (await it.tell('jobs.list', { limit: 500 })).rows.map(({ id }) => id);

test('no operation of the contract tells a masked or a hidden column, whatever it is asked', async () => {
  const it = await canaryCompany();
  await it.replay();
  const known = await knownIn(it);
  const rest = [
    ...(await seqs(it)).map((seq) => ['audit.getLine', { seq }] as const),
    ...(await jobIds(it)).map((id) => ['jobs.get', { id }] as const),
  ];
  const reads = operations.filter(([, { kind }]) => kind === 'read');
  const calls = [
    ...reads.flatMap(([name]) => payloads(it, name, known, 12).map((payload) => [name, payload] as const)),
    ...rest,
  ];
  const telling = new Set<OperationName>();
  for (const [name, payload] of calls) if ((await leaksOf(it, name, payload)).length > 0) telling.add(name);
  expect(TELLING.filter((name) => !telling.has(name))).toEqual([]);
  for (const columns of [ALL_MASKED, ALL_HIDDEN]) {
    await it.show(columns);
    for (const [name, payload] of calls)
      expect(await leaksOf(it, name, payload), `${name} ${inspect(payload)}`).toEqual([]);
  }
});

/** 'eye' comes back after a call that ended the account or gave it a first password. */
function stay({ console }: Company): void {
  inChunk(console.store, { operation: 'test', actorId: 'system', at: 0 }, () =>
    console.store.raw.exec(`UPDATE users SET status = 'active' WHERE id = 'eye' AND status <> 'active';
      UPDATE credentials SET must_change = 0; DELETE FROM settings WHERE key = 'access.passwordPolicy'`),
  );
}

test('nor does any that writes, nor the result of a job that it begins', async () => {
  const it = await canaryCompany();
  const known = await knownIn(it);
  await it.show(ALL_MASKED);
  const writes = operations.filter(([name, { kind }]) => kind === 'write' && name !== 'access.reveal');
  for (const [name] of writes)
    for (const payload of payloads(it, name, known, 4)) {
      expect(await leaksOf(it, name, payload), `${name} ${inspect(payload)}`).toEqual([]);
      stay(it);
      expect(await it.ask('contacts.listCards', {}, 'eye'), name).toMatchObject({ ok: true });
    }
  const { raw } = it.console.store;
  const queued = raw.prepare(`SELECT id FROM jobs WHERE status = 'queued'`).pluck().all() as string[];
  for (const id of queued) {
    await runJob(it.console.store, it.console.env, id);
    expect(await leaksOf(it, 'jobs.get', { id })).toEqual([]);
  }
  const rights = raw.prepare(`SELECT columns FROM roles WHERE id = 'eye'`).pluck().get();
  expect(rights).toBe(JSON.stringify(ALL_MASKED));
}, 180_000);

test('one class alone is closed, and the others stay as they are', async () => {
  const it = await canaryCompany();
  const told = async (columns: Columns) => {
    await it.show(columns);
    const answers = [
      await it.ask('contacts.getOpportunity', { id: 1 }, 'eye'),
      await it.ask('orders.getOrder', { id: 1 }, 'eye'),
    ];
    return classesIn(answers);
  };
  expect(await told(ALL_PLAIN)).toEqual(['phone', 'money', 'notes']);
  expect(await told({ ...ALL_PLAIN, phone: 'masked' })).toEqual(['money', 'notes']);
  expect(await told({ ...ALL_PLAIN, money: 'hidden' })).toEqual(['phone', 'notes']);
  expect(await told({ ...ALL_PLAIN, notes: 'masked' })).toEqual(['phone', 'money']);
});

/** Fields of an answer by their way, with the schema that they have; a schema inside itself is looked at once. */
function* fieldsIn(
  schema: z.ZodType,
  way: string,
  met = new Set<z.ZodType>(),
): Generator<[string, z.ZodType]> {
  yield [way, schema];
  if (met.has(schema) || COLUMN_OF.has(schema)) return;
  met.add(schema);
  if (schema instanceof z.ZodObject)
    for (const [key, field] of Object.entries(schema.shape)) yield* fieldsIn(field, `${way}.${key}`, met);
  if (schema instanceof z.ZodArray) yield* fieldsIn(schema.element as z.ZodType, way, met);
  if (schema instanceof z.ZodUnion)
    for (const option of schema.options) yield* fieldsIn(option as z.ZodType, way, met);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    yield* fieldsIn(schema.unwrap() as z.ZodType, way, met);
}

/** Refused as a whole to who does not see money in plain. */
const SUMS = new Set(['attribution.getWaterfall', 'attribution.getBreakdown', 'access.reveal']);

test('every field of an answer that is called like one of a class says of which class it is', () => {
  const unmarked = operations
    .filter(([name]) => !SUMS.has(name))
    .flatMap(([name, { output }]) => [...fieldsIn(output, name)])
    .filter(([way, schema]) => /\.(contact|amountMinor|\w+Minor)$/.test(way) && !COLUMN_OF.has(schema))
    .map(([way]) => way);
  expect(unmarked).toEqual([]);
});
