import { jobs } from '#jobs/registry';
import { keepBackups } from '#jobs/backup';
import { runJob } from '#jobs/run';
import { listBackups } from '#store/backup';
import { queueJob } from '#store/jobs';
import { desk } from '#support/desk';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const queued = { kind: 'jobs.backUp', input: {}, actorId: 'system', at: 1 };

test('the backup job leaves a proved copy and says so in the audit log', async () => {
  const { console, tell } = await desk();
  await tell('transfer.startUpload', { name: 'a.csv', size: 1 });
  await queueJob(console.store.db, { id: 'b', ...queued });
  const ending = await runJob(console.store, console.env, 'b', { registry: jobs });
  const [backup, ...others] = listBackups(console.home);
  expect(others).toEqual([]);
  expect(backup).toMatchObject({ kind: 'daily', rows: { files: 1 } });
  expect(ending).toEqual({ status: 'done', result: { backup: backup?.name, bytes: backup?.bytes } });
  const { rows } = await tell('audit.listLines', { limit: 1 });
  expect(rows).toMatchObject([
    { operation: 'job.jobs.backUp', subject: backup?.name, detail: { status: 'done' } },
  ]);
});

test('a backup that is cancelled leaves nothing', async () => {
  const { console } = await desk();
  await queueJob(console.store.db, { id: 'b', ...queued });
  console.store.raw.exec('UPDATE jobs SET cancel_requested = 1');
  expect(await runJob(console.store, console.env, 'b', { registry: jobs })).toMatchObject({
    status: 'cancelled',
  });
  expect(listBackups(console.home)).toEqual([]);
});

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }),
);
afterEach(() => void vi.useRealTimers());

test('a console that stays open queues one backup a day, and none while one waits', async () => {
  let now = Date.UTC(2026, 10, 22);
  const { console } = await desk({ now: () => now });
  const end = keepBackups(console.store, console.env);
  const waiting = () =>
    console.store.raw
      .prepare(`SELECT id FROM jobs WHERE kind = 'jobs.backUp' AND status = 'queued'`)
      .pluck()
      .all() as string[];
  await vi.advanceTimersByTimeAsync(59_000);
  expect(waiting()).toEqual([]);
  await vi.advanceTimersByTimeAsync(5 * 3_600_000);
  expect(waiting()).toHaveLength(1);
  await runJob(console.store, console.env, String(waiting()[0]), { registry: jobs });
  await vi.advanceTimersByTimeAsync(5 * 3_600_000);
  expect(waiting()).toEqual([]);
  now += 86_400_000;
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(waiting()).toHaveLength(1);
  end();
});
