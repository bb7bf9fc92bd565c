import { ColumnMapping, ImportKind, RowReason, type ImportUse } from '#domain/transfer';
import { Label } from '#domain/base';
import { z } from 'zod';
import { RawText } from './columns.ts';
import { read, write } from './operation.ts';
import { Done, PageInput, pageOf, Started } from './page.ts';

const Id = z.string().min(1).max(80);

/** Counts over the rows of a file; they always sum to `rows`. */
const Counts = z.object({
  rows: z.int(),
  fresh: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
});

const RejectedRow = z.object({
  line: z.int(),
  reasons: z.array(z.object({ field: z.string().nullable(), code: RowReason, value: RawText })),
  cells: z.array(RawText),
});

const BatchRow = z.object({
  id: Id,
  kind: ImportKind,
  source: z.string(),
  fileName: z.string(),
  /** `undoing`: an undo is under way or was interrupted; asked again, it goes on. */
  status: z.enum(['committing', 'committed', 'cancelled', 'failed', 'undoing', 'undone']),
  counts: Counts,
  createdByName: z.string(),
  createdAt: z.int(),
  committedAt: z.int().nullable(),
  undoneAt: z.int().nullable(),
});

const ImportChoice = z.strictObject({
  fileId: Id,
  kind: ImportKind,
  source: z.string().trim().min(1).max(80),
  mapping: ColumnMapping,
});

/** What a preview job leaves as its result: every row counted, and the first 200 that would be refused. */
export const ImportPreview = z.object({ counts: Counts, rejected: z.array(RejectedRow) });

/** What a job that made a file leaves as its result: fetch it with `transfer.getFile` and `transfer.readChunk`. */
export const MadeFile = z.object({ fileId: Id });

export const transfer = {
  /** Files cross the one door in pieces, so that every shell can carry them. */
  'transfer.startUpload': write(
    'transfer.import',
    z.strictObject({ name: z.string().trim().min(1).max(255), size: z.int().min(0).max(536_870_912) }),
    z.object({ fileId: Id, chunkBytes: z.int() }),
  ),
  /** Piece `seq` (from 0), base64; repeating a piece is harmless. */
  'transfer.putChunk': write(
    'transfer.import',
    z.strictObject({ fileId: Id, seq: z.int().min(0).max(100_000), base64: z.base64().max(700_000) }),
    Done,
  ),
  'transfer.finishUpload': write(
    'transfer.import',
    z.strictObject({ fileId: Id }),
    z.object({ fileId: Id, size: z.int() }),
  ),
  'transfer.getFile': read(
    'transfer.import',
    z.strictObject({ fileId: Id }),
    z.object({ fileId: Id, name: z.string(), mediaType: z.string(), size: z.int(), chunks: z.int() }),
  ),
  'transfer.readChunk': read(
    'signedIn',
    z.strictObject({ fileId: Id, seq: z.int().min(0) }),
    z.object({ base64: z.string() }),
  ),
  /** What the file looks like: encoding, delimiter, header, first rows, and the mapping remembered for the source (or guessed from the header). */
  'transfer.inspectFile': read(
    'transfer.import',
    z.strictObject({ fileId: Id, kind: ImportKind, source: z.string().trim().max(80) }),
    z.object({
      encoding: z.string(),
      delimiter: z.string(),
      header: z.array(z.string()),
      sample: z.array(z.array(z.string())),
      fields: z.array(z.object({ field: z.string(), label: Label, required: z.boolean() })),
      mapping: ColumnMapping,
      remembered: z.boolean(),
    }),
  ),
  /** Runs the very validation of the commit and writes nothing, as a job whose result is an ImportPreview. */
  'transfer.previewImport': write('transfer.import', ImportChoice, Started),
  /** The job has the batch's id; its result is `{batchId, counts}`, also when it is cancelled. One commit or undo at a time. */
  'transfer.commitImport': write('transfer.import', ImportChoice, Started.extend({ batchId: Id })),
  /** Takes the whole import back, as a job; its result is `{batchId, undone}`. Refused there (`transfer.importInUse`) while something hangs on its rows. */
  'transfer.undoImport': write('transfer.import', z.strictObject({ batchId: Id }), Started),
  'transfer.listBatches': read(
    'transfer.view',
    PageInput.extend({ kind: ImportKind.optional() }),
    pageOf(BatchRow),
  ),
  'transfer.getBatch': read(
    'transfer.view',
    z.strictObject({ batchId: Id }),
    BatchRow.extend({ mapping: ColumnMapping }),
  ),
  'transfer.listRejects': read('transfer.view', PageInput.extend({ batchId: Id }), pageOf(RejectedRow)),
  /** The rejected rows as a CSV with their reasons, as a job whose result is `{fileId}`. */
  'transfer.exportRejects': write(
    'transfer.view',
    z.strictObject({ batchId: Id, language: z.enum(['zh-CN', 'en']) }),
    Started,
  ),
};

export type TransferErrors = {
  /** Its rows, and what was wrong with them, are its maker's and who sees every customer and order. */
  'transfer.notYourImport': Record<string, never>;
  'transfer.uploadIncomplete': { missing: number };
  'transfer.chunkTooLarge': { limitBytes: number };
  'transfer.emptyFile': Record<string, never>;
  'transfer.unreadableEncoding': { line: number };
  'transfer.nulCharacter': { line: number };
  'transfer.brokenQuote': { line: number };
  'transfer.lineTooLong': { line: number };
  'transfer.noHeader': Record<string, never>;
  'transfer.duplicateHeader': { column: string };
  /** A finished upload never changes. */
  'transfer.fileClosed': Record<string, never>;
  'transfer.unmappedField': { field: string };
  'transfer.unknownColumn': { column: string };
  'transfer.notUndoable': { status: string };
  'transfer.importInUse': { what: ImportUse; count: number };
  'transfer.alreadyRunning': { jobId: string };
};
