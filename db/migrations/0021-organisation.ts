import { type Kysely, sql } from 'kysely';

/** Who owns what of a card is read from the index alone: for every card at once where a preview counts them. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `DROP INDEX opportunities_by_card`,
  `CREATE INDEX opportunities_by_card ON opportunities (card_id, owner_id)`,
];
