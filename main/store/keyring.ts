import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import Database from 'better-sqlite3';
import type { Raw } from './database.ts';
import { classify } from './failure.ts';

/** The keys of one home's store, 64 hex digits each, newest first; `fresh` is the one that new files get, null for none. */
export type Keys = { readonly all: readonly string[]; readonly fresh: string | null };

/** What this thread may open: home folder → its keys. Every thread is given them when it starts. */
const held = new Map<string, Keys>();

/** Gives this thread the keys of a home's store. */
export function holdKeys(home: string, keys: Keys | undefined): void {
  if (keys) held.set(home, keys);
}

/** Forgets the keys of a home's store. */
export function dropKeys(home: string): void {
  held.delete(home);
}

/** The home of a file and its keys, to be given to a thread that will open the file. */
export function keysFor(file: string): { readonly home: string; readonly keys: Keys } | undefined {
  for (const [home, keys] of held) if (file.startsWith(home + sep)) return { home, keys };
  return undefined;
}

const PLAIN = 'SQLite format 3\0';

/** Whether a file holds something that is no plain SQLite: an encrypted store, or no store at all. */
export function isVeiled(file: string): boolean {
  const head = Buffer.alloc(PLAIN.length);
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) return false;
  const handle = openSync(file, 'r');
  try {
    readSync(handle, head);
  } finally {
    closeSync(handle);
  }
  return head.toString('latin1') !== PLAIN;
}

/** Says under which key a connection reads and writes; the first thing to be said on it. */
export function speakKey(raw: Raw, key: string): void {
  raw.pragma(`cipher = 'chacha20'`);
  raw.pragma(`key = 'raw:${key}'`);
}

/**
 * Opens a store file: a plain one as it is, an encrypted one with the key that fits, a new one under the newest key.
 * What no key opens is opened without, and its first statement says SQLITE_NOTADB.
 */
export function openFile(file: string, options: Database.Options = {}): Raw {
  const keys = keysFor(file)?.keys;
  const key = keys && (isVeiled(file) ? keyThatFits(file, keys.all) : isNew(file) ? keys.fresh : null);
  const raw = new Database(file, options);
  if (key) speakKey(raw, key);
  return raw;
}

function isNew(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

/** Which of the keys opens a file; undefined when none does. */
export function keyThatFits(file: string, keys: readonly string[]): string | undefined {
  return keys.find((key) => {
    const raw = new Database(file, { readonly: true, fileMustExist: true });
    try {
      speakKey(raw, key);
      raw.prepare('SELECT count(*) FROM sqlite_schema').get();
      return true;
    } catch (error) {
      const failure = classify(error);
      if (failure !== 'damaged') throw error;
      // Under a wrong key nothing looks like a database; a damaged one under its own key still does.
      return (error as { code?: string }).code !== 'SQLITE_NOTADB';
    } finally {
      raw.close();
    }
  });
}
