import { BrokenFile } from './broken-file.ts';

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';
type Pieces = () => Iterable<Uint8Array>;

/**
 * Which encoding a file is in: its byte-order mark; or the NULs that UTF-16 leaves in ASCII; or strict UTF-8; or else strict
 * GB18030, which is what Chinese spreadsheets write. A file that is UTF-8 but for a damaged place is refused with the
 * line, never read as GB18030 garbage.
 */
export function detectEncoding(pieces: Pieces, isWhole = true): Encoding {
  const first = headOf(pieces);
  if (first.length === 0) throw new BrokenFile('transfer.emptyFile');
  const [a, b] = first;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const wide = wideEncoding(first);
  if (wide) return wide;
  if (decodes(pieces, 'utf-8', isWhole)) return 'utf-8';
  if (isDamagedUtf8(pieces)) throw unreadable(pieces, 'utf-8');
  if (decodes(pieces, 'gb18030', isWhole)) return 'gb18030';
  throw unreadable(pieces, 'gb18030');
}

/** The text of a file, piece by piece, without its byte-order mark. Refused with the line: bytes that are no text, and NUL. */
export function* decode(pieces: Pieces, encoding: Encoding, isWhole = true): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for (const piece of slices(pieces())) {
    const text = attempt(() => decoder.decode(piece, { stream: true }), pieces, encoding);
    const nul = text.indexOf('\0');
    if (nul >= 0) throw new BrokenFile('transfer.nulCharacter', { line: line + breaks(text.slice(0, nul)) });
    line += breaks(text);
    yield text;
  }
  if (isWhole) yield attempt(() => decoder.decode(), pieces, encoding);
}

/** Small steps: whoever looks only at the beginning reads little more than that. */
const STEP = 16_384;
function* slices(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces)
    for (let from = 0; from < piece.length; from += STEP) yield piece.subarray(from, from + STEP);
}

function attempt(read: () => string, pieces: Pieces, encoding: Encoding): string {
  try {
    return read();
  } catch {
    throw unreadable(pieces, encoding);
  }
}

function headOf(pieces: Pieces): Uint8Array {
  const head = new Uint8Array(4096);
  let filled = 0;
  for (const piece of pieces()) {
    const taken = piece.subarray(0, head.length - filled);
    head.set(taken, filled);
    filled += taken.length;
    if (filled === head.length) break;
  }
  return head.subarray(0, filled);
}

/** UTF-16 without a mark: a good part of one half of the byte pairs is NUL, and none of the other. */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const length = bytes.length & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  const enough = Math.max(4, length / 2 / 12);
  if (even === 0 && odd >= enough) return 'utf-16le';
  return odd === 0 && even >= enough ? 'utf-16be' : undefined;
}

function decodes(pieces: Pieces, encoding: Encoding, isWhole: boolean): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const piece of pieces()) decoder.decode(piece, { stream: true });
    if (isWhole) decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes are mostly well-formed UTF-8 sequences: GB18030 text forms one in about twenty by chance. */
function isDamagedUtf8(pieces: Pieces): boolean {
  let good = 0;
  let bad = 0;
  for (const bytes of pieces())
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x80) continue;
      const more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
      let follows = 0;
      while (follows < more && ((bytes[i + 1 + follows] ?? 0) & 0xc0) === 0x80) follows += 1;
      if (more > 0 && follows === more) good += 1;
      else bad += 1;
      i += follows;
    }
  return good > 2 * bad;
}

/** Finds the line that is no text. In UTF-8 and GB18030 a line feed is never part of another character. */
function unreadable(pieces: Pieces, encoding: Encoding): BrokenFile {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const isWide = encoding.startsWith('utf-16');
  let line = 1;
  for (const bytes of pieces())
    for (let from = 0; from < bytes.length; ) {
      const at = isWide ? -1 : bytes.indexOf(10, from);
      const to = isWide ? Math.min(from + 2, bytes.length) : at < 0 ? bytes.length : at + 1;
      try {
        line += breaks(decoder.decode(bytes.subarray(from, to), { stream: true }));
      } catch {
        return new BrokenFile('transfer.unreadableEncoding', { line });
      }
      from = to;
    }
  return new BrokenFile('transfer.unreadableEncoding', { line });
}

function breaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
