import { type Kysely, sql } from 'kysely';

/** Who edits, submits and approves a version is who acts, one after another: no statement makes maker and checker one. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const isNotActor = (column: string) =>
  `${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = ${column})`;
const isChanged = (column: string) => `NEW.${column} IS NOT OLD.${column}`;

const statements = [
  `CREATE TRIGGER rule_set_versions_made_first BEFORE INSERT ON rule_set_versions
    WHEN NEW.approved_by IS NOT NULL OR NEW.submitted_by IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a version is made before it is submitted, and submitted before it is approved'); END`,
  `CREATE TRIGGER rule_set_versions_by_who_acts BEFORE UPDATE ON rule_set_versions BEGIN
    ${['edited_by', 'submitted_by', 'approved_by', 'sent_back_by']
      .map(
        (column) =>
          `SELECT RAISE(ABORT, 'a version names who acts') WHERE ${isChanged(column)} AND ${isNotActor(`NEW.${column}`)};`,
      )
      .join('\n')}
    SELECT RAISE(ABORT, 'who edited last is not forgotten') WHERE NEW.edited_by IS NULL AND OLD.edited_by IS NOT NULL;
    SELECT RAISE(ABORT, 'only what was submitted is approved, as it was submitted') WHERE NEW.approved_by IS NOT NULL
      AND (OLD.submitted_by IS NULL OR ${isChanged('submitted_by')} OR ${isChanged('edited_by')} OR ${isChanged('revision')});
  END`,
];
