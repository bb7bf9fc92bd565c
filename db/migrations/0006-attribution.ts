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
    // A run keeps what it judged by beside the policy: how far the facts went, the seats that were not valid, the zone.
    `CREATE TABLE attribution_runs (
      seq INTEGER PRIMARY KEY, job_id TEXT NOT NULL UNIQUE, policy_version_id TEXT NOT NULL REFERENCES policy_versions (id),
      status TEXT NOT NULL CHECK (status IN ('running', 'done', 'abandoned')), orders INTEGER NOT NULL,
      last_order_id INTEGER NOT NULL, last_refund_id INTEGER NOT NULL, last_follow_up_id INTEGER NOT NULL,
      invalid_seats TEXT NOT NULL CHECK (json_valid(invalid_seats)), zone TEXT NOT NULL,
      started_at INTEGER NOT NULL, finished_at INTEGER
    ) STRICT`,
    `CREATE TRIGGER attribution_runs_frozen BEFORE UPDATE ON attribution_runs WHEN OLD.status = 'done'
      BEGIN SELECT RAISE(ABORT, 'a finished run never changes'); END`,
    `CREATE TRIGGER attribution_runs_kept BEFORE DELETE ON attribution_runs WHEN OLD.status = 'done'
      BEGIN SELECT RAISE(ABORT, 'a finished run is kept for ever'); END`,
    `CREATE TABLE attributions (
      run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), order_id INTEGER NOT NULL REFERENCES orders (id),
      bucket TEXT NOT NULL CHECK (bucket IN ('attributed', 'notAttributed')), reason TEXT NOT NULL,
      rep_id TEXT, unit_id TEXT, follow_up_id INTEGER, line_id TEXT, product_id TEXT, category_id TEXT,
      closed_at INTEGER NOT NULL, month TEXT NOT NULL,
      is_eligible INTEGER NOT NULL CHECK (is_eligible IN (0, 1)), eligibility_reason TEXT NOT NULL,
      gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
      eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL, currency TEXT NOT NULL,
      evidence TEXT NOT NULL CHECK (json_valid(evidence)),
      PRIMARY KEY (run_seq, order_id),
      CHECK ((bucket = 'attributed') = (rep_id IS NOT NULL AND follow_up_id IS NOT NULL)),
      CHECK (attributed_minor = iif(bucket = 'attributed', gross_minor - refunded_minor, 0) AND refunded_minor <= gross_minor),
      CHECK (eligible_minor = iif(is_eligible, attributed_minor, 0) AND credited_minor = eligible_minor)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX attributions_by_rep ON attributions (run_seq, rep_id) WHERE rep_id IS NOT NULL`,
    // Without it, the undo of an import looks through every judgement for each order it takes away.
    `CREATE INDEX attributions_by_order ON attributions (order_id)`,
    // The judgements in the order that lists show them, written sorted when a run is closed: an index on attributions
    // would dirty a page for nearly every order while the run judges.
    `CREATE TABLE attribution_listings (
      run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), currency TEXT NOT NULL, closed_at INTEGER NOT NULL,
      order_id INTEGER NOT NULL, reason TEXT NOT NULL, eligibility_reason TEXT NOT NULL,
      PRIMARY KEY (run_seq, currency, closed_at, order_id)
    ) STRICT, WITHOUT ROWID`,
    // Two small roll-ups, by people and by products: a full cube would have about as many rows as there are orders.
    `CREATE TABLE attribution_rollups (
      run_seq INTEGER NOT NULL REFERENCES attribution_runs (seq), grain TEXT NOT NULL CHECK (grain IN ('people', 'products')),
      currency TEXT NOT NULL, month TEXT NOT NULL, bucket TEXT NOT NULL, reason TEXT NOT NULL, eligibility_reason TEXT NOT NULL,
      rep_id TEXT, unit_id TEXT, product_id TEXT, category_id TEXT, line_id TEXT,
      orders INTEGER NOT NULL, gross_minor INTEGER NOT NULL, refunded_minor INTEGER NOT NULL, attributed_minor INTEGER NOT NULL,
      eligible_minor INTEGER NOT NULL, credited_minor INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX attribution_rollups_by_run ON attribution_rollups (run_seq, grain)`,
    `CREATE TRIGGER attributions_no_update BEFORE UPDATE ON attributions BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END`,
    ...['attributions', 'attribution_listings', 'attribution_rollups'].map(
      (table) => `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table}
        WHEN (SELECT status FROM attribution_runs WHERE seq = OLD.run_seq) = 'done'
        BEGIN SELECT RAISE(ABORT, 'what a finished run found is kept'); END`,
    ),
    ...['attribution_listings', 'attribution_rollups'].map(
      (table) => `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table}
        BEGIN SELECT RAISE(ABORT, 'sums and lists of a run are append-only'); END`,
    ),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
