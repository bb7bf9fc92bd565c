import type { Condition } from '#domain/conditions';
import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

/** Opportunities of ann and bob, and a leader who sees ann's only. */
async function office() {
  const made = await desk();
  const { console } = made;
  let first = 0;
  await arrange(console, () => {
    furnish(console, ['ann', 'bob', 'leader']);
    first = addWaiting(
      console,
      [
        { city: 'sh', stores: 3 },
        { city: 'sh', stores: 30 },
      ],
      { ownerId: 'ann' },
    );
    addWaiting(console, [{ city: 'sh' }, { city: 'bj', stores: 30 }], { ownerId: 'bob' });
    addWaiting(console, [{ city: 'sh', stores: 'many' }], { ownerId: 'bob', status: 'won' });
    console.store.raw.exec(`
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('looker', '看', '', '["contacts.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('leader', 'looker'), ('ann', 'looker');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'own', '[]');`);
  });
  const list = async (condition: Condition, more: object = {}, as?: string) => {
    const { rows, total } = await made.tell(
      'contacts.listOpportunities',
      { condition, sort: 'createdAt', ...more },
      as,
    );
    return { ids: rows.map(({ id }) => id - first), total };
  };
  return { ...made, list };
}

const isShanghai: Condition = { op: 'equals', attribute: 'city', value: 'sh' };
const isLarge: Condition = { op: 'between', attribute: 'stores', min: 10, max: null };

test('the list holds those that hold a condition, counted and page by page, with the other filters', async () => {
  const { list } = await office();
  expect(await list(isShanghai)).toEqual({ ids: [0, 1, 2, 4], total: 4 });
  expect(await list(isShanghai, { offset: 2, limit: 1 })).toEqual({ ids: [2], total: 4 });
  expect(await list(isShanghai, { status: 'open' })).toEqual({ ids: [0, 1, 2], total: 3 });
  expect(await list({ all: [isShanghai, isLarge] })).toEqual({ ids: [1], total: 1 });
  expect(await list({ any: [isLarge, { not: isShanghai }] })).toEqual({ ids: [1, 3], total: 2 });
  expect(await list({ all: [] })).toMatchObject({ total: 5 });
  expect(await list({ any: [] })).toEqual({ ids: [], total: 0 });
  // What every opportunity has without being tagged.
  expect(await list({ op: 'between', attribute: 'amount', min: 1234.56, max: 1234.56 })).toMatchObject({
    total: 5,
  });
});

test('nobody finds by a condition what their scope does not show', async () => {
  const { list } = await office();
  expect(await list(isShanghai, {}, 'ann')).toEqual({ ids: [0, 1], total: 2 });
  expect(await list({ all: [] }, {}, 'leader')).toMatchObject({ total: 0 });
});
