import { Refusal } from '#api/refusal';
import {
  attributeField,
  checkMapping,
  type ColumnMapping,
  type Counts,
  FIELDS,
  type ImportKind,
  isWhole,
  noRows,
} from '#domain/transfer';
import { batchWriter, readBatch, rejectedLines } from '#store/import-batches';
import { readImportCatalogue } from '#store/import-catalogue';
import { importLookups } from '#store/import-lookups';
import { type ImportWriter, makeImportWriter } from '#store/import-shelf';
import { readChunks } from '#store/transfer-files';
import { BrokenFile } from '#transfer/broken-file';
import { type CsvFile, openCsv } from '#transfer/csv-reader';
import { makeImporter } from '#transfer/importers';
import { makeRowJudge, type ReadRow, type RowJudge } from '#transfer/judge-rows';
import { makeRowReader } from '#transfer/row-reader';
import { Cancelled, type Job, type JobContext } from './job.ts';

type Choice = {
  readonly fileId: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly mapping: ColumnMapping;
};
type Opened = { readonly file: CsvFile; readonly judge: RowJudge; readonly total: number };

/** How many turned-away rows a preview shows. */
const SHOWN = 200;
/** How long a chunk aims to hold the write lock, in ms. */
const CHUNK_MS = 30;

/** Opens the file and reads all of it once, so that a broken file is refused before anything is written. */
async function open(
  ctx: JobContext,
  choice: Choice,
  batch: { id: string; at: number; writer: ImportWriter | undefined },
): Promise<Opened> {
  const { raw } = ctx.store;
  const { kind, mapping } = choice;
  const file = await openCsv(() => readChunks(raw, choice.fileId));
  let total = 0;
  for await (const _ of file.rows()) {
    total += 1;
    if (total % 5000 === 0) ctx.pulse({ phase: 'checking', done: 0, total });
  }
  const catalogue = readImportCatalogue(raw);
  const fields = [
    ...FIELDS[kind],
    ...(kind === 'opportunities' || kind === 'attributes' ? catalogue.attributes.map(attributeField) : []),
  ];
  const [problem] = checkMapping(kind, fields, mapping, file.header);
  if (problem?.code === 'transfer.unmappedField') throw new Refusal(problem.code, { field: problem.field });
  if (problem) throw new Refusal(problem.code, { column: problem.column });
  const importer = makeImporter(kind, {
    raw,
    catalogue,
    lookups: importLookups(raw, choice.source),
    writer: batch.writer,
    source: choice.source,
    batchId: batch.id,
    at: batch.at,
    newId: ctx.env.newId,
  });
  const reader = makeRowReader(fields, file.header, mapping);
  return { file, total, judge: makeRowJudge(importer, reader, file.header, mapping.only) };
}

/** A broken file as the refusal that its pages and its job show. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BrokenFile) throw new Refusal(error.code, error.params as never);
    throw error;
  }
}

/** Runs the validation of the commit over the whole file and writes nothing; answers `{counts, rejected}`, the first 200 of those. */
export const previewImport: Job = (ctx) =>
  refusing(async () => {
    const choice = ctx.job.input as Choice;
    const { file, judge, total } = await open(ctx, choice, {
      id: ctx.job.id,
      at: ctx.job.createdAt,
      writer: undefined,
    });
    const counts = noRows();
    const rejected: unknown[] = [];
    for await (const row of file.rows()) {
      const { outcome, faults } = judge.judge(judge.read(row));
      counts.rows += 1;
      counts[outcome] += 1;
      if (faults.length > 0 && rejected.length < SHOWN)
        rejected.push({ line: row.line, reasons: faults, cells: row.cells });
      if (counts.rows % 1000 === 0) ctx.pulse({ phase: 'judging', done: counts.rows, total });
    }
    assertWhole(counts, total);
    ctx.note(choice.fileId, { kind: choice.kind, counts });
    return { counts, rejected };
  });

type Token = { counts: Counts; seq: number; line: number };

/** Writes the rows of a batch, a few at a time, each chunk with its counts and the place to go on from. Answers `{batchId, counts}`. */
export const commitImport: Job = (ctx) =>
  refusing(async () => {
    const { raw } = ctx.store;
    const batch = readBatch(raw, ctx.job.id);
    const done = (ctx.job.token as Token | null) ?? { counts: noRows(), seq: 0, line: 0 };
    const writer = makeImportWriter(raw, batch.id, done.seq);
    const { file, judge, total } = await open(ctx, batch, { id: batch.id, at: batch.createdAt, writer });
    const rejects = done.line > 0 ? rejectedLines(raw, batch.id) : new Set<number>();
    const write = writeRows(ctx, judge, { writer, total, counts: done.counts });
    let waiting: ReadRow[] = [];
    let size = 100;
    const flush = () => {
      const started = performance.now();
      write(waiting);
      const spent = performance.now() - started;
      size = Math.max(20, Math.min(2000, Math.round(size * Math.min(2, CHUNK_MS / Math.max(1, spent)))));
      waiting = [];
    };
    try {
      for await (const row of file.rows()) {
        const read = judge.read(row);
        if (row.line > done.line) waiting.push(read);
        else if (!rejects.has(row.line)) judge.recall(read);
        if (waiting.length >= size) flush();
      }
      if (waiting.length > 0) flush();
    } catch (error) {
      if (error instanceof Cancelled) error.partial = { batchId: batch.id, counts: done.counts };
      throw error;
    }
    assertWhole(done.counts, total);
    ctx.chunk(() => {
      batchWriter(raw, batch.id).commit(batch, ctx.env.now());
      return { value: null, progress: { phase: 'writing', done: total, total } };
    });
    ctx.note(batch.id, { kind: batch.kind, source: batch.source, counts: done.counts });
    return { batchId: batch.id, counts: done.counts };
  });

function writeRows(
  ctx: JobContext,
  judge: RowJudge,
  { writer, total, counts }: { writer: ImportWriter; total: number; counts: Counts },
): (rows: readonly ReadRow[]) => void {
  const out = batchWriter(ctx.store.raw, ctx.job.id);
  return (rows) =>
    ctx.chunk(() => {
      for (const read of rows) {
        const { outcome, faults } = judge.judge(read);
        counts.rows += 1;
        counts[outcome] += 1;
        if (faults.length > 0) out.reject(read.row.line, faults, read.row.cells);
      }
      out.count(counts);
      const token = { counts, seq: writer.seq(), line: rows.at(-1)?.row.line ?? 0 } satisfies Token;
      return { value: undefined, progress: { phase: 'writing', done: counts.rows, total, token } };
    });
}

function assertWhole(counts: Counts, total: number): void {
  if (!isWhole(counts) || counts.rows !== total)
    throw new Error(`An import lost count: ${JSON.stringify(counts)} of ${total} rows`);
}
