import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Reply } from '#contract/reply';
import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import type { RoutingResult } from '#jobs/routing';
import { runJob } from '#jobs/run';
import { openConsole, sessionAs } from '#main';
import type { Store } from '#store/open';
import { countMiscounted } from '#store/routing-counts';
import { desk } from '#support/desk';
import { newHome } from '#support/home';
import { killRepeatedly } from '#support/kill';
import { benchRules, fillRouting, RULE_SET } from '#support/routing-bench-data';
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

/** A console with three people, each alone in a group, and a published rule set by city. */
async function office() {
  const at = await desk();
  const { console } = at;
  await arrange(console, () => furnish(console, ['ann', 'bob', 'cat']));
  const group = async (userId: string, openCap: number | null, fallbackGroupId: string | null = null) =>
    (
      await at.tell('routing.saveGroup', {
        label: { zh: userId, en: '' },
        isOn: true,
        fallbackGroupId,
        members: [{ userId, weight: 1, openCap, isOn: true }],
      })
    ).id;
  const { ruleSetId, versionId } = await at.tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const publish = async (rules: Rule[]) => {
    const { revision, problems } = await at.tell('routing.saveDraft', { versionId, revision: 1, rules });
    expect(problems).toEqual([]);
    await at.tell('routing.publishDraft', { versionId, revision, note: '' });
  };
  const route = async (retryUnassigned = false) =>
    (await at.run(
      (
        await at.tell('routing.runRouting', { ruleSetId, retryUnassigned })
      ).jobId,
    )) as RoutingResult;
  return { ...at, group, publish, route, ruleSetId };
}

/** What must hold between decisions and opportunities at any moment. */
function expectWhole({ raw }: Pick<Store, 'raw'>): void {
  const count = (query: string) => Number(raw.prepare(query).pluck().get());
  const decided = count('SELECT count(*) FROM decisions');
  expect(count('SELECT count(DISTINCT opportunity_id) FROM decisions')).toBe(decided);
  expect(count(`SELECT count(*) FROM opportunities WHERE routing_state IN ('routed', 'unassigned')`)).toBe(
    decided,
  );
  expect(
    count(`SELECT count(*) FROM decisions d JOIN opportunities o ON o.id = d.opportunity_id
    WHERE o.owner_id IS d.rep_id AND (o.routing_state = 'routed') = (d.rep_id IS NOT NULL)`),
  ).toBe(decided);
  expect(
    count('SELECT coalesce(sum(last_decision_id - first_decision_id + 1), 0) FROM decision_frames'),
  ).toBe(decided);
  expect(count('SELECT coalesce(sum(assigned), 0) FROM group_turns')).toBe(
    count('SELECT count(*) FROM decisions WHERE rep_id IS NOT NULL'),
  );
  expect(countMiscounted(raw)).toBe(0);
}

test('a run accounts for every opportunity: routed, or unassigned for a named reason', async () => {
  const at = await office();
  const ann = await at.group('ann', 3);
  const bob = await at.group('bob', null);
  await at.publish([
    rule('sh', city('sh'), ann),
    rule('gz', city('gz'), bob),
    rule('rest', { all: [] }, bob),
  ]);
  await arrange(at.console, () => {
    addWaiting(at.console, [...times(5, { city: 'sh' }), ...times(4, { city: 'gz' }), {}, { city: 7 }]);
    addWaiting(at.console, times(2, { city: 'sh' }), { routingState: 'none' });
  });
  expect(await at.route()).toEqual({
    received: 11,
    routed: 9,
    unassigned: 2,
    byReason: { allAtCap: 2, routed: 9 },
    byGroup: { [ann]: 3, [bob]: 6 },
  });
  expect(await at.tell('routing.getWaiting', {})).toMatchObject({ waiting: 0, unassigned: 2, routed: 9 });
  expect((await at.tell('routing.listDecisions', { reason: 'allAtCap' })).rows).toMatchObject([
    { groupId: ann, repId: null, outcome: 'unassigned' },
    { groupId: ann, repId: null, outcome: 'unassigned' },
  ]);
  expectWhole(at.console.store);
});

test('open work that somebody already owns counts against the cap, and closed work does not', async () => {
  const at = await office();
  const ann = await at.group('ann', 5);
  await at.publish([rule('rest', { all: [] }, ann)]);
  await arrange(at.console, () => {
    addWaiting(at.console, times(3, {}), { ownerId: 'ann', routingState: 'none' });
    addWaiting(at.console, times(9, {}), { ownerId: 'ann', routingState: 'none', status: 'won' });
    addWaiting(at.console, times(4, {}), { status: 'won' });
    addWaiting(at.console, times(6, {}));
  });
  expect(await at.route()).toMatchObject({ received: 10, routed: 6, byReason: { routed: 6, allAtCap: 4 } });
  const decisions = (await at.tell('routing.listDecisions', { limit: 500 })).rows;
  for (const { id } of decisions)
    expect((await at.tell('routing.explainDecision', { id })).reproduced).toBe(true);
});

test('those nobody got are tried again when asked, each with a decision of its own', async () => {
  const at = await office();
  const ann = await at.group('ann', 1);
  await at.publish([rule('rest', { all: [] }, ann)]);
  await arrange(at.console, () => addWaiting(at.console, times(3, {})));
  expect(await at.route()).toMatchObject({ routed: 1, unassigned: 2 });
  expect(await at.route()).toMatchObject({ received: 0 });
  await at.tell('routing.saveGroup', {
    id: ann,
    label: { zh: 'ann', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'ann', weight: 1, openCap: 2, isOn: true }],
  });
  await arrange(at.console, () => addWaiting(at.console, times(1, {})));
  expect(await at.route(true)).toMatchObject({ received: 3, routed: 1, unassigned: 2 });
  const story = await at.tell('routing.listDecisions', { opportunityId: 2 });
  expect(story.rows.map(({ reason }) => reason)).toEqual(['routed', 'allAtCap']);
  for (const { id } of story.rows)
    expect((await at.tell('routing.explainDecision', { id })).reproduced).toBe(true);
});

test('a decision is made again the same after groups, people and rules have changed', async () => {
  const at = await office();
  const cat = await at.group('cat', null);
  const ann = await at.group('ann', 4, cat);
  await at.publish([rule('sh', city('sh'), ann), rule('rest', { all: [] }, cat)]);
  await arrange(at.console, () => addWaiting(at.console, [...times(6, { city: 'sh' }), ...times(3, {})]));
  await at.route();
  await at.tell('routing.saveGroup', {
    id: cat,
    label: { zh: 'x', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'bob', weight: 9, openCap: null, isOn: true }],
  });
  await at.tell('routing.saveGroup', {
    id: ann,
    label: { zh: 'y', en: '' },
    isOn: false,
    fallbackGroupId: cat,
    members: [],
  });
  await arrange(at.console, () => at.console.store.raw.exec(`UPDATE users SET status = 'left'`));
  const { rows } = await at.tell('routing.listDecisions', {});
  expect(rows).toHaveLength(9);
  const explained = await Promise.all(rows.map(({ id }) => at.tell('routing.explainDecision', { id })));
  expect(explained.every(({ reproduced }) => reproduced)).toBe(true);
  const fallen = explained.filter(({ fallbackPath }) => fallbackPath.length === 2);
  expect(fallen.map(({ fallbackPath }) => fallbackPath.map(({ reason }) => reason))).toEqual(
    times(2, ['allAtCap', 'routed']),
  );
});

test('a seed that somebody changed, or facts, or a turn, is noticed when the decision is made again', async () => {
  const at = await office();
  await at.group('ann', null);
  const { console } = at;
  const team = await at.tell('routing.saveGroup', {
    label: { zh: '组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: ['ann', 'bob', 'cat'].map((userId) => ({ userId, weight: 1, openCap: null, isOn: true })),
  });
  await at.publish([rule('sh', city('sh'), team.id), rule('rest', { all: [] }, team.id)]);
  await arrange(console, () => addWaiting(console, times(3, { city: 'sh' })));
  await at.route();
  const { raw } = console.store;
  const reproduced = async () =>
    (await Promise.all([1, 2, 3].map((id) => at.tell('routing.explainDecision', { id })))).map(
      (one) => one.reproduced,
    );
  expect(await reproduced()).toEqual([true, true, true]);
  raw.exec('DROP TRIGGER decisions_no_update; DROP TRIGGER decision_frames_no_update');
  raw.exec(`UPDATE decisions SET evidence = '{"city":"bj"}' WHERE id = 2`);
  expect(await reproduced()).toEqual([true, false, true]);
  const standing = raw.prepare('SELECT groups FROM decision_frames').pluck().get() as string;
  raw
    .prepare('UPDATE decision_frames SET groups = ?')
    .run(standing.replace('"turns":[0,0,0]', '"turns":[9,-4,-5]'));
  const taken = raw.prepare('SELECT rep_id FROM decisions WHERE id = 1').pluck().get();
  expect((await reproduced())[0]).toBe(taken === 'ann');
});

test('a run that has to stop goes on later with the same seed, and decides nothing twice', async () => {
  const at = await desk();
  const { console } = at;
  const { store, env } = console;
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(store.raw, 4000, benchRules(30));
  });
  const { jobId } = await at.tell('routing.runRouting', { ruleSetId: RULE_SET });
  let chunks = 0;
  let stops = 0;
  for (let ended = false; !ended; ) {
    chunks = 0;
    const ending = await runJob(store, env, jobId, { stopping: () => (chunks += 1) > 3 });
    expectWhole(store);
    ended = ending !== undefined;
    if (!ended) stops += 1;
  }
  expect(stops).toBeGreaterThan(1);
  const { result } = await at.tell('jobs.get', { id: jobId });
  expect(result).toMatchObject({ received: 4000, routed: 4000 });
  expect(store.raw.prepare('SELECT count(DISTINCT seed) FROM decision_frames').pluck().get()).toBe(1);
});

test('a cancelled run keeps what it decided, and says how far it came', async () => {
  const at = await desk();
  const { console } = at;
  const { store, env } = console;
  await arrange(console, () => {
    furnish(console, []);
    fillRouting(store.raw, 4000, benchRules(30));
  });
  const { jobId } = await at.tell('routing.runRouting', { ruleSetId: RULE_SET });
  const cancelled = { ...env, emit: () => void store.raw.exec('UPDATE jobs SET cancel_requested = 1') };
  const ending = await runJob(store, cancelled, jobId);
  expect(ending?.status).toBe('cancelled');
  const { received } = (ending as { result: RoutingResult }).result;
  expect(received).toBeGreaterThan(0);
  expect(received).toBeLessThan(4000);
  expectWhole(store);
  expect(await at.tell('routing.getWaiting', {})).toMatchObject({ waiting: 4000 - received });
});

test('of four consoles on one file that ask for a run at once, each waits for the one before it', async () => {
  const home = newHome();
  const first = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  await arrange(first, () => {
    furnish(first, []);
    fillRouting(first.store.raw, 3000, benchRules(30));
  });
  const rivals = times(4, null).map(() =>
    fork(new URL('./routing-rival.ts', import.meta.url), [home], { execArgv: [] }),
  );
  const heard = <T>() => Promise.all(rivals.map(async (rival) => (await once(rival, 'message'))[0] as T));
  const tell = (message: object) => {
    for (const rival of rivals) rival.send(message);
  };
  await heard();
  tell({ ask: true });
  const asked = (await heard<Reply<{ jobId: string; waitsFor: string | null }>>()).map((reply) => {
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  });
  const inOrder: string[] = [];
  for (let before: string | null = null; inOrder.length < 4; before = inOrder.at(-1) ?? null) {
    const next = asked.filter(({ waitsFor }) => waitsFor === before);
    expect(next).toHaveLength(1);
    inOrder.push(next[0]?.jobId ?? '');
  }
  // Whoever wants a later one meanwhile gets nothing: it waits, in whichever process.
  for (const [index, jobId] of inOrder.entries()) {
    tell({ run: inOrder[3] ?? '' });
    const isItsTurn = index === 3;
    expect((await heard<string>()).sort()).toEqual([isItsTurn ? 'done' : 'nothing', ...times(3, 'nothing')]);
    if (isItsTurn) break;
    tell({ run: jobId });
    expect((await heard<string>()).sort()).toEqual(['done', 'nothing', 'nothing', 'nothing']);
  }
  const received = first.store.raw.prepare(`SELECT result ->> 'received' FROM jobs ORDER BY rowid`);
  expect(received.pluck().all()).toEqual([3000, 0, 0, 0]);
  expectWhole(first.store);
  for (const rival of rivals) rival.disconnect();
  await Promise.all(rivals.map((rival) => once(rival, 'exit')));
  await first.close();
}, 60_000);

test('a second run waits for the first and says so; one that was cancelled while waiting holds up nobody', async () => {
  const at = await office();
  const ann = await at.group('ann', null);
  await at.publish([rule('rest', { all: [] }, ann)]);
  await arrange(at.console, () => addWaiting(at.console, times(3, {})));
  const ask = () => at.tell('routing.runRouting', { ruleSetId: at.ruleSetId });
  const first = await ask();
  const second = await ask();
  const third = await ask();
  expect([first, second, third].map(({ waitsFor }) => waitsFor)).toEqual([null, first.jobId, second.jobId]);
  expect((await at.tell('routing.getWaiting', {})).runs.map(({ jobId }) => jobId)).toEqual([
    first.jobId,
    second.jobId,
    third.jobId,
  ]);
  const { store, env } = at.console;
  expect(await runJob(store, env, second.jobId)).toBeUndefined();
  await at.tell('jobs.cancel', { id: second.jobId });
  expect(await runJob(store, env, third.jobId)).toBeUndefined();
  expect(await at.run(first.jobId)).toMatchObject({ received: 3 });
  expect(await at.run(third.jobId)).toMatchObject({ received: 0 });
  expect((await at.tell('routing.getWaiting', {})).runs).toEqual([]);
});

test('a rule set of a business line takes what is of its line, and one without takes the rest', async () => {
  const at = await office();
  const ann = await at.group('ann', null);
  const bob = await at.group('bob', null);
  await at.publish([rule('rest', { all: [] }, ann)]);
  await arrange(at.console, () => {
    const { raw } = at.console.store;
    raw.exec(
      `INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('meat', '肉类', 'Meat', 'phone', 1)`,
    );
    addWaiting(at.console, times(7, {}));
    raw.exec(`UPDATE opportunities SET line_id = 'meat' WHERE id > 5`);
  });
  const meat = await at.tell('routing.createRuleSet', { label: { zh: '肉类', en: '' }, lineId: 'meat' });
  const { versionId } = meat;
  const { revision } = await at.tell('routing.saveDraft', {
    versionId,
    revision: 1,
    rules: [rule('all', { all: [] }, bob)],
  });
  await at.tell('routing.publishDraft', { versionId, revision, note: '' });
  expect(await at.route()).toMatchObject({ received: 5, byGroup: { [ann]: 5 } });
  const { jobId } = await at.tell('routing.runRouting', { ruleSetId: meat.ruleSetId });
  expect(await at.run(jobId)).toMatchObject({ received: 2, byGroup: { [bob]: 2 } });
});

test('a retry can take only those that lack somebody for one reason, or only some of them', async () => {
  const at = await office();
  const ann = await at.group('ann', 1);
  const bob = await at.group('bob', 1);
  await at.publish([rule('sh', city('sh'), ann), rule('rest', { all: [] }, bob)]);
  await arrange(at.console, () => addWaiting(at.console, [...times(3, { city: 'sh' }), ...times(3, {})]));
  expect(await at.route()).toMatchObject({ routed: 2, byReason: { routed: 2, allAtCap: 4 } });
  await arrange(at.console, () => addWaiting(at.console, times(2, {})));
  const retry = async (only: { reason: 'allAtCap' | 'groupOff' } | { opportunityIds: number[] }) =>
    at.run((await at.tell('routing.runRouting', { ruleSetId: at.ruleSetId, only })).jobId);
  expect(await retry({ reason: 'groupOff' })).toMatchObject({ received: 0 });
  expect(await retry({ opportunityIds: [1, 2, 7] })).toMatchObject({ received: 1, unassigned: 1 });
  expect(await retry({ reason: 'allAtCap' })).toMatchObject({ received: 4, unassigned: 4 });
  expect(await at.tell('routing.getWaiting', {})).toMatchObject({ waiting: 2, unassigned: 4, routed: 2 });
  expect(countMiscounted(at.console.store.raw)).toBe(0);
});

/** ROUTING_KILLS asks for the long run. */
const KILLS = Number(process.env['ROUTING_KILLS'] ?? 4);

test(
  `a run that is killed ${KILLS} times loses no opportunity and decides none twice`,
  async () => {
    const home = newHome();
    const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
    await arrange(console, () => {
      furnish(console, []);
      fillRouting(console.store.raw, 24_000, benchRules(60));
    });
    const ask = async (one: typeof console) => {
      const reply = await one.dispatch(sessionAs(), 'routing.runRouting', { ruleSetId: RULE_SET });
      if (!reply.ok) throw new Error(JSON.stringify(reply.error));
    };
    await ask(console);
    await console.close();
    const look = async (see: (one: typeof console) => void | Promise<void>) => {
      const one = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
      await see(one);
      await one.close();
    };
    let midway = 0;
    const { kills } = await killRepeatedly({
      script: new URL('./routing-victim.ts', import.meta.url),
      args: [home],
      kills: KILLS,
      withinMs: 600,
      afterKill: () =>
        look(({ store }) => {
          expectWhole(store);
          const token = store.raw
            .prepare(`SELECT token FROM jobs WHERE status = 'running' AND token IS NOT NULL`)
            .pluck();
          if (token.get() !== undefined) midway += 1;
        }),
      refill: () =>
        look(async (one) => {
          await arrange(one, () => addWaiting(one, times(24_000, { city: 'city-3', stores: 7 })));
          await ask(one);
        }),
    });
    expect(kills).toBe(KILLS);
    // Where there are many, they do not all miss.
    expect(midway).toBeGreaterThanOrEqual(KILLS >= 30 ? KILLS / 4 : 0);
    await look(({ store: { raw } }) => {
      expectWhole({ raw });
      const waiting = raw
        .prepare(`SELECT count(*) FROM opportunities WHERE routing_state = 'waiting'`)
        .pluck()
        .get();
      expect(waiting).toBe(0);
      const received = raw
        .prepare(`SELECT sum(result ->> 'received') FROM jobs WHERE status = 'done'`)
        .pluck()
        .get();
      expect(received).toBe(raw.prepare('SELECT count(*) FROM decisions').pluck().get());
    });
  },
  Math.max(1_200_000, KILLS * 20_000),
);
