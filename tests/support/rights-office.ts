import { PERMISSIONS } from '#domain/access';
import { applyDue } from '#jobs/proposals';
import { type Desk, desk } from './desk.ts';

export const NOW = 1_800_000_000_000;

/**
 * 'own' and 'two' may everything; 'lea' leads 'east' and sees its contacts, 'top' leads the head office above and may
 * see orders too; 'ann' and 'bob' are in the east, 'wes' in the west that nobody leads.
 */
export async function company(): Promise<Desk & { time: { now: number }; tick: () => Promise<void> }> {
  const time = { now: NOW };
  const it = await desk({ now: () => time.now });
  const groups = `json_each('["contacts","routing","orders","attribution"]')`;
  it.console.store.raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 1);
    INSERT INTO units VALUES ('root', NULL, '总部', 'HQ', NULL, NULL), ('east', 'root', '东区', 'East', NULL, NULL), ('west', NULL, '西区', 'West', NULL, NULL);
    INSERT INTO users SELECT value, value, value,
      CASE value WHEN 'wes' THEN 'west' WHEN 'own' THEN NULL WHEN 'two' THEN NULL WHEN 'top' THEN 'root' ELSE 'east' END, 'active', 's', value, 0
      FROM json_each('["own","two","top","lea","ann","bob","wes"]');
    UPDATE units SET leader_id = 'lea' WHERE id = 'east';
    UPDATE units SET leader_id = 'top' WHERE id = 'root';
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('everything', '全部', '', '${JSON.stringify(PERMISSIONS)}'),
      ('rep', '销售', '', '["contacts.view"]'), ('clerk', '内勤', '', '["contacts.view","orders.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'everything'), ('two', 'everything'), ('lea', 'rep'), ('top', 'clerk');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids)
      SELECT p.value, g.value, 'all', '[]' FROM json_each('["own","two"]') p, ${groups} g
      UNION ALL SELECT 'lea', 'contacts', 'subtree', '[]' UNION ALL SELECT 'top', value, 'subtree', '[]' FROM ${groups};
    DELETE FROM command_context`);
  return { ...it, time, tick: () => applyDue(it.console.store, it.console.env) };
}
