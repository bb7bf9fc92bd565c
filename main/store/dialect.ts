import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';

const KEPT = 500;

/** Kysely prepares each query anew (20–39× a kept statement); this keeps the last ones. */
function keeping(raw: Database.Database): SqliteDatabase {
  const kept = new Map<string, Database.Statement>();
  const prepare = (text: string) => {
    const known = kept.get(text);
    if (known) return known.busy ? raw.prepare(text) : known;
    const fresh = raw.prepare(text);
    kept.set(text, fresh);
    const oldest = kept.keys().next().value;
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return fresh;
  };
  return { close: () => raw.close(), prepare };
}

/**
 * Takes the write lock at once, so that a command never finds out half-way that it must wait. A full or
 * failing disk has ended the transaction already: rolling back again would hide why.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #raw: Database.Database;

  constructor(raw: Database.Database, database: SqliteDatabase) {
    super({ database });
    this.#raw = raw;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#raw.inTransaction) await super.rollbackTransaction(connection);
  }
}

export class StoreDialect extends SqliteDialect {
  readonly #raw: Database.Database;
  readonly #database: SqliteDatabase;

  constructor(raw: Database.Database) {
    const database = keeping(raw);
    super({ database });
    this.#raw = raw;
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#raw, this.#database);
  }
}
