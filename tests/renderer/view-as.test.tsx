import { PERMISSIONS } from '#domain/access';
import { newCompany } from '#support/company';
import { arrange } from '#support/routing-office';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO users SELECT value, value, value, NULL, 'active', 's', value, 0 FROM json_each('["own","ann"]');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', 'Rep', '["contacts.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('ann', 'rep')`),
  );
  return { console, user: userEvent.setup() };
}

test('the console is viewed as somebody else, with a banner over every page, until it is ended', async () => {
  const { console, user } = await company();
  const window = openWindow(console, { as: 'own', at: '/people/ann/rights' });
  await user.click(await screen.findByRole('button', { name: '以此人身份查看' }));
  const begin = await screen.findByRole('button', { name: '开始查看' });
  expect(begin).toHaveProperty('disabled', true);
  await user.type(screen.getByRole('textbox', { name: '原因' }), '核对');
  await user.click(begin);
  const banner = await screen.findByText('own 正在以「ann」的身份查看：只读');
  const menu = within(await screen.findByRole('navigation', { name: '导航菜单' }));
  await waitFor(() => expect(menu.queryByRole('link', { name: '角色与权限' })).toBeNull());
  expect(menu.getByRole('link', { name: '商机' })).toBeDefined();
  await user.click(
    within(banner.closest('[role=alert]') as HTMLElement).getByRole('button', { name: '结束查看' }),
  );
  expect(await screen.findByRole('link', { name: '角色与权限' })).toBeDefined();
  expect(screen.queryByText(/正在以/)).toBeNull();
  expect(window.session.viewing?.isOver).toBe(true);
});

test('nobody is offered to view the console as themselves', async () => {
  const { console } = await company();
  openWindow(console, { as: 'own', at: '/people/own/rights' });
  expect(await screen.findByRole('heading', { name: 'own' })).toBeDefined();
  expect(screen.queryByRole('button', { name: '以此人身份查看' })).toBeNull();
});
