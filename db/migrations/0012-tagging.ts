import { type Kysely, sql } from 'kysely';

/** Tag rules, and where each tag came from. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
