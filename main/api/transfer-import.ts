import type { InputOf, OutputOf } from '#contract/contract';
import {
  attributeField,
  checkMapping,
  ColumnMapping,
  FIELDS,
  guessMapping,
  type ImportKind,
  noRows,
} from '#domain/transfer';
import {
  findMaker,
  findMapping,
  getBatch as findBatch,
  listBatches as listBatchRows,
  listRejects as listRejectRows,
  saveBatch,
  setBatchStatus,
} from '#store/import-batches';
import { findUnfinished, queueJob } from '#store/jobs';
import { listAttributes } from '#store/tagging';
import { findChunk } from '#store/transfer-files';
import { BrokenFile } from '#transfer/broken-file';
import { type CsvFile, openCsv } from '#transfer/csv-reader';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { completeOwnFile } from './transfer-files.ts';

/** How much of a file is looked at while somebody waits: its first pieces, and some rows. */
const HEAD_PIECES = 2;
const SAMPLE = 10;

async function openHead(ctx: Ctx, fileId: string): Promise<CsvFile> {
  const pieces: Uint8Array[] = [];
  for (let seq = 0; seq <= HEAD_PIECES; seq += 1) {
    const piece = await findChunk(ctx.db, fileId, seq);
    if (!piece) break;
    pieces.push(piece);
  }
  const isWhole = pieces.length <= HEAD_PIECES;
  try {
    return await openCsv(() => pieces.slice(0, HEAD_PIECES), { isWhole, records: SAMPLE + 1 });
  } catch (error) {
    if (error instanceof BrokenFile) throw new Refusal(error.code, error.params as never);
    throw error;
  }
}

async function fieldsOf(ctx: Ctx, kind: ImportKind) {
  const takesAttributes = kind === 'opportunities' || kind === 'attributes';
  return takesAttributes
    ? [...FIELDS[kind], ...(await listAttributes(ctx.db)).map(attributeField)]
    : FIELDS[kind];
}

export async function inspectFile(
  ctx: Ctx,
  { fileId, kind, source }: InputOf<'transfer.inspectFile'>,
): Promise<OutputOf<'transfer.inspectFile'>> {
  await completeOwnFile(ctx, fileId);
  const file = await openHead(ctx, fileId);
  const sample: string[][] = [];
  try {
    for await (const { cells } of file.rows()) sample.push([...cells]);
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error;
    throw new Refusal(error.code, error.params as never);
  }
  const fields = await fieldsOf(ctx, kind);
  const known = await findMapping(ctx.db, kind, source);
  const isUsable = known !== undefined && checkMapping(kind, fields, known, file.header).length === 0;
  return {
    encoding: file.encoding,
    delimiter: file.delimiter,
    header: [...file.header],
    sample,
    fields: fields.map(({ field, label, required }) => ({ field, label, required })),
    mapping: isUsable ? known : guessMapping(fields, file.header),
    remembered: isUsable,
  };
}

/** Refuses at once what needs no look at the rows. */
async function checkChoice(ctx: Ctx, choice: InputOf<'transfer.previewImport'>) {
  const file = await completeOwnFile(ctx, choice.fileId);
  const mapping = ColumnMapping.parse(choice.mapping);
  const { header } = await openHead(ctx, choice.fileId);
  const [problem] = checkMapping(choice.kind, await fieldsOf(ctx, choice.kind), mapping, header);
  if (problem?.code === 'transfer.unmappedField') throw new Refusal(problem.code, { field: problem.field });
  if (problem) throw new Refusal(problem.code, { column: problem.column });
  return { file, mapping };
}

/** Two commits at once would judge by what the other is about to write. */
async function refuseSecond(ctx: Ctx): Promise<void> {
  for (const kind of ['transfer.commitImport', 'transfer.undoImport']) {
    const running = await findUnfinished(ctx.db, kind);
    if (running) throw new Refusal('transfer.alreadyRunning', { jobId: running.id });
  }
}

async function queue(
  ctx: Ctx,
  kind: string,
  input: unknown,
  id = ctx.env.newId(),
): Promise<{ jobId: string }> {
  await queueJob(ctx.db, { id, kind, input, actorId: ctx.actor.userId, at: ctx.now });
  return { jobId: id };
}

export async function previewImport(
  ctx: Ctx,
  choice: InputOf<'transfer.previewImport'>,
): Promise<OutputOf<'transfer.previewImport'>> {
  const { mapping } = await checkChoice(ctx, choice);
  ctx.note(choice.fileId, { kind: choice.kind, source: choice.source });
  return queue(ctx, 'transfer.previewImport', { ...choice, mapping });
}

export async function commitImport(
  ctx: Ctx,
  choice: InputOf<'transfer.commitImport'>,
): Promise<OutputOf<'transfer.commitImport'>> {
  const { file, mapping } = await checkChoice(ctx, choice);
  await refuseSecond(ctx);
  const id = ctx.env.newId();
  const { kind, source, fileId } = choice;
  await saveBatch(ctx.db, {
    id,
    kind,
    source,
    fileId,
    mapping,
    fileName: file.name,
    counts: noRows(),
    createdBy: ctx.actor.userId,
    createdAt: ctx.now,
  });
  ctx.note(id, { kind, source, file: file.name });
  return { ...(await queue(ctx, 'transfer.commitImport', { batchId: id }, id)), batchId: id };
}

async function needBatch(ctx: Ctx, batchId: string) {
  const batch = await findBatch(ctx.db, batchId);
  if (!batch) throw new Refusal('api.notFound', { what: 'batch', id: batchId });
  return batch;
}

/** An import whose rows, and what was wrong with them, are its maker's and who sees every customer and order. */
async function needOwnBatch(ctx: Ctx, batchId: string) {
  const batch = await needBatch(ctx, batchId);
  const { userId, scopes } = ctx.actor;
  const seesAll = scopes.contacts.kind === 'all' && scopes.orders.kind === 'all';
  if (!seesAll && (await findMaker(ctx.db, batchId)) !== userId)
    throw new Refusal('transfer.notYourImport', {});
  return batch;
}

export async function undoImport(
  ctx: Ctx,
  { batchId }: InputOf<'transfer.undoImport'>,
): Promise<OutputOf<'transfer.undoImport'>> {
  const { status } = await needOwnBatch(ctx, batchId);
  await refuseSecond(ctx);
  if (status === 'committing' || status === 'undone') throw new Refusal('transfer.notUndoable', { status });
  await setBatchStatus(ctx.db, batchId, 'undoing');
  ctx.note(batchId);
  return queue(ctx, 'transfer.undoImport', { batchId, before: status });
}

export async function getBatch(
  ctx: Ctx,
  { batchId }: InputOf<'transfer.getBatch'>,
): Promise<OutputOf<'transfer.getBatch'>> {
  return needBatch(ctx, batchId);
}

export async function listBatches(
  ctx: Ctx,
  { kind, offset = 0, limit = 100 }: InputOf<'transfer.listBatches'>,
): Promise<OutputOf<'transfer.listBatches'>> {
  return listBatchRows(ctx.db, { kind, offset, limit });
}

export async function listRejects(
  ctx: Ctx,
  { batchId, offset = 0, limit = 100 }: InputOf<'transfer.listRejects'>,
): Promise<OutputOf<'transfer.listRejects'>> {
  await needOwnBatch(ctx, batchId);
  return listRejectRows(ctx.db, batchId, { offset, limit });
}

export async function exportRejects(
  ctx: Ctx,
  { batchId, language }: InputOf<'transfer.exportRejects'>,
): Promise<OutputOf<'transfer.exportRejects'>> {
  await needOwnBatch(ctx, batchId);
  ctx.note(batchId, { language });
  return queue(ctx, 'transfer.exportRejects', { batchId, language });
}
