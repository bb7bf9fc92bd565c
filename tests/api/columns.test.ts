import type { InputOf, OperationName } from '#contract/contract';
import { ALL_HIDDEN, ALL_PLAIN, type ColumnClass, type Columns } from '#domain/access';
import { runJob } from '#jobs/run';
import { canaryCompany } from '#support/canary-company';
import { expect, test } from 'vitest';

const MASKED: Columns = { phone: 'masked', money: 'masked', notes: 'masked' };
const closed = (column: ColumnClass, does: string) => ({
  ok: false,
  error: { code: 'access.columnClosed', params: { column, does } },
});

type Company = Awaited<ReturnType<typeof canaryCompany>>;
const isBig = { op: 'between', attribute: 'amount', min: 1, max: null } as const;

/** Each clause with what would tell of a class by it. */
const clauses = (it: Company) => {
  const ask =
    <K extends OperationName>(name: K, input: InputOf<K>) =>
    () =>
      it.ask(name, input, 'eye');
  const tag = { id: 't', name: 't', isOn: true, condition: isBig, expiresAfterDays: null } as const;
  const rules = [{ ...tag, effect: { kind: 'tag', attribute: 'needs', code: 'price' } as const }];
  return {
    'phone search': [
      ask('contacts.listCards', { search: '7766' }),
      ask('contacts.listOpportunities', { search: '138 7766' }),
      ask('contacts.listFollowUps', { search: 'canary.person@' }),
      ask('orders.listOrders', { search: '13877665544' }),
      ask('pool.listPool', { search: '9911' }),
    ],
    'phone group': [ask('routing.previewGrain', { lineId: 'produce', grain: 'shop' })],
    'money sort': [
      ask('contacts.listOpportunities', { sort: '-amount' }),
      ask('orders.listOrders', { sort: 'amount' }),
      ask('pool.listPool', { sort: '-amount' }),
    ],
    'money filter': [ask('orders.listOrders', { refunded: true })],
    'money sum': [ask('attribution.getWaterfall', {}), ask('attribution.getBreakdown', { by: 'rep' })],
    'money condition': [
      ask('contacts.listOpportunities', { condition: { all: [{ not: isBig }] } }),
      ask('tagging.dryRun', { rules }),
      ask('tagging.saveRules', { revision: 1, rules }),
      ask('routing.startReplay', { versionId: it.versionId, revision: 2 }),
    ],
    'money export': [ask('attribution.exportReport', { format: 'csv', language: 'en' })],
    'phone export': [ask('transfer.exportRejects', { batchId: it.batchId, language: 'en' })],
  };
};

test('what would tell of a masked or hidden column is refused in every clause, and asked in plain it is answered', async () => {
  const it = await canaryCompany();
  for (const columns of [MASKED, ALL_HIDDEN]) {
    await it.show(columns);
    for (const [name, asks] of Object.entries(clauses(it))) {
      const [column, does] = name.split(' ') as [ColumnClass, string];
      for (const ask of asks) expect(await ask(), name).toEqual(closed(column, does));
    }
  }
  await it.show(ALL_PLAIN);
  for (const [name, asks] of Object.entries(clauses(it)))
    for (const ask of asks) expect(JSON.stringify(await ask()), name).not.toContain('columnClosed');
});

test('a text is looked for in the audit only by who sees every class, because details tell of all of them', async () => {
  const it = await canaryCompany();
  await it.show({ ...ALL_PLAIN, notes: 'masked' });
  expect(await it.ask('audit.listLines', { search: 'CANARY' }, 'eye')).toEqual(closed('notes', 'search'));
  const asked = { search: 'CANARY', format: 'csv', language: 'en' } as const;
  expect(await it.ask('audit.exportLines', asked, 'eye')).toEqual(closed('notes', 'search'));
});

test('a name is still found, and by a contact way nothing is', async () => {
  const it = await canaryCompany();
  await it.show(MASKED);
  const found = async (search: string) => (await it.tell('contacts.listCards', { search }, 'eye')).total;
  expect(await found('客户乙')).toBe(1);
  expect(await found('canary.person')).toBe(0);
  await it.show(ALL_PLAIN);
  expect(await found('canary.person')).toBe(1);
});

test('a masked value shows its shape, a hidden one nothing', async () => {
  const it = await canaryCompany();
  await it.show(MASKED);
  const whole = await it.tell('contacts.getOpportunity', { id: 1 }, 'eye');
  expect([whole.card.contact, whole.opportunity.amountMinor, whole.opportunity.currency]).toEqual([
    '+86138****5544',
    null,
    'CNY',
  ]);
  expect(whole.followUps[0]?.note).toBe('•••');
  await it.show(ALL_HIDDEN);
  const hidden = await it.tell('contacts.getOpportunity', { id: 1 }, 'eye');
  expect([hidden.card.contact, hidden.opportunity.amountMinor, hidden.followUps[0]?.note]).toEqual([
    '',
    null,
    '',
  ]);
});

/** The text of the file that a job of 'eye' made. */
async function fileOf(it: Company, jobId: string): Promise<string> {
  const ending = await runJob(it.console.store, it.console.env, jobId);
  const { fileId } = ending?.status === 'done' ? (ending.result as { fileId: string }) : { fileId: '' };
  const { base64 } = await it.tell('transfer.readChunk', { fileId, seq: 0 }, 'eye');
  return Buffer.from(base64, 'base64').toString();
}

test('files are written as their asker sees columns: a report without contact ways, an audit with its details masked', async () => {
  const it = await canaryCompany();
  const report = async () =>
    fileOf(it, (await it.tell('attribution.exportReport', { format: 'csv', language: 'en' }, 'eye')).jobId);
  const lines = async () =>
    fileOf(it, (await it.tell('audit.exportLines', { format: 'csv', language: 'en' }, 'eye')).jobId);
  expect(await report()).toContain('13877665544');
  expect(await lines()).toContain('CANARY');
  await it.show({ ...ALL_PLAIN, phone: 'masked', notes: 'hidden' });
  expect(await report()).not.toContain('13877665544');
  expect(await report()).toContain('8273645.19');
  expect(await lines()).not.toContain('CANARY');
});

test('a report asked for in plain is not written for who no longer sees money when its turn comes', async () => {
  const it = await canaryCompany();
  const { jobId } = await it.tell('attribution.exportReport', { format: 'csv', language: 'en' }, 'eye');
  await it.show({ ...ALL_PLAIN, money: 'masked' });
  expect(await runJob(it.console.store, it.console.env, jobId)).toMatchObject({
    status: 'failed',
    code: 'access.columnClosed',
  });
});

const asking = { column: 'phone', of: 'card', id: 1, reason: '客户要求回电' } as const;

test('one masked value is revealed for a reason, and the audit says who saw what and why', async () => {
  const it = await canaryCompany();
  await it.show(MASKED);
  expect(await it.tell('access.reveal', asking, 'eye')).toEqual({ kind: 'text', text: '+8613877665544' });
  expect(await it.tell('access.reveal', { ...asking, column: 'money', of: 'order' }, 'eye')).toEqual({
    kind: 'amount',
    amountMinor: 827364519,
    currency: 'CNY',
  });
  expect(await it.tell('access.reveal', { ...asking, column: 'notes', of: 'followUp' }, 'eye')).toEqual({
    kind: 'text',
    text: 'CANARY follow-up',
  });
  const { rows } = await it.tell('audit.listLines', { operation: 'access.reveal' }, 'eye');
  expect(rows.map(({ actorId, subject, detail }) => ({ actorId, subject, detail }))[2]).toEqual({
    actorId: 'eye',
    subject: 'card:1',
    detail: { column: 'phone', of: 'card', id: 1, why: '客户要求回电' },
  });
});

test('a hidden value is not revealed, nor one without a reason, of somebody else, or that is seen already', async () => {
  const it = await canaryCompany();
  const codeOf = async (input: InputOf<'access.reveal'>) => {
    const reply = await it.ask('access.reveal', input, 'eye');
    return reply.ok ? 'told' : reply.error.code;
  };
  expect(await codeOf(asking)).toBe('access.nothingMasked');
  await it.show(ALL_HIDDEN);
  expect(await it.ask('access.reveal', asking, 'eye')).toEqual(closed('phone', 'reveal'));
  await it.show(MASKED);
  expect(await codeOf({ ...asking, reason: ' abc ' })).toBe('api.badInput');
  expect(await codeOf({ ...asking, reason: 'x'.repeat(201) })).toBe('api.badInput');
  expect(await codeOf({ ...asking, column: 'notes' })).toBe('access.nothingMasked');
  expect(await codeOf({ ...asking, id: 99 })).toBe('api.notFound');
  it.console.store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    UPDATE user_scopes SET kind = 'own' WHERE user_id = 'eye'; DELETE FROM command_context`);
  for (const of of ['card', 'opportunity', 'order', 'followUp'] as const)
    expect(await codeOf({ ...asking, of })).toBe('api.notFound');
});
