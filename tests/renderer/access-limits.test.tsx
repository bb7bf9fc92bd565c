import { PERMISSIONS } from '#domain/access';
import { newCompany } from '#support/company';
import { arrange } from '#support/routing-office';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

/** An owner, and a leader of two people who sees the whole unit. */
async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
      INSERT INTO users SELECT value, value, value, iif(value = 'own', NULL, 'east'), 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]')
        UNION ALL SELECT 'ann', 'contacts', 'subtree', '[]'`),
  );
  return { console, user: userEvent.setup() };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

const limits = (raw: { prepare: (sql: string) => { all: () => unknown } }) =>
  raw.prepare(`SELECT user_id, page_group, kind, effect FROM user_scopes WHERE effect = 'limit'`).all();

test('a limit is previewed, given, stands under its own heading, is named where it keeps rows out, and is taken away', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/people/ann/rights' });
  await choose(user, '作用', '最多看到');
  await user.click(await screen.findByRole('button', { name: '添加限制' }));
  expect(await screen.findByText(/失去/)).toBeDefined();
  await user.click(await screen.findByRole('button', { name: '保存' }));
  const heading = await screen.findByRole('heading', { name: /数据限制/ });
  expect(limits(console.store.raw)).toEqual([
    { user_id: 'ann', page_group: 'contacts', kind: 'own', effect: 'limit' },
  ]);
  const section = within(heading.closest('section') as HTMLElement);
  expect(section.getByText('最多看到「联系人与商机 · 本人」')).toBeDefined();
  await choose(user, '问题', '能否看到数据');
  await choose(user, '谁的数据', 'bob');
  expect(await screen.findByText(/被限制挡住/)).toBeDefined();
  expect(await screen.findByText(/取消限制/)).toBeDefined();
  await user.click(section.getByRole('button', { name: /收回/ }));
  await user.click(await screen.findByRole('button', { name: '保存' }));
  await waitFor(() => expect(limits(console.store.raw)).toEqual([]));
}, 60_000);
