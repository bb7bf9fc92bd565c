import type { Counts } from '#domain/transfer';
import type { Store } from '#store/open';
import { importDesk } from '#support/import-desk';
import { killRepeatedly } from '#support/kill';
import { expect, test } from 'vitest';

/** The long run asks for 40 and more. */
const KILLS = Number(process.env['SWITCHYARD_KILLS'] ?? 5);
const ROWS = 6000;

/** Every tenth phone is wrong, every seventh row repeats an id, every fifth collides with the one before. */
function dirtyFile(): string {
  const rows = ['id,phone,name,line'];
  for (let i = 0; i < ROWS; i += 1) {
    const id = i % 7 === 6 ? i - 3 : i;
    const person = i % 5 === 4 ? i - 1 : i;
    const phone = i % 10 === 9 ? 'none' : `138${String(person).padStart(8, '0')}`;
    rows.push(`E${id},${phone},客户${i},L`);
  }
  return rows.join('\n');
}

const choice = {
  kind: 'opportunities',
  source: 'kill',
  mapping: { columns: { externalId: 'id', contact: 'phone', name: 'name', line: 'line' } },
} as const;

const setUp = {
  kind: 'lines',
  source: 'kill',
  mapping: { columns: { externalId: 'line', name: 'line' } },
} as const;

const one = ({ raw }: Store, text: string) => raw.prepare(text).pluck().get() as number;
const stateOf = ({ raw }: Store) =>
  [
    'SELECT kind, contact, name FROM cards ORDER BY id',
    `SELECT external_id, card_id, grain_key FROM opportunities ORDER BY id`,
  ].map((text) => raw.prepare(text).all());

/** What must hold at every moment, whoever died: counts, rows, turned-away rows and the notes for the undo are one. */
function expectWhole(store: Store): void {
  const batch = store.raw
    .prepare(
      `SELECT id, status, counts FROM import_batches WHERE kind = 'opportunities' ORDER BY created_at DESC, id DESC LIMIT 1`,
    )
    .get() as { id: string; status: string; counts: string };
  const counts = JSON.parse(batch.counts) as Counts;
  const opportunities = one(store, 'SELECT count(*) FROM opportunities');
  const cards = one(store, 'SELECT count(*) FROM cards');
  expect(one(store, `SELECT count(*) FROM import_changes WHERE batch_id = '${batch.id}'`)).toBe(
    opportunities + cards,
  );
  expect(one(store, `SELECT count(*) FROM import_rejects WHERE batch_id = '${batch.id}'`)).toBe(
    counts.duplicate + counts.rejected,
  );
  expect(counts.rows).toBe(counts.fresh + counts.duplicate + counts.rejected);
  const isBeingUndone = batch.status === 'undoing' || batch.status === 'undone';
  expect(isBeingUndone || opportunities === counts.fresh).toBe(true);
}

test('an import and its undo survive kill -9 at any moment: nothing is lost, and nothing is done twice', async () => {
  const calm = await importDesk();
  await calm.bring('line\nL\n', setUp);
  const { counts } = await calm.bring(dirtyFile(), choice);
  expect(counts.fresh + counts.duplicate + counts.rejected).toBe(ROWS);
  const wanted = stateOf(calm.console.store);

  const killed = await importDesk();
  await killed.bring('line\nL\n', setUp);
  const fileId = await killed.upload(dirtyFile());
  const { store, home } = killed.console;
  const ask = async () => {
    const { rows } = await killed.tell('transfer.listBatches', { kind: 'opportunities', limit: 1 });
    if (rows[0]?.status === 'committed') await killed.tell('transfer.undoImport', { batchId: rows[0].id });
    else await killed.tell('transfer.commitImport', { ...choice, fileId });
  };
  await ask();
  let midway = 0;
  await killRepeatedly({
    script: new URL('./victim.ts', import.meta.url),
    args: [home],
    kills: KILLS,
    withinMs: 250,
    after: 'work',
    afterKill: () => {
      expectWhole(store);
      midway += one(store, `SELECT count(*) FROM jobs WHERE status = 'running' AND done > 0`);
    },
    refill: async () => {
      expectWhole(store);
      await ask();
    },
  });
  expectWhole(store);
  expect(midway).toBeGreaterThan(0);
  const state = one(
    store,
    `SELECT count(*) FROM import_batches WHERE kind = 'opportunities' AND status = 'committed'`,
  );
  expect(stateOf(store)).toEqual(state === 1 ? wanted : [[], []]);
  expect(one(store, `SELECT count(*) FROM jobs WHERE status <> 'done'`)).toBe(0);
}, 600_000);
