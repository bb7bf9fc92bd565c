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
    // What a group was when people were picked from it: written once for each change of its members.
    `CREATE TABLE group_rosters (
      id INTEGER PRIMARY KEY, group_id TEXT NOT NULL REFERENCES distribution_groups (id),
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT`,
    `CREATE INDEX group_rosters_by_group ON group_rosters (group_id, id)`,
    // One transaction of a run: what its decisions share, and how the groups stood before the first of them.
    `CREATE TABLE decision_frames (
      id INTEGER PRIMARY KEY, run_id TEXT NOT NULL, version_id TEXT NOT NULL REFERENCES rule_set_versions (id),
      seed INTEGER NOT NULL, decided_at INTEGER NOT NULL,
      first_decision_id INTEGER NOT NULL, last_decision_id INTEGER NOT NULL,
      groups TEXT NOT NULL CHECK (json_valid(groups)), CHECK (last_decision_id >= first_decision_id)
    ) STRICT`,
    `CREATE INDEX decision_frames_by_run ON decision_frames (run_id, id)`,
    `CREATE TABLE decisions (
      id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
      frame_id INTEGER NOT NULL REFERENCES decision_frames (id),
      rule_id TEXT, group_id TEXT, rep_id TEXT, reason TEXT NOT NULL, propensity REAL,
      evidence TEXT NOT NULL CHECK (json_valid(evidence)),
      CHECK ((reason = 'routed') = (rep_id IS NOT NULL))
    ) STRICT`,
    `CREATE INDEX decisions_by_opportunity ON decisions (opportunity_id, id)`,
    `CREATE INDEX decisions_by_rep ON decisions (rep_id, id) WHERE rep_id IS NOT NULL`,
    ...['decisions', 'decision_frames', 'group_rosters'].flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'decisions are kept for ever'); END`,
      ),
    ),
    // What a run asks of opportunities: who still waits, and how much open work a capped member has.
    `CREATE INDEX opportunities_unassigned ON opportunities (id) WHERE routing_state = 'unassigned'`,
    `CREATE INDEX opportunities_not_routed ON opportunities (id) WHERE routing_state = 'none'`,
    `CREATE INDEX opportunities_open_by_owner ON opportunities (owner_id) WHERE status = 'open' AND owner_id IS NOT NULL`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
