import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { countMiscounted, startOfCountedDay } from '#store/routing-counts';
import { sumDays, sumDecisions } from '#store/routing-stats';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const rule = (id: string, condition: Condition, groupId: string): Rule => ({
  id,
  name: `Rule ${id}`,
  condition,
  groupId,
  isOn: true,
  note: '',
});
const city = (value: string): Condition => ({ op: 'equals', attribute: 'city', value });
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

/** Ann takes Shanghai up to 30 at once, then Bob; nobody takes Guangzhou; Cat takes the rest. One rule is never met. */
async function routed() {
  const at = await desk();
  const { console } = at;
  await arrange(console, () => furnish(console, ['ann', 'bob', 'cat']));
  const group = async (members: string[], openCap: number | null, fallbackGroupId: string | null) =>
    (
      await at.tell('routing.saveGroup', {
        label: { zh: members.join('') || 'none', en: '' },
        isOn: true,
        fallbackGroupId,
        members: members.map((userId) => ({ userId, weight: 1, openCap, isOn: true })),
      })
    ).id;
  const bob = await group(['bob'], null, null);
  const ann = await group(['ann'], 30, bob);
  const none = await group(['cat'], 9, null);
  const cat = await group(['cat'], null, null);
  const { ruleSetId, versionId } = await at.tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const rules = [rule('sh', city('sh'), ann), rule('gz', city('gz'), none), rule('bj', city('bj'), cat)];
  const { revision } = await at.tell('routing.saveDraft', {
    versionId,
    revision: 1,
    rules: [...rules, rule('rest', { all: [] }, cat)],
  });
  await at.tell('routing.publishDraft', { versionId, revision, note: '' });
  await at.tell('routing.saveGroup', {
    id: none,
    label: { zh: 'none', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [],
  });
  await arrange(console, () =>
    addWaiting(console, [...times(40, { city: 'sh' }), ...times(4, { city: 'gz' }), ...times(6, {})]),
  );
  const route = async () =>
    at.run((await at.tell('routing.runRouting', { ruleSetId, retryUnassigned: true })).jobId);
  await route();
  return { ...at, ruleSetId, route, groups: { ann, bob, none, cat } };
}

test('statistics say what each rule decided, what it brought, and which rules are never met', async () => {
  const at = await routed();
  const { raw } = at.console.store;
  const stats = await at.tell('routing.listRuleStats', { ruleSetId: at.ruleSetId });
  const none = { winRate: null, won: 0, lost: 0 };
  expect(stats).toMatchObject({
    total: 4,
    staleCount: 1,
    rows: [
      { ruleId: 'sh', position: 1, decided: 40, routed: 40, unassigned: 0, fallen: 10, share: 0.8, ...none },
      { ruleId: 'gz', position: 2, decided: 4, routed: 0, unassigned: 4, fallen: 0 },
      { ruleId: 'bj', position: 3, decided: 0, lastAt: null, share: 0 },
      { ruleId: 'rest', position: 4, decided: 6, routed: 6 },
    ],
  });
  const stale = await at.tell('routing.listRuleStats', { ruleSetId: at.ruleSetId, stale: true });
  expect(stale.rows.map(({ ruleId }) => ruleId)).toEqual(['bj']);
  await arrange(at.console, () => {
    raw.exec(`UPDATE opportunities SET status = 'won' WHERE id <= 15`);
    raw.exec(`UPDATE opportunities SET status = 'lost' WHERE id BETWEEN 16 AND 24`);
    raw.exec(`UPDATE opportunities SET status = 'open' WHERE id = 24`);
    raw.exec(`UPDATE opportunities SET status = 'won' WHERE id BETWEEN 41 AND 44`);
  });
  const [best] = (await at.tell('routing.listRuleStats', { ruleSetId: at.ruleSetId, sort: 'winRate' })).rows;
  expect(best).toMatchObject({ ruleId: 'sh', won: 15, lost: 8, winRate: 15 / 23 });
  const rest = await at.tell('routing.getStats', { ruleSetId: at.ruleSetId, ruleId: 'rest' });
  expect(rest).toMatchObject({ decided: 6, winRate: null, byReason: [{ reason: 'routed', count: 6 }] });
  expect(countMiscounted(raw)).toBe(0);
});

test('statistics of groups count what fell to them, and a period counts whole days', async () => {
  const at = await routed();
  expect(await at.tell('routing.listGroupStats', {})).toMatchObject([
    { groupId: at.groups.ann, decided: 30, fallen: 0 },
    { groupId: at.groups.bob, decided: 10, fallen: 10 },
    { groupId: at.groups.cat, decided: 6 },
    { groupId: at.groups.none, decided: 4, unassigned: 4 },
  ]);
  const now = at.console.env.now();
  const DAY = 86_400_000;
  const all = await at.tell('routing.getStats', { from: now, to: now + DAY });
  expect(all).toMatchObject({ decided: 50, routed: 46, unassigned: 4, fallen: 10 });
  expect(all.days).toMatchObject([{ routed: 46, unassigned: 4 }]);
  expect(await at.tell('routing.getStats', { to: now })).toMatchObject({ decided: 0, days: [] });
  const idle = await at.tell('routing.listRuleStats', { ruleSetId: at.ruleSetId, from: now + DAY });
  expect(idle.staleCount).toBe(4);
  expect(idle.rows[0]?.lastAt).toBeGreaterThan(now - DAY);
});

test('who sees only some people gets statistics of these alone', async () => {
  const at = await routed();
  await arrange(at.console, () =>
    at.console.store.raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('looker', '看', 'Look', '["routing.view"]');
      INSERT INTO user_roles (user_id, role_id) SELECT id, 'looker' FROM users;
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('bob', 'routing', 'own', '[]');
      UPDATE opportunities SET status = 'won' WHERE owner_id IN ('ann', 'bob')`),
  );
  const { rows } = await at.tell(
    'routing.listRuleStats',
    { ruleSetId: at.ruleSetId, sort: 'decided' },
    'bob',
  );
  expect(rows.map(({ ruleId, decided }) => [ruleId, decided])).toEqual([
    ['sh', 10],
    ['gz', 0],
    ['bj', 0],
    ['rest', 0],
  ]);
  expect(rows[0]).toMatchObject({ won: 10, fallen: 10, share: 1, winRate: null });
  const seen = await at.tell('routing.getStats', {}, 'bob');
  expect(seen).toMatchObject({ decided: 10, unassigned: 0, days: [{ routed: 10 }] });
  expect(await at.tell('routing.listGroupStats', {}, 'bob')).toMatchObject([{ groupId: at.groups.bob }]);
  expect(await at.tell('routing.listUnassigned', {}, 'bob')).toMatchObject({ total: 0, reasons: [] });
});

test('the worklist names why nobody got each, counts the reasons, and is shorter after a retry that helps', async () => {
  const at = await routed();
  const list = await at.tell('routing.listUnassigned', {});
  expect(list).toMatchObject({ total: 4, reasons: [{ reason: 'groupEmpty', count: 4 }] });
  expect(list.rows[0]).toMatchObject({
    opportunityId: 41,
    reason: 'groupEmpty',
    groupId: at.groups.none,
    ruleName: 'Rule gz',
    tries: 1,
  });
  await at.route();
  const again = await at.tell('routing.listUnassigned', { reason: 'groupEmpty', groupId: at.groups.none });
  expect(again.rows.map(({ tries }) => tries)).toEqual([2, 2, 2, 2]);
  expect(await at.tell('routing.listUnassigned', { reason: 'allAtCap' })).toMatchObject({
    total: 0,
    rows: [],
    reasons: [{ reason: 'groupEmpty', count: 4 }],
  });
  await at.tell('routing.saveGroup', {
    id: at.groups.none,
    label: { zh: 'none', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'cat', weight: 1, openCap: null, isOn: true }],
  });
  await at.run(
    (
      await at.tell('routing.runRouting', {
        ruleSetId: at.ruleSetId,
        only: { opportunityIds: [41, 42] },
      })
    ).jobId,
  );
  expect((await at.tell('routing.listUnassigned', {})).total).toBe(2);
  expect(countMiscounted(at.console.store.raw)).toBe(0);
});

test('a decision says why it did not come to another group: its rules failed, lost to a better one, or are not there', async () => {
  const at = await routed();
  const { ann, bob, none, cat } = at.groups;
  const last = (await at.tell('routing.listDecisions', { opportunityId: 40 })).rows[0]?.id ?? 0;
  const whyNot = (groupId: string) => at.tell('routing.explainWhyNot', { id: last, groupId });
  expect(await whyNot(ann)).toMatchObject({ because: 'won', asked: 'allAtCap' });
  expect(await whyNot(bob)).toEqual({ because: 'noRule', rules: 0, trace: [], asked: 'routed' });
  expect(await whyNot(none)).toMatchObject({
    because: 'failed',
    rules: 1,
    asked: null,
    trace: [{ ruleId: 'gz', tests: [{ held: false, seen: 'sh' }] }],
  });
  expect(await whyNot(cat)).toMatchObject({
    because: 'outranked',
    rules: 2,
    trace: [{ ruleId: 'rest', position: 4, matched: true }],
  });
});

test('of any period just its decisions are told, whether it begins inside a month or not', async () => {
  const { console, ruleSetId } = await routed();
  const { raw, db } = console.store;
  const { id: version, rule } = raw
    .prepare(`SELECT version_id AS id, rule_id AS rule FROM decision_counts WHERE rule_id <> '' LIMIT 1`)
    .get() as { id: string; rule: string };
  const add = raw.prepare(
    `INSERT INTO decision_counts (version_id, day, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
     VALUES (?, ?, ?, 'g', ?, ?, 1, 2, 3, ?)`,
  );
  for (let day = 20_000; day < 20_200; day += 1) {
    add.run(version, day, rule, 'routed', 1 + (day % 7), startOfCountedDay(day));
    if (day % 3 === 0) add.run(version, day, '', 'noRule', 2, startOfCountedDay(day));
  }
  const direct = raw.prepare(
    `SELECT coalesce(sum(decided), 0) AS decided, coalesce(sum(won), 0) AS won FROM decision_counts WHERE day >= ? AND day < ?`,
  );
  for (let round = 0; round < 150; round += 1) {
    const first = 19_990 + ((round * 37) % 215);
    const end = first + ((round * 53) % 120);
    const period = { ruleSetId, from: startOfCountedDay(first), to: startOfCountedDay(end) };
    const sums = await sumDecisions(db, { kind: 'all' }, period);
    const total = (of: 'decided' | 'won') => sums.reduce((sum, row) => sum + row[of], 0);
    expect({ decided: total('decided'), won: total('won') }).toEqual(direct.get(first, end));
    const days = await sumDays(db, { kind: 'all' }, period);
    expect(days.reduce((sum, { routed: a, unassigned: b }) => sum + a + b, 0)).toBe(total('decided'));
    expect(Math.max(...sums.map(({ lastAt }) => lastAt))).toBe(
      raw.prepare('SELECT max(last_at) FROM decision_counts').pluck().get(),
    );
  }
});
