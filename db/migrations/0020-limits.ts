import { type Kysely, sql } from 'kysely';

/** A scope shows rows, or limits whatever is shown to its own; scopes of before show. The history keeps their keys. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const COLUMNS = ['user_id', 'page_group', 'kind', 'unit_ids', 'from_at', 'to_at', 'effect'];
const CONTENT = `json_object(${COLUMNS.map((column) => `'${column}', NEW.${column}`).join(', ')})`;
const keyOf = (row: string) =>
  `${row}.user_id || ':' || ${row}.page_group || ':' || ${row}.kind || ':' || ${row}.from_at || iif(${row}.effect = 'show', '', ':' || ${row}.effect)`;

const statements = [
  `CREATE TABLE effective_user_scopes (
    user_id TEXT NOT NULL REFERENCES users (id), page_group TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('own', 'group', 'subtree', 'chosen', 'all')),
    unit_ids TEXT NOT NULL CHECK (json_valid(unit_ids)),
    from_at INTEGER NOT NULL DEFAULT 0, to_at INTEGER CHECK (to_at > from_at),
    effect TEXT NOT NULL DEFAULT 'show' CHECK (effect IN ('show', 'limit')),
    PRIMARY KEY (user_id, page_group, effect, kind, from_at)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO effective_user_scopes (user_id, page_group, kind, unit_ids, from_at, to_at)
    SELECT user_id, page_group, kind, unit_ids, from_at, to_at FROM user_scopes`,
  `DROP TABLE user_scopes`,
  `ALTER TABLE effective_user_scopes RENAME TO user_scopes`,
  ...[
    ['insert', 'INSERT', 'NEW'],
    ['update', `UPDATE OF ${COLUMNS.join(', ')}`, 'NEW'],
    ['delete', 'DELETE', 'OLD'],
  ].flatMap(([verb = '', moment = '', row = '']) => [
    `CREATE TRIGGER user_scopes_capture_${verb} AFTER ${verb.toUpperCase()} ON user_scopes BEGIN
      SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
      INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
        SELECT 'user_scopes', ${keyOf(row)}, '${verb}', operation, actor_id, at FROM command_context;
    END`,
    `CREATE TRIGGER user_scopes_history_${verb} AFTER ${moment} ON user_scopes BEGIN
      INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
        SELECT 'user_scopes', ${keyOf(row)}, ${verb === 'delete' ? 'NULL' : CONTENT}, operation, actor_id, at FROM command_context;
    END`,
  ]),
];
