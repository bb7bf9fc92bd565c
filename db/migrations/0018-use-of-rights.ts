import { type Kysely, sql } from 'kysely';

/** What an audit line touches and how it ended, in ways that can be looked up; and on which days a right was used to look. */
export async function up(db: Kysely<never>): Promise<void> {
  const statements = [
    // How it ended, as the line itself tells it: a job's status, a sign-in's outcome, and else that it was done.
    `ALTER TABLE audit_lines ADD COLUMN outcome TEXT GENERATED ALWAYS AS (CASE WHEN json_valid(detail) THEN coalesce(
      nullif(CAST(iif(substr(operation, 1, 4) = 'job.', detail ->> '$.status', detail ->> '$.outcome') AS TEXT), 'signedIn'), 'done') ELSE 'done' END) VIRTUAL`,
    // Whose doing it is: `routing` for `routing.approveDraft` and for `job.routing.run`.
    `ALTER TABLE audit_lines ADD COLUMN room TEXT GENERATED ALWAYS AS (iif(substr(operation, 1, 4) = 'job.',
      substr(operation, 5, instr(substr(operation, 5), '.') - 1), substr(operation, 1, instr(operation, '.') - 1))) VIRTUAL`,
    `CREATE INDEX audit_lines_by_room ON audit_lines (room, seq)`,
    `CREATE INDEX audit_lines_by_actor ON audit_lines (actor_id, seq)`,
    `CREATE INDEX audit_lines_by_operation ON audit_lines (operation, seq)`,
    `CREATE INDEX audit_lines_by_time ON audit_lines (at, actor_id, operation)`,
    `CREATE INDEX audit_lines_by_outcome ON audit_lines (outcome, seq)`,
    `CREATE TABLE audit_touches (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) STRICT, WITHOUT ROWID`,
    `CREATE INDEX audit_touches_by_line ON audit_touches (seq)`,
    `CREATE TRIGGER audit_lines_touch AFTER INSERT ON audit_lines BEGIN
      INSERT OR IGNORE INTO audit_touches (subject, seq) ${touched('NEW', '', '')};
    END`,
    `INSERT OR IGNORE INTO audit_touches (subject, seq) ${touched('l', 'FROM audit_lines l', 'audit_lines l,')}`,
    `CREATE TABLE permission_uses (
      user_id TEXT NOT NULL, permission TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (user_id, permission, day)
    ) STRICT, WITHOUT ROWID`,
  ];
  for (const statement of statements) await sql.raw(statement).execute(db);
}

// The subject of a line, and the ids in its detail: at its top, in what was there before and after, in lists of ids and in
// members. Numbers are only known beside what they number: opportunities, cards, orders and runs count from 1 each.
function touched(line: string, from: string, among: string): string {
  return `SELECT CASE WHEN ${line}.subject GLOB '*[^0-9]*' THEN ${line}.subject
      WHEN substr(${line}.operation, 1, 4) = 'job.' THEN 'run:' || ${line}.subject ELSE 'opportunity:' || ${line}.subject END, ${line}.seq
      ${from} WHERE ${line}.subject <> ''
    UNION ALL SELECT CASE WHEN found.type = 'text' THEN found.atom
        WHEN found.key = 'orderId' THEN 'order:' || found.atom WHEN found.key = 'cardId' THEN 'card:' || found.atom
        ELSE 'opportunity:' || found.atom END, ${line}.seq
      FROM ${among} json_tree(iif(json_valid(${line}.detail), ${line}.detail, 'null')) found
      WHERE (found.type = 'text' AND found.atom <> '' AND (found.path GLOB '$.*Ids'
          OR (found.path IN ('$', '$.before', '$.after') AND (found.key GLOB '*Id' OR found.key = 'id'))
          OR (found.path GLOB '$.*members[[]*' AND found.key = 'userId')))
        OR (found.type = 'integer' AND (found.path GLOB '$.*pportunityIds'
          OR (found.path = '$' AND found.key IN ('opportunityId', 'keeperId', 'loserId', 'orderId', 'cardId'))))`;
}
