import { type Kysely, sql } from 'kysely';

/** A role says how it shows each class of columns; roles of before show all of them, and the history remembers it too. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const COLUMNS = ['id', 'label_zh', 'label_en', 'parents', 'permissions', 'columns'];
const CONTENT = `json_object(${COLUMNS.map((column) => `'${column}', NEW.${column}`).join(', ')})`;

const statements = [
  `ALTER TABLE roles ADD COLUMN columns TEXT NOT NULL DEFAULT '{"phone":"plain","money":"plain","notes":"plain"}'
    CHECK (json_valid(columns))`,
  ...[
    ['insert', 'INSERT'],
    ['update', `UPDATE OF ${COLUMNS.join(', ')}`],
  ].flatMap(([verb, moment]) => [
    `DROP TRIGGER roles_history_${verb}`,
    `CREATE TRIGGER roles_history_${verb} AFTER ${moment} ON roles BEGIN
      INSERT INTO access_history (entity, row_id, content, operation, actor_id, at)
        SELECT 'roles', NEW.id, ${CONTENT}, operation, actor_id, at FROM command_context;
    END`,
  ]),
];
