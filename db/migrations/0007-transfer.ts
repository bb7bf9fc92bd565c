import { type Kysely, sql } from 'kysely';

/** Imports: remembered column mappings, batches, rejected rows, and what an undo puts back. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE import_mappings (
      kind TEXT NOT NULL, source TEXT NOT NULL, mapping TEXT NOT NULL CHECK (json_valid(mapping)), updated_at INTEGER NOT NULL,
      PRIMARY KEY (kind, source)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE import_batches (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, source TEXT NOT NULL, file_id TEXT NOT NULL, file_name TEXT NOT NULL,
      mapping TEXT NOT NULL CHECK (json_valid(mapping)),
      status TEXT NOT NULL CHECK (status IN ('committing', 'committed', 'cancelled', 'failed', 'undoing', 'undone')),
      counts TEXT NOT NULL CHECK (json_valid(counts)),
      created_by TEXT NOT NULL, created_at INTEGER NOT NULL, committed_at INTEGER, undone_at INTEGER
    ) STRICT`,
    `CREATE TABLE import_rejects (
      batch_id TEXT NOT NULL REFERENCES import_batches (id), line INTEGER NOT NULL,
      reasons TEXT NOT NULL CHECK (json_valid(reasons)), cells TEXT NOT NULL CHECK (json_valid(cells)),
      PRIMARY KEY (batch_id, line)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE import_changes (
      batch_id TEXT NOT NULL REFERENCES import_batches (id), seq INTEGER NOT NULL, table_name TEXT NOT NULL, row_id TEXT NOT NULL,
      before TEXT CHECK (json_valid(before)),
      PRIMARY KEY (batch_id, seq)
    ) STRICT, WITHOUT ROWID`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
