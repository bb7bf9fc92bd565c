import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { runJob } from '#jobs/run';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const rule = (id: string, condition: Condition, groupId: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: `Rule ${id}`,
  condition,
  groupId,
  isOn: true,
  note: '',
  ...more,
});
const city = (value: string): Condition => ({ op: 'equals', attribute: 'city', value });
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

/** A console with 30 opportunities of the past, a published rule set, and a draft beside it. */
async function office() {
  const at = await desk();
  await arrange(at.console, () => furnish(at.console, ['ann', 'bob']));
  const group = async (userId: string, openCap: number | null) =>
    (
      await at.tell('routing.saveGroup', {
        label: { zh: userId, en: '' },
        isOn: true,
        fallbackGroupId: null,
        members: [{ userId, weight: 1, openCap, isOn: true }],
      })
    ).id;
  const ann = await group('ann', 12);
  const bob = await group('bob', null);
  const { ruleSetId, versionId } = await at.tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const first = await at.tell('routing.saveDraft', {
    versionId,
    revision: 1,
    rules: [rule('sh', city('sh'), ann), rule('rest', { all: [] }, bob)],
  });
  await at.tell('routing.publishDraft', { versionId, revision: first.revision, note: '' });
  await arrange(at.console, () => {
    addWaiting(at.console, [...times(10, { city: 'sh' }), ...times(10, { city: 'bj' })], { ownerId: 'ann' });
    addWaiting(at.console, times(10, { city: 'gz' }), { ownerId: 'bob', status: 'won' });
  });
  const draftId = (await at.tell('routing.openDraft', { ruleSetId })).versionId;
  let revision = 1;
  const draw = async (rules: Rule[]) => {
    ({ revision } = await at.tell('routing.saveDraft', { versionId: draftId, revision, rules }));
  };
  const start = () => at.tell('routing.startReplay', { versionId: draftId, revision });
  const replay = async () => at.run((await start()).jobId);
  const last = async (as?: string) => (await at.tell('routing.getReplay', { versionId: draftId }, as)).last;
  return { ...at, ann, bob, published: versionId, draftId, draw, start, replay, last };
}

test('a replay tells who moves where, and every opportunity is counted once', async () => {
  const at = await office();
  const { ann, bob } = at;
  await at.draw([
    rule('sh', city('sh'), ann),
    rule('bj', city('bj'), ann),
    rule('off', city('gz'), ann, { isOn: false }),
  ]);
  expect(await at.replay()).toEqual({ versionId: at.draftId, revision: 2, received: 30, moved: 20 });
  const last = await at.last();
  expect(last).toMatchObject({
    revision: 2,
    baselineVersionId: at.published,
    baselineNumber: 1,
    received: 30,
    moved: 20,
  });
  expect(new Set(last?.flows)).toEqual(
    new Set([
      { from: ann, to: ann, count: 10 },
      { from: bob, to: ann, count: 10 },
      { from: bob, to: null, count: 10 },
    ]),
  );
  expect(last?.groups.find(({ groupId }) => groupId === ann)).toMatchObject({
    before: 10,
    after: 20,
    openBefore: 10,
    openAfter: 20,
    capacity: 12,
    peakAfter: 20,
    periodCap: null,
    periodsOverAfter: 0,
  });
  expect(last?.rules).toContainEqual({ ruleId: 'bj', before: 0, after: 10 });
  expect(last?.shares).toContainEqual({
    userId: 'ann',
    userName: 'Name of ann',
    groupId: ann,
    before: 10,
    after: 20,
  });
  const moved = await at.tell('routing.listMoved', { versionId: at.draftId, limit: 15 });
  expect(moved.total).toBe(20);
  expect(moved.rows).toHaveLength(15);
  expect(moved.rows[0]).toMatchObject({
    opportunityId: 30,
    from: { zh: 'bob' },
    to: null,
    ruleBefore: 'Rule rest',
    ruleAfter: null,
  });
});

test('a change in between is seen by the next replay, whoever made it', async () => {
  const at = await office();
  await at.draw([rule('sh', city('sh'), at.bob), rule('rest', { all: [] }, at.bob)]);
  expect(await at.replay()).toMatchObject({ received: 30, moved: 10 });
  const write = (sql: string) => arrange(at.console, () => void at.console.store.raw.exec(sql));
  await write(`UPDATE opportunities SET attributes = '{"city":"sh"}' WHERE id IN (11, 12)`);
  expect(await at.replay()).toMatchObject({ received: 30, moved: 12 });
  await arrange(at.console, () => void addWaiting(at.console, times(4, { city: 'sh' })));
  expect(await at.replay()).toMatchObject({ received: 34, moved: 16 });
  await write(`DELETE FROM opportunities WHERE id IN (31, 34)`);
  expect(await at.replay()).toMatchObject({ received: 32, moved: 14 });
  // A rule that asks for what was not read before.
  await at.draw([
    rule('big', { op: 'between', attribute: 'amount', min: 1, max: null }, at.ann),
    rule('rest', { all: [] }, at.bob),
  ]);
  expect(await at.replay()).toMatchObject({ received: 32, moved: 18 });
  // A row that does not decide yet moves nobody.
  await at.draw([
    rule('later', { all: [] }, at.ann, { validFrom: at.console.env.now() + 86_400_000 }),
    rule('sh', city('sh'), at.ann),
    rule('rest', { all: [] }, at.bob),
  ]);
  expect(await at.replay()).toMatchObject({ received: 32, moved: 0 });
});

test('a rule set of one line is replayed over that line, and the set of all lines over the rest', async () => {
  const at = await office();
  await at.draw([rule('rest', { all: [] }, at.ann)]);
  await arrange(at.console, () => {
    const { raw } = at.console.store;
    raw.exec(`INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('meat', '肉', '', 'phone', 1);
      UPDATE opportunities SET line_id = 'meat' WHERE id > 25;`);
  });
  expect(await at.replay()).toMatchObject({ received: 30, moved: 20 });
  const own = await at.tell('routing.createRuleSet', { label: { zh: '肉', en: '' }, lineId: 'meat' });
  const { revision } = await at.tell('routing.saveDraft', {
    versionId: own.versionId,
    revision: 1,
    rules: [rule('rest', { all: [] }, at.bob)],
  });
  const { jobId } = await at.tell('routing.startReplay', { versionId: own.versionId, revision });
  expect(await at.run(jobId)).toMatchObject({ received: 5, moved: 5 });
  await at.tell('routing.publishDraft', { versionId: own.versionId, revision, note: '' });
  expect(await at.replay()).toMatchObject({ received: 25, moved: 15 });
});

test('two replays at once are both right', async () => {
  const at = await office();
  await at.draw([rule('rest', { all: [] }, at.ann)]);
  const jobs = [await at.start(), await at.start(), await at.start()];
  const results = await Promise.all(jobs.map(({ jobId }) => at.run(jobId)));
  for (const result of results) expect(result).toMatchObject({ received: 30, moved: 20 });
});

test('a replay that was asked to stop keeps nothing', async () => {
  const at = await office();
  await at.draw([rule('rest', { all: [] }, at.ann)]);
  const { jobId } = await at.start();
  const { store, env } = at.console;
  const running = runJob(store, env, jobId);
  expect((await at.tell('routing.getReplay', { versionId: at.draftId })).running).toMatchObject({ jobId });
  await at.tell('jobs.cancel', { id: jobId });
  expect(await running).toMatchObject({ status: 'cancelled' });
  expect(await at.tell('routing.getReplay', { versionId: at.draftId })).toEqual({
    running: null,
    last: null,
  });
  expect(await at.replay()).toMatchObject({ received: 30, moved: 20 });
});

test('a draft saved since is not replayed under its old number, and a discarded one leaves nothing', async () => {
  const at = await office();
  await at.draw([rule('rest', { all: [] }, at.ann)]);
  const { jobId } = await at.start();
  await at.draw([rule('rest', { all: [] }, at.bob)]);
  const ending = await runJob(at.console.store, at.console.env, jobId);
  expect(ending).toMatchObject({ status: 'failed', code: 'routing.draftChanged', params: { revision: 3 } });
  const stale = await at.ask('routing.startReplay', { versionId: at.draftId, revision: 2 });
  expect(stale).toMatchObject({ ok: false, error: { code: 'routing.draftChanged' } });
  await at.replay();
  await at.tell('routing.discardDraft', { versionId: at.draftId, revision: 3 });
  expect(at.console.store.raw.prepare('SELECT count(*) FROM rule_set_replays').pluck().get()).toBe(0);
});

test('who sees only some opportunities sees only those among the moved, and no stranger by name', async () => {
  const at = await office();
  await at.draw([rule('rest', { all: [] }, at.ann)]);
  await at.replay();
  await arrange(at.console, () => {
    at.console.store.raw.exec(`
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('editor', '编辑', '', '["routing.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('bob', 'editor');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('bob', 'routing', 'own', '[]');`);
  });
  const { rows, total } = await at.tell('routing.listMoved', { versionId: at.draftId }, 'bob');
  expect(total).toBe(10);
  expect(rows.every(({ opportunityId }) => opportunityId > 20)).toBe(true);
  expect((await at.last('bob'))?.shares.map(({ userId }) => userId)).toEqual(['bob']);
});
