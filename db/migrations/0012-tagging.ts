import { type Kysely, sql } from 'kysely';

/** Tag rules, and where each tag came from. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  // Every saved list of tag rules stays, so that a tag of any age still names the rule that set it. The last one counts.
  `CREATE TABLE tag_rule_lists (
    revision INTEGER PRIMARY KEY, rules TEXT NOT NULL CHECK (json_valid(rules)), saved_at INTEGER NOT NULL, saved_by TEXT NOT NULL
  ) STRICT`,
  `CREATE TRIGGER tag_rule_lists_capture_insert AFTER INSERT ON tag_rule_lists BEGIN
    SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
    INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
      SELECT 'tag_rule_lists', NEW.revision, 'insert', operation, actor_id, at FROM command_context;
  END`,
  ...['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER tag_rule_lists_no_${verb.toLowerCase()} BEFORE ${verb} ON tag_rule_lists
      BEGIN SELECT RAISE(ABORT, 'a saved list of tag rules never changes'); END`,
  ),
  // What was said about an attribute (code NULL) or one code of a set: the last row of each counts.
  `CREATE TABLE opportunity_marks (
    id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL, attribute TEXT NOT NULL CHECK (attribute <> ''), code TEXT,
    state TEXT NOT NULL CHECK (state IN ('set', 'removed', 'gone')), set_by TEXT NOT NULL CHECK (set_by IN ('rule', 'person')),
    by_id TEXT NOT NULL, revision INTEGER REFERENCES tag_rule_lists (revision),
    value TEXT NOT NULL CHECK (json_valid(value)), evidence TEXT NOT NULL CHECK (json_valid(evidence)),
    at INTEGER NOT NULL, expires_at INTEGER, CHECK ((set_by = 'rule') = (revision IS NOT NULL))
  ) STRICT`,
  `CREATE INDEX opportunity_marks_by_opportunity ON opportunity_marks (opportunity_id, attribute, code, id)`,
  `CREATE TRIGGER opportunity_marks_no_update BEFORE UPDATE ON opportunity_marks
    BEGIN SELECT RAISE(ABORT, 'marks are facts: append-only'); END`,
  `CREATE TRIGGER opportunity_marks_no_delete BEFORE DELETE ON opportunity_marks
    WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
    BEGIN SELECT RAISE(ABORT, 'marks are facts: only the undo of the import of their opportunity removes them'); END`,
  `CREATE TRIGGER opportunities_gone_marks AFTER DELETE ON opportunities BEGIN
    DELETE FROM opportunity_marks WHERE opportunity_id = OLD.id;
  END`,
];
