import { createReadStream, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Session } from '#api/context';
import type { OutputOf } from '#contract/contract';
import type { Reply } from '#contract/reply';
import type { Console } from '#main';

type Tell = (line: string) => void;

/** Sends each `field=path` over the one door, as a page would, and puts the file's id into the input. */
export async function upload(
  console: Console,
  session: Session,
  files: readonly string[],
  input: unknown,
  tell: Tell,
): Promise<Reply> {
  let whole = input;
  for (const given of files) {
    const [, field, path] = /^([^=]+)=(.+)$/s.exec(given) ?? [];
    if (field === undefined || path === undefined) throw new Error(`--file ${given}: FIELD=PATH is wanted.`);
    if (typeof whole !== 'object' || whole === null || Array.isArray(whole))
      throw new Error('--file needs an input that is an object.');
    const sent = await send(console, session, path, tell);
    if (!sent.ok) return sent;
    whole = { ...whole, [field]: sent.value };
  }
  return { ok: true, value: whole };
}

async function send(console: Console, session: Session, path: string, tell: Tell): Promise<Reply> {
  const { size } = statSync(path);
  tell(`sending ${path} (${size} bytes)`);
  const started = await console.dispatch(session, 'transfer.startUpload', { name: basename(path), size });
  if (!started.ok) return started;
  const { fileId, chunkBytes } = started.value as OutputOf<'transfer.startUpload'>;
  let seq = 0;
  for await (const piece of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    const put = { fileId, seq, base64: piece.toString('base64') };
    const reply = await console.dispatch(session, 'transfer.putChunk', put);
    if (!reply.ok) return reply;
    seq += 1;
  }
  const finished = await console.dispatch(session, 'transfer.finishUpload', { fileId });
  return finished.ok ? { ok: true, value: fileId } : finished;
}

/** Writes the file that a reply or its job names with `fileId`; the name it gets is there only when it is whole. */
export async function download(
  console: Console,
  session: Session,
  reply: Reply,
  path: string,
  tell: Tell,
): Promise<Reply> {
  const fileId = reply.ok ? fileOf(reply.value) : undefined;
  if (fileId === undefined) throw new Error(`--save ${path}: the operation made no file.`);
  const found = await console.dispatch(session, 'transfer.getFile', { fileId });
  if (!found.ok) return found;
  const { chunks, size } = found.value as OutputOf<'transfer.getFile'>;
  const handle = await open(`${path}.part`, 'w');
  try {
    for (let seq = 0; seq < chunks; seq += 1) {
      const piece = await console.dispatch(session, 'transfer.readChunk', { fileId, seq });
      if (!piece.ok) return piece;
      await handle.write(Buffer.from((piece.value as OutputOf<'transfer.readChunk'>).base64, 'base64'));
    }
  } finally {
    await handle.close();
  }
  await rename(`${path}.part`, path);
  tell(`saved ${path} (${size} bytes)`);
  return reply;
}

/** A job's result names the file, or the operation does. */
function fileOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('job' in value) return fileOf((value.job as { result: unknown }).result);
  return 'fileId' in value && typeof value.fileId === 'string' ? value.fileId : undefined;
}
