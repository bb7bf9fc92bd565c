import { call } from './client.ts';

/** Bytes in one piece of a file: under the contract's limit of base64 a call. */
const CHUNK_BYTES = 512 * 1024;

/** Sends a file over the one door, piece by piece; answers its id. */
export async function uploadFile(
  file: File,
  onProgress: (sent: number, size: number) => void = () => {},
): Promise<{ fileId: string; size: number }> {
  const { fileId, chunkBytes } = await call('transfer.startUpload', { name: file.name, size: file.size });
  const step = Math.min(chunkBytes, CHUNK_BYTES);
  for (let seq = 0; seq * step < file.size; seq += 1) {
    const piece = file.slice(seq * step, (seq + 1) * step);
    await call('transfer.putChunk', { fileId, seq, base64: await base64Of(piece) });
    onProgress(Math.min((seq + 1) * step, file.size), file.size);
  }
  return call('transfer.finishUpload', { fileId });
}

/** Fetches a file that a job made and hands it to the user as a download; answers its name. */
export async function downloadFile(fileId: string): Promise<string> {
  const { file, pieces } = await fetchPieces(fileId);
  const address = URL.createObjectURL(new Blob(pieces, { type: file.mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return file.name;
}

/** Fetches a file that a job made, as text. */
export async function fetchText(fileId: string): Promise<string> {
  const { pieces } = await fetchPieces(fileId);
  return new Blob(pieces).text();
}

async function fetchPieces(fileId: string) {
  const file = await call('transfer.getFile', { fileId });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for (let seq = 0; seq < file.chunks; seq += 1) {
    const { base64 } = await call('transfer.readChunk', { fileId, seq });
    pieces.push(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  }
  return { file, pieces };
}

async function base64Of(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
