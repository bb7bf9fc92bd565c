import { type Kysely, sql } from 'kysely';

const captured: Record<string, string> = {
  units: 'id',
  users: 'id',
  roles: 'id',
  user_roles: `user_id || ':' || @.role_id`,
  user_scopes: `user_id || ':' || @.page_group`,
  business_lines: 'id',
  attributes: 'key',
  product_categories: 'id',
  products: 'id',
  distribution_groups: 'id',
  group_members: 'id',
  rule_sets: 'id',
  rule_set_versions: 'id',
  routing_rules: `version_id || ':' || @.id`,
  policy_versions: 'id',
};

/** Configuration is captured for sync by triggers that demand a command: a write outside one fails. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const [table, key] of Object.entries(captured))
    for (const verb of ['insert', 'update', 'delete']) {
      const row = verb === 'delete' ? 'OLD' : 'NEW';
      const id = `${row}.${key.replaceAll('@', row)}`;
      await sql
        .raw(
          `CREATE TRIGGER ${table}_capture_${verb} AFTER ${verb.toUpperCase()} ON ${table} BEGIN
            SELECT RAISE(ABORT, 'configuration changes only inside a command') WHERE NOT EXISTS (SELECT 1 FROM command_context);
            INSERT INTO outbox (table_name, row_id, change, operation, actor_id, at)
              SELECT '${table}', ${id}, '${verb}', operation, actor_id, at FROM command_context;
          END`,
        )
        .execute(db);
    }
}
