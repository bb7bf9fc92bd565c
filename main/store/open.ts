import { migrations } from '#db/migrations/index';
import type { Tables } from '#db/tables/index';
import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Db, Raw } from './database.ts';
import { StoreDialect } from './dialect.ts';

/** One open connection to the store, in both forms. Each thread has its own. */
export type Store = { readonly db: Db; readonly raw: Raw; readonly close: () => void };

/** Marks the file as ours: "SwYd". */
export const APPLICATION_ID = 0x53775964;

/** Opens a store file with every pragma set and read back. Throws when the file does not take them. */
export function connect(file: string): Store {
  const raw = new Database(file, { timeout: 5000 });
  raw.pragma('journal_mode = WAL');
  raw.prepare('SELECT count(*) FROM sqlite_schema').get();
  for (const pragma of [
    'synchronous = FULL',
    'foreign_keys = ON',
    'trusted_schema = OFF',
    'cell_size_check = ON',
    'mmap_size = 0',
    'cache_size = -65536',
    'journal_size_limit = 67108864',
    'temp_store = MEMORY',
  ])
    raw.pragma(pragma);
  const effective = [
    raw.pragma('journal_mode', { simple: true }),
    raw.pragma('synchronous', { simple: true }),
    raw.pragma('foreign_keys', { simple: true }),
  ];
  if (effective.join() !== 'wal,2,1')
    throw new Error(`The store did not take its settings: ${effective.join()}`);
  const db = new Kysely<Tables>({
    dialect: new StoreDialect(raw),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, raw, close: () => raw.close() };
}

/** Brings a store to the newest shape in one transaction; on a failure the file is as before, and the error is thrown. */
export async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({ db: store.db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
  store.raw.pragma(`application_id = ${APPLICATION_ID}`);
  store.raw.pragma(`user_version = ${Object.keys(migrations).length}`);
}
