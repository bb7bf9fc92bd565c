import { type Kysely, sql } from 'kysely';

/** Distribution groups, rule sets with their versions, and the decision log. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE distribution_groups (
      id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      fallback_group_id TEXT REFERENCES distribution_groups (id), is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
    ) STRICT`,
    `CREATE TABLE group_members (
      id TEXT PRIMARY KEY, group_id TEXT NOT NULL REFERENCES distribution_groups (id), user_id TEXT NOT NULL REFERENCES users (id),
      weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000), open_cap INTEGER CHECK (open_cap >= 0),
      is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), UNIQUE (group_id, user_id)
    ) STRICT`,
    // Where each group's weighted turn stands: local state of the distribution, moved only with a decision.
    `CREATE TABLE group_turns (
      group_id TEXT NOT NULL REFERENCES distribution_groups (id), user_id TEXT NOT NULL REFERENCES users (id),
      turn INTEGER NOT NULL, assigned INTEGER NOT NULL, PRIMARY KEY (group_id, user_id)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE rule_sets (
      id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL, published_version_id TEXT
    ) STRICT`,
    `CREATE TABLE rule_set_versions (
      id TEXT PRIMARY KEY, rule_set_id TEXT NOT NULL REFERENCES rule_sets (id), number INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('draft', 'published')), note TEXT NOT NULL, revision INTEGER NOT NULL,
      created_by TEXT NOT NULL, created_at INTEGER NOT NULL, published_by TEXT, published_at INTEGER,
      UNIQUE (rule_set_id, number)
    ) STRICT`,
    `CREATE UNIQUE INDEX rule_set_versions_one_draft ON rule_set_versions (rule_set_id) WHERE status = 'draft'`,
    `CREATE TABLE routing_rules (
      version_id TEXT NOT NULL REFERENCES rule_set_versions (id), id TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
      condition TEXT NOT NULL CHECK (json_valid(condition)), group_id TEXT NOT NULL REFERENCES distribution_groups (id),
      is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), note TEXT NOT NULL,
      PRIMARY KEY (version_id, id)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX routing_rules_in_order ON routing_rules (version_id, position)`,
    ...['INSERT', 'UPDATE', 'DELETE'].map(
      (verb) => `CREATE TRIGGER routing_rules_frozen_${verb.toLowerCase()} BEFORE ${verb} ON routing_rules
        WHEN (SELECT status FROM rule_set_versions WHERE id = ${verb === 'INSERT' ? 'NEW' : 'OLD'}.version_id) = 'published'
        BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END`,
    ),
    `CREATE TRIGGER rule_set_versions_frozen BEFORE UPDATE ON rule_set_versions WHEN OLD.status = 'published'
      BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END`,
    `CREATE TRIGGER rule_set_versions_kept BEFORE DELETE ON rule_set_versions WHEN OLD.status = 'published'
      BEGIN SELECT RAISE(ABORT, 'a published version is kept for ever'); END`,
    `CREATE TABLE decisions (
      id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunities (id), run_id TEXT NOT NULL,
      version_id TEXT NOT NULL REFERENCES rule_set_versions (id), rule_id TEXT, group_id TEXT, rep_id TEXT,
      outcome TEXT NOT NULL CHECK (outcome IN ('routed', 'unassigned')), reason TEXT NOT NULL,
      decided_at INTEGER NOT NULL, seed INTEGER NOT NULL, propensity REAL,
      evidence TEXT NOT NULL CHECK (json_valid(evidence)),
      CHECK ((outcome = 'routed') = (rep_id IS NOT NULL))
    ) STRICT`,
    `CREATE INDEX decisions_by_opportunity ON decisions (opportunity_id, id)`,
    `CREATE INDEX decisions_by_run ON decisions (run_id, id)`,
    `CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END`,
    `CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
