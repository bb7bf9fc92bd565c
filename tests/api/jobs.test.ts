import { queueJob } from '#store/jobs';
import { type Desk, desk } from '#support/desk';
import { beforeEach, expect, test } from 'vitest';

let it: Desk;

beforeEach(async () => {
  it = await desk();
  it.console.store.raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users SELECT value, value, 'Name of ' || value, NULL, 'active', 't', value, 0 FROM json_each('["ann","bob","eve","adm"]');
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('watch', '看', '', '["jobs.view"]'), ('stop', '停', '', '["jobs.view","jobs.cancel"]'), ('rep', '员', '', '[]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('eve', 'watch'), ('adm', 'stop'), ('ann', 'rep');
    DELETE FROM command_context`);
  for (const [id, actorId, at] of [
    ['a1', 'ann', 1],
    ['a2', 'ann', 3],
    ['b1', 'bob', 2],
  ] as const)
    await queueJob(it.console.store.db, { id, kind: 'demonstration.none', input: { id }, actorId, at });
});

const seen = async (as?: string) => (await it.tell('jobs.list', {}, as)).rows.map(({ id }) => id);
const notFound = (id: string) => ({
  ok: false,
  error: { code: 'api.notFound', params: { what: 'job', id } },
});
const wants = (id: string) =>
  it.console.store.raw.prepare('SELECT cancel_requested FROM jobs WHERE id = ?').pluck().get(id);

test('everybody sees their own jobs, and who may see the page of jobs sees all', async () => {
  expect(await seen('ann')).toEqual(['a2', 'a1']);
  expect(await seen('bob')).toEqual(['b1']);
  expect(await seen('eve')).toEqual(['a2', 'b1', 'a1']);
  expect(await seen()).toEqual(['a2', 'b1', 'a1']);
  expect(await it.tell('jobs.list', { offset: 1, limit: 1 }, 'eve')).toMatchObject({
    total: 3,
    rows: [{ id: 'b1' }],
  });
  expect(await it.tell('jobs.list', {}, 'ann')).toMatchObject({ total: 2 });
  expect(await it.tell('jobs.get', { id: 'b1' }, 'bob')).toMatchObject({
    actorName: 'Name of bob',
    status: 'queued',
  });
  expect(await it.ask('jobs.get', { id: 'b1' }, 'ann')).toEqual(notFound('b1'));
});

test('a job is cancelled by who started it, or by who may cancel', async () => {
  expect(await it.ask('jobs.cancel', { id: 'b1' }, 'ann')).toEqual(notFound('b1'));
  expect(await it.ask('jobs.cancel', { id: 'b1' }, 'eve')).toEqual({
    ok: false,
    error: { code: 'api.notPermitted', params: { needs: 'jobs.cancel' } },
  });
  expect(wants('b1')).toBe(0);
  await it.tell('jobs.cancel', { id: 'b1' }, 'adm');
  await it.tell('jobs.cancel', { id: 'a1' }, 'ann');
  expect([wants('b1'), wants('a1'), wants('a2')]).toEqual([1, 1, 0]);
});

test('a job that has ended cannot be cancelled', async () => {
  await expect(it.run('a1')).rejects.toThrow('api.unknownOperation');
  expect(await it.ask('jobs.cancel', { id: 'a1' }, 'ann')).toEqual({
    ok: false,
    error: { code: 'jobs.alreadyEnded', params: { status: 'failed' } },
  });
  expect(await it.tell('jobs.get', { id: 'a1' }, 'ann')).toMatchObject({
    status: 'failed',
    errorCode: 'api.unknownOperation',
    errorParams: { name: 'demonstration.none' },
    result: null,
  });
});

test('what a job found is shown to who started it, and to who may see its room', async () => {
  const { raw, db } = it.console.store;
  raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('router', '流转', '', '["routing.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('adm', 'router'); DELETE FROM command_context`);
  await queueJob(db, { id: 'r', kind: 'routing.run', input: {}, actorId: 'ann', at: 9 });
  raw.exec(`UPDATE jobs SET status = 'done', result = '{"received":1}' WHERE id = 'r'`);
  const resultFor = async (as?: string) => [
    (await it.tell('jobs.get', { id: 'r' }, as)).result,
    (await it.tell('jobs.list', { limit: 1 }, as)).rows[0]?.result,
  ];
  const found = { received: 1 };
  expect(await resultFor('ann')).toEqual([found, found]);
  expect(await resultFor('adm')).toEqual([found, found]);
  expect(await resultFor()).toEqual([found, found]);
  expect(await resultFor('eve')).toEqual([null, null]);
});

test('a long result is told where its job is asked for, and does not weigh on the list', async () => {
  const { raw } = it.console.store;
  const rejected = Array.from({ length: 200 }, (_, line) => ({ line, cells: ['x'.repeat(100)] }));
  raw
    .prepare(`UPDATE jobs SET status = 'done', result = ? WHERE id = 'a1'`)
    .run(JSON.stringify({ rejected }));
  raw.exec(`UPDATE jobs SET status = 'done', result = '{"fileId":"f"}' WHERE id = 'a2'`);
  expect((await it.tell('jobs.get', { id: 'a1' }, 'ann')).result).toEqual({ rejected });
  expect((await it.tell('jobs.list', {}, 'ann')).rows.map(({ result }) => result)).toEqual([
    { fileId: 'f' },
    null,
  ]);
});
