import { type Kysely, sql } from 'kysely';

/** Settings, the command context, the outbox, the audit chain, jobs, and files kept in the store. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT, WITHOUT ROWID`,
    `CREATE TABLE command_context (
      id INTEGER PRIMARY KEY CHECK (id = 1), operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE outbox (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, table_name TEXT NOT NULL, row_id TEXT NOT NULL,
      change TEXT NOT NULL CHECK (change IN ('insert', 'update', 'delete')),
      operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE audit_lines (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor_id TEXT NOT NULL, operation TEXT NOT NULL,
      subject TEXT NOT NULL, detail TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT`,
    `CREATE INDEX audit_lines_by_subject ON audit_lines (subject, seq)`,
    `CREATE TRIGGER audit_lines_no_update BEFORE UPDATE ON audit_lines
      BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END`,
    `CREATE TRIGGER audit_lines_no_delete BEFORE DELETE ON audit_lines
      BEGIN SELECT RAISE(ABORT, 'audit lines are append-only'); END`,
    `CREATE TABLE jobs (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
      phase TEXT NOT NULL, done INTEGER NOT NULL, total INTEGER NOT NULL,
      input TEXT NOT NULL CHECK (json_valid(input)), token TEXT CHECK (json_valid(token)),
      result TEXT CHECK (json_valid(result)), error_code TEXT, error_params TEXT CHECK (json_valid(error_params)),
      cancel_requested INTEGER NOT NULL DEFAULT 0, actor_id TEXT NOT NULL,
      created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
      owner TEXT, beat_at INTEGER
    ) STRICT`,
    `CREATE INDEX jobs_unfinished ON jobs (created_at) WHERE status IN ('queued', 'running')`,
    `CREATE TABLE files (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL,
      purpose TEXT NOT NULL CHECK (purpose IN ('upload', 'export', 'rejects')),
      is_complete INTEGER NOT NULL, owner_id TEXT NOT NULL, created_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE file_chunks (
      file_id TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE, seq INTEGER NOT NULL, bytes BLOB NOT NULL,
      PRIMARY KEY (file_id, seq)
    ) STRICT`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
