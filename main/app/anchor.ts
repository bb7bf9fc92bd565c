import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '#api/context';

/** Keeps the end of the audit chain in a file beside the store, so that a cut tail shows. */
export function anchorIn(home: string): Environment['anchor'] {
  const file = join(home, 'audit.anchor');
  const read = () => {
    try {
      const [seq, hash] = readFileSync(file, 'utf8').trim().split(' ');
      return seq !== undefined && hash !== undefined && /^\d+$/.test(seq)
        ? { seq: Number(seq), hash }
        : undefined;
    } catch {
      return undefined;
    }
  };
  const write = (end: { seq: number; hash: string }) => {
    if ((read()?.seq ?? 0) >= end.seq) return;
    const handle = openSync(`${file}.new`, 'w');
    writeSync(handle, `${end.seq} ${end.hash}\n`);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(`${file}.new`, file);
  };
  return { read, write };
}
