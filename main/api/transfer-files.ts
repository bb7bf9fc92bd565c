import type { InputOf, OutputOf } from '#contract/contract';
import {
  CHUNK_BYTES,
  completeFile,
  findChunk,
  findFile,
  measureFile,
  saveChunk,
  saveUpload,
} from '#store/transfer-files';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

const chunksOf = (size: number) => Math.ceil(size / CHUNK_BYTES);

/** A file of the one who asks (or any, for the console itself); of others' files nobody learns even that they exist. */
async function ownFile(ctx: Ctx, fileId: string) {
  const file = await findFile(ctx.db, fileId);
  const isMine = file?.ownerId === ctx.actor.userId || ctx.actor.userId === 'system';
  if (!file || !isMine) throw new Refusal('api.notFound', { what: 'file', id: fileId });
  return file;
}

/** The same, and whole. */
export async function completeOwnFile(ctx: Ctx, fileId: string) {
  const file = await ownFile(ctx, fileId);
  if (file.isComplete === 1) return file;
  const { chunks } = await measureFile(ctx.db, fileId);
  throw new Refusal('transfer.uploadIncomplete', { missing: Math.max(1, chunksOf(file.size) - chunks) });
}

export async function startUpload(
  ctx: Ctx,
  { name, size }: InputOf<'transfer.startUpload'>,
): Promise<OutputOf<'transfer.startUpload'>> {
  if (size === 0) throw new Refusal('transfer.emptyFile', {});
  const fileId = ctx.env.newId();
  await saveUpload(ctx.db, {
    id: fileId,
    name,
    size,
    mediaType: 'text/csv',
    purpose: 'upload',
    ownerId: ctx.actor.userId,
    at: ctx.now,
  });
  ctx.note(fileId, { name, size });
  return { fileId, chunkBytes: CHUNK_BYTES };
}

/** Every piece but the last is exactly CHUNK_BYTES, so that the pieces' order and number are settled by the size. */
export async function putChunk(
  ctx: Ctx,
  { fileId, seq, base64 }: InputOf<'transfer.putChunk'>,
): Promise<OutputOf<'transfer.putChunk'>> {
  const file = await ownFile(ctx, fileId);
  const bytes = Buffer.from(base64, 'base64');
  const last = chunksOf(file.size) - 1;
  const wanted = seq < last ? CHUNK_BYTES : file.size - last * CHUNK_BYTES;
  if (seq > last || bytes.length > wanted)
    throw new Refusal('transfer.chunkTooLarge', { limitBytes: wanted });
  if (bytes.length < wanted) throw new Refusal('transfer.uploadIncomplete', { missing: 1 });
  if (file.isComplete === 1) throw new Refusal('transfer.fileClosed', {});
  await saveChunk(ctx.db, fileId, seq, bytes);
  ctx.note(fileId, { seq });
  return { done: true };
}

export async function finishUpload(
  ctx: Ctx,
  { fileId }: InputOf<'transfer.finishUpload'>,
): Promise<OutputOf<'transfer.finishUpload'>> {
  const file = await ownFile(ctx, fileId);
  const { chunks, bytes } = await measureFile(ctx.db, fileId);
  const missing = chunksOf(file.size) - chunks;
  if (missing > 0 || bytes !== file.size)
    throw new Refusal('transfer.uploadIncomplete', { missing: Math.max(1, missing) });
  await completeFile(ctx.db, fileId);
  ctx.note(fileId, { size: file.size });
  return { fileId, size: file.size };
}

export async function getFile(
  ctx: Ctx,
  { fileId }: InputOf<'transfer.getFile'>,
): Promise<OutputOf<'transfer.getFile'>> {
  const { name, mediaType, size } = await completeOwnFile(ctx, fileId);
  return { fileId, name, mediaType, size, chunks: chunksOf(size) };
}

export async function readChunk(
  ctx: Ctx,
  { fileId, seq }: InputOf<'transfer.readChunk'>,
): Promise<OutputOf<'transfer.readChunk'>> {
  await completeOwnFile(ctx, fileId);
  const bytes = await findChunk(ctx.db, fileId, seq);
  if (!bytes) throw new Refusal('api.notFound', { what: 'chunk', id: `${fileId}/${seq}` });
  return { base64: Buffer.from(bytes).toString('base64') };
}
