import { runJob } from '#jobs/run';
import { openConsole } from '#main';
import { inChunk } from '#store/command';
import { queueJob } from '#store/jobs';
import { connect, type Store } from '#store/open';
import { placesIn } from '#store/places';
import { desk } from '#support/desk';
import { fillFacts } from '#support/attribution-facts';
import { countDifferences, judgeInSql } from '#support/attribution-peer';
import { newHome } from '#support/home';
import { killRepeatedly } from '#support/kill';
import { expect, onTestFinished, test, vi } from 'vitest';

const SIZES = { reps: 40, cards: 400, followUps: 5000, orders: 2000 };

async function filled() {
  const made = await desk();
  fillFacts(made.console.store, SIZES);
  return made;
}

async function queue(store: Store): Promise<string> {
  const id = crypto.randomUUID();
  await queueJob(store.db, { id, kind: 'attribution.run', input: {}, actorId: 'system', at: Date.now() });
  return id;
}

const runsOf = ({ raw }: Store) =>
  raw.prepare('SELECT seq, status, orders FROM attribution_runs ORDER BY seq').all() as {
    seq: number;
    status: string;
    orders: number;
  }[];

const judged = ({ raw }: Store, seq: number) =>
  raw.prepare('SELECT count(*) FROM attributions WHERE run_seq = ?').pluck().get(seq) as number;

/** What somebody who looks at a run sees of it: every row, in order. */
const wholeOf = ({ raw }: Store, seq: number) => ({
  judgements: raw
    .prepare('SELECT * FROM attributions WHERE run_seq = ? ORDER BY order_id')
    .raw()
    .all(seq)
    .map((row) => (row as unknown[]).slice(1)),
  rollups: raw
    .prepare('SELECT * FROM attribution_rollups WHERE run_seq = ? ORDER BY rowid')
    .raw()
    .all(seq)
    .map((row) => (row as unknown[]).slice(1)),
});

/** Lets the job commit some chunks and then stops the process in its tracks, as a shutdown does. */
async function stopAfter(store: Store, env: Parameters<typeof runJob>[1], id: string, chunks: number) {
  let done = 0;
  const inTurn = <T>(write: () => T): T => {
    done += 1;
    return write();
  };
  return runJob(store, env, id, { inTurn, stopping: () => done > chunks });
}

test('the run answers its waterfall, which adds up for every currency', async () => {
  const { console } = await filled();
  const ending = await runJob(console.store, console.env, await queue(console.store));
  expect(ending?.status).toBe('done');
  const { waterfall, orders } = (
    ending as { result: { orders: number; waterfall: Record<string, number>[] } }
  ).result;
  expect(orders).toBe(SIZES.orders);
  expect(waterfall.map(({ currency }) => currency)).toEqual(['CNY', 'JPY', 'USD']);
  const whole = (key: string) => waterfall.reduce((sum, row) => sum + (row[key] ?? 0), 0);
  expect(whole('orders')).toBe(SIZES.orders);
  expect(whole('grossMinor') - whole('refundedMinor')).toBe(
    whole('attributedMinor') + whole('notAttributedMinor'),
  );
  expect(whole('attributedMinor')).toBe(whole('eligibleMinor') + whole('notEligibleMinor'));
  expect(whole('creditedMinor')).toBe(whole('eligibleMinor'));
  const { raw } = console.store;
  expect(whole('grossMinor')).toBe(raw.prepare('SELECT sum(amount_minor) FROM orders').pluck().get());
});

test('the same facts judged twice give the same judgements and the same roll-ups, byte for byte', async () => {
  const { console } = await filled();
  for (let run = 0; run < 2; run += 1) await runJob(console.store, console.env, await queue(console.store));
  expect(wholeOf(console.store, 2)).toEqual(wholeOf(console.store, 1));
});

test('a run that was interrupted after any of its chunks goes on there and ends as if nothing had happened', async () => {
  const { console } = await filled();
  const { store, env } = console;
  await runJob(store, env, await queue(store));
  const first = wholeOf(store, 1);
  for (const chunks of [2, 3, 5, 8]) {
    const id = await queue(store);
    expect(await stopAfter(store, env, id, chunks)).toBeUndefined();
    expect(runsOf(store).at(-1)).toMatchObject({ status: 'running' });
    expect(await runJob(store, env, id)).toMatchObject({ status: 'done' });
    const seq = runsOf(store).at(-1)?.seq ?? 0;
    expect(wholeOf(store, seq)).toEqual(first);
  }
  expect(runsOf(store).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done', 'done']);
});

test('a cancelled run is abandoned and never current, and the next one sweeps what it left', async () => {
  const { console, tell } = await filled();
  const { store, env } = console;
  const id = await queue(store);
  let chunks = 0;
  const inTurn = <T>(write: () => T): T => {
    chunks += 1;
    if (chunks === 4) store.raw.prepare('UPDATE jobs SET cancel_requested = 1 WHERE id = ?').run(id);
    return write();
  };
  expect(await runJob(store, env, id, { inTurn })).toMatchObject({ status: 'cancelled' });
  expect(runsOf(store)).toMatchObject([{ seq: 1, status: 'abandoned' }]);
  expect(judged(store, 1)).toBeGreaterThan(0);
  expect(await tell('attribution.getWaterfall', {})).toBeNull();
  await runJob(store, env, await queue(store));
  expect(judged(store, 1)).toBe(0);
  expect(judged(store, 2)).toBe(SIZES.orders);
  expect(await tell('attribution.getWaterfall', {})).toMatchObject({ runSeq: 2, tiesOut: true });
});

test('orders that arrive while a run judges are the next run’s', async () => {
  const { console, tell } = await filled();
  const { store, env } = console;
  const id = await queue(store);
  await stopAfter(store, env, id, 3);
  inChunk(store, { operation: 'test.fill', actorId: 'system', at: 0 }, () =>
    store.raw
      .prepare(
        `INSERT INTO orders (source, external_id, card_id, contact_raw, product_raw, amount_minor, currency, closed_at)
         VALUES ('t', 'late', NULL, '', '', 5, 'CNY', 0)`,
      )
      .run(),
  );
  expect(await runJob(store, env, id)).toMatchObject({ status: 'done' });
  expect(judged(store, 1)).toBe(SIZES.orders);
  expect(await tell('attribution.getWaterfall', {})).toMatchObject({ unjudged: 1, tiesOut: true });
});

test.each([
  [
    'refunds',
    `DELETE FROM refunds WHERE id = (SELECT max(refunds.id) FROM refunds JOIN orders ON orders.id = order_id WHERE orders.id < 400)`,
  ],
  [
    'a winning follow-up',
    `DELETE FROM follow_ups WHERE id = (SELECT follow_up_id FROM attributions WHERE follow_up_id IS NOT NULL LIMIT 1)`,
  ],
])('a run whose facts were taken away under it (%s) is given up by name', async (_, undo) => {
  const { console, tell } = await filled();
  const { store, env } = console;
  const id = await queue(store);
  await stopAfter(store, env, id, 4);
  inChunk(store, { operation: 'job.transfer.undoImport', actorId: 'system', at: 0 }, () =>
    store.raw.exec(undo),
  );
  expect(await runJob(store, env, id)).toMatchObject({ status: 'failed', code: 'attribution.factsChanged' });
  expect(runsOf(store)).toMatchObject([{ status: 'abandoned' }]);
  expect(await tell('attribution.getWaterfall', {})).toBeNull();
});

test('a second run beside an unfinished one is refused, also where both were queued past the door', async () => {
  const { console } = await filled();
  const { store, env } = console;
  const [first, second] = [await queue(store), await queue(store)];
  await stopAfter(store, env, first, 3);
  expect(await runJob(store, env, second)).toMatchObject({
    status: 'failed',
    code: 'attribution.alreadyRunning',
    params: { jobId: first },
  });
  expect(await runJob(store, env, first)).toMatchObject({ status: 'done' });
});

test('what a finished run found cannot be changed or taken away', async () => {
  const { console } = await filled();
  const { store, env } = console;
  await runJob(store, env, await queue(store));
  for (const statement of [
    'UPDATE attributions SET rep_id = NULL',
    'DELETE FROM attributions',
    'UPDATE attribution_rollups SET orders = 0',
    'DELETE FROM attribution_rollups',
    `UPDATE attribution_runs SET status = 'abandoned'`,
    'DELETE FROM attribution_runs',
  ])
    expect(() => store.raw.exec(statement), statement).toThrow(/append-only|kept|never changes/);
});

test('a run writes in pieces, which grow while writing is quick and stay small where it is slow', async () => {
  const { console } = await filled();
  const { store, env } = console;
  /** How many judgements each chunk wrote, where every look at the clock finds it so many ms later. */
  const pieces = async (msLater: number) => {
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += msLater));
    const written: number[] = [];
    const all = store.raw.prepare('SELECT count(*) FROM attributions').pluck();
    const inTurn = <T>(write: () => T): T => {
      const before = Number(all.get());
      const value = write();
      written.push(Number(all.get()) - before);
      return value;
    };
    await runJob(store, env, await queue(store), { inTurn });
    clock.mockRestore();
    return written.filter((rows) => rows > 0);
  };
  expect(await pieces(0)).toEqual([500, 1000, 500]);
  expect(await pieces(50)).toEqual([500, 500, 500, 500]);
});

const KILLS = Number(process.env['SWITCHYARD_KILLS'] ?? 6);

test(`a run survives kill -9 at any moment, ${KILLS} times: every order is judged once, and only a finished run is current`, async () => {
  const home = newHome();
  await (await openConsole({ home, jobs: 'byHand', ballastBytes: 0 })).close();
  const store = connect(placesIn(home).db);
  onTestFinished(store.close);
  fillFacts(store, { reps: 40, cards: 2000, followUps: 40_000, orders: 25_000 });
  await queue(store);
  const { kills } = await killRepeatedly({
    script: new URL('./attribution-victim.ts', import.meta.url),
    args: [home],
    kills: KILLS,
    withinMs: 2500,
    refill: async () => {
      await queue(store);
    },
    afterKill: () => {
      for (const { seq, status, orders } of runsOf(store)) {
        const count = judged(store, seq);
        const token = store.raw
          .prepare(`SELECT token FROM jobs JOIN attribution_runs ON jobs.id = job_id WHERE seq = ?`)
          .pluck()
          .get(seq) as string;
        const { done } = JSON.parse(token) as { done: number };
        expect({ seq, count }).toEqual({ seq, count: status === 'done' ? orders : done });
      }
    },
  });
  expect(kills).toBe(KILLS);
  const runs = runsOf(store);
  expect(new Set(runs.map(({ status }) => status))).toEqual(new Set(['done']));
  const last = runs.at(-1)?.seq ?? 0;
  expect(wholeOf(store, 1)).toEqual(wholeOf(store, last));
  judgeInSql(store.raw);
  expect(countDifferences(store.raw, last)).toBe(0);
  expect(store.raw.prepare(`SELECT count(*) FROM jobs WHERE status <> 'done'`).pluck().get()).toBe(0);
}, 600_000);
