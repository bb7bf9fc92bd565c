import { type Kysely, sql } from 'kysely';

/** Pool policies, clocks of every assignment, cool-downs, and merges of opportunities. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...tables, ...clock, ...facts, ...captures]) await sql.raw(statement).execute(db);
}

const tables = [
  // A policy of one group, of one business line, or (neither) of the whole company.
  `CREATE TABLE pool_policies (
    id TEXT PRIMARY KEY, group_id TEXT REFERENCES distribution_groups (id), line_id TEXT REFERENCES business_lines (id),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1)), content TEXT NOT NULL CHECK (json_valid(content)),
    revision INTEGER NOT NULL, CHECK (group_id IS NULL OR line_id IS NULL)
  ) STRICT`,
  `CREATE UNIQUE INDEX pool_policies_one_each ON pool_policies (coalesce(group_id, ''), coalesce(line_id, ''))`,
  // Who had an opportunity from when on: written by the triggers below and by nothing else. No owner: nobody has it.
  `CREATE TABLE assignments (
    id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL, owner_id TEXT, group_id TEXT,
    at INTEGER NOT NULL, how TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX assignments_by_opportunity ON assignments (opportunity_id, id)`,
  `CREATE INDEX assignments_claimed ON assignments (owner_id, at) WHERE how = 'pool.claim'`,
  // When a sweep must look at an owned opportunity next: derived from facts and policy, made anew where lost.
  `CREATE TABLE pool_clocks (opportunity_id INTEGER PRIMARY KEY, look_at INTEGER NOT NULL) STRICT`,
  `CREATE INDEX pool_clocks_by_look ON pool_clocks (look_at, opportunity_id)`,
  // How far the sweeps have come: the last assignment taken, and the policies and calendars it was taken with.
  `CREATE TABLE pool_sweeps (
    id INTEGER PRIMARY KEY CHECK (id = 1), last_assignment_id INTEGER NOT NULL, stamp TEXT NOT NULL, swept_at INTEGER NOT NULL
  ) STRICT`,
  // What lies in the pool (公海) now, for whom, and why.
  `CREATE TABLE pool_items (
    opportunity_id INTEGER PRIMARY KEY, group_id TEXT, since INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('firstResponse', 'followUp', 'protection', 'byHand', 'manualPick'))
  ) STRICT`,
  `CREATE INDEX pool_items_by_group ON pool_items (group_id, since)`,
  // What the pool did to an opportunity, and why: nothing is taken from anybody silently.
  `CREATE TABLE pool_events (
    id INTEGER PRIMARY KEY, opportunity_id INTEGER NOT NULL REFERENCES opportunities (id),
    kind TEXT NOT NULL CHECK (kind IN ('reminded', 'returned', 'reassigned', 'claimed', 'extended', 'transferred')),
    assignment_id INTEGER NOT NULL, user_id TEXT, actor_id TEXT NOT NULL, at INTEGER NOT NULL, due_at INTEGER,
    hours INTEGER, reason TEXT NOT NULL, note TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX pool_events_by_opportunity ON pool_events (opportunity_id, id)`,
  `CREATE INDEX pool_events_reminders ON pool_events (user_id, id) WHERE kind = 'reminded'`,
  `CREATE UNIQUE INDEX pool_events_remind_once ON pool_events (assignment_id, due_at, reason) WHERE kind = 'reminded'`,
  `CREATE TABLE merges (
    id TEXT PRIMARY KEY, keeper_id INTEGER NOT NULL REFERENCES opportunities (id),
    loser_id INTEGER NOT NULL REFERENCES opportunities (id), merged_at INTEGER NOT NULL, merged_by TEXT NOT NULL,
    reason TEXT NOT NULL, before TEXT NOT NULL CHECK (json_valid(before)), after TEXT NOT NULL CHECK (json_valid(after)),
    undone_at INTEGER, undone_by TEXT, CHECK (keeper_id <> loser_id)
  ) STRICT`,
  `CREATE INDEX merges_by_keeper ON merges (keeper_id)`,
  `CREATE UNIQUE INDEX merges_once ON merges (loser_id) WHERE undone_at IS NULL`,
];

const moment = `(SELECT at FROM command_context)`;
const operation = `coalesce((SELECT operation FROM command_context), 'outside')`;

/** The clock starts with the row, whichever way an owner came to it: an import, a run, a transfer, a claim. */
const clock = [
  `CREATE TRIGGER opportunities_given_insert AFTER INSERT ON opportunities WHEN NEW.owner_id IS NOT NULL BEGIN
    INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
      VALUES (NEW.id, NEW.owner_id, NEW.group_id, coalesce(NEW.assigned_at, ${moment}, NEW.created_at), ${operation});
  END`,
  // What is opened again starts anew, but not what a merge had closed: its owner never lost it.
  `CREATE TRIGGER opportunities_given_update AFTER UPDATE OF owner_id, assigned_at, status ON opportunities
    WHEN NEW.owner_id IS NOT OLD.owner_id OR (NEW.owner_id IS NOT NULL
      AND (NEW.assigned_at IS NOT OLD.assigned_at OR (NEW.status = 'open' AND OLD.status <> 'open' AND OLD.stage <> 'merged')))
  BEGIN
    INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
      VALUES (NEW.id, NEW.owner_id, NEW.group_id,
        CASE WHEN NEW.assigned_at IS NOT OLD.assigned_at AND NEW.assigned_at IS NOT NULL THEN NEW.assigned_at
          ELSE coalesce(${moment}, NEW.assigned_at, NEW.created_at) END, ${operation});
    DELETE FROM pool_items WHERE opportunity_id = NEW.id AND NEW.owner_id IS NOT NULL;
  END`,
  `CREATE TRIGGER opportunities_gone AFTER DELETE ON opportunities BEGIN
    DELETE FROM assignments WHERE opportunity_id = OLD.id;
    DELETE FROM pool_clocks WHERE opportunity_id = OLD.id;
    DELETE FROM pool_items WHERE opportunity_id = OLD.id;
  END`,
  // A group that hands out by hand leaves what it is asked for in its pool, until a later decision says otherwise.
  `CREATE TRIGGER decisions_pooled AFTER INSERT ON decisions WHEN NEW.reason = 'manualPool' BEGIN
    INSERT OR REPLACE INTO pool_items (opportunity_id, group_id, since, reason)
      SELECT NEW.opportunity_id, NEW.group_id, decided_at, 'manualPick' FROM decision_frames WHERE id = NEW.frame_id;
  END`,
  `CREATE TRIGGER decisions_unpooled AFTER INSERT ON decisions WHEN NEW.rep_id IS NULL AND NEW.reason <> 'manualPool' BEGIN
    DELETE FROM pool_items WHERE opportunity_id = NEW.opportunity_id AND reason = 'manualPick';
  END`,
  // What was owned before there were clocks has had its owner since it was assigned.
  `INSERT INTO assignments (opportunity_id, owner_id, group_id, at, how)
    SELECT id, owner_id, group_id, coalesce(assigned_at, created_at), 'migration' FROM opportunities WHERE owner_id IS NOT NULL`,
];

const facts = [
  `CREATE TRIGGER assignments_no_update BEFORE UPDATE ON assignments
    BEGIN SELECT RAISE(ABORT, 'assignments are facts: append-only'); END`,
  `CREATE TRIGGER assignments_no_delete BEFORE DELETE ON assignments
    WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
    BEGIN SELECT RAISE(ABORT, 'assignments are facts: only the undo of the import of their opportunity removes them'); END`,
  ...['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER pool_events_no_${verb.toLowerCase()} BEFORE ${verb} ON pool_events
      BEGIN SELECT RAISE(ABORT, 'pool events are facts: append-only'); END`,
  ),
  `CREATE TRIGGER merges_no_delete BEFORE DELETE ON merges BEGIN SELECT RAISE(ABORT, 'merges are kept for ever'); END`,
  `CREATE TRIGGER merges_undone_once BEFORE UPDATE ON merges
    WHEN OLD.undone_at IS NOT NULL OR NEW.undone_at IS NULL OR NEW.before <> OLD.before OR NEW.after <> OLD.after
      OR NEW.keeper_id <> OLD.keeper_id OR NEW.loser_id <> OLD.loser_id
    BEGIN SELECT RAISE(ABORT, 'a merge is kept as it was: it can only be undone, once'); END`,
];

/** Policies are configuration: captured for sync, and changed only inside a command. */
const captures = ['insert', 'update', 'delete'].map(
  (verb) => `CREATE TRIGGER pool_policies_capture_${verb} AFTER ${verb.toUpperCase()} ON pool_policies BEGIN
    SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
    INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
      SELECT 'pool_policies', ${verb === 'delete' ? 'OLD' : 'NEW'}.id, '${verb}', operation, actor_id, at FROM command_context;
  END`,
);
