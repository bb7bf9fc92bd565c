import { type Job, Cancelled } from '#jobs/job';
import { type RunOptions, runJob } from '#jobs/run';
import { claimJob, findNextJob, LEASE_MS, queueJob } from '#store/jobs';
import { type Desk, desk } from '#support/desk';
import { expect, test } from 'vitest';

/** Writes one setting a chunk, from the number it has reached. */
const count: Job = (ctx) => {
  const { upTo } = ctx.job.input as { upTo: number };
  const from = (ctx.job.token as number | null) ?? 0;
  for (let done = from; done < upTo; done += 1)
    ctx.chunk(() => {
      ctx.store.raw.prepare(`INSERT INTO settings VALUES ('count.' || ?, 'true')`).run(done);
      return { value: null, progress: { phase: 'counting', done: done + 1, total: upTo, token: done + 1 } };
    });
  return { counted: upTo };
};

async function queue({ console }: Desk, input: unknown, kind = 'demonstration.count'): Promise<string> {
  const id = console.env.newId();
  await queueJob(console.store.db, { id, kind, input, actorId: 'system', at: console.env.now() });
  return id;
}

const run = ({ console }: Desk, id: string, options: RunOptions = {}) =>
  runJob(console.store, console.env, id, { registry: { 'demonstration.count': count }, ...options });

const written = ({ console }: Desk) =>
  console.store.raw.prepare(`SELECT count(*) FROM settings WHERE key LIKE 'count.%'`).pluck().get();

test('a job runs to its end, and its end is in the audit', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 3 });
  expect(await run(it, id)).toEqual({ status: 'done', result: { counted: 3 } });
  expect(await it.tell('jobs.get', { id })).toMatchObject({ status: 'done', done: 3, total: 3 });
  const line = it.console.store.raw
    .prepare(`SELECT detail FROM audit_lines WHERE operation = 'job.demonstration.count' AND subject = ?`)
    .pluck()
    .get(id);
  expect(line).toBe('{"status":"done"}');
});

test('a job that has ended is not run again', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 1 });
  await run(it, id);
  expect(await run(it, id)).toBeUndefined();
  expect(written(it)).toBe(1);
});

test('a job that is stopped for a shutdown goes on later from its last chunk', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 5 });
  let chunks = 0;
  expect(await run(it, id, { stopping: () => (chunks += 1) > 2 })).toBeUndefined();
  expect(await it.tell('jobs.get', { id })).toMatchObject({ status: 'queued', done: 2 });
  expect(await run(it, id)).toMatchObject({ status: 'done' });
  expect(written(it)).toBe(5);
});

test('a cancelled job ends before its next chunk, keeps what it has written, and may tidy up', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 5 });
  const tidy: Job = async (ctx) => {
    try {
      return await count({
        ...ctx,
        chunk: (work) => {
          const value = ctx.chunk(work);
          if (written(it) === 2)
            it.console.store.raw.prepare('UPDATE jobs SET cancel_requested = 1 WHERE id = ?').run(id);
          return value;
        },
      });
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      ctx.chunk(() => {
        ctx.store.raw.prepare(`INSERT INTO settings VALUES ('tidied', 'true')`).run();
        return { value: null, progress: { phase: 'tidying', done: 2, total: 5 } };
      });
      error.partial = { counted: 2 };
      throw error;
    }
  };
  const ending = await run(it, id, { registry: { 'demonstration.count': tidy } });
  expect(ending).toEqual({ status: 'cancelled', result: { counted: 2 } });
  expect(written(it)).toBe(2);
  expect(it.console.store.raw.prepare(`SELECT value FROM settings WHERE key = 'tidied'`).pluck().get()).toBe(
    'true',
  );
});

test('of two who want a job one gets it, and the other may when the first is gone or silent', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 1 });
  const { raw } = it.console.store;
  const alive = () => false;
  expect(claimJob(raw, id, { owner: 'one', at: 1000, isGone: alive })?.id).toBe(id);
  expect(claimJob(raw, id, { owner: 'two', at: 1001, isGone: alive })).toBeUndefined();
  expect(findNextJob(raw, { at: 1001, isGone: alive })).toBeUndefined();
  expect(claimJob(raw, id, { owner: 'two', at: 1001, isGone: () => true })?.id).toBe(id);
  expect(claimJob(raw, id, { owner: 'three', at: 1001 + LEASE_MS, isGone: alive })).toBeUndefined();
  expect(claimJob(raw, id, { owner: 'three', at: 1002 + LEASE_MS, isGone: alive })?.id).toBe(id);
});

test('a job that was taken over writes nothing more, not even its end', async () => {
  const it = await desk();
  const id = await queue(it, { upTo: 4 });
  const robbed: Job = (ctx) =>
    count({
      ...ctx,
      chunk: (work) => {
        if (written(it) === 2)
          it.console.store.raw.prepare(`UPDATE jobs SET owner = '1:another' WHERE id = ?`).run(id);
        return ctx.chunk(work);
      },
    });
  expect(await run(it, id, { registry: { 'demonstration.count': robbed } })).toBeUndefined();
  expect(written(it)).toBe(2);
  expect(it.console.store.raw.prepare('SELECT status, owner FROM jobs').get()).toEqual({
    status: 'running',
    owner: '1:another',
  });
});

test('a job that fails says how, and a kind that nobody knows is refused', async () => {
  const reports: string[] = [];
  const it = await desk({ report: (_, operation) => reports.push(operation) });
  const id = await queue(it, {});
  const broken: Job = () => {
    throw new Error('a bug');
  };
  expect(await run(it, id, { registry: { 'demonstration.count': broken } })).toMatchObject({
    status: 'failed',
    code: 'api.unexpected',
  });
  expect(reports).toEqual(['job.demonstration.count']);
  for (const kind of ['nobody.knows', 'toString', '__proto__']) {
    const unknown = await queue(it, {}, kind);
    expect(await run(it, unknown)).toMatchObject({ status: 'failed', code: 'api.unknownOperation' });
  }
});
