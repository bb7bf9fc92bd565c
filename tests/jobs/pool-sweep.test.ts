import { runJob } from '#jobs/run';
import { type Console, openConsole, sessionAs } from '#main';
import { newHome } from '#support/home';
import { killRepeatedly } from '#support/kill';
import { HOUR, POLICY, poolOffice } from '#support/pool-office';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const nothing = { started: 0, looked: 0, reminded: 0, returned: 0, reassigned: 0 };

test('a sweep reminds in time, takes back what was not touched, and says why; a second one finds nothing', async () => {
  const { opportunity, policy, rows, sweep, tell, time, touch } = await poolOffice();
  const start = time.now;
  await policy();
  const idle = await opportunity('ann');
  const busy = await opportunity('bob');
  await touch(busy, 'bob', '已接通');
  expect(await sweep()).toEqual({ ...nothing, started: 2 });

  time.now = start + 3 * HOUR;
  expect(await sweep()).toEqual({ ...nothing, looked: 1, reminded: 1 });
  expect(await sweep()).toEqual(nothing);
  const reminders = (as: string) => tell('pool.listReminders', {}, as);
  expect(await reminders('ann')).toMatchObject([
    { opportunityId: idle, dueFor: 'firstResponse', dueAt: start + 4 * HOUR, state: 'reminder' },
  ]);
  expect(await reminders('bob')).toEqual([]);
  expect(await tell('pool.listReminders', { whose: 'all' }, 'lea')).toHaveLength(1);

  time.now = start + 4 * HOUR;
  expect(await sweep()).toEqual({ ...nothing, looked: 1, returned: 1 });
  expect(await sweep()).toEqual(nothing);
  expect(rows('SELECT opportunity_id AS id, group_id AS groupId, reason FROM pool_items')).toEqual([
    { id: idle, groupId: 'east', reason: 'firstResponse' },
  ]);
  expect(rows('SELECT kind, user_id AS userId, reason, due_at AS dueAt FROM pool_events')).toEqual([
    { kind: 'reminded', userId: 'ann', reason: 'firstResponse', dueAt: start + 4 * HOUR },
    { kind: 'returned', userId: 'ann', reason: 'firstResponse', dueAt: start + 4 * HOUR },
  ]);
  expect(await reminders('ann')).toEqual([]);

  time.now = start + 73 * HOUR;
  expect(await sweep()).toMatchObject({ returned: 1 });
  expect(rows('SELECT count(*) AS n FROM opportunities WHERE owner_id IS NOT NULL')).toEqual([{ n: 0 }]);
});

test('a reminder goes away by itself once the owner has called', async () => {
  const { opportunity, policy, sweep, tell, time, touch } = await poolOffice();
  await policy();
  const id = await opportunity('ann');
  time.now += 3 * HOUR;
  expect(await sweep()).toMatchObject({ reminded: 1 });
  await touch(id, 'ann', '已接通');
  expect(await tell('pool.listReminders', {}, 'ann')).toEqual([]);
  time.now += 2 * HOUR;
  expect(await sweep()).toMatchObject({ returned: 0 });
});

test('where the policy says so, what ran out waits for routing again', async () => {
  const { opportunity, policy, rows, sweep, time } = await poolOffice();
  await policy({ onBreach: 'reassign' });
  const id = await opportunity('ann');
  time.now += 5 * HOUR;
  expect(await sweep()).toEqual({ ...nothing, started: 1, looked: 1, reassigned: 1 });
  expect(rows(`SELECT id, owner_id AS ownerId, routing_state AS state FROM opportunities`)).toEqual([
    { id, ownerId: null, state: 'waiting' },
  ]);
  expect(rows('SELECT * FROM pool_items')).toEqual([]);
});

test('a stricter policy reaches the clocks that run already, and one that is off touches nothing', async () => {
  const { opportunity, policy, sweep, tell, time } = await poolOffice();
  await policy({ firstResponse: null, followUpEvery: null });
  await opportunity('ann');
  time.now += 24 * HOUR;
  expect(await sweep()).toMatchObject({ returned: 0 });
  await policy({ firstResponse: { amount: 1, unit: 'hours' } });
  const [known] = await tell('pool.listPolicies', {});
  if (!known) throw new Error('The policy is gone.');
  const { id: _, ...rest } = known;
  await tell('pool.savePolicy', { ...rest, isOn: false });
  expect(await sweep()).toMatchObject({ returned: 0 });
  await tell('pool.savePolicy', { ...rest, revision: rest.revision + 1, isOn: true });
  expect(await sweep()).toMatchObject({ returned: 1 });
});

test('a closed opportunity is left alone, and one of a group without a policy too', async () => {
  const { console, opportunity, policy, rows, sweep, time } = await poolOffice();
  await policy();
  const closed = await opportunity('ann');
  await opportunity('cid', 'west');
  await sweep();
  await arrange(console, () =>
    console.store.raw.prepare(`UPDATE opportunities SET status = 'won' WHERE id = ?`).run(closed),
  );
  time.now += 1000 * HOUR;
  expect(await sweep()).toMatchObject({ reminded: 0, returned: 0 });
  expect(rows('SELECT * FROM pool_clocks')).toEqual([]);
});

test('a sweep that has to stop again and again still does everything, and nothing twice', async () => {
  const { console, policy, rows, tell, time } = await poolOffice();
  await policy();
  await arrange(console, () => {
    const first = addWaiting(
      console,
      Array.from({ length: 700 }, () => ({})),
    );
    console.store.raw
      .prepare(`UPDATE opportunities SET owner_id = 'ann', group_id = 'east', assigned_at = ? WHERE id >= ?`)
      .run(time.now, first);
  });
  time.now += 5 * HOUR;
  const { jobId } = await tell('pool.runSweep', {});
  expect(await tell('jobs.get', { id: jobId })).toMatchObject({ status: 'queued' });
  const endings = [];
  while (endings.at(-1) === undefined && endings.length < 100) {
    // Each chunk asks once whether to stop: the third one is one too many for this life.
    let chunks = 0;
    endings.push(await runJob(console.store, console.env, jobId, { stopping: () => (chunks += 1) > 2 }));
  }
  expect(endings.length).toBeGreaterThan(1);
  expect(endings.at(-1)).toMatchObject({ status: 'done', result: { started: 700, returned: 700 } });
  expect(rows(`SELECT count(*) AS n, count(DISTINCT opportunity_id) AS once FROM pool_events`)).toEqual([
    { n: 700, once: 700 },
  ]);
  expect(rows('SELECT count(*) AS n FROM pool_items')).toEqual([{ n: 700 }]);
});

test('one sweep at a time: who asks for a second is told which one runs', async () => {
  const { ask, tell } = await poolOffice();
  const { jobId } = await tell('pool.runSweep', {});
  expect(await ask('pool.runSweep', {})).toEqual({
    ok: false,
    error: { code: 'pool.alreadySweeping', params: { jobId } },
  });
});

const KILLS = process.env['SWITCHYARD_LONG'] ? 30 : 3;

test(`a sweep that is killed ${KILLS} times takes back each opportunity once and forgets none`, async () => {
  const home = newHome();
  const look = async <T>(see: (one: Console) => T | Promise<T>): Promise<T> => {
    const one = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
    try {
      return await see(one);
    } finally {
      await one.close();
    }
  };
  const work = (count: number) =>
    look(async (one) => {
      const { raw } = one.store;
      await arrange(one, () => {
        const first = addWaiting(
          one,
          Array.from({ length: count }, () => ({})),
          { routingState: 'none' },
        );
        raw
          .prepare(
            `UPDATE opportunities SET owner_id = 'ann', group_id = 'east', assigned_at = 1000 WHERE id >= ?`,
          )
          .run(first);
      });
      const reply = await one.dispatch(sessionAs(), 'pool.runSweep', {});
      expect(reply).toMatchObject({ ok: true });
    });
  await look(async (one) => {
    await arrange(one, () => {
      furnish(one, ['ann']);
      one.store.raw.exec(
        `INSERT INTO distribution_groups (id, label_zh, label_en, is_on) VALUES ('east', '东组', 'East', 1)`,
      );
      one.store.raw
        .prepare(
          `INSERT INTO pool_policies (id, group_id, is_on, content, revision) VALUES ('p', 'east', 1, ?, 1)`,
        )
        .run(JSON.stringify(POLICY));
    });
  });
  await work(3000);
  const { kills } = await killRepeatedly({
    script: new URL('./routing-victim.ts', import.meta.url),
    args: [home],
    kills: KILLS,
    withinMs: 500,
    afterKill: () =>
      look(({ store: { raw } }) => {
        const count = (text: string) => raw.prepare(text).pluck().get();
        const events = count('SELECT count(*) FROM pool_events');
        expect(count('SELECT count(DISTINCT opportunity_id) FROM pool_events')).toBe(events);
        expect(count('SELECT count(*) FROM pool_items')).toBe(events);
        expect(count('SELECT count(*) FROM opportunities WHERE owner_id IS NULL')).toBe(events);
      }),
    refill: () => work(1000),
  });
  expect(kills).toBe(KILLS);
  await look(({ store: { raw } }) => {
    expect(raw.prepare('SELECT count(*) FROM opportunities WHERE owner_id IS NOT NULL').pluck().get()).toBe(
      0,
    );
    const returned = raw.prepare(`SELECT sum(result ->> 'returned') FROM jobs WHERE status = 'done'`);
    expect(returned.pluck().get()).toBe(raw.prepare('SELECT count(*) FROM pool_events').pluck().get());
  });
}, 600_000);
