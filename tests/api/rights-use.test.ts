import { type Desk, desk } from '#support/desk';
import { expect, test } from 'vitest';

const DAY = 86_400_000;

/** 'ops' and 'idle' hold a role that looks at routing and edits it, and inherits looking at contacts. */
async function office(): Promise<{ it: Desk; time: { now: number } }> {
  const time = { now: Date.UTC(2026, 10, 2, 2) };
  const it = await desk({ now: () => time.now });
  it.console.store.raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users VALUES ('ops', 'ops', '运营', NULL, 'active', 't', 'ops', 0), ('idle', 'idle', '闲人', NULL, 'active', 't', 'idle', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES
      ('base', '基础', 'Base', '["contacts.view"]'), ('empty', '空', 'Empty', '["audit.view"]');
    INSERT INTO roles (id, label_zh, label_en, permissions, parents) VALUES
      ('routing', '流转', 'Routing', '["routing.view","routing.edit","routing.publish","access.view"]', '["base"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('ops', 'routing'), ('idle', 'routing');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ops', 'routing', 'all', '[]');
    DELETE FROM command_context`);
  return { it, time };
}

const use = async (it: Desk, days = 90) => it.tell('access.getUseOfRights', { days });
const right = (found: Awaited<ReturnType<typeof use>>, id: string, permission: string) =>
  found.people.find((person) => person.id === id)?.rights.find((one) => one.permission === permission);

test('acts are counted one by one, looks by the day', async () => {
  const { it, time } = await office();
  const set = { label: { zh: '总表', en: '' }, lineId: null };
  const edit = async () => {
    const reply = await it.ask('routing.createRuleSet', set, 'ops');
    expect(reply).toMatchObject({ ok: true });
  };
  await edit();
  for (let n = 0; n < 3; n += 1) await it.tell('routing.listGroups', {}, 'ops');
  time.now += DAY;
  await it.tell('routing.listGroups', {}, 'ops');
  const found = await use(it);
  expect(right(found, 'ops', 'routing.edit')).toMatchObject({ writes: 1, readDays: 0 });
  expect(right(found, 'ops', 'routing.view')).toMatchObject({ writes: 0, readDays: 2 });
  expect(right(found, 'ops', 'contacts.view')).toMatchObject({ writes: 0, readDays: 0, lastAt: null });
  expect(right(found, 'idle', 'routing.view')).toMatchObject({ readDays: 0, lastAt: null });
});

test('a role is suggested smaller by what none of its holders used; who holds the child role uses the parent', async () => {
  const { it } = await office();
  await it.tell('routing.listGroups', {}, 'ops');
  await it.tell('contacts.listCards', {}, 'idle');
  const { roles } = await use(it);
  const of = (id: string) => roles.find((role) => role.id === id);
  expect(of('routing')).toMatchObject({ holders: 2, suggested: ['routing.view', 'contacts.view'] });
  expect(of('routing')?.unused.toSorted()).toEqual(['access.view', 'routing.edit', 'routing.publish']);
  expect(of('base')).toMatchObject({ holders: 2, unused: [], suggested: null });
  expect(of('empty')).toMatchObject({ holders: 0, suggested: null });
});

test('what was used before the window counts as unused, and still says when it was', async () => {
  const { it, time } = await office();
  await it.tell('routing.listGroups', {}, 'ops');
  time.now += 40 * DAY;
  expect(right(await use(it, 30), 'ops', 'routing.view')).toMatchObject({ readDays: 0 });
  expect(right(await use(it, 30), 'ops', 'routing.view')?.lastAt).not.toBeNull();
  expect(right(await use(it, 90), 'ops', 'routing.view')).toMatchObject({ readDays: 1 });
});

test('the console itself is nobody whose rights are looked at', async () => {
  const { it } = await office();
  await it.tell('routing.listGroups', {});
  expect(it.console.store.raw.prepare('SELECT count(*) FROM permission_uses').pluck().get()).toBe(0);
});
