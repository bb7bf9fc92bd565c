import { type Kysely, sql } from 'kysely';

/** The roll-up of decisions once more: by blocks of 32 days, and by day alone, so that years are told from few rows. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...tables, ...filled, ...kept]) await sql.raw(statement).execute(db);
}

// Derived from decision_counts, and kept by the triggers below whoever writes there.
const tables = [
  `CREATE TABLE decision_blocks (
    version_id TEXT NOT NULL, block INTEGER NOT NULL, rule_id TEXT NOT NULL, group_id TEXT NOT NULL, reason TEXT NOT NULL,
    decided INTEGER NOT NULL, fallen INTEGER NOT NULL, won INTEGER NOT NULL, lost INTEGER NOT NULL, last_at INTEGER NOT NULL,
    PRIMARY KEY (version_id, block, rule_id, group_id, reason)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE decision_days (
    version_id TEXT NOT NULL, day INTEGER NOT NULL, routed INTEGER NOT NULL, unassigned INTEGER NOT NULL,
    PRIMARY KEY (version_id, day)
  ) STRICT, WITHOUT ROWID`,
];

const filled = [
  `INSERT INTO decision_blocks (version_id, block, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
    SELECT version_id, day >> 5, rule_id, group_id, reason, sum(decided), sum(fallen), sum(won), sum(lost), max(last_at)
    FROM decision_counts GROUP BY 1, 2, 3, 4, 5`,
  `INSERT INTO decision_days (version_id, day, routed, unassigned)
    SELECT version_id, day, sum(iif(reason = 'routed', decided, 0)), sum(iif(reason = 'routed', 0, decided))
    FROM decision_counts GROUP BY 1, 2`,
];

/** Adds what came to a row of the roll-up: all of it, or what is more than before. */
const more = (
  event: string,
  of: (column: string) => string,
) => `CREATE TRIGGER decision_counts_${event.toLowerCase()}
  AFTER ${event} ON decision_counts BEGIN
    INSERT INTO decision_blocks (version_id, block, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
    VALUES (NEW.version_id, NEW.day >> 5, NEW.rule_id, NEW.group_id, NEW.reason,
      ${of('decided')}, ${of('fallen')}, ${of('won')}, ${of('lost')}, NEW.last_at)
    ON CONFLICT (version_id, block, rule_id, group_id, reason) DO UPDATE SET decided = decided + excluded.decided,
      fallen = fallen + excluded.fallen, won = won + excluded.won, lost = lost + excluded.lost, last_at = max(last_at, excluded.last_at);
    INSERT INTO decision_days (version_id, day, routed, unassigned)
    VALUES (NEW.version_id, NEW.day, iif(NEW.reason = 'routed', ${of('decided')}, 0), iif(NEW.reason = 'routed', 0, ${of('decided')}))
    ON CONFLICT (version_id, day) DO UPDATE SET routed = routed + excluded.routed, unassigned = unassigned + excluded.unassigned;
  END`;
const kept = [
  more('INSERT', (column) => `NEW.${column}`),
  more('UPDATE', (column) => `NEW.${column} - OLD.${column}`),
];
