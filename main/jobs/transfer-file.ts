import type { Progress } from '#store/jobs';
import {
  addWrittenChunk,
  CHUNK_BYTES,
  finishWrittenFile,
  type NewFile,
  startWrittenFile,
} from '#store/transfer-files';
import type { JobContext } from './job.ts';

/**
 * Writes what a job makes into the store as a file that its actor can fetch, one piece a chunk; answers `{fileId, size}`.
 * The file's id is the job's, so a job that was killed and runs again leaves one file. Making the bytes happens
 * between the chunks, never under the write lock. `progress` is asked at each piece.
 */
export function saveFile(
  ctx: JobContext,
  file: Pick<NewFile, 'name' | 'mediaType' | 'purpose'>,
  bytes: Iterable<Uint8Array>,
  progress: () => Progress = () => ({ phase: 'saving', done: 0, total: 0 }),
): { fileId: string; size: number } {
  const { store, job, env } = ctx;
  const fileId = job.id;
  const start = () =>
    startWrittenFile(store.raw, { ...file, id: fileId, ownerId: job.actorId, at: env.now() });
  let seq = 0;
  let size = 0;
  for (const piece of inPieces(bytes)) {
    ctx.chunk(() => {
      if (seq === 0) start();
      addWrittenChunk(store.raw, fileId, seq, piece);
      return { value: null, progress: progress() };
    });
    seq += 1;
    size += piece.length;
  }
  ctx.chunk(() => {
    if (seq === 0) start();
    finishWrittenFile(store.raw, fileId, size);
    return { value: null, progress: progress() };
  });
  return { fileId, size };
}

/** Cuts and joins a stream of bytes into pieces of CHUNK_BYTES. */
function* inPieces(bytes: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  for (const part of bytes)
    for (let from = 0; from < part.length; ) {
      const taken = part.subarray(from, from + CHUNK_BYTES - filled);
      piece.set(taken, filled);
      from += taken.length;
      filled += taken.length;
      if (filled < CHUNK_BYTES) continue;
      yield piece;
      piece = new Uint8Array(CHUNK_BYTES);
      filled = 0;
    }
  if (filled > 0) yield piece.subarray(0, filled);
}
