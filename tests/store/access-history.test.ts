import { diffPolicies } from '#domain/rights';
import { loadPolicy, loadPolicyAsOf } from '#store/access-policy';
import { inChunk } from '#store/command';
import { desk } from '#support/desk';
import { sees } from '#support/policy';
import { expect, test } from 'vitest';

const DAY = 86_400_000;

/** A company at the first day, changed on the second and the third. */
async function company() {
  const { console } = await desk();
  const { store } = console;
  const on = (day: number, text: string) =>
    inChunk(store, { operation: 'test', actorId: 'system', at: day * DAY }, () => store.raw.exec(text));
  on(
    1,
    `INSERT INTO units VALUES ('u', NULL, '组', '', NULL, NULL);
    INSERT INTO users SELECT value, value, value, 'u', 'active', 's', value, 0 FROM json_each('["a","b"]');
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('r', '看', '', '["contacts.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('a', 'r');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('a', 'contacts', 'group', '[]')`,
  );
  on(
    2,
    `UPDATE roles SET permissions = '["contacts.view","orders.view"]'; UPDATE users SET unit_id = NULL WHERE id = 'b'`,
  );
  on(
    3,
    `DELETE FROM user_roles; INSERT INTO duties VALUES ('d', '分开', '', 'static', 'permissions', '["a","b"]', 1)`,
  );
  return { store, on };
}

test('what was true on a day is read as it was then, and today as it is now', async () => {
  const { store } = await company();
  const at = (day: number) => loadPolicyAsOf(store.db, day * DAY + 1);
  expect((await at(0)).people).toEqual([]);
  expect(sees(await at(1), 'a')).toEqual(['a', 'b']);
  expect(sees(await at(2), 'a')).toEqual(['a']);
  expect(diffPolicies(await at(1), await at(2), 5)).toMatchObject([
    { personId: 'a', permissions: { gained: ['orders.view'] }, rows: [{ lost: ['b'] }] },
  ]);
  expect(await at(3)).toEqual(await loadPolicy(store.db));
});

test('the policy is read anew after each change, and only then', async () => {
  const { store, on } = await company();
  const first = await loadPolicy(store.db);
  expect(await loadPolicy(store.db)).toBe(first);
  on(4, `UPDATE users SET status = 'left' WHERE id = 'b'`);
  expect((await loadPolicy(store.db)).people.find(({ id }) => id === 'b')?.status).toBe('left');
});

test('a person can have one role and one scope several times, for different whiles', async () => {
  const { on } = await company();
  on(
    4,
    `INSERT INTO user_roles VALUES ('a', 'r', 10, 20), ('a', 'r', 30, NULL);
    INSERT INTO user_scopes VALUES ('a', 'contacts', 'all', '[]', 10, 20, 'show'), ('a', 'contacts', 'all', '[]', 10, 20, 'limit')`,
  );
  expect(() => on(5, `INSERT INTO user_roles VALUES ('b', 'r', 20, 20)`)).toThrow(/CHECK/);
});

test('the history is never rewritten', async () => {
  const { on } = await company();
  expect(() => on(4, 'UPDATE access_history SET at = 0')).toThrow(/append-only/);
  expect(() => on(4, 'DELETE FROM access_history')).toThrow(/append-only/);
});
