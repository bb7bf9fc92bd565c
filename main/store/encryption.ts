import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type Backup, descriptionOf, fileOf, hashOf, listBackups } from './backup.ts';
import type { Raw } from './database.ts';
import { freeBytesAt } from './disk.ts';
import { requireWhole } from './inspect.ts';
import { dropKeyFile, readKeyFile, type Secret, unlock } from './key-file.ts';
import { holdKeys, isVeiled, keyThatFits, type Keys, speakKey } from './keyring.ts';
import Database from 'better-sqlite3';
import { placesIn } from './places.ts';
import { StoreTrouble } from './trouble.ts';

/**
 * Opens the key file with what the start brought along, and gives the keys to this thread. Throws `store.keyNeeded`
 * where something is needed and nothing was brought, `store.keyWrong` where it fits no slot.
 */
export async function unlockHome(home: string, secret: Secret | undefined): Promise<Keys | undefined> {
  const file = readKeyFile(home);
  if (!file) return undefined;
  if (!secret) throw new StoreTrouble('store.keyNeeded', { home });
  const keys = await unlock(file, secret);
  if (!keys) throw new StoreTrouble('store.keyWrong', { home });
  holdKeys(home, keys);
  return keys;
}

/**
 * Brings the store and its backups to what the key file wants: under its newest key, or under none. Only for the one
 * who holds the home's lock. Interrupted anywhere, the next start finds each file whole, under a key that it has, and
 * goes on.
 */
export function settleEncryption(home: string, keys: Keys, tell: () => void): void {
  const { db } = placesIn(home);
  const wanted = keys.fresh;
  if (existsSync(db)) {
    const found = keyOf(db, keys);
    // A file that nothing opens is damaged: what repairs it comes next, and this again at the next start.
    if (found !== undefined && found !== wanted) {
      tell();
      renameSync(convert(db, found, wanted), db);
    }
  }
  for (const backup of listBackups(home)) settleBackup(home, backup, keys, tell);
  if (wanted === null) dropKeyFile(home);
}

/** Under which key a file is: null for a plain one, undefined where none of them fits. */
function keyOf(file: string, keys: Keys): string | null | undefined {
  if (statSync(file).size === 0) return keys.fresh;
  return isVeiled(file) ? keyThatFits(file, keys.all) : null;
}

/** Its description first, which then fits no file until the new one is in place: it does not count as sound meanwhile. */
function settleBackup(home: string, backup: Backup, keys: Keys, tell: () => void): void {
  const file = fileOf(home, backup);
  const found = existsSync(file) ? keyOf(file, keys) : undefined;
  if (found === undefined || found === keys.fresh) return;
  tell();
  const fresh = convert(file, found, keys.fresh);
  const described: Backup = { ...backup, bytes: statSync(fresh).size, sha256: hashOf(fresh) };
  writeFileSync(descriptionOf(home, backup), `${JSON.stringify(described, null, 2)}\n`, { flush: true });
  renameSync(fresh, file);
}

/**
 * Makes a copy under another key beside a file, proves it, and answers where it is. Never in the file itself: a journal
 * that a killed change of key leaves behind is rolled back under the wrong key by whoever opens the file next.
 */
function convert(file: string, from: string | null, to: string | null): string {
  const neededBytes = 3 * statSync(file).size;
  const freeBytes = freeBytesAt(file);
  if (freeBytes < neededBytes) throw new StoreTrouble('store.full', { file, freeBytes, neededBytes });
  const fresh = `${file}.converting`;
  for (const left of [fresh, `${fresh}-journal`]) rmSync(left, { force: true });
  under(file, from, (raw) => {
    requireWhole(raw, file);
    // Its log is written back and put away: the file alone is the whole store.
    raw.pragma('wal_checkpoint(TRUNCATE)');
    raw.pragma('journal_mode = DELETE');
  });
  copyFileSync(file, fresh);
  under(fresh, from, (raw) => {
    if (to !== null) raw.pragma(`cipher = 'chacha20'`);
    raw.pragma(`rekey = '${to === null ? '' : `raw:${to}`}'`);
  });
  under(fresh, to, (raw) => requireWhole(raw, fresh));
  flush(fresh);
  return fresh;
}

function under(file: string, key: string | null, work: (raw: Raw) => void): void {
  const raw = new Database(file, { fileMustExist: true });
  try {
    if (key !== null) speakKey(raw, key);
    work(raw);
  } finally {
    raw.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
