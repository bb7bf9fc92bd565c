import { type ImportDesk, importDesk } from '#support/import-desk';
import { inChunk } from '#store/command';
import { expect, test } from 'vitest';

const TABLES = [
  'units',
  'users',
  'business_lines',
  'product_categories',
  'products',
  'cards',
  'opportunities',
  'follow_ups',
  'orders',
  'refunds',
];
const everything = ({ rows }: ImportDesk) =>
  TABLES.map((table) => rows(`SELECT * FROM ${table} ORDER BY id`));

const line = {
  text: 'code,name\nfresh,生鲜\n',
  choice: { kind: 'lines', source: 's', mapping: { columns: { externalId: 'code', name: 'name' } } },
} as const;
const people = {
  text: 'name\n陈伟\n',
  choice: { kind: 'reps', source: 's', mapping: { columns: { name: 'name' } } },
} as const;
const choice = {
  kind: 'opportunities',
  source: 's',
  mapping: {
    columns: { externalId: 'id', contact: 'phone', name: 'name', title: 'title' },
    constants: { line: 'fresh' },
  },
} as const;
const head = 'id,phone,name,title\n';

async function office() {
  const made = await importDesk();
  await made.bring(line.text, line.choice);
  await made.bring(people.text, people.choice);
  return made;
}

test('an undone import leaves everything as it was: new rows gone, changed rows as before', async () => {
  const made = await office();
  await made.bring(`${head}E1,13800138000,,旧标题\nE2,13900139000,李四,\n`, choice);
  const before = everything(made);
  const { batchId, counts } = await made.bring(
    `${head}E1,13800138000,张三,新标题\nE2,13900139000,李四,\nE3,13700137000,王五,\nE4,bad,,\n`,
    choice,
  );
  expect(counts).toMatchObject({ fresh: 1, updated: 1, unchanged: 1, rejected: 1 });
  expect(everything(made)).not.toEqual(before);
  expect(await made.undo(batchId)).toMatchObject({ status: 'done' });
  expect(everything(made)).toEqual(before);
  expect(await made.tell('transfer.getBatch', { batchId })).toMatchObject({ status: 'undone' });
  expect(await made.ask('transfer.undoImport', { batchId })).toMatchObject({
    ok: false,
    error: { code: 'transfer.notUndoable' },
  });
});

test('facts that an import brought go with it, and only with it', async () => {
  const made = await office();
  const before = everything(made);
  const follow = await made.bring('id,phone,rep,at\nF1,13800138000,陈伟,2026-01-02\n', {
    kind: 'followUps',
    source: 's',
    mapping: { columns: { externalId: 'id', contact: 'phone', user: 'rep', happenedAt: 'at' } },
  });
  const orders = await made.bring('id,amount,at,of\nO1,5,2026-01-02,\nR1,2,2026-01-03,O1\n', {
    kind: 'orders',
    source: 's',
    mapping: { columns: { externalId: 'id', amount: 'amount', closedAt: 'at', refundOf: 'of' } },
  });
  const { raw } = made.console.store;
  for (const table of ['follow_ups', 'orders', 'refunds'])
    expect(() => raw.prepare(`DELETE FROM ${table}`).run()).toThrow(/facts/);
  expect(await made.undo(orders.batchId)).toMatchObject({ status: 'done' });
  expect(await made.undo(follow.batchId)).toMatchObject({ status: 'done' });
  expect(everything(made)).toEqual(before);
});

test('an undo that was cancelled before it began asks again what hangs on the rows', async () => {
  const made = await office();
  const { tell, end } = made;
  const first = await made.bring(`${head}E1,13800138000,,\n`, choice);
  const { jobId } = await tell('transfer.undoImport', { batchId: first.batchId });
  await tell('jobs.cancel', { id: jobId });
  await end(jobId);
  const lost = { ...choice.mapping, columns: { ...choice.mapping.columns, status: 'title' } };
  await made.bring('id,phone,name,title\nX1,13800138000,,\n', {
    ...choice,
    source: 't',
    mapping: { ...lost, values: { status: { '': 'lost' } } },
  });
  const before = made.rows('SELECT id, source, external_id FROM opportunities ORDER BY id');
  // Asked, not stumbled upon: it says what hangs there, and how many.
  expect(await made.undo(first.batchId)).toMatchObject({ params: { what: 'opportunities', count: 1 } });
  expect(made.rows('SELECT id, source, external_id FROM opportunities ORDER BY id')).toEqual(before);
});

test('what hangs on an import keeps it: another import, a later change', async () => {
  const made = await office();
  const first = await made.bring(`${head}E1,13800138000,,\n`, choice);
  const second = await made.bring('id,phone,name,title\nX1,13800138000,,\n', {
    ...choice,
    source: 't',
    mapping: {
      ...choice.mapping,
      columns: { ...choice.mapping.columns, status: 'title' },
      values: { status: { '': 'lost' } },
    },
  });
  expect(second.counts).toMatchObject({ fresh: 1 });
  const before = everything(made);
  expect(await made.undo(first.batchId)).toEqual({
    status: 'failed',
    code: 'transfer.importInUse',
    params: { what: 'opportunities', count: 1 },
  });
  expect(everything(made)).toEqual(before);
  expect(await made.tell('transfer.getBatch', { batchId: first.batchId })).toMatchObject({
    status: 'committed',
  });
  const third = await made.bring(`${head}E1,13800138000,,改过\n`, choice);
  expect(await made.undo(second.batchId)).toMatchObject({ status: 'done' });
  expect(await made.undo(first.batchId)).toMatchObject({ params: { what: 'otherImports', count: 1 } });
  const { store } = made.console;
  inChunk(store, { operation: 'test', actorId: 'system', at: 0 }, () =>
    store.raw.prepare(`UPDATE opportunities SET title = '又改' WHERE external_id = 'E1'`).run(),
  );
  expect(await made.undo(third.batchId)).toMatchObject({ params: { what: 'laterChanges', count: 1 } });
  const lines = (await made.tell('transfer.listBatches', { kind: 'lines' })).rows[0]?.id ?? '';
  expect(await made.undo(lines)).toMatchObject({ params: { what: 'opportunities', count: 1 } });
});

test('what was decided or judged keeps the import that it was decided on', async () => {
  const made = await office();
  const { tell, run } = made;
  const { batchId } = await made.bring(`${head}E1,13800138000,,\n`, choice);
  const orders = await made.bring('id,amount,at\nO1,5,2026-01-02\n', {
    kind: 'orders',
    source: 's',
    mapping: { columns: { externalId: 'id', amount: 'amount', closedAt: 'at' } },
  });
  const label = { zh: '组', en: '' };
  const userId = (await tell('access.listUsers', {}))[0]?.id ?? '';
  const member = { userId, weight: 1, openCap: null, isOn: true };
  const group = await tell('routing.saveGroup', {
    label,
    isOn: true,
    fallbackGroupId: null,
    members: [member],
  });
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label });
  const rule = { id: 'r', name: 'r', condition: { all: [] }, groupId: group.id, isOn: true, note: '' };
  const { revision } = await tell('routing.saveDraft', { versionId, revision: 1, rules: [rule] });
  await tell('routing.publishDraft', { versionId, revision, note: '' });
  await run((await tell('routing.runRouting', { ruleSetId })).jobId);
  const draft = await tell('attribution.openDraft', {});
  await tell('attribution.publishDraft', { versionId: draft.id, revision: draft.revision, note: '' });
  await run((await tell('attribution.runAttribution', {})).jobId);
  const before = everything(made);
  expect(await made.undo(batchId)).toMatchObject({ params: { what: 'decisions', count: 1 } });
  expect(await made.undo(orders.batchId)).toMatchObject({ params: { what: 'attributions', count: 1 } });
  const reps = (await tell('transfer.listBatches', { kind: 'reps' })).rows[0]?.id ?? '';
  expect(await made.undo(reps)).toMatchObject({ status: 'failed', code: 'transfer.importInUse' });
  expect(everything(made)).toEqual(before);
});

test('an undo that would open an opportunity in a place taken since is refused before anything is undone', async () => {
  const made = await office();
  const status = (columns: object) => ({
    ...choice,
    mapping: { ...choice.mapping, columns: { ...choice.mapping.columns, status: 'title', ...columns } },
  });
  await made.bring(`${head}E1,13800138000,,\n`, choice);
  const closing = await made.bring(`${head}E1,13800138000,,lost\nE5,13900139005,,\n`, status({}));
  await made.bring(`${head}E2,13800138000,,\n`, choice);
  const before = everything(made);
  expect(await made.undo(closing.batchId)).toMatchObject({
    status: 'failed',
    params: { what: 'opportunities', count: 1 },
  });
  expect(everything(made)).toEqual(before);
});

test('ten thousand rows are taken back, beside as many that stay', async () => {
  const made = await office();
  const many = (from: number) =>
    head +
    Array.from({ length: 10_000 }, (_, i) => `E${from + i},138${String(from + i).padStart(8, '0')},,`).join(
      '\n',
    );
  await made.bring(many(0), choice);
  const { batchId } = await made.bring(many(10_000), choice);
  expect(await made.undo(batchId)).toMatchObject({ status: 'done', result: { undone: 20_000 } });
  expect(made.rows('SELECT count(*) AS n FROM opportunities')).toEqual([{ n: 10_000 }]);
});

test('while an import is under way no other one begins, and none is undone', async () => {
  const made = await office();
  const { batchId } = await made.bring(`${head}E1,13800138000,,\n`, choice);
  const fileId = await made.upload(`${head}E2,13900139000,,\n`);
  const { jobId } = await made.tell('transfer.commitImport', { ...choice, fileId });
  for (const asked of [
    made.ask('transfer.commitImport', { ...choice, fileId }),
    made.ask('transfer.undoImport', { batchId }),
    made.ask('transfer.undoImport', { batchId: jobId }),
  ])
    expect(await asked).toEqual({ ok: false, error: { code: 'transfer.alreadyRunning', params: { jobId } } });
  await made.tell('jobs.cancel', { id: jobId });
  await made.end(jobId);
  expect(await made.tell('transfer.getBatch', { batchId: jobId })).toMatchObject({ status: 'cancelled' });
  expect(await made.undo(jobId)).toMatchObject({ status: 'done' });
});
