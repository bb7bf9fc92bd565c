import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '#api/context';
import type { ConsoleEvent } from '#contract/reply';
import { type Console, openConsole, sessionAs } from '#main';
import { startClock } from '#jobs/clock';
import { queueJob } from '#store/jobs';
import { connect, type Store } from '#store/open';
import { placesIn } from '#store/places';
import { killRepeatedly } from '#support/kill';
import { onTestFinished, expect, test } from 'vitest';
import type { CountInput } from './demonstration.ts';

const registry = new URL('./demonstration.ts', import.meta.url);

function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-clock-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

async function open(home: string, environment: Partial<Environment> = {}): Promise<Console> {
  const console = await openConsole({ home, registry, environment });
  onTestFinished(() => console.close());
  return console;
}

type Queued = Pick<Console, 'store'> & { env?: Environment };

async function queue({ store, env }: Queued, input: CountInput, kind = 'demonstration.count') {
  const id = crypto.randomUUID();
  await queueJob(store.db, { id, kind, input, actorId: 'system', at: Date.now() });
  env?.wakeJobs();
  return id;
}

type Row = { status: string; done: number; error_code: string | null };
const rowOf = ({ store }: { store: Store }, id: string) =>
  store.raw.prepare('SELECT status, done, error_code FROM jobs WHERE id = ?').get(id) as Row;

async function until(what: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!what()) {
    if (performance.now() > end) throw new Error('It did not come to pass within 20 s.');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

const counted = ({ store }: { store: Store }) => ({
  steps: store.raw.prepare(`SELECT count(*) FROM settings WHERE key LIKE 'step.%'`).pluck().get(),
  sum: store.raw.prepare(`SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'sum'`).pluck().get(),
});

test('a queued job runs on a thread of its own, and its progress is heard', async () => {
  const console = await open(makeHome());
  const heard: ConsoleEvent[] = [];
  console.listen((event) => heard.push(event));
  const id = await queue(console, { upTo: 30, chunkMs: 10 });
  await until(() => rowOf(console, id).status === 'done');
  await until(() => heard.some((event) => event.type === 'changed'));
  const told = heard.filter((event) => event.type === 'job').map(({ job }) => job);
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
  expect(told.at(-1)).toEqual({
    id,
    kind: 'demonstration.count',
    status: 'done',
    phase: 'done',
    done: 30,
    total: 30,
  });
  expect(console.env.anchor.read().at(-1)?.seq).toBe(
    console.store.raw.prepare('SELECT max(seq) FROM audit_lines').pluck().get(),
  );
});

test('jobs wait for each other, in the order they were asked for', async () => {
  const console = await open(makeHome());
  const running = new Set<string>();
  const order: string[] = [];
  let most = 0;
  console.listen((event) => {
    if (event.type !== 'job') return;
    if (event.job.status === 'running') running.add(event.job.id);
    else order.push(event.job.id);
    most = Math.max(most, running.size);
    if (event.job.status !== 'running') running.delete(event.job.id);
  });
  const ids: string[] = [];
  for (let job = 0; job < 3; job += 1) ids.push(await queue(console, { upTo: 2, chunkMs: 30 }));
  await until(() => order.length === 3);
  expect(order).toEqual(ids);
  expect(most).toBe(1);
});

test('what only tries something out does not wait for a long run, and both count right', async () => {
  const console = await open(makeHome());
  const long = await queue(console, { upTo: 100_000, chunkMs: 10 });
  const tried = await queue(console, { upTo: 5, chunkMs: 5 }, 'routing.replay');
  await until(() => rowOf(console, tried).status === 'done');
  await until(() => rowOf(console, long).done > 0);
  expect(rowOf(console, long)).toMatchObject({ status: 'running' });
  await console.dispatch(sessionAs(), 'jobs.cancel', { id: long });
  await until(() => rowOf(console, long).status === 'cancelled');
  const all = rowOf(console, long).done + 5;
  expect(counted(console)).toEqual({ steps: all, sum: all });
});

test('a running job takes no further step once its cancellation is answered', async () => {
  const console = await open(makeHome());
  for (let round = 0; round < 5; round += 1) {
    console.store.raw.prepare(`DELETE FROM settings`).run();
    const id = await queue(console, { upTo: 10_000, chunkMs: 40 });
    await until(() => rowOf(console, id).done > round % 3);
    expect(await console.dispatch(sessionAs(), 'jobs.cancel', { id })).toEqual({
      ok: true,
      value: { done: true },
    });
    const { steps } = counted(console);
    await until(() => rowOf(console, id).status === 'cancelled');
    expect(counted(console)).toEqual({ steps, sum: steps });
    expect(rowOf(console, id).done).toBe(steps);
  }
});

test('a job that still waits is cancelled at once, and does not wait for the one before it', async () => {
  const console = await open(makeHome());
  const first = await queue(console, { upTo: 40, chunkMs: 30 });
  const second = await queue(console, { upTo: 2, chunkMs: 30 });
  await until(() => rowOf(console, first).status === 'running');
  const reply = await console.dispatch(sessionAs(), 'jobs.cancel', { id: second });
  expect(reply).toMatchObject({ ok: true });
  expect(rowOf(console, second).status).toBe('cancelled');
  expect(rowOf(console, first).status).toBe('running');
  await until(() => rowOf(console, first).status === 'done');
  expect(rowOf(console, second)).toMatchObject({ status: 'cancelled', done: 0 });
});

test('commands go on beside a job that writes all the time', async () => {
  const console = await open(makeHome());
  const id = await queue(console, { upTo: 10_000, chunkMs: 40 });
  await until(() => rowOf(console, id).done > 0);
  for (let call = 0; call < 20; call += 1) {
    const start = { name: `${call}.csv`, size: 1 };
    expect(await console.dispatch(sessionAs(), 'transfer.startUpload', start)).toMatchObject({ ok: true });
    expect(rowOf(console, id).status).toBe('running');
  }
  await console.dispatch(sessionAs(), 'jobs.cancel', { id });
  await until(() => rowOf(console, id).status === 'cancelled');
});

test('a job goes on after the console was closed and opened again', async () => {
  const home = makeHome();
  const first = await open(home);
  const id = await queue(first, { upTo: 60, chunkMs: 5 });
  await until(() => rowOf(first, id).done > 5);
  await first.close();
  const second = await open(home);
  const before = rowOf(second, id);
  expect(before.done).toBeGreaterThan(5);
  await until(() => rowOf(second, id).status === 'done');
  expect(counted(second)).toEqual({ steps: 60, sum: 60 });
});

test('a job that takes its thread down fails, and the next one runs', async () => {
  const reports: string[] = [];
  const console = await open(makeHome(), { report: (_, operation) => reports.push(operation) });
  const bad = await queue(console, { upTo: 1, chunkMs: 1 }, 'demonstration.crash');
  const good = await queue(console, { upTo: 3, chunkMs: 1 });
  await until(() => rowOf(console, good).status === 'done');
  expect(rowOf(console, bad)).toMatchObject({ status: 'failed', error_code: 'api.unexpected' });
  expect(reports).toEqual(['job.demonstration.crash']);
});

/** SWITCHYARD_KILLS asks for the long run. */
const KILLS = Number(process.env['SWITCHYARD_KILLS'] ?? 8);

test(`a job survives kill -9 at any moment, ${KILLS} times: no step is lost and none is done twice`, async () => {
  const home = makeHome();
  await (await openConsole({ home, jobs: 'byHand' })).close();
  const store = connect(placesIn(home).db);
  onTestFinished(store.close);
  const refill = async () => {
    store.raw.prepare(`DELETE FROM settings`).run();
    await queue({ store }, { upTo: 500, chunkMs: 2 });
  };
  await refill();
  const depths: number[] = [];
  const killing = {
    script: new URL('./victim.ts', import.meta.url),
    args: [home],
    refill,
    afterKill: () => {
      const job = store.raw.prepare('SELECT done FROM jobs ORDER BY created_at DESC LIMIT 1');
      const { done } = job.get() as Row;
      depths.push(done);
      expect(counted({ store })).toEqual({ steps: done, sum: done === 0 ? undefined : done });
    },
  };
  const early = Math.ceil(KILLS / 4);
  await killRepeatedly({ ...killing, kills: early, withinMs: 700 });
  await refill();
  await killRepeatedly({ ...killing, kills: KILLS - early, withinMs: 150, after: 'work' });
  // Some deaths came between the first step and the last.
  expect(depths.some((done) => done > 0 && done < 500)).toBe(true);
  expect(counted({ store })).toEqual({ steps: 500, sum: 500 });
  expect(store.raw.prepare(`SELECT count(*) FROM jobs WHERE status <> 'done'`).pluck().get()).toBe(0);
}, 120_000);

test('two clocks over one store run each job once', async () => {
  const home = makeHome();
  const one = await open(home);
  const store = connect(placesIn(home).db);
  const other = startClock(store, one.env, {
    home,
    registry,
    thread: new URL('../../main/jobs/worker.ts', import.meta.url),
    replay: new URL('../../main/jobs/replay-thread.ts', import.meta.url),
  });
  onTestFinished(async () => {
    await other.close();
    store.close();
  });
  for (let job = 0; job < 6; job += 1) {
    const id = await queue(one, { upTo: 5, chunkMs: 1 });
    other.wake();
    await until(() => rowOf(one, id).status === 'done');
    expect(counted(one)).toEqual({ steps: 5, sum: 5 });
    one.store.raw.prepare(`DELETE FROM settings`).run();
  }
  const lines = one.store.raw
    .prepare(`SELECT count(*) FROM audit_lines WHERE operation = 'job.demonstration.count'`)
    .pluck();
  expect(lines.get()).toBe(6);
});

test('a job that a command line queues beside the console is run by the console', async () => {
  const home = makeHome();
  const holder = await open(home);
  const beside = await openConsole({ home, registry, beside: true });
  onTestFinished(() => beside.close());
  const id = await queue(beside, { upTo: 5, chunkMs: 1 });
  await until(() => rowOf(beside, id).status === 'done');
  expect(counted(holder)).toEqual({ steps: 5, sum: 5 });
});

test('a command line beside a job that writes all the time gets its own writes in', async () => {
  const home = makeHome();
  const holder = await open(home);
  const beside = await openConsole({ home, registry, beside: true });
  onTestFinished(() => beside.close());
  const id = await queue(holder, { upTo: 2000, chunkMs: 25 });
  await until(() => rowOf(holder, id).status === 'running');
  const start = { name: 'a.csv', size: 1 };
  for (let write = 0; write < 6; write += 1)
    expect(await beside.dispatch(sessionAs(), 'transfer.startUpload', start)).toMatchObject({ ok: true });
  expect(rowOf(holder, id).status).toBe('running');
}, 60_000);

test('a command waits for a write of somebody else without holding up its own thread', async () => {
  const console = await open(makeHome());
  const other = connect(placesIn(console.home).db);
  onTestFinished(other.close);
  other.raw.exec('BEGIN IMMEDIATE');
  const answer = console.dispatch(sessionAs(), 'transfer.startUpload', { name: 'a.csv', size: 1 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Had the command kept the thread, it would have given up before anybody could end the other's write here.
  other.raw.exec('ROLLBACK');
  expect(await answer).toMatchObject({ ok: true });
});
