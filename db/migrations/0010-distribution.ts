import { type Kysely, sql } from 'kysely';

/** Members have caps, skills, calendars and absences; groups have a strategy. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements: string[] = [
    `CREATE TABLE working_calendars (
      id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT`,
    // An absence is a person's, whichever groups they are in.
    `CREATE TABLE absences (
      id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES users (id), from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
      reason TEXT NOT NULL, CHECK (to_at > from_at)
    ) STRICT`,
    `CREATE INDEX absences_by_user ON absences (user_id, to_at)`,
    ...[
      `strategy TEXT NOT NULL DEFAULT 'fair' CHECK (strategy IN ('fair', 'leastLoaded', 'manual'))`,
      `sticky TEXT NOT NULL DEFAULT 'none' CHECK (sticky IN ('none', 'previousOwner', 'leadOwner'))`,
      `skill_attribute TEXT`,
      `calendar_id TEXT REFERENCES working_calendars (id)`,
      // Whether nobody is given anything outside their working hours, or at any hour.
      `keeps_hours INTEGER NOT NULL DEFAULT 0 CHECK (keeps_hours IN (0, 1))`,
      // Whether who was absent catches up afterwards, or keeps their place.
      `catches_up INTEGER NOT NULL DEFAULT 0 CHECK (catches_up IN (0, 1))`,
      `period TEXT NOT NULL DEFAULT 'day' CHECK (period IN ('day', 'week', 'month'))`,
    ].map((column) => `ALTER TABLE distribution_groups ADD COLUMN ${column}`),
    ...[
      `period_cap INTEGER CHECK (period_cap >= 0)`,
      `skills TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(skills))`,
      `calendar_id TEXT REFERENCES working_calendars (id)`,
    ].map((column) => `ALTER TABLE group_members ADD COLUMN ${column}`),
    // How many a member was given in a period: the count belongs to the period that it names.
    `ALTER TABLE group_turns ADD COLUMN period TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE group_turns ADD COLUMN given INTEGER NOT NULL DEFAULT 0`,
    ...['working_calendars', 'absences'].flatMap((table) =>
      ['insert', 'update', 'delete'].map((verb) => {
        const row = verb === 'delete' ? 'OLD' : 'NEW';
        return `CREATE TRIGGER ${table}_capture_${verb} AFTER ${verb.toUpperCase()} ON ${table} BEGIN
          SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
          INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
            SELECT '${table}', ${row}.id, '${verb}', operation, actor_id, at FROM command_context;
        END`;
      }),
    ),
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
