import { createHash } from 'node:crypto';
import type { Db, Raw } from './database.ts';

/** Pieces of a file in the store: large enough to be few, small enough for one write of a few ms. */
export const CHUNK_BYTES = 524_288;

export type NewFile = {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly purpose: 'upload' | 'export' | 'rejects';
  readonly ownerId: string;
  readonly at: number;
};

export async function saveUpload(db: Db, file: NewFile & { size: number }): Promise<void> {
  const { at, ...rest } = file;
  await db
    .insertInto('files')
    .values({ ...rest, isComplete: 0, createdAt: at })
    .execute();
}

export async function findFile(db: Db, id: string) {
  return db.selectFrom('files').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Writes a piece, also over itself. */
export async function saveChunk(db: Db, fileId: string, seq: number, bytes: Uint8Array): Promise<void> {
  await db
    .insertInto('fileChunks')
    .values({ fileId, seq, bytes })
    .onConflict((conflict) => conflict.columns(['fileId', 'seq']).doUpdateSet({ bytes }))
    .execute();
}

export async function findChunk(db: Db, fileId: string, seq: number): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('fileChunks')
    .select('bytes')
    .where('fileId', '=', fileId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return row?.bytes;
}

/** How many pieces and bytes of a file are here. */
export async function measureFile(db: Db, fileId: string): Promise<{ chunks: number; bytes: number }> {
  return db
    .selectFrom('fileChunks')
    .select((eb) => [
      eb.fn.countAll<number>().as('chunks'),
      eb.fn.coalesce(eb.fn.sum<number>(eb.fn<number>('length', ['bytes'])), eb.lit(0)).as('bytes'),
    ])
    .where('fileId', '=', fileId)
    .executeTakeFirstOrThrow();
}

export async function completeFile(db: Db, fileId: string): Promise<void> {
  await db.updateTable('files').set({ isComplete: 1 }).where('id', '=', fileId).execute();
}

/** The pieces of a file in order, one at a time, from the bare connection of a job. */
export function* readChunks(raw: Raw, fileId: string): Generator<Uint8Array> {
  const statement = raw.prepare('SELECT bytes FROM file_chunks WHERE file_id = ? AND seq = ?').pluck();
  for (let seq = 0; ; seq += 1) {
    const bytes = statement.get(fileId, seq) as Uint8Array | undefined;
    if (bytes === undefined) return;
    yield bytes;
  }
}

/** The SHA-256 of a file's bytes. */
export function hashFile(raw: Raw, fileId: string): string {
  const hash = createHash('sha256');
  for (const piece of readChunks(raw, fileId)) hash.update(piece);
  return hash.digest('hex');
}

/** Opens a file that a job writes; what an interrupted run of the same job left of it goes. */
export function startWrittenFile(raw: Raw, file: NewFile): void {
  raw.prepare('DELETE FROM files WHERE id = ? AND is_complete = 0').run(file.id);
  raw
    .prepare(
      `INSERT INTO files (id, name, media_type, size, purpose, is_complete, owner_id, created_at)
       VALUES (?, ?, ?, 0, ?, 0, ?, ?)`,
    )
    .run(file.id, file.name, file.mediaType, file.purpose, file.ownerId, file.at);
}

export function addWrittenChunk(raw: Raw, fileId: string, seq: number, bytes: Uint8Array): void {
  raw.prepare('INSERT INTO file_chunks (file_id, seq, bytes) VALUES (?, ?, ?)').run(fileId, seq, bytes);
}

export function finishWrittenFile(raw: Raw, fileId: string, size: number): void {
  raw.prepare('UPDATE files SET size = ?, is_complete = 1 WHERE id = ?').run(size, fileId);
}
