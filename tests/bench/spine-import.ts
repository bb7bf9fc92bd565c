// spine.import: 100,000 opportunities on 100,000 cards, from the first piece of the CSV to the committed batch, in the real
// console with its clock and worker; beside it the floor: the same rows by bare statements in transactions of 500.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { type Console, openConsole, sessionAs } from '#main';
import { inChunk } from '#store/command';
import { type Bench, type BenchLine, significant } from './bench.ts';

const OPPORTUNITIES = 100_000;
const LINES = 6;
const PIECE = 524_288;

export const benches: readonly Bench[] = [{ name: 'spine.import', run: measure }];

async function measure(): Promise<BenchLine> {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-bench-'));
  try {
    const csv = makeCsv();
    const watch = watchThread();
    const console = await openConsole({ home: join(folder, 'ours') });
    await furnish(console);
    watch.start();
    const ours = await importAll(console, csv);
    const seen = watch.stop();
    const written = countOpen(console);
    await console.close();
    const floor = await writeBare(join(folder, 'floor'));
    const ratio = ours.seconds / floor.seconds;
    return {
      bench: 'spine.import',
      size: `${OPPORTUNITIES.toLocaleString('en')} opportunities on as many cards, ${significant(csv.length / 1e6)} MB of CSV`,
      ours: significant(ours.seconds),
      unit: 's',
      floor: significant(floor.seconds),
      peers: {},
      ratio: significant(ratio),
      equal: written === floor.written && ours.fresh === OPPORTUNITIES,
      also: {
        uploadSeconds: significant(ours.uploadSeconds),
        peakMegabytes: seen.peakMegabytes,
        longestBlockMs: seen.longestBlockMs,
      },
      goal: '≤ 30 s, ≤ 500 MB, no main-thread block over 50 ms',
      met: ours.seconds <= 30 && seen.peakMegabytes <= 500 && seen.longestBlockMs <= 50,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

async function furnish({ store }: Console): Promise<void> {
  inChunk(store, { operation: 'bench', actorId: 'system', at: 0 }, () => {
    const line = store.raw.prepare(
      `INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES (?, ?, '', 'phone', ?)`,
    );
    for (let i = 0; i < LINES; i += 1) line.run(`line-${i}`, `业务线${i}`, i);
  });
}

async function importAll(console: Console, csv: Buffer) {
  const tell = async <K extends OperationName>(name: K, input: InputOf<K>): Promise<OutputOf<K>> => {
    const reply = await console.dispatch(sessionAs(), name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value as OutputOf<K>;
  };
  const started = performance.now();
  const { fileId } = await tell('transfer.startUpload', { name: 'all.csv', size: csv.length });
  for (let seq = 0; seq * PIECE < csv.length; seq += 1) {
    const base64 = csv.subarray(seq * PIECE, (seq + 1) * PIECE).toString('base64');
    await tell('transfer.putChunk', { fileId, seq, base64 });
    await sleep(0);
  }
  await tell('transfer.finishUpload', { fileId });
  const uploadSeconds = (performance.now() - started) / 1000;
  const columns = {
    externalId: '编号',
    contact: '手机',
    name: '姓名',
    company: '公司',
    line: '业务线',
    amount: '金额',
    createdAt: '创建时间',
  };
  const { jobId } = await tell('transfer.commitImport', {
    fileId,
    kind: 'opportunities',
    source: 'bench',
    mapping: { columns },
  });
  for (;;) {
    const job = await tell('jobs.get', { id: jobId });
    if (job.status === 'done') {
      const { counts } = job.result as { counts: { fresh: number } };
      return { seconds: (performance.now() - started) / 1000, uploadSeconds, fresh: counts.fresh };
    }
    if (job.status !== 'queued' && job.status !== 'running')
      throw new Error(`the import ended: ${JSON.stringify(job)}`);
    await sleep(50);
  }
}

const countOpen = ({ store }: Console) =>
  store.raw.prepare(`SELECT count(*) FROM opportunities WHERE status = 'open'`).pluck().get() as number;

/** The same rows with every value known: what SQLite alone asks for them. */
async function writeBare(home: string): Promise<{ seconds: number; written: number }> {
  const console = await openConsole({ home, jobs: 'byHand' });
  await furnish(console);
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
  const seconds = (performance.now() - started) / 1000;
  const written = countOpen(console);
  await console.close();
  return { seconds, written };
}

/** The longest time that the main thread did not come back to its loop, and the largest memory of the process. */
function watchThread() {
  let last = 0;
  let longest = 0;
  let peak = 0;
  let timer: NodeJS.Timeout | undefined;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 5);
    peak = Math.max(peak, process.memoryUsage.rss());
    last = now;
  };
  return {
    start: () => {
      last = performance.now();
      timer = setInterval(tick, 5);
    },
    stop: () => {
      clearInterval(timer);
      return { longestBlockMs: significant(longest), peakMegabytes: significant(peak / 1_048_576) };
    },
  };
}
