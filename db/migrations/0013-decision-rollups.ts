import { type Kysely, sql } from 'kysely';

/** Roll-ups of decisions by version, day, rule, group and reason. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [counts, filled, outcomes, ...replays]) await sql.raw(statement).execute(db);
}

/** Days are counted from 1970-01-01 at UTC+8, whatever zone the company's other days are of. */
const day = (moment: string) => `(${moment} + 28800000) / 86400000`;

// Derived from decisions and the status of their opportunities: a run writes it with its decisions, the trigger below
// moves what is won or lost. Fallen: given by another group than the rule's own, down its fallbacks. Of today all rows lie together, so that a chunk touches few pages. No rule, no group: ''.
const counts = `CREATE TABLE decision_counts (
  version_id TEXT NOT NULL, day INTEGER NOT NULL, rule_id TEXT NOT NULL, group_id TEXT NOT NULL, reason TEXT NOT NULL,
  decided INTEGER NOT NULL, fallen INTEGER NOT NULL, won INTEGER NOT NULL, lost INTEGER NOT NULL, last_at INTEGER NOT NULL,
  PRIMARY KEY (version_id, day, rule_id, group_id, reason)
) STRICT, WITHOUT ROWID`;

const filled = `INSERT INTO decision_counts (version_id, day, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
  SELECT f.version_id, ${day('f.decided_at')}, coalesce(d.rule_id, ''), coalesce(d.group_id, ''), d.reason, count(*),
    sum(d.rep_id IS NOT NULL AND d.group_id IS NOT r.group_id), sum(d.rep_id IS NOT NULL AND o.status = 'won'), sum(d.rep_id IS NOT NULL AND o.status = 'lost'), max(f.decided_at)
  FROM decisions d JOIN decision_frames f ON f.id = d.frame_id JOIN opportunities o ON o.id = d.opportunity_id
    LEFT JOIN routing_rules r ON r.version_id = f.version_id AND r.id = d.rule_id
  GROUP BY 1, 2, 3, 4, 5`;

// What a decision brought is its opportunity's status now: of each decision that gave it to somebody.
const outcomes = `CREATE TRIGGER opportunities_outcome AFTER UPDATE OF status ON opportunities
  WHEN NEW.status <> OLD.status BEGIN
    UPDATE decision_counts SET
      won = won + made.decided * ((NEW.status = 'won') - (OLD.status = 'won')),
      lost = lost + made.decided * ((NEW.status = 'lost') - (OLD.status = 'lost'))
    FROM (
      SELECT f.version_id, ${day('f.decided_at')} AS day, coalesce(d.rule_id, '') AS rule_id, d.group_id, d.reason, count(*) AS decided
      FROM decisions d JOIN decision_frames f ON f.id = d.frame_id
      WHERE d.opportunity_id = NEW.id AND d.rep_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5
    ) AS made
    WHERE decision_counts.version_id = made.version_id AND decision_counts.day = made.day
      AND decision_counts.rule_id = made.rule_id AND decision_counts.group_id = made.group_id
      AND decision_counts.reason = made.reason;
  END`;

// What a draft would have changed, as last counted for each version; and which stretches of opportunities (16,384 ids each)
// have changed since somebody read them: what routing itself writes is no change, for no rule tests it.
const marks = (
  verb: string,
  row: string,
) => `CREATE TRIGGER opportunities_replay_${verb.slice(0, 6).toLowerCase()}
  AFTER ${verb} ON opportunities BEGIN
    INSERT INTO replay_blocks (block, version) VALUES (${row}.id / 16384, 1) ON CONFLICT (block) DO UPDATE SET version = version + 1;
  END`;
const replays = [
  `CREATE TABLE rule_set_replays (
    version_id TEXT PRIMARY KEY REFERENCES rule_set_versions (id) ON DELETE CASCADE, revision INTEGER NOT NULL,
    baseline_version_id TEXT, received INTEGER NOT NULL, moved INTEGER NOT NULL, at INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (json_valid(result))
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE replay_blocks (block INTEGER PRIMARY KEY, version INTEGER NOT NULL) STRICT`,
  marks('INSERT', 'NEW'),
  marks('UPDATE OF source, line_id, attributes, amount_minor, currency, created_at, status', 'NEW'),
  marks('DELETE', 'OLD'),
];
