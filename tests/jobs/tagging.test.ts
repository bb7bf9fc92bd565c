import type { Condition } from '#domain/conditions';
import { runJob } from '#jobs/run';
import { DAY, need, tagOffice, tagRule } from '#support/tag-office';
import { keepTags } from '#jobs/tagging';
import { type Console, openConsole, sessionAs } from '#main';
import { newHome } from '#support/home';
import { killRepeatedly } from '#support/kill';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { afterEach, expect, test, vi } from 'vitest';

const isHot: Condition = { op: 'between', attribute: 'heat', min: 3, max: null };
const fromTest: Condition = { op: 'equals', attribute: 'source', value: 'test' };

test('a run tags by source and by recent behaviour, a second one changes nothing, and cooled tags go', async () => {
  const { attributesOf, opportunity, rows, runRules, save, time, touch } = await tagOffice();
  const busy = await opportunity({});
  const idle = await opportunity({});
  const won = await opportunity({}, { status: 'won' });
  await touch(busy, 'visit', time.now - DAY / 2);
  await touch(busy, 'call', time.now - DAY);
  await save(tagRule('hot', isHot, need('price')), tagRule('src', fromTest, need('credit')));
  expect(await runRules()).toMatchObject({
    looked: 2,
    changed: 2,
    byRule: { hot: { set: 1 }, src: { set: 2 } },
  });
  expect([busy, idle, won].map(attributesOf)).toEqual([
    { needs: ['price', 'credit'] },
    { needs: ['credit'] },
    {},
  ]);
  const marks = 'SELECT count(*) AS n FROM opportunity_marks';
  expect(rows(marks)).toEqual([{ n: 3 }]);
  expect(await runRules()).toMatchObject({ changed: 0, byRule: { hot: { kept: 1 }, src: { kept: 2 } } });
  expect(rows(marks)).toEqual([{ n: 3 }]);
  time.now += 30 * DAY;
  expect(await runRules()).toMatchObject({ changed: 1, byRule: { hot: { removed: 1 } } });
  expect(attributesOf(busy)).toEqual({ needs: ['credit'] });
});

test('a tag with an expiry goes at the first run after its day', async () => {
  const { attributesOf, opportunity, runRules, save, time, touch } = await tagOffice();
  const id = await opportunity({});
  await touch(id, 'visit', time.now - 1);
  await save(tagRule('hot', isHot, need('price'), { expiresAfterDays: 20 }));
  await runRules();
  time.now += 19 * DAY;
  expect(await runRules()).toMatchObject({ byRule: { hot: { kept: 1 } } });
  time.now += DAY;
  expect(await runRules()).toMatchObject({ byRule: { hot: { expired: 1 } } });
  expect(attributesOf(id)).toEqual({});
});

test('a dry run says what unsaved rules would do, with examples, and writes nothing', async () => {
  const { attributesOf, dryRun, opportunity, rows, runRules, save } = await tagOffice();
  const id = await opportunity({});
  const rule = tagRule('src', fromTest, need('credit'));
  await save(rule);
  await runRules();
  const before = rows('SELECT * FROM opportunity_marks');
  const other = tagRule('other', fromTest, { kind: 'set', attribute: 'city', value: 'sh' });
  expect(await dryRun(other)).toMatchObject({
    looked: 1,
    changed: 1,
    byRule: { other: { set: 1, examples: [id] }, src: { removed: 1, examples: [id] } },
  });
  expect(rows('SELECT * FROM opportunity_marks')).toEqual(before);
  expect(attributesOf(id)).toEqual({ needs: ['credit'] });
});

test('a run that stops anywhere goes on where it was, with the rules it began with, and ends as if it never stopped', async () => {
  const { console, opportunity, rows, save, tell } = await tagOffice();
  await opportunity({});
  await arrange(
    console,
    () =>
      void addWaiting(
        console,
        Array.from({ length: 700 }, () => ({})),
      ),
  );
  await save(tagRule('src', fromTest, need('credit')));
  const { jobId } = await tell('tagging.run', {});
  let chunks = 0;
  const stopping = () => {
    chunks += 1;
    return chunks > 2;
  };
  expect(await runJob(console.store, console.env, jobId, { stopping })).toBeUndefined();
  const tagged = `SELECT count(*) AS n FROM opportunities WHERE attributes <> '{}'`;
  const [{ n: half } = { n: 0 }] = rows(tagged) as { n: number }[];
  expect(half).toBeGreaterThan(0);
  expect(half).toBeLessThan(701);
  await save();
  const ending = await runJob(console.store, console.env, jobId);
  expect(ending).toMatchObject({
    status: 'done',
    result: { looked: 701, changed: 701, byRule: { src: { set: 701 } } },
  });
  expect(rows(tagged)).toEqual([{ n: 701 }]);
  expect(rows('SELECT count(*) AS n FROM opportunity_marks')).toEqual([{ n: 701 }]);
});

test('a dry run that stops goes on where it was, and says what it would have said without stopping', async () => {
  const { console, tell, time } = await tagOffice();
  await arrange(
    console,
    () =>
      void addWaiting(
        console,
        Array.from({ length: 700 }, () => ({})),
      ),
  );
  const rules = [tagRule('src', fromTest, need('credit'))];
  const whole = await runJob(console.store, console.env, (await tell('tagging.dryRun', { rules })).jobId);
  const { jobId } = await tell('tagging.dryRun', { rules });
  let looks = 0;
  const stopping = () => {
    looks += 1;
    // How far it is is written down every few seconds.
    time.now += 5000;
    return looks > 2;
  };
  expect(await runJob(console.store, console.env, jobId, { stopping })).toBeUndefined();
  const stand = console.store.raw
    .prepare(`SELECT token ->> 'looked' FROM jobs WHERE id = ?`)
    .pluck()
    .get(jobId);
  expect(stand).toBeGreaterThan(0);
  expect(stand).toBeLessThan(700);
  const told: number[] = [];
  const end = console.listen((event) => event.type === 'job' && told.push(event.job.done));
  expect(await runJob(console.store, console.env, jobId)).toEqual(whole);
  end();
  // Whoever began anew would tell less than what was written down.
  expect(Math.min(...told)).toBeGreaterThanOrEqual(Number(stand));
});

afterEach(() => void vi.useRealTimers());

test('a console that stays open tags by itself, so that what expires goes without anybody pressing a button', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] });
  const { attributesOf, console, opportunity, rows, runRules, save, time } = await tagOffice();
  const end = keepTags(console.store, console.env);
  const waiting = () =>
    (rows(`SELECT id FROM jobs WHERE kind = 'tagging.run' AND status = 'queued'`) as { id: string }[]).map(
      ({ id }) => id,
    );
  await vi.advanceTimersByTimeAsync(12 * 3_600_000);
  expect(waiting()).toEqual([]);
  const id = await opportunity({});
  await save(tagRule('src', { op: 'isNotSet', attribute: 'city' }, need('credit'), { expiresAfterDays: 3 }));
  await runRules();
  await save();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(waiting()).toEqual([]);
  time.now += 3 * DAY;
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  const [queued, ...more] = waiting();
  expect(more).toEqual([]);
  expect(attributesOf(id)).toEqual({ needs: ['credit'] });
  await runJob(console.store, console.env, queued ?? '');
  expect(attributesOf(id)).toEqual({});
  end();
});

const KILLS = process.env['SWITCHYARD_LONG'] ? 30 : 3;

test(`a run that is killed ${KILLS} times says each tag once, forgets none, and ends as one that was left in peace`, async () => {
  const [home, peaceful] = [newHome(), newHome()];
  const look = async <T>(at: string, see: (one: Console) => T | Promise<T>): Promise<T> => {
    const one = await openConsole({ home: at, jobs: 'byHand', ballastBytes: 0 });
    try {
      return await see(one);
    } finally {
      await one.close();
    }
  };
  const add = (at: string, count: number) =>
    look(at, (one) =>
      arrange(one, () => {
        addWaiting(
          one,
          Array.from({ length: count }, (_, index) => (index % 3 === 0 ? { needs: ['price'] } : {})),
        );
      }),
    );
  const ask = (at: string) =>
    look(at, async (one) => {
      const reply = await one.dispatch(sessionAs(), 'tagging.run', {});
      expect(reply).toMatchObject({ ok: true });
    });
  // The second tag hangs on the first, which an import had put on every third.
  const rules = [
    tagRule('credit', fromTest, need('credit')),
    tagRule(
      'city',
      { op: 'hasAll', attribute: 'needs', values: ['credit', 'price'] },
      {
        kind: 'set',
        attribute: 'city',
        value: 'sh',
      },
    ),
  ];
  for (const at of [home, peaceful])
    await look(at, async (one) => {
      await arrange(one, () => furnish(one, []));
      expect(await one.dispatch(sessionAs(), 'tagging.saveRules', { revision: 0, rules })).toMatchObject({
        ok: true,
      });
    });
  let total = 3000;
  await add(home, total);
  await ask(home);
  const marks = `SELECT opportunity_id, attribute, code, state, set_by, by_id, revision, value, evidence
    FROM opportunity_marks ORDER BY opportunity_id, attribute, code`;
  await killRepeatedly({
    script: new URL('./routing-victim.ts', import.meta.url),
    args: [home],
    kills: KILLS,
    withinMs: 400,
    afterKill: () =>
      look(home, ({ store: { raw } }) => {
        const count = (text: string) => raw.prepare(text).pluck().get();
        const said = count('SELECT count(*) FROM opportunity_marks');
        expect(
          count(
            'SELECT count(*) FROM (SELECT DISTINCT opportunity_id, attribute, code FROM opportunity_marks)',
          ),
        ).toBe(said);
        const tagged = `SELECT count(*) FROM opportunities WHERE attributes LIKE '%credit%'`;
        expect(count(`SELECT count(*) FROM opportunity_marks WHERE code = 'credit'`)).toBe(count(tagged));
      }),
    refill: async () => {
      await add(home, 1500);
      total += 1500;
      await ask(home);
    },
  });
  for (let at = 0; at < total; at += at === 0 ? 3000 : 1500) await add(peaceful, at === 0 ? 3000 : 1500);
  await ask(peaceful);
  const outcome = (at: string) =>
    look(at, ({ store: { raw } }) => ({
      marks: raw.prepare(marks).all(),
      attributes: raw.prepare('SELECT id, attributes FROM opportunities ORDER BY id').all(),
    }));
  await look(peaceful, async (one) => {
    const [id] = one.store.raw.prepare(`SELECT id FROM jobs WHERE status = 'queued'`).pluck().all();
    await runJob(one.store, one.env, String(id));
  });
  const [killed, left] = [await outcome(home), await outcome(peaceful)];
  expect(killed).toEqual(left);
  expect(killed.marks).toHaveLength(total + total / 3);
  const counted = await look(home, ({ store: { raw } }) =>
    raw
      .prepare(
        `SELECT sum(result ->> '$.byRule.credit.set') AS credit, sum(result ->> '$.byRule.city.set') AS city FROM jobs WHERE status = 'done'`,
      )
      .get(),
  );
  expect(counted).toEqual({ credit: total, city: total / 3 });
}, 600_000);
