import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly why: string };

/** Reads a JSON body of at most `limit` bytes; anything else is said, never thrown. */
export async function readJson(request: IncomingMessage, limit: number): Promise<Body> {
  const type = (request.headers['content-type'] ?? '').toLowerCase().replaceAll(' ', '');
  if (type !== 'application/json' && type !== 'application/json;charset=utf-8')
    return { ok: false, status: 415, why: 'contentType' };
  if (request.headers['content-encoding'] !== undefined)
    return { ok: false, status: 415, why: 'contentEncoding' };
  if (Number(request.headers['content-length'] ?? 0) > limit)
    return { ok: false, status: 413, why: 'tooLarge' };
  const pieces: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the socket: the refusal still has to go out over it.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) return { ok: false, status: 413, why: 'tooLarge' };
    pieces.push(piece);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, status: 400, why: 'notJson' };
  }
}
