import { createHash } from 'node:crypto';
import { readChunks } from '#store/transfer-files';
import { fillCrowd } from '#support/crowd';
import { type Desk, desk } from '#support/desk';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';

const REP = '019a0000-0000-7000-8000-000000000007';
const GROUP = '019b0000-0000-7000-8000-000000000001';
/** Of the crowd: REP's, and somebody else's. */
const OWN = 6;
const OTHER = 61;

/** A company with a boss who sees everything, and an auditor who sees REP's rows and the pages of contacts alone. */
async function office(now = { at: Date.UTC(2026, 10, 2, 2) }): Promise<Desk> {
  const it = await desk({ now: () => now.at });
  const { raw } = it.console.store;
  fillCrowd(it.console.store, { cards: 130, followUps: 1, orders: 1 });
  const role = (id: string, permissions: string[]) =>
    `INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('${id}', '${id}', '${id}', '${JSON.stringify(permissions)}');`;
  raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users VALUES ('boss', 'boss', '老板', NULL, 'active', 't', 'boss', 0), ('auditor', 'auditor', '审计员', NULL, 'active', 't', 'auditor', 0);
    INSERT INTO attributes VALUES ('vip', 'text', 'VIP', '', '[]', 0);
    ${role('all', ['access.view', 'audit.view', 'routing.view', 'routing.edit', 'routing.assign', 'contacts.view', 'tagging.edit', 'transfer.view', 'pool.view'])}
    ${role('looks', ['audit.view', 'contacts.view'])}
    INSERT INTO user_roles (user_id, role_id) VALUES ('boss', 'all'), ('auditor', 'looks');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'boss', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('auditor', 'contacts', 'chosen', '["unit-2"]');
    DELETE FROM command_context`);
  return it;
}

async function tag(it: Desk, opportunityId: number, tag: string) {
  await it.tell('tagging.addTag', { opportunityId, attribute: 'vip', value: tag }, 'boss');
}

async function renameGroup(it: Desk, zh: string) {
  await it.tell(
    'routing.saveGroup',
    { id: GROUP, label: { zh, en: '' }, isOn: true, fallbackGroupId: null, members: [] },
    'boss',
  );
}

const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq);

test('lines are found by person, operation, room, subject, outcome, period and text', async () => {
  const now = { at: Date.UTC(2026, 10, 2, 2) };
  const it = await office(now);
  await tag(it, OWN, '甲');
  now.at += 86_400_000;
  await renameGroup(it, '华东一组');
  await it.ask('access.signIn', { login: 'boss', password: 'nonsense' });
  const find = async (filter: object) => seqs((await it.tell('audit.listLines', filter)).rows);
  expect(await find({})).toEqual([3, 2, 1]);
  expect(await find({ order: 'oldest' })).toEqual([1, 2, 3]);
  expect(await find({ actorId: 'boss' })).toEqual([2, 1]);
  expect(await find({ operation: 'routing.saveGroup' })).toEqual([2]);
  expect(await find({ room: 'tagging' })).toEqual([1]);
  expect(await find({ subject: `opportunity:${OWN}` })).toEqual([1]);
  expect(await find({ subject: String(OWN) })).toEqual([1]);
  expect(await find({ subject: GROUP })).toEqual([2]);
  expect(await find({ from: now.at })).toEqual([3, 2]);
  expect(await find({ until: now.at })).toEqual([1]);
  expect(await find({ search: '华东一' })).toEqual([2]);
  expect(await find({ search: '100%' })).toEqual([]);
  expect(await find({ outcome: 'done', actorId: 'boss', room: 'routing' })).toEqual([2]);
  expect(await find({ outcome: 'failed' })).toEqual([]);
});

test('a line names what it touched, its own subject first', async () => {
  const it = await office();
  await renameGroup(it, '华东一组');
  const { rows } = await it.tell('audit.listLines', {}, 'boss');
  expect(rows[0]?.touched[0]).toEqual({ key: GROUP, kind: 'group', label: { zh: '华东一组', en: '' } });
});

test('the life of an opportunity holds whatever touched it, also as one of many, and what jobs did to it', async () => {
  const it = await office();
  const { raw } = it.console.store;
  raw.exec(`INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
    VALUES (${OWN}, '${REP}', NULL, ${Date.UTC(2026, 9, 1)}, 'job.routing.run')`);
  await tag(it, OWN, '甲');
  await it.tell('pool.transfer', { opportunityIds: [OWN, OTHER], userId: REP, reason: '出差交接' }, 'boss');
  const life = await it.tell('audit.getLife', { subject: String(OWN) }, 'boss');
  expect(life.subject).toMatchObject({ key: `opportunity:${OWN}`, kind: 'opportunity' });
  expect(life.steps.map((step) => (step.kind === 'line' ? step.line.operation : step.how))).toEqual([
    'job.routing.run',
    'tagging.addTag',
    'pool.transfer',
  ]);
});

test('who sees few people and pages reads no name, no detail and no opportunity outside', async () => {
  const it = await office();
  await tag(it, OWN, '甲');
  await tag(it, OTHER, '乙');
  await renameGroup(it, '秘密组');
  const { rows, total } = await it.tell('audit.listLines', {}, 'auditor');
  expect(total).toBe(2);
  expect(seqs(rows)).toEqual([3, 1]);
  expect(JSON.stringify(rows)).not.toMatch(/秘密组|老板|乙/);
  expect(rows[0]).toMatchObject({
    withheld: 'closed',
    detail: null,
    subject: '',
    actorName: null,
    touched: [],
  });
  expect(rows[1]).toMatchObject({ withheld: null, actorName: null });
  expect((await it.tell('audit.listLines', { search: '秘密' }, 'auditor')).total).toBe(0);
  expect((await it.tell('audit.listLines', { subject: GROUP }, 'auditor')).total).toBe(0);
  expect(await it.ask('audit.getLine', { seq: 2 }, 'auditor')).toMatchObject({
    error: { code: 'api.notFound' },
  });
  const life = await it.tell('audit.getLife', { subject: String(OTHER) }, 'auditor');
  expect(life).toMatchObject({ subject: { label: null }, steps: [] });
});

test('a long detail comes with its line alone', async () => {
  const it = await office();
  const long = '长'.repeat(5000);
  it.console.store.raw
    .prepare(
      `INSERT INTO audit_lines (seq, at, actor_id, operation, subject, detail, previous_hash, hash) VALUES (1, 1, 'system', 'routing.x', 's', ?, '', '')`,
    )
    .run(JSON.stringify({ long }));
  expect((await it.tell('audit.listLines', {})).rows[0]).toMatchObject({ withheld: 'long', detail: null });
  expect(await it.tell('audit.getLine', { seq: 1 })).toMatchObject({ withheld: null, detail: { long } });
});

test('a verification as a job leaves what it found in its line, where the page reads it', async () => {
  const it = await office();
  await tag(it, OWN, '甲');
  expect((await it.tell('audit.getChain', {})).verified).toBeNull();
  const { jobId } = await it.tell('audit.startVerify', {}, 'boss');
  expect(await it.run(jobId)).toEqual({ ok: true, lines: 2, anchoredSeq: 2, faults: [] });
  const { head, verified } = await it.tell('audit.getChain', {}, 'boss');
  expect(head?.seq).toBe(3);
  expect(verified).toMatchObject({ ok: true, lines: 2, actorName: '老板' });
});

function bytesOf(it: Desk, fileId: string): Buffer {
  return Buffer.concat([...readChunks(it.console.store.raw, fileId)]);
}

async function exported(it: Desk, format: 'csv' | 'xlsx', as = 'boss') {
  const words = { 'tagging.addTag': '加标签' };
  const input = { room: 'tagging', format, language: 'zh-CN', words } as const;
  const { jobId } = await it.tell('audit.exportLines', input, as);
  const { fileId, rows } = (await it.run(jobId)) as { fileId: string; rows: number };
  const bytes = bytesOf(it, fileId);
  return { rows, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

test('an export holds the filtered lines and the end of the chain, and can be checked against the store', async () => {
  const it = await office();
  await tag(it, OWN, '甲');
  await renameGroup(it, '华东一组');
  const { rows, bytes, sha256 } = await exported(it, 'csv');
  expect(rows).toBe(1);
  const lines = bytes.toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toMatch(/^1,2026-11-02 10:00:00,老板,加标签,done,/);
  const [mark, ...cells] = (lines[2] ?? '').split(',');
  const head = { seq: 3, hash: cells.at(-1) ?? '' };
  expect(mark).toBe('#head');
  expect(await it.tell('audit.checkFile', { sha256, head }, 'boss')).toMatchObject({
    export: { rows: 1, actorName: '老板', head },
    head: 'same',
    faults: [],
  });
  expect(await it.tell('audit.checkFile', { sha256: '0'.repeat(64), head }, 'boss')).toEqual({
    export: null,
    head: 'same',
    faults: [],
  });
  const other = { seq: 3, hash: 'f'.repeat(64) };
  expect((await it.tell('audit.checkFile', { sha256, head: other }, 'boss')).head).toBe('changed');
  const later = { seq: 99, hash: head.hash };
  expect((await it.tell('audit.checkFile', { sha256, head: later }, 'boss')).head).toBe('missing');
});

test('an exported workbook has its anchor on a sheet of its own', async () => {
  const it = await office();
  await tag(it, OWN, '甲');
  const { bytes, sha256 } = await exported(it, 'xlsx');
  const parts = unzipSync(bytes);
  const sheet = Buffer.from(parts['xl/worksheets/sheet2.xml'] ?? []).toString('utf8');
  const { export: known } = await it.tell('audit.checkFile', { sha256, head: null }, 'boss');
  expect(sheet).toContain(known?.head?.hash);
});

test('an export holds no more than its reader may see', async () => {
  const it = await office();
  await tag(it, OWN, '甲');
  await tag(it, OTHER, '乙');
  const { rows, bytes } = await exported(it, 'csv', 'auditor');
  expect(rows).toBe(1);
  expect(bytes.toString('utf8')).not.toMatch(/老板|乙/);
});

test('the life of an order begins with the import that brought it; who may not see orders is not told', async () => {
  const it = await office();
  const { raw } = it.console.store;
  raw.exec(`
    INSERT INTO import_batches VALUES ('batch-1', 'orders', 'crm', 'f', '订单.csv', '{}', 'committed', '{}', 'boss', 1, 1, NULL);
    INSERT INTO orders (id, source, external_id, contact_raw, product_raw, amount_minor, currency, closed_at, batch_id)
      VALUES (9, 'crm', 'SO9', 'x', 'x', 1, 'CNY', 1, 'batch-1');
    INSERT INTO audit_lines (seq, at, actor_id, operation, subject, detail, previous_hash, hash)
      VALUES (1, 1, 'boss', 'job.transfer.commitImport', 'batch-1', '{"status":"done"}', '', '')`);
  const life = await it.tell('audit.getLife', { subject: 'order:9' });
  expect(life).toMatchObject({
    subject: { label: { zh: 'SO9' } },
    steps: [{ line: { seq: 1, touched: [{ kind: 'batch' }] } }],
  });
  const hidden = await it.tell('audit.getLife', { subject: 'order:9' }, 'auditor');
  expect(hidden).toMatchObject({ subject: { label: null }, steps: [] });
});
