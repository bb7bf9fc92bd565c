import { type Kysely, sql } from 'kysely';

/** Rule rows know their owner, validity, review and tags; drafts are submitted and approved; saved test cases. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...columns, ...inForce, ...frozen, ...cases]) await sql.raw(statement).execute(db);
}

const add = (table: string, column: string) => `ALTER TABLE ${table} ADD COLUMN ${column}`;

const columns = [
  add('routing_rules', 'owner_id TEXT'),
  add('routing_rules', 'valid_from INTEGER'),
  add('routing_rules', 'valid_to INTEGER'),
  add('routing_rules', 'review_at INTEGER'),
  add('routing_rules', 'tags TEXT CHECK (json_valid(tags))'),
  // Who wrote the row last: what two people who changed the same one are told.
  add('routing_rules', 'changed_by TEXT'),
  add('routing_rules', 'changed_at INTEGER'),
  // The line whose opportunities a set takes; none: those of all lines that have no set of their own.
  add('rule_sets', 'line_id TEXT REFERENCES business_lines (id)'),
  // Up to which share of moved opportunities a draft may be published without somebody else's approval; none: any.
  add('rule_sets', 'approval_share REAL CHECK (approval_share BETWEEN 0 AND 1)'),
  add('rule_set_versions', 'edited_by TEXT'),
  // A submitted draft is one that waits for approval: it cannot be edited until it is withdrawn or sent back.
  add('rule_set_versions', 'submitted_by TEXT'),
  add('rule_set_versions', 'submitted_at INTEGER CHECK ((submitted_at IS NULL) = (submitted_by IS NULL))'),
  add(
    'rule_set_versions',
    'approved_by TEXT CHECK (approved_by <> submitted_by AND approved_by <> edited_by)',
  ),
  add('rule_set_versions', 'sent_back_by TEXT'),
  add('rule_set_versions', 'sent_back_reason TEXT'),
  // From when a published version decides; none: from its publication.
  add('rule_set_versions', 'effective_at INTEGER'),
  // The version whose rows this one brought back.
  add('rule_set_versions', 'brings_back TEXT REFERENCES rule_set_versions (id)'),
];

const inForce = [
  // Which version is in force is a question of time: it is asked of the versions, never written down.
  `ALTER TABLE rule_sets DROP COLUMN published_version_id`,
  `CREATE UNIQUE INDEX rule_sets_one_per_line ON rule_sets (line_id)`,
  `DROP INDEX rule_set_versions_one_draft`,
  `CREATE UNIQUE INDEX rule_set_versions_one_draft ON rule_set_versions (rule_set_id)
    WHERE status = 'draft' AND brings_back IS NULL`,
];

const frozen = ['INSERT', 'UPDATE', 'DELETE'].flatMap((verb) => [
  `DROP TRIGGER routing_rules_frozen_${verb.toLowerCase()}`,
  `CREATE TRIGGER routing_rules_frozen_${verb.toLowerCase()} BEFORE ${verb} ON routing_rules
    WHEN EXISTS (SELECT 1 FROM rule_set_versions WHERE id = ${verb === 'INSERT' ? 'NEW' : 'OLD'}.version_id
      AND (status = 'published' OR submitted_at IS NOT NULL))
    BEGIN SELECT RAISE(ABORT, 'a submitted or published version never changes'); END`,
]);

const cases = [
  `CREATE TABLE routing_cases (
    id TEXT PRIMARY KEY, rule_set_id TEXT NOT NULL REFERENCES rule_sets (id), name TEXT NOT NULL CHECK (name <> ''),
    facts TEXT NOT NULL CHECK (json_valid(facts)), group_id TEXT NOT NULL REFERENCES distribution_groups (id),
    created_by TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX routing_cases_by_set ON routing_cases (rule_set_id, name)`,
  ...['insert', 'update', 'delete'].map(
    (verb) => `CREATE TRIGGER routing_cases_capture_${verb} AFTER ${verb.toUpperCase()} ON routing_cases BEGIN
      SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
      INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
        SELECT 'routing_cases', ${verb === 'delete' ? 'OLD' : 'NEW'}.id, '${verb}', operation, actor_id, at FROM command_context;
    END`,
  ),
];
