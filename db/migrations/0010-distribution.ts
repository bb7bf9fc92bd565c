import { type Kysely, sql } from 'kysely';

/** Members have caps, skills, calendars and absences; groups have a strategy. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
