import { type Kysely, sql } from 'kysely';

/** First passwords that must be changed, codes for recovery, and an owner who is always there. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** An owner's role that has begun and has no end: one that ends by itself keeps nobody in. */
const lasting = (row: string) =>
  `${row}.role_id = 'role-owner' AND ${row}.to_at IS NULL AND ${row}.from_at <= coalesce((SELECT at FROM command_context), ${row}.from_at)`;

/** Another person than `id` who is an owner, is active, and can sign in. */
const anotherOwner = (id: string) => `EXISTS (
    SELECT 1 FROM user_roles JOIN users ON users.id = user_roles.user_id JOIN credentials ON credentials.user_id = users.id
      WHERE ${lasting('user_roles')} AND users.status = 'active' AND users.id <> ${id})`;

const isOwner = (id: string) =>
  `EXISTS (SELECT 1 FROM user_roles WHERE ${lasting('user_roles')} AND user_id = ${id})`;
const canEnter = (id: string) => `EXISTS (SELECT 1 FROM credentials WHERE user_id = ${id})`;
const isActive = (id: string) => `EXISTS (SELECT 1 FROM users WHERE id = ${id} AND status = 'active')`;

/** The store refuses what would leave a company that has an owner without one, whoever asks. */
const stays = (table: string, name: string, event: string, when: string) =>
  `CREATE TRIGGER ${table}_last_owner_${name} BEFORE ${event} ON ${table} WHEN ${when}
    BEGIN SELECT RAISE(ABORT, 'the last owner stays'); END`;

const statements = [
  // 1: somebody else knows the password, and it opens nothing but its own change.
  `ALTER TABLE credentials ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1))`,
  // One code a person, good for one new password; a used one is gone.
  `CREATE TABLE recovery_codes (
    user_id TEXT PRIMARY KEY REFERENCES users (id), code_hash TEXT NOT NULL, made_at INTEGER NOT NULL
  ) STRICT`,
  stays(
    'users',
    'leaves',
    'UPDATE OF status',
    `OLD.status = 'active' AND NEW.status <> 'active' AND ${isOwner('OLD.id')} AND ${canEnter('OLD.id')} AND NOT ${anotherOwner('OLD.id')}`,
  ),
  ...['DELETE', 'UPDATE'].map((verb) =>
    stays(
      'user_roles',
      verb.toLowerCase(),
      verb,
      `${lasting('OLD')} AND ${verb === 'DELETE' ? 'TRUE' : '(NEW.role_id <> OLD.role_id OR NEW.user_id <> OLD.user_id OR NEW.to_at IS NOT NULL)'} AND ${isActive('OLD.user_id')} AND ${canEnter('OLD.user_id')} AND NOT ${anotherOwner('OLD.user_id')}`,
    ),
  ),
  stays(
    'credentials',
    'delete',
    'DELETE',
    `${isOwner('OLD.user_id')} AND ${isActive('OLD.user_id')} AND NOT ${anotherOwner('OLD.user_id')}`,
  ),
  stays('roles', 'delete', 'DELETE', `OLD.id = 'role-owner'`),
  stays(
    'roles',
    'shrinks',
    'UPDATE OF permissions',
    `OLD.id = 'role-owner' AND EXISTS (SELECT value FROM json_each(OLD.permissions) EXCEPT SELECT value FROM json_each(NEW.permissions))`,
  ),
];
