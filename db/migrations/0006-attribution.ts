import { type Kysely, sql } from 'kysely';

/** Attribution policy versions, runs, one judgement for each order of a run, and the roll-up that the report reads. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE policy_versions (
      id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, status TEXT NOT NULL CHECK (status IN ('draft', 'published')),
      layer1 TEXT NOT NULL CHECK (json_valid(layer1)), layer2 TEXT NOT NULL CHECK (json_valid(layer2)),
      note TEXT NOT NULL, revision INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL,
      published_by TEXT, published_at INTEGER
    ) STRICT`,
    `CREATE UNIQUE INDEX policy_versions_one_draft ON policy_versions (status) WHERE status = 'draft'`,
    `CREATE TRIGGER policy_versions_frozen BEFORE UPDATE ON policy_versions WHEN OLD.status = 'published'
      BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END`,
    `CREATE TRIGGER policy_versions_kept BEFORE DELETE ON policy_versions WHEN OLD.status = 'published'
      BEGIN SELECT RAISE(ABORT, 'a published version is kept for ever'); END`,
    `CREATE TABLE attribution_runs (
      seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, policy_version_id TEXT NOT NULL REFERENCES policy_versions (id),
      status TEXT NOT NULL CHECK (status IN ('running', 'done', 'abandoned')), orders INTEGER NOT NULL,
      started_at INTEGER NOT NULL, finished_at INTEGER
    ) STRICT`,
    `CREATE TABLE attributions (
      run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), order_id INTEGER NOT NULL REFERENCES orders (id),
      bucket TEXT NOT NULL CHECK (bucket IN ('attributed', 'notAttributed')), reason TEXT NOT NULL,
      rep_id TEXT, unit_id TEXT, follow_up_id INTEGER, line_id TEXT,
      is_eligible INTEGER NOT NULL CHECK (is_eligible IN (0, 1)), eligibility_reason TEXT NOT NULL,
      gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
      eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL, currency TEXT NOT NULL,
      evidence TEXT NOT NULL CHECK (json_valid(evidence)),
      PRIMARY KEY (run_seq, order_id)
    ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE attribution_rollups (
      run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), currency TEXT NOT NULL, month TEXT NOT NULL, bucket TEXT NOT NULL,
      reason TEXT NOT NULL, eligibility_reason TEXT NOT NULL,
      rep_id TEXT NOT NULL, unit_id TEXT NOT NULL, product_id TEXT NOT NULL, category_id TEXT NOT NULL, line_id TEXT NOT NULL,
      orders INTEGER NOT NULL, gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
      eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX attribution_rollups_by_run ON attribution_rollups (run_seq)`,
    `CREATE TRIGGER attributions_no_update BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END`,
    `CREATE TRIGGER attributions_no_delete BEFORE DELETE ON attributions
      WHEN (SELECT status FROM attribution_runs WHERE seq = OLD.run_seq) = 'done'
      BEGIN SELECT RAISE(ABORT, 'judgements of a finished run are kept'); END`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
