// spine.import: 100,000 opportunities on 100,000 cards, from the first piece of the CSV to the committed batch, in the real
// console with its clock and worker; beside it the floor: the same rows by bare statements in transactions of 500.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runJob } from '#jobs/run';
import { type Console, openConsole, sessionAs } from '#main';
import { inChunk } from '#store/command';
import { type Bench, type BenchLine, significant } from './bench.ts';

const OPPORTUNITIES = 100_000;
const LINES = 6;

export const benches: readonly Bench[] = [{ name: 'spine.import', run: measure }];

async function measure(): Promise<BenchLine> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'));
  try {
    const csv = join(folder, 'all.csv');
    const bytes = makeCsv();
    writeFileSync(csv, bytes);
    const home = join(folder, 'ours');
    await within(home, furnish);
    const { stdout } = await promisify(execFile)(process.execPath, [
      new URL('../support/import-alone.ts', import.meta.url).pathname,
      home,
      csv,
    ]);
    const ours = JSON.parse(stdout) as Alone;
    if (ours.status !== 'done') throw new Error(stdout);
    const written = await within(home, countOpen);
    const undoSeconds = await within(home, undo);
    const floor = await within(join(folder, 'floor'), writeBare);
    const ratio = ours.seconds / floor.seconds;
    return {
      bench: 'spine.import',
      size: `${OPPORTUNITIES.toLocaleString('en')} opportunities on as many cards, ${significant(bytes.length / 1e6)} MB of CSV`,
      ours: significant(ours.seconds),
      unit: 's',
      floor: significant(floor.seconds),
      peers: {},
      ratio: significant(ratio),
      equal: written === floor.written && ours.result.counts.fresh === OPPORTUNITIES,
      also: {
        uploadSeconds: significant(ours.uploadSeconds),
        undoSeconds: significant(undoSeconds),
        peakMegabytes: significant(ours.peakMegabytes),
        longestBlockMs: significant(ours.longestBlockMs),
      },
      goal: '≤ 30 s, ≤ 500 MB, no main-thread block over 50 ms',
      met: ours.seconds <= 30 && ours.peakMegabytes <= 500 && ours.longestBlockMs <= 50,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Alone = {
  seconds: number;
  uploadSeconds: number;
  peakMegabytes: number;
  longestBlockMs: number;
  status: string;
  result: { counts: { fresh: number } };
};

async function within<T>(home: string, work: (console: Console) => T | Promise<T>): Promise<T> {
  const console = await openConsole({ home, jobs: 'byHand' });
  const done = await work(console);
  await console.close();
  return done;
}

/** Phones in the forms that real files have, Chinese names, dates, amounts with separators. */
function makeCsv(): Buffer {
  const rows = ['编号,手机,姓名,公司,业务线,金额,创建时间'];
  for (let i = 0; i < OPPORTUNITIES; i += 1) {
    const rest = String(i).padStart(8, '0');
    const phone =
      i % 5 === 0
        ? `+86 138 ${rest.slice(0, 4)} ${rest.slice(4)}`
        : i % 5 === 1
          ? `138-${rest.slice(0, 4)}-${rest.slice(4)}`
          : `138${rest}`;
    const day = String(1 + (i % 28)).padStart(2, '0');
    rows.push(
      `E${i},${phone},客户${i},"公司, ${i % 5000}",line-${i % LINES},"${1 + (i % 9)},${String(i % 1000).padStart(3, '0')}.50",2026-0${1 + (i % 9)}-${day} ${String(i % 24).padStart(2, '0')}:30`,
    );
  }
  return Buffer.from(`\uFEFF${rows.join('\r\n')}\r\n`);
}

function furnish({ store }: Console): void {
  inChunk(store, { operation: 'bench', actorId: 'system', at: 0 }, () => {
    const line = store.raw.prepare(
      `INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES (?, ?, '', 'phone', ?)`,
    );
    for (let i = 0; i < LINES; i += 1) line.run(`line-${i}`, `业务线${i}`, i);
  });
}

const countOpen = ({ store }: Console) =>
  store.raw.prepare(`SELECT count(*) FROM opportunities WHERE status = 'open'`).pluck().get() as number;

/** Takes the whole import back. */
async function undo(console: Console): Promise<number> {
  const { store, env } = console;
  const batchId = store.raw.prepare('SELECT id FROM import_batches').pluck().get() as string;
  const began = performance.now();
  const reply = await console.dispatch(sessionAs(), 'transfer.undoImport', { batchId });
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  const ending = await runJob(store, env, (reply.value as { jobId: string }).jobId);
  if (ending?.status !== 'done' || countOpen(console) !== 0) throw new Error(JSON.stringify(ending));
  return (performance.now() - began) / 1000;
}

/** The same rows with every value known: what SQLite alone asks for them. */
function writeBare(console: Console): { seconds: number; written: number } {
  furnish(console);
  const { store } = console;
  const card = store.raw.prepare(
    `INSERT INTO cards (kind, contact, name, company, batch_id, created_at) VALUES ('phone', ?, ?, ?, 'b', 0)`,
  );
  const opportunity = store.raw.prepare(
    `INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes,
      amount_minor, currency, routing_state, batch_id, created_at)
     VALUES ('bench', ?, ?, ?, ?, '', 'open', '', '{}', ?, 'CNY', 'waiting', 'b', ?)`,
  );
  const started = performance.now();
  for (let from = 0; from < OPPORTUNITIES; from += 500)
    inChunk(store, { operation: 'bench', actorId: 'system', at: 0 }, () => {
      for (let i = from; i < from + 500; i += 1) {
        const contact = `+86138${String(i).padStart(8, '0')}`;
        const cardId = card.run(contact, `客户${i}`, `公司, ${i % 5000}`).lastInsertRowid;
        opportunity.run(`E${i}`, cardId, `line-${i % LINES}`, contact, i * 100, i);
      }
    });
  return { seconds: (performance.now() - started) / 1000, written: countOpen(console) };
}
