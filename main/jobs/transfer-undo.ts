import { Refusal } from '#api/refusal';
import { type ImportUse, dependentOf } from '#domain/transfer';
import type { Batch } from '#store/import-batches';
import {
  countChanges,
  countOverwritten,
  countPlacesTaken,
  findUses,
  finishUndo,
  gatherRows,
  type ImportChange,
  lastChanges,
  makeUndo,
  stopUndo,
} from '#store/import-undo';
import type { Job, JobContext } from './job.ts';

const CHUNK_MS = 30;

/**
 * Takes an import back, from its last change to its first: new rows go, changed ones get what they had. Refused before
 * anything is undone when something hangs on its rows or changed them since. What was taken back is forgotten in
 * the same chunk, so an interrupted undo goes on where it stopped. Answers `{batchId, undone}`.
 */
export const undoImport: Job = (ctx) => {
  const { batchId, before } = ctx.job.input as { batchId: string; before: Batch['status'] };
  const { raw } = ctx.store;
  const total = countChanges(raw, batchId);
  refuseWhenUsed(ctx, batchId, before);
  const undo = makeUndo(raw, batchId);
  let done = 0;
  let size = 100;
  for (;;) {
    const changes = lastChanges(raw, batchId, size);
    if (changes.length === 0) break;
    const started = performance.now();
    ctx.chunk(() => {
      for (const change of changes)
        if (!takeBack(undo, change))
          throw new Refusal('transfer.importInUse', { what: 'laterChanges', count: 1 });
      done += changes.length;
      return { value: undefined, progress: { phase: 'undoing', done, total } };
    });
    const spent = Math.max(1, performance.now() - started);
    size = Math.max(20, Math.min(2000, Math.round(size * Math.min(2, CHUNK_MS / spent))));
  }
  ctx.chunk(() => {
    finishUndo(raw, batchId, ctx.env.now());
    return { value: undefined, progress: { phase: 'undoing', done: total, total } };
  });
  ctx.note(batchId, { undone: done });
  return { batchId, undone: done };
};

const some = (what: ImportUse, count: number) => (count > 0 ? { what, count } : undefined);

function refuseWhenUsed(ctx: JobContext, batchId: string, before: Batch['status']): void {
  const { raw } = ctx.store;
  gatherRows(raw, batchId);
  const used = findUses(raw, batchId);
  const use =
    (used && some(dependentOf(used.table), used.count)) ??
    some('laterChanges', countOverwritten(raw, batchId)) ??
    some('opportunities', countPlacesTaken(raw, batchId));
  if (!use) return;
  ctx.chunk(() => {
    stopUndo(raw, batchId, before);
    return { value: undefined, progress: { phase: 'undoing', done: 0, total: 0 } };
  });
  throw new Refusal('transfer.importInUse', use);
}

/** Somebody may have begun to use a row since it was asked: then the store itself refuses, and the undo stops there. */
function takeBack(undo: (change: ImportChange) => boolean, change: ImportChange): boolean {
  try {
    return undo(change);
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))
      throw new Refusal('transfer.importInUse', { what: 'otherRows', count: 1 });
    throw error;
  }
}
