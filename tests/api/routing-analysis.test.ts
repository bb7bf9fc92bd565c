import { makeAnalyser } from '#domain/analysis';
import { type Condition, catalogueOf } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const row = (id: string, condition: Condition, groupId: string): Rule => ({
  id,
  name: id,
  condition,
  groupId,
  isOn: true,
  note: '',
});
const city = (value: string): Condition => ({ op: 'equals', attribute: 'city', value });

/** A published set in which nothing comes from Beijing, and opportunities of which some came long ago. */
async function office() {
  let now = Date.now() - 40 * DAY;
  const at = await desk({ now: () => now });
  const { console } = at;
  await arrange(console, () => furnish(console, ['ann', 'bob']));
  const group = await at.tell('routing.saveGroup', {
    label: { zh: '组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'ann', weight: 1, openCap: null, isOn: true }],
  });
  const { ruleSetId, versionId } = await at.tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const rules = [
    row('sh', city('sh'), group.id),
    row('bj', city('bj'), group.id),
    row('rest', { all: [] }, group.id),
  ];
  const { revision } = await at.tell('routing.saveDraft', { versionId, revision: 1, rules });
  await at.tell('routing.publishDraft', { versionId, revision, note: '' });
  now += 40 * DAY;
  const cities = (count: number, value: string) =>
    Array.from({ length: count }, () => ({ city: value, stores: 3 }));
  await arrange(console, () => {
    addWaiting(console, cities(2, 'gz'));
    const first = addWaiting(console, [...cities(6, 'sh'), ...cities(3, 'gz')]);
    console.store.raw.prepare('UPDATE opportunities SET created_at = ? WHERE id >= ?').run(now, first);
    console.store.raw.prepare(`UPDATE opportunities SET owner_id = 'ann' WHERE id = ?`).run(first);
  });
  await at.run((await at.tell('routing.runRouting', { ruleSetId, retryUnassigned: true })).jobId);
  return { ...at, ruleSetId, versionId, groupId: group.id, rules };
}

test('recent traffic is told as facts, equal ones together, and without what no rule tests', async () => {
  const at = await office();
  const traffic = await at.tell('routing.getTraffic', { versionId: at.versionId });
  expect(traffic.opportunities).toBe(9);
  expect(traffic.sampled).toBe(false);
  const counts = new Map(traffic.rows.map(({ facts, count }) => [JSON.stringify(facts), count]));
  expect([...counts].sort(([a], [b]) => a.localeCompare(b))).toEqual([
    ['{"city":"gz"}', 3],
    ['{"city":"sh"}', 6],
  ]);
});

test('a limit is honest: what is left out is said', async () => {
  const at = await office();
  const traffic = await at.tell('routing.getTraffic', { versionId: at.versionId, limit: 1 });
  expect(traffic.rows).toHaveLength(1);
  expect(traffic.opportunities).toBeLessThan(9);
  expect(traffic.sampled).toBe(true);
});

test('a rule counts as unused only when it was in force all the days', async () => {
  const at = await office();
  const longer = await at.tell('routing.getTraffic', { versionId: at.versionId, days: 60 });
  expect(longer.history).toEqual([]);
  const old = await at.tell('routing.getTraffic', { versionId: at.versionId, days: 30 });
  expect(old.history.find(({ ruleId }) => ruleId === 'sh')?.hits).toBeGreaterThan(0);
  expect(old.history.find(({ ruleId }) => ruleId === 'bj')).toEqual({ ruleId: 'bj', hits: 0, lastAt: null });
  const facts = await at.tell('routing.listFacts', {});
  const analyser = makeAnalyser({
    rules: at.rules,
    catalogue: catalogueOf(facts),
    groups: new Map([[at.groupId, { isOn: true, hasMember: true, isPresent: true }]]),
    traffic: old.rows,
    history: new Map(old.history.map((each) => [each.ruleId, each])),
    days: old.days,
    now: at.console.env.now(),
  });
  const found = analyser.findings().findings.map(({ kind, ruleId }) => `${kind} ${ruleId}`);
  // All three rules send to one group: the first two are not needed, and nobody comes from Beijing.
  expect(found.sort()).toEqual(['gap null', 'redundant bj', 'redundant sh']);
});
