import type Database from 'better-sqlite3';
import { type DatabaseConnection, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import { classify } from './failure.ts';

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

const aMoment = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

/**
 * Takes the write lock at once, so that a command never finds out half-way that it must wait. While another process
 * holds it, looks again each millisecond without blocking the thread: SQLite's own waiting looks ever more seldom, and
 * hardly ever meets the moment between two chunks of a job. A full or failing disk has ended the transaction already:
 * rolling back again would hide why.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #raw: Database.Database;
  /** How long this connection waits for another one's write before it says that the store is busy. */
  readonly #waitMs: number;

  constructor(raw: Database.Database, database: SqliteDatabase) {
    super({ database });
    this.#raw = raw;
    this.#waitMs = Number(raw.pragma('busy_timeout', { simple: true }));
  }

  override async beginTransaction(): Promise<void> {
    for (const until = performance.now() + this.#waitMs; ; await aMoment())
      if (this.#begins(performance.now() < until)) return;
  }

  /** Whether the write lock was free; where `mayWait` is over, the busy store's own error. */
  #begins(mayWait: boolean): boolean {
    this.#raw.pragma('busy_timeout = 0');
    try {
      this.#raw.exec('begin immediate');
      return true;
    } catch (error) {
      if (mayWait && classify(error) === 'busy') return false;
      throw error;
    } finally {
      this.#raw.pragma(`busy_timeout = ${this.#waitMs}`);
    }
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
