import { appendFileSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import type { Environment } from '#api/context';
import { placesIn } from '#store/places';

/** Lines kept when the file has grown past its limit: some 80 bytes each. */
const KEPT = 5000;
const LIMIT_BYTES = 1_000_000;

/**
 * Keeps the ends of the audit chain in a file beside the store, so that a cut or rewritten tail shows. The
 * file only grows, by one short line in one system call: threads can write it at once, and a chain that was
 * cut and went on past its old end still differs from what was noted here.
 */
export function anchorIn(home: string): Environment['anchor'] {
  const { anchor } = placesIn(home);
  return {
    read: () => {
      let text: string;
      try {
        text = readFileSync(anchor, 'utf8');
      } catch {
        return [];
      }
      // A line torn by a power cut is no evidence of anything.
      return [...text.matchAll(/^(\d{1,15}) ([0-9a-f]{64})$/gm)].map(([, seq, hash]) => ({
        seq: Number(seq),
        hash: String(hash),
      }));
    },
    // The line break goes first: it also ends a line that a power cut tore.
    write: ({ seq, hash }) => appendFileSync(anchor, `\n${seq} ${hash}`),
  };
}

/** Shortens an anchor file that has grown long. Only while nobody else writes it: at the start. */
export function shortenAnchor(home: string): void {
  const { anchor } = placesIn(home);
  const size = statSync(anchor, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LIMIT_BYTES) return;
  const lines = readFileSync(anchor, 'utf8').split('\n');
  writeFileSync(`${anchor}.new`, lines.slice(-KEPT).join('\n'));
  renameSync(`${anchor}.new`, anchor);
}
