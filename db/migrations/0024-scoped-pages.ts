import { type Kysely, sql } from 'kysely';

/** The first page of a wide scope is found by walking from the newest, of a narrow one by its owners: both indexes hold all that this asks. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `DROP INDEX opportunities_listed`,
  `CREATE INDEX opportunities_listed ON opportunities (created_at, id, owner_id, line_id, status, amount_minor, card_id)`,
  `DROP INDEX opportunities_by_owner`,
  `CREATE INDEX opportunities_by_owner ON opportunities (owner_id, created_at, id)`,
];
