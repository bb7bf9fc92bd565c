import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { classify } from './failure.ts';
import { placesIn } from './places.ts';

/** Who runs the store: told to a second console that finds the lock taken. */
export type Holder = { readonly pid: number | null; readonly url: string | null };

export type Lock = {
  /** Leaves word for a second console where this one's pages are. */
  readonly announce: (url: string) => void;
  readonly release: () => void;
};

/**
 * Takes the home's lock, or answers undefined when another connection has it. It is SQLite's own exclusive
 * lock on a file of its own, so it dies with its process however that ends, on every system.
 */
export function takeLock(home: string): Lock | undefined {
  const places = placesIn(home);
  const raw = new Database(places.lock, { timeout: 0 });
  try {
    raw.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    raw.close();
    if (classify(error) === 'busy') return undefined;
    throw error;
  }
  const tell = (holder: Holder) => writeFileSync(places.holder, `${JSON.stringify(holder)}\n`);
  tell({ pid: process.pid, url: null });
  return { announce: (url) => tell({ pid: process.pid, url }), release: () => raw.close() };
}

/** Who holds the lock, as far as it said. */
export function holderOf(home: string): Holder {
  try {
    const said: unknown = JSON.parse(readFileSync(placesIn(home).holder, 'utf8'));
    if (typeof said !== 'object' || said === null) return { pid: null, url: null };
    return {
      pid: 'pid' in said && typeof said.pid === 'number' ? said.pid : null,
      url: 'url' in said && typeof said.url === 'string' ? said.url : null,
    };
  } catch {
    return { pid: null, url: null };
  }
}
