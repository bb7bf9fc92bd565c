import type { LineGate } from '#domain/distribution';
import type { RoutingResult } from '#jobs/routing';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-25T09:00+08:00');

/** A line with one person, who gets everything that reaches the rules. */
async function office() {
  const time = { now: NOW };
  const at = await desk({ now: () => time.now });
  const { console, tell } = at;
  const { raw } = console.store;
  await arrange(console, () => {
    furnish(console, ['ann']);
    raw.exec(
      `INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('meat', '肉类', 'Meat', 'phone', 1)`,
    );
  });
  const { id: groupId } = await tell('routing.saveGroup', {
    label: { zh: '组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'ann', weight: 1, openCap: null, isOn: true }],
  });
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const all = { id: 'all', name: 'All', condition: { all: [] }, groupId, isOn: true, note: '' };
  const { revision } = await tell('routing.saveDraft', { versionId, revision: 1, rules: [all] });
  await tell('routing.publishDraft', { versionId, revision, note: '' });
  return {
    ...at,
    time,
    gate: async (gate: Partial<LineGate>, lineId = 'produce') => {
      const line = (await tell('routing.listLines', {})).find(({ id }) => id === lineId);
      await tell('routing.saveLineGate', {
        lineId,
        revision: line?.revision ?? 0,
        gate: { oldAfterDays: null, needed: [], ...gate },
      });
    },
    wait: async (facts: readonly Record<string, unknown>[], createdAt = NOW, lineId = 'produce') => {
      let first = 0;
      await arrange(console, () => {
        first = addWaiting(console, facts);
        raw
          .prepare('UPDATE opportunities SET created_at = ?, line_id = ? WHERE id >= ?')
          .run(createdAt, lineId, first);
      });
      return first;
    },
    route: async (retryUnassigned = false) =>
      (await at.run(
        (
          await tell('routing.runRouting', { ruleSetId, retryUnassigned })
        ).jobId,
      )) as RoutingResult,
    explain: async (opportunityId: number, nth = 0) => {
      const { rows } = await tell('routing.listDecisions', { opportunityId });
      return tell('routing.explainDecision', { id: rows.toReversed()[nth]?.id ?? 0 });
    },
  };
}

test('nothing is held back where nobody configured anything', async () => {
  const { wait, route } = await office();
  await wait([{}, { city: 'sh' }], NOW - 3000 * DAY);
  expect(await route()).toMatchObject({ received: 2, routed: 2, unassigned: 0 });
});

test('what is older than its line allows is not routed, and every one received is accounted for', async () => {
  const { gate, wait, route, explain } = await office();
  await gate({ oldAfterDays: 30 });
  const old = await wait([{}], NOW - 30 * DAY - 1);
  const edge = await wait([{}], NOW - 30 * DAY);
  const elsewhere = await wait([{}], NOW - 300 * DAY, 'meat');
  const result = await route();
  expect(result).toMatchObject({ received: 3, routed: 2, unassigned: 1, byReason: { routed: 2, tooOld: 1 } });
  expect(result.received).toBe(Object.values(result.byReason).reduce((sum, count) => sum + count, 0));
  expect((await explain(edge)).decision.reason).toBe('routed');
  expect((await explain(elsewhere)).decision.reason).toBe('routed');
  expect(await explain(old)).toMatchObject({
    decision: { reason: 'tooOld', ruleId: null, repId: null },
    heldBack: { reason: 'tooOld', createdAt: NOW - 30 * DAY - 1, oldAfterDays: 30 },
    trace: [],
    reproduced: true,
  });
});

test('what must be known and is not holds it back until it is filled in', async () => {
  const { gate, wait, route, tell, console, explain } = await office();
  await gate({ needed: ['city', 'needs', 'amount'] });
  const bare = await wait([{ city: '', needs: [] }]);
  const known = await wait([{ city: 'sh', needs: ['price'] }]);
  expect((await route()).byReason).toEqual({ routed: 1, missingData: 1 });
  expect((await explain(known)).reproduced).toBe(true);
  const { rows, reasons } = await tell('routing.listUnassigned', {});
  expect(rows).toMatchObject([{ opportunityId: bare, reason: 'missingData', missing: ['city', 'needs'] }]);
  expect(reasons).toEqual([{ reason: 'missingData', count: 1 }]);
  await arrange(console, () =>
    console.store.raw
      .prepare('UPDATE opportunities SET attributes = ? WHERE id = ?')
      .run('{"city":"bj","needs":["credit"]}', bare),
  );
  expect(await route(true)).toMatchObject({ received: 1, routed: 1 });
});

test('an old decision stays as it was made, whatever its line asks today', async () => {
  const { gate, wait, route, explain, time, tell } = await office();
  await gate({ oldAfterDays: 10, needed: ['city'] });
  const old = await wait([{ city: 'sh' }], NOW - 11 * DAY);
  const bare = await wait([{}]);
  const fine = await wait([{ city: 'sh' }]);
  await route();
  await gate({ oldAfterDays: 1, needed: ['stores'] });
  time.now += 20 * DAY;
  for (const [id, reason] of [
    [old, 'tooOld'],
    [bare, 'missingData'],
    [fine, 'routed'],
  ] as const)
    expect(await explain(id)).toMatchObject({ decision: { reason }, reproduced: true });
  expect(await route(true)).toMatchObject({ byReason: { tooOld: 2 } });
  expect(await explain(bare, 1)).toMatchObject({ heldBack: { reason: 'tooOld', oldAfterDays: 1 } });
  const { rows } = await tell('routing.listDecisions', { opportunityId: bare });
  const group = (await tell('routing.listGroups', {}))[0]?.id ?? '';
  expect(await tell('routing.explainWhyNot', { id: rows[0]?.id ?? 0, groupId: group })).toMatchObject({
    because: 'heldBack',
    trace: [],
  });
});

test('who is held back takes no turn from those decided after them', async () => {
  const { gate, wait, route, explain } = await office();
  await gate({ needed: ['city'] });
  const ids = await wait([{}, { city: 'sh' }, {}, { city: 'bj' }]);
  expect((await route()).byReason).toEqual({ routed: 2, missingData: 2 });
  for (const id of [ids, ids + 1, ids + 2, ids + 3]) expect((await explain(id)).reproduced).toBe(true);
});

test('a gate asks only for what there is, by who may, and never over somebody else’s change', async () => {
  const { ask, gate, tell, console } = await office();
  const input = { lineId: 'produce', revision: 0, gate: { oldAfterDays: null, needed: ['nothing-like-it'] } };
  expect(await ask('routing.saveLineGate', input)).toMatchObject({
    error: { code: 'routing.neededUnknown', params: { attribute: 'nothing-like-it' } },
  });
  await gate({ oldAfterDays: 5 });
  expect(
    await ask('routing.saveLineGate', { ...input, gate: { oldAfterDays: 9, needed: [] } }),
  ).toMatchObject({
    error: { code: 'routing.lineChanged' },
  });
  expect(
    await ask('routing.saveLineGate', { ...input, gate: { oldAfterDays: 0, needed: [] } }),
  ).toMatchObject({
    error: { code: 'api.badInput' },
  });
  expect(await ask('routing.saveLineGate', input, 'ann')).toMatchObject({
    error: { code: 'api.notPermitted' },
  });
  const [line] = await tell('routing.listLines', {});
  expect(line).toMatchObject({ id: 'produce', revision: 1, gate: { oldAfterDays: 5, needed: [] } });
  const noted = console.store.raw
    .prepare(`SELECT detail FROM audit_lines WHERE operation = 'routing.saveLineGate'`)
    .pluck()
    .all();
  expect(noted.map((detail) => JSON.parse(String(detail)) as unknown)).toEqual([
    { before: { oldAfterDays: null, needed: [] }, after: { oldAfterDays: 5, needed: [] } },
  ]);
});
