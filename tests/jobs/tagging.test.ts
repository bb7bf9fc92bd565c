import type { Condition } from '#domain/conditions';
import { runJob } from '#jobs/run';
import { DAY, need, tagOffice, tagRule } from '#support/tag-office';
import { addWaiting, arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

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
