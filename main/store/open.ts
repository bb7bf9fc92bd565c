import { migrations } from '#db/migrations/index';
import type { Tables } from '#db/tables/index';
import { CamelCasePlugin, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Db, Raw } from './database.ts';
import { StoreDialect } from './dialect.ts';
import { freeBytesAt } from './disk.ts';
import { openFile } from './keyring.ts';
import { StoreTrouble, troubleOf } from './trouble.ts';

/** One open connection to the store, in both forms. Each thread has its own. */
export type Store = { readonly db: Db; readonly raw: Raw; readonly close: () => void };

/** Marks the file as ours: "SwYd". */
const APPLICATION_ID = 0x53775964;

/** The first SQLite in which a WAL reset cannot lose pages (sqlite.org/wal.html, the WAL-reset bug). */
const OLDEST_SQLITE = '3.51.3';

/** Pragma → what it is set to, and what it must answer afterwards. */
export const SETTINGS: Readonly<Record<string, string | number>> = {
  journal_mode: 'wal',
  // Without this line better-sqlite3 is silently NORMAL in WAL mode: an acknowledged commit could go with the power.
  synchronous: 2,
  foreign_keys: 1,
  // REPLACE deletes the old row; only with this do the triggers that keep facts and capture deletions see it.
  recursive_triggers: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  mmap_size: 0,
  cache_size: -65_536,
  journal_size_limit: 67_108_864,
  wal_autocheckpoint: 1000,
  temp_store: 2,
  // fsync alone does not reach the platter on macOS; elsewhere it changes nothing.
  checkpoint_fullfsync: 1,
};

/** How many migrations this Switchyard knows: the newest shape's number, kept in `user_version`. */
export const NEWEST = Object.keys(migrations).length;

/**
 * Opens a store file with every setting made and read back. Throws a StoreTrouble for a file that is not
 * ours, newer than we are, locked, damaged or out of reach, before anything is written to it.
 */
export function connect(file: string, options: { timeoutMs?: number } = {}): Store {
  let raw: Raw | undefined;
  try {
    raw = openFile(file, { timeout: options.timeoutMs ?? 5000 });
    requireOurs(raw, file);
    settle(raw);
  } catch (error) {
    raw?.close();
    throw troubleOf(error, file, () => freeBytesAt(file));
  }
  const db = new Kysely<Tables>({
    dialect: new StoreDialect(raw),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const open = raw;
  return { db, raw, close: () => open.close() };
}

/** Refuses a file of another program, or of a newer Switchyard. An empty file is welcome. Only reads. */
export function requireOurs(raw: Raw, file: string): void {
  const id = raw.pragma('application_id', { simple: true });
  const found = versionOf(raw);
  const isEmpty = raw.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
  if (id !== APPLICATION_ID && !(id === 0 && isEmpty)) throw new StoreTrouble('store.foreign', { file });
  if (found > NEWEST) throw new StoreTrouble('store.newer', { file, found, known: NEWEST });
}

/** Makes every setting, and reads each back after a first look at the file: before it, some answers are not true yet. */
function settle(raw: Raw): void {
  const version = String(raw.prepare('SELECT sqlite_version()').pluck().get());
  if (version.localeCompare(OLDEST_SQLITE, 'en', { numeric: true }) < 0)
    throw new StoreTrouble('store.badLibrary', { wanted: `SQLite ${OLDEST_SQLITE}`, found: version });
  for (const [pragma, value] of Object.entries(SETTINGS)) raw.pragma(`${pragma} = ${value}`);
  raw.prepare('SELECT count(*) FROM sqlite_schema').get();
  for (const [pragma, wanted] of Object.entries(SETTINGS)) {
    const found = raw.pragma(pragma, { simple: true });
    if (found !== wanted)
      throw new StoreTrouble('store.badLibrary', {
        wanted: `${pragma} = ${wanted}`,
        found: `${pragma} = ${String(found)}`,
      });
  }
}

/** How many migrations a store has seen. */
export function versionOf(raw: Raw): number {
  return Number(raw.pragma('user_version', { simple: true }));
}

/**
 * Brings a store to the newest shape: all that is missing in one transaction, with its foreign keys checked
 * at the end. A failure leaves the store as it was and throws `store.migrationFailed`.
 */
export async function migrate(
  store: Store,
  list: Readonly<Record<string, Migration>> = migrations,
): Promise<void> {
  const { raw } = store;
  if (versionOf(raw) >= Object.keys(list).length) return;
  let running = '';
  // A migration that builds a table anew passes through a state with dangling references; the switch does nothing inside a transaction.
  raw.pragma('foreign_keys = OFF');
  try {
    await store.db.transaction().execute(async (db) => {
      for (const [name, migration] of Object.entries(list).slice(versionOf(raw))) {
        running = name;
        await migration.up(db);
      }
      const dangling = raw.pragma('foreign_key_check') as { table: string; parent: string }[];
      if (dangling[0]) throw new Error(`a row of ${dangling[0].table} lost its ${dangling[0].parent}`);
      raw.pragma(`application_id = ${APPLICATION_ID}`);
      raw.pragma(`user_version = ${Object.keys(list).length}`);
    });
  } catch (error) {
    const trouble = troubleOf(error, raw.name, () => freeBytesAt(raw.name));
    if (trouble instanceof StoreTrouble) throw trouble;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreTrouble(
      'store.migrationFailed',
      { file: raw.name, migration: running, reason, backup: null },
      error,
    );
  } finally {
    raw.pragma('foreign_keys = ON');
  }
}
