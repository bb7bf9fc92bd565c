import { type Kysely, sql } from 'kysely';

/** Business lines, the attribute catalogue, cards, opportunities and follow-ups. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    `CREATE TABLE business_lines (
      id TEXT PRIMARY KEY, label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      grain TEXT NOT NULL CHECK (grain IN ('phone', 'shop', 'group')), position INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE attributes (
      key TEXT PRIMARY KEY CHECK (key <> ''), kind TEXT NOT NULL CHECK (kind IN ('enum', 'text', 'number', 'date', 'boolean', 'set')),
      label_zh TEXT NOT NULL CHECK (label_zh <> ''), label_en TEXT NOT NULL,
      "values" TEXT NOT NULL CHECK (json_valid("values")), position INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE cards (
      id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'account')), contact TEXT NOT NULL CHECK (contact <> ''),
      name TEXT NOT NULL, company TEXT NOT NULL, batch_id TEXT, created_at INTEGER NOT NULL,
      UNIQUE (kind, contact)
    ) STRICT`,
    `CREATE TABLE opportunities (
      id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
      card_id INTEGER NOT NULL REFERENCES cards (id), line_id TEXT NOT NULL REFERENCES business_lines (id),
      grain_key TEXT NOT NULL CHECK (grain_key <> ''), title TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('open', 'won', 'lost')), stage TEXT NOT NULL,
      attributes TEXT NOT NULL CHECK (json_valid(attributes)),
      owner_id TEXT REFERENCES users (id), group_id TEXT, amount_minor INTEGER, currency TEXT,
      routing_state TEXT NOT NULL CHECK (routing_state IN ('waiting', 'routed', 'unassigned', 'none')),
      batch_id TEXT, created_at INTEGER NOT NULL, assigned_at INTEGER, closed_at INTEGER,
      UNIQUE (source, external_id)
    ) STRICT`,
    // Collision (撞单) is prevented here: two open opportunities on one lead entity cannot exist.
    `CREATE UNIQUE INDEX opportunities_one_open ON opportunities (line_id, grain_key) WHERE status = 'open'`,
    // What lists sort and filter by and routing never changes: a page is found without opening the rows before it.
    `CREATE INDEX opportunities_listed ON opportunities (created_at, id, line_id, status, amount_minor, card_id)`,
    `CREATE INDEX opportunities_by_card ON opportunities (card_id)`,
    `CREATE INDEX opportunities_by_owner ON opportunities (owner_id, id)`,
    `CREATE INDEX opportunities_waiting ON opportunities (id) WHERE routing_state = 'waiting'`,
    `CREATE INDEX opportunities_by_batch ON opportunities (batch_id) WHERE batch_id IS NOT NULL`,
    `CREATE TABLE follow_ups (
      id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL,
      card_id INTEGER NOT NULL REFERENCES cards (id), line_id TEXT REFERENCES business_lines (id),
      user_id TEXT NOT NULL REFERENCES users (id),
      channel TEXT NOT NULL CHECK (channel IN ('call', 'message', 'visit', 'email', 'other')),
      outcome TEXT NOT NULL, note TEXT NOT NULL, duration_seconds INTEGER,
      happened_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, batch_id TEXT,
      UNIQUE (source, external_id)
    ) STRICT`,
    `CREATE INDEX follow_ups_listed ON follow_ups (happened_at, id, channel)`,
    `CREATE INDEX follow_ups_by_card ON follow_ups (card_id, happened_at)`,
    `CREATE INDEX follow_ups_by_user ON follow_ups (user_id, happened_at)`,
    `CREATE TRIGGER follow_ups_no_update BEFORE UPDATE ON follow_ups BEGIN SELECT RAISE(ABORT, 'follow-ups are facts: append-only'); END`,
    `CREATE TRIGGER follow_ups_no_delete BEFORE DELETE ON follow_ups
      WHEN NOT EXISTS (SELECT 1 FROM command_context WHERE operation = 'job.transfer.undoImport')
      BEGIN SELECT RAISE(ABORT, 'follow-ups are facts: only the undo of their import removes them'); END`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}
