import { type Kysely, sql } from 'kysely';

/** Roles inherit, roles and scopes are given from and until a moment, duties are kept apart, and nothing of it is forgotten. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const VERBS = ['insert', 'update', 'delete'] as const;
const rowOf = (verb: string) => (verb === 'delete' ? 'OLD' : 'NEW');

/** Table → its key; `@` is the row. */
const captured: Record<string, string> = {
  user_roles: `@.user_id || ':' || @.role_id || ':' || @.from_at`,
  user_scopes: `@.user_id || ':' || @.page_group || ':' || @.kind || ':' || @.from_at`,
  duties: '@.id',
};
const captures = Object.entries(captured).flatMap(([table, key]) =>
  VERBS.map(
    (verb) => `CREATE TRIGGER ${table}_capture_${verb} AFTER ${verb.toUpperCase()} ON ${table} BEGIN
      SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
      INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
        SELECT '${table}', ${key.replaceAll('@', rowOf(verb))}, '${verb}', operation, actor_id, at FROM command_context;
    END`,
  ),
);

/** Table → its key and the columns that decide who may what. */
const remembered: Record<string, { key: string; columns: readonly string[] }> = {
  roles: { key: '@.id', columns: ['id', 'label_zh', 'label_en', 'parents', 'permissions'] },
  units: { key: '@.id', columns: ['id', 'label_zh', 'label_en', 'parent_id', 'leader_id'] },
  users: { key: '@.id', columns: ['id', 'name', 'unit_id', 'status'] },
  user_roles: { key: captured['user_roles'] ?? '', columns: ['user_id', 'role_id', 'from_at', 'to_at'] },
  user_scopes: {
    key: captured['user_scopes'] ?? '',
    columns: ['user_id', 'page_group', 'kind', 'unit_ids', 'from_at', 'to_at'],
  },
  duties: {
    key: '@.id',
    columns: ['id', 'label_zh', 'label_en', 'kind', 'member_kind', 'members', 'at_most'],
  },
};
const contentOf = (columns: readonly string[], row: string) =>
  `json_object(${columns.map((column) => `'${column}', ${row}.${column}`).join(', ')})`;
const memories = Object.entries(remembered).flatMap(([table, { key, columns }]) => [
  // What was there before is known from the beginning of time.
  `INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
    SELECT '${table}', ${key.replaceAll('@', table)}, ${contentOf(columns, table)}, 'migration', 'system', 0 FROM ${table}`,
  ...VERBS.map(
    (verb) => `CREATE TRIGGER ${table}_history_${verb}
      AFTER ${verb === 'update' ? `UPDATE OF ${columns.join(', ')}` : verb.toUpperCase()} ON ${table} BEGIN
      INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
        SELECT '${table}', ${key.replaceAll('@', rowOf(verb))}, ${verb === 'delete' ? 'NULL' : contentOf(columns, 'NEW')},
          operation, actor_id, at FROM command_context;
    END`,
  ),
]);

const statements = [
  `ALTER TABLE roles ADD COLUMN parents TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(parents))`,
  // Several grants of one role or scope, each with its own dates: a wider one for a while beside the lasting one.
  `CREATE TABLE dated_user_roles (
    user_id TEXT NOT NULL REFERENCES users (id), role_id TEXT NOT NULL REFERENCES roles (id),
    from_at INTEGER NOT NULL DEFAULT 0, to_at INTEGER CHECK (to_at > from_at), PRIMARY KEY (user_id, role_id, from_at)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO dated_user_roles (user_id, role_id) SELECT user_id, role_id FROM user_roles`,
  `DROP TABLE user_roles`,
  `ALTER TABLE dated_user_roles RENAME TO user_roles`,
  `CREATE TABLE dated_user_scopes (
    user_id TEXT NOT NULL REFERENCES users (id), page_group TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('own', 'group', 'subtree', 'chosen', 'all')),
    unit_ids TEXT NOT NULL CHECK (json_valid(unit_ids)),
    from_at INTEGER NOT NULL DEFAULT 0, to_at INTEGER CHECK (to_at > from_at),
    PRIMARY KEY (user_id, page_group, kind, from_at)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO dated_user_scopes (user_id, page_group, kind, unit_ids) SELECT user_id, page_group, kind, unit_ids FROM user_scopes`,
  `DROP TABLE user_scopes`,
  `ALTER TABLE dated_user_scopes RENAME TO user_scopes`,
  `CREATE TABLE duties (
    id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('static', 'dynamic')), member_kind TEXT NOT NULL CHECK (member_kind IN ('roles', 'permissions')),
    members TEXT NOT NULL CHECK (json_valid(members)), at_most INTEGER NOT NULL CHECK (at_most > 0)
  ) STRICT`,
  ...captures,
  // Each state of a row, the newest last; NULL where the row went. What was true at a moment is read from here.
  `CREATE TABLE access_history (
    id INTEGER PRIMARY KEY, entity TEXT NOT NULL, row_id TEXT NOT NULL, content TEXT CHECK (json_valid(content)),
    operation TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX access_history_by_row ON access_history (entity, row_id, id)`,
  ...memories,
  ...['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER access_history_no_${verb.toLowerCase()} BEFORE ${verb} ON access_history
      BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END`,
  ),
  // Who may do everything may change rights too.
  `INSERT INTO command_context (id, operation, actor_id, at) VALUES (1, 'migration', 'system', 0)`,
  `UPDATE roles SET permissions = json_insert(permissions, '$[#]', 'access.edit')
    WHERE id = 'role-owner' AND permissions NOT LIKE '%"access.edit"%'`,
  `DELETE FROM command_context`,
];
