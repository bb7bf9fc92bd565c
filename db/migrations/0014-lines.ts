import { type Kysely, sql } from 'kysely';

/** A business line's gate before routing, and what an opportunity says of its lead entity, whatever its line's grain makes of it. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `ALTER TABLE business_lines ADD COLUMN gate TEXT NOT NULL DEFAULT '{"oldAfterDays":null,"needed":[]}' CHECK (json_valid(gate))`,
    `ALTER TABLE business_lines ADD COLUMN revision INTEGER NOT NULL DEFAULT 0`,
    // The shop or purchasing group that an import named; '' where it named none. A line's grain makes the key from it.
    `ALTER TABLE opportunities ADD COLUMN entity TEXT NOT NULL DEFAULT ''`,
    `UPDATE opportunities SET entity = grain_key
      WHERE line_id IN (SELECT id FROM business_lines WHERE grain <> 'phone')
        AND grain_key NOT IN (SELECT contact FROM cards WHERE id = card_id)
        AND grain_key NOT IN (SELECT company FROM cards WHERE id = card_id)`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
