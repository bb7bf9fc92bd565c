import { type Kysely, sql } from 'kysely';

/** The organisation tree, users, their credentials, roles, and data scopes set on the user. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE units (
      id TEXT PRIMARY KEY, parent_id TEXT REFERENCES units (id), label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      leader_id TEXT REFERENCES users (id), external_id TEXT UNIQUE
    ) STRICT`,
    `CREATE TABLE users (
      id TEXT PRIMARY KEY, login TEXT NOT NULL COLLATE NOCASE UNIQUE CHECK (login <> ''), name TEXT NOT NULL CHECK (name <> ''),
      unit_id TEXT REFERENCES units (id), status TEXT NOT NULL CHECK (status IN ('active', 'left')),
      source TEXT NOT NULL, external_id TEXT NOT NULL, created_at INTEGER NOT NULL,
      UNIQUE (source, external_id)
    ) STRICT`,
    `CREATE INDEX users_by_unit ON users (unit_id)`,
    `CREATE TABLE credentials (
      user_id TEXT PRIMARY KEY REFERENCES users (id), password_hash TEXT NOT NULL,
      failed_count INTEGER NOT NULL DEFAULT 0, locked_until INTEGER, last_failed_at INTEGER, changed_at INTEGER NOT NULL
    ) STRICT`,
    // Wrong tries for logins that nobody has: they lock as the others do, and so do not tell themselves apart.
    // Only their hash: a password typed into the wrong field is nobody's login either.
    `CREATE TABLE unknown_logins (
      login_hash TEXT PRIMARY KEY, failed_count INTEGER NOT NULL, locked_until INTEGER, last_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE roles (
      id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      permissions TEXT NOT NULL CHECK (json_valid(permissions))
    ) STRICT`,
    `CREATE TABLE user_roles (
      user_id TEXT NOT NULL REFERENCES users (id), role_id TEXT NOT NULL REFERENCES roles (id), PRIMARY KEY (user_id, role_id)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE user_scopes (
      user_id TEXT NOT NULL REFERENCES users (id),
      page_group TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('own', 'group', 'subtree', 'chosen', 'all')),
      unit_ids TEXT NOT NULL CHECK (json_valid(unit_ids)),
      PRIMARY KEY (user_id, page_group)
    ) STRICT, WITHOUT ROWID`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
