import { type Kysely, sql } from 'kysely';

/** Rounds in which leaders confirm what their people get, before everything is granted at one moment: kept as written. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const kept = (table: string, by: string) => [
  ...['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ),
  `CREATE TRIGGER ${table}_by_actor BEFORE INSERT ON ${table} BEGIN
    SELECT RAISE(ABORT, 'written only inside a command, by who it names')
      WHERE NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.${by});
  END`,
];

const statements = [
  `CREATE TABLE go_live_rounds (
    seq INTEGER PRIMARY KEY, mapping TEXT NOT NULL CHECK (json_valid(mapping)), effective_at INTEGER NOT NULL,
    started_by TEXT NOT NULL, started_at INTEGER NOT NULL
  ) STRICT`,
  // Who left out nobody writes an empty list; a later answer for the same unit counts instead of an earlier one.
  `CREATE TABLE go_live_answers (
    seq INTEGER PRIMARY KEY, round_seq INTEGER NOT NULL REFERENCES go_live_rounds (seq), unit_id TEXT NOT NULL,
    left_out TEXT NOT NULL CHECK (json_valid(left_out)), note TEXT NOT NULL, actor_id TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX go_live_answers_by_round ON go_live_answers (round_seq, seq)`,
  // One end a round: with the proposal that grants everything, or without one.
  `CREATE TABLE go_live_endings (
    round_seq INTEGER PRIMARY KEY REFERENCES go_live_rounds (seq), proposal_id TEXT REFERENCES proposals (id),
    left_out TEXT NOT NULL CHECK (json_valid(left_out)), actor_id TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT`,
  ...kept('go_live_rounds', 'started_by'),
  ...kept('go_live_answers', 'actor_id'),
  ...kept('go_live_endings', 'actor_id'),
  `CREATE TRIGGER go_live_rounds_one_open BEFORE INSERT ON go_live_rounds BEGIN
    SELECT RAISE(ABORT, 'a round is open') WHERE EXISTS (
      SELECT 1 FROM go_live_rounds WHERE seq NOT IN (SELECT round_seq FROM go_live_endings));
  END`,
  `CREATE TRIGGER go_live_answers_in_open BEFORE INSERT ON go_live_answers BEGIN
    SELECT RAISE(ABORT, 'the round is over') WHERE EXISTS (SELECT 1 FROM go_live_endings WHERE round_seq = NEW.round_seq);
  END`,
];
