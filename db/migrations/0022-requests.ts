import { type Kysely, sql } from 'kysely';

/**
 * Changes of rights that wait, each step of them, and reviews of what everybody has: kept as written, and nobody decides
 * their own. With the rest of who may what go whether a second person is needed, and what is expected of rights.
 */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of [...proposals, ...settings, ...reviews]) await sql.raw(statement).execute(db);
}

const refuse = (message: string, when: string) => `SELECT RAISE(ABORT, '${message}') WHERE ${when};`;
/** Whoever writes a row is whoever the command says: nobody decides in another's name. */
const byActor = (column: string) =>
  refuse(
    'written only inside a command, by who it names',
    `NOT EXISTS (SELECT 1 FROM command_context WHERE actor_id = NEW.${column})`,
  );
/** What is written stays: no change, no removal, no other row in its place. */
const kept = (table: string, key: string) => [
  ...['UPDATE', 'DELETE'].map(
    (verb) => `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
  ),
  `CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} BEGIN
    ${refuse(`${table} is append-only`, `EXISTS (SELECT 1 FROM ${table} WHERE ${key} = NEW.${key})`)}
  END`,
];

const proposals = [
  `CREATE TABLE proposals (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('change', 'request')),
    proposer_id TEXT NOT NULL, reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    changes TEXT NOT NULL CHECK (json_valid(changes)), revision INTEGER NOT NULL, effective_at INTEGER,
    needs_second INTEGER NOT NULL CHECK (needs_second = 1 OR (needs_second = 0 AND kind = 'change')),
    created_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE INDEX proposals_by_proposer ON proposals (proposer_id, created_at)`,
  `CREATE TABLE proposal_steps (
    seq INTEGER PRIMARY KEY, proposal_id TEXT NOT NULL REFERENCES proposals (id),
    step TEXT NOT NULL CHECK (step IN ('approved', 'rejected', 'withdrawn', 'applied', 'failed')),
    actor_id TEXT NOT NULL, note TEXT NOT NULL, failure TEXT CHECK (json_valid(failure)), at INTEGER NOT NULL,
    CHECK ((step = 'failed') = (failure IS NOT NULL))
  ) STRICT`,
  `CREATE INDEX proposal_steps_by_proposal ON proposal_steps (proposal_id, seq)`,
  ...kept('proposals', 'id'),
  ...kept('proposal_steps', 'seq'),
  `CREATE TRIGGER proposals_by_who_proposes BEFORE INSERT ON proposals BEGIN
    ${byActor('proposer_id')}
    ${refuse(
      'a second person has to approve this',
      `NEW.needs_second = 0 AND EXISTS (SELECT 1 FROM access_settings WHERE key = 'needsSecond' AND value = 'true')`,
    )}
  END`,
  `CREATE TRIGGER proposal_steps_in_order BEFORE INSERT ON proposal_steps BEGIN
    ${byActor('actor_id')}
    ${refuse(
      'nobody decides their own proposal',
      `NEW.step IN ('approved', 'rejected') AND EXISTS (SELECT 1 FROM proposals p WHERE p.id = NEW.proposal_id
        AND p.needs_second = 1 AND p.proposer_id = NEW.actor_id)`,
    )}
    ${refuse(
      'nobody decides what is asked for them',
      `NEW.step IN ('approved', 'rejected') AND EXISTS (SELECT 1 FROM proposals p, json_each(p.changes) c
        WHERE p.id = NEW.proposal_id AND p.kind = 'request' AND c.value ->> '$.personId' = NEW.actor_id)`,
    )}
    ${refuse(
      'what is decided stays decided',
      `coalesce((SELECT step FROM proposal_steps WHERE proposal_id = NEW.proposal_id ORDER BY seq DESC LIMIT 1), 'waiting')
        || '>' || NEW.step NOT IN ('waiting>approved', 'waiting>rejected', 'waiting>withdrawn',
          'approved>applied', 'approved>failed', 'approved>withdrawn')`,
    )}
  END`,
];

const VERBS = ['insert', 'update', 'delete'] as const;
/** Tables that are part of who may what: captured for sync, and remembered with everything else of rights. */
const configuration: Record<string, { key: string; columns: readonly string[] }> = {
  access_settings: { key: 'key', columns: ['key', 'value'] },
  permission_tests: {
    key: 'id',
    columns: ['id', 'name', 'who', 'question', 'expected'],
  },
};

const settings = [
  // Whether changes of rights need a second person: key 'needsSecond', value true or false.
  `CREATE TABLE access_settings (
    key TEXT PRIMARY KEY CHECK (key = 'needsSecond'), value TEXT NOT NULL CHECK (value IN ('true', 'false'))
  ) STRICT`,
  `CREATE TABLE permission_tests (
    id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (trim(name) <> ''), who TEXT NOT NULL CHECK (json_valid(who)),
    question TEXT NOT NULL CHECK (json_valid(question)), expected INTEGER NOT NULL CHECK (expected IN (0, 1))
  ) STRICT`,
  ...Object.entries(configuration).flatMap(([table, { key, columns }]) =>
    VERBS.flatMap((verb) => {
      const row = verb === 'delete' ? 'OLD' : 'NEW';
      const content =
        verb === 'delete'
          ? 'NULL'
          : `json_object(${columns.map((column) => `'${column}', NEW.${column}`).join(', ')})`;
      return [
        `CREATE TRIGGER ${table}_capture_${verb} AFTER ${verb.toUpperCase()} ON ${table} BEGIN
          SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
          INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
            SELECT '${table}', ${row}.${key}, '${verb}', operation, actor_id, at FROM command_context;
        END`,
        `CREATE TRIGGER ${table}_history_${verb} AFTER ${verb.toUpperCase()} ON ${table} BEGIN
          INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
            SELECT '${table}', ${row}.${key}, ${content}, operation, actor_id, at FROM command_context;
        END`,
      ];
    }),
  ),
];

const reviews = [
  `CREATE TABLE reviews (
    id TEXT PRIMARY KEY, name TEXT NOT NULL CHECK (trim(name) <> ''), among TEXT NOT NULL CHECK (json_valid(among)),
    due_at INTEGER NOT NULL, created_by TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT`,
  // Each grant as it was when the review began, and who looks at it: NULL is any holder of access.edit.
  `CREATE TABLE review_items (
    seq INTEGER PRIMARY KEY, review_id TEXT NOT NULL REFERENCES reviews (id), person_id TEXT NOT NULL,
    given TEXT NOT NULL CHECK (json_valid(given)), reviewer_id TEXT CHECK (reviewer_id <> person_id)
  ) STRICT`,
  `CREATE INDEX review_items_by_review ON review_items (review_id, seq)`,
  // The last decision of an item counts, until the review is ended.
  `CREATE TABLE review_decisions (
    seq INTEGER PRIMARY KEY, item_seq INTEGER NOT NULL REFERENCES review_items (seq), decision TEXT NOT NULL CHECK (decision IN ('attest', 'revoke')),
    actor_id TEXT NOT NULL, note TEXT NOT NULL, at INTEGER NOT NULL, CHECK (decision = 'attest' OR trim(note) <> '')
  ) STRICT`,
  `CREATE INDEX review_decisions_by_item ON review_decisions (item_seq, seq)`,
  `CREATE TABLE review_endings (
    review_id TEXT PRIMARY KEY REFERENCES reviews (id), actor_id TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT`,
  ...kept('reviews', 'id'),
  ...kept('review_items', 'seq'),
  ...kept('review_decisions', 'seq'),
  ...kept('review_endings', 'review_id'),
  `CREATE TRIGGER review_decisions_by_others BEFORE INSERT ON review_decisions BEGIN
    ${byActor('actor_id')}
    ${refuse(
      'nobody reviews what they have themselves',
      `EXISTS (SELECT 1 FROM review_items WHERE seq = NEW.item_seq AND person_id = NEW.actor_id)`,
    )}
    ${refuse(
      'what is ended stays ended',
      `EXISTS (SELECT 1 FROM review_items i JOIN review_endings e ON e.review_id = i.review_id WHERE i.seq = NEW.item_seq)`,
    )}
  END`,
];
