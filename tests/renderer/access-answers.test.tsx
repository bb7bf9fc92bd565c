import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { PERMISSIONS } from '#domain/access';
import { type Console, sessionAs } from '#main';
import { newCompany } from '#support/company';
import { fillCrowd } from '#support/crowd';
import { arrange } from '#support/routing-office';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function tell<K extends OperationName>(console: Console, name: K, input: InputOf<K>) {
  const reply = await console.dispatch(sessionAs(), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

/** An owner, a rep who owns the first opportunity, and a colleague who may open the page and sees no row. */
async function company() {
  const console = await newCompany();
  fillCrowd(console.store, { cards: 3, followUps: 3, orders: 3 });
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
      INSERT INTO users SELECT value, value, value, iif(value = 'own', NULL, 'east'), 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', 'Rep', '["contacts.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('ann', 'rep'), ('bob', 'rep');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'own', '[]');
      UPDATE opportunities SET owner_id = 'ann' WHERE id = 1`),
  );
  return { console, user: userEvent.setup() };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}
const sectionOf = async (name: string) =>
  within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement);

test('from a record’s page in three clicks: who sees it, why somebody does not, and what would let them', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/opportunities/1' });
  await user.click(await screen.findByRole('link', { name: '谁能看到' }));
  expect(await screen.findByText('2 人')).toBeDefined();
  const table = within(await screen.findByRole('region', { name: '东区' }));
  expect(table.getByText('通过角色 销售')).toBeDefined();
  expect(table.getByText('通过数据权限「联系人与商机 · 本人」')).toBeDefined();
  await choose(user, '人员', 'bob');
  expect(await screen.findByText('bob 看不到')).toBeDefined();
  await user.click(
    await screen.findByRole('button', { name: '预览此修改 授予数据权限「联系人与商机 · 本组」' }),
  );
  const preview = await sectionOf('保存前预览');
  await user.click(await preview.findByRole('button', { name: '保存' }));
  expect(await screen.findByText('bob 看得到')).toBeDefined();
  await waitFor(() => expect(screen.getByText('3 人')).toBeDefined());
});

test('a pasted address is asked about, and what is none is said to be none', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/rights/who' });
  const box = await screen.findByRole('textbox', { name: '编号或网址' });
  await user.type(box, 'neither');
  await user.click(screen.getByRole('button', { name: '查看' }));
  expect(await screen.findByText(/请填写编号/)).toBeDefined();
  await user.clear(box);
  await user.type(box, 'http://127.0.0.1:4700/#/orders/2');
  await user.click(screen.getByRole('button', { name: '查看' }));
  expect(await screen.findByText(/^订单 #2/)).toBeDefined();
});

test('an action and a column are asked about as well, and the people are searched', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/rights/who?of=permission:contacts.view' });
  expect(await screen.findByText('3 人')).toBeDefined();
  await user.type(screen.getByRole('textbox', { name: '搜索姓名、部门或途径' }), 'bob');
  await waitFor(() => expect(screen.queryByRole('link', { name: 'ann' })).toBeNull());
  expect(screen.getByRole('link', { name: 'bob' })).toBeDefined();
});

test('a person’s page answers about a record in its address', async () => {
  const { console } = await company();
  openWindow(console, { as: 'own', at: '/people/ann/rights?of=opportunity:1' });
  expect(await screen.findByText('ann 看得到')).toBeDefined();
});

test('rights of a day that is over are looked at and not changed, and the address carries the day', async () => {
  const { console, user } = await company();
  const before = console.env.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  const { revision } = await tell(console, 'access.getPolicy', {});
  await tell(console, 'access.applyChanges', {
    revision,
    changes: [{ kind: 'revokeRole', personId: 'ann', roleId: 'rep', from: 0 }],
  });
  openWindow(console, { as: 'own', at: `/people/ann/rights?at=${before}` });
  expect(await screen.findByText(/显示的是/)).toBeDefined();
  expect(await screen.findByRole('cell', { name: '销售' })).toBeDefined();
  expect(screen.queryByRole('button', { name: '授予角色' })).toBeNull();
  await user.click(screen.getByRole('button', { name: '回到现在' }));
  expect(await screen.findByRole('button', { name: '授予角色' })).toBeDefined();
  expect(screen.queryByRole('cell', { name: '销售' })).toBeNull();
});

test('a day is chosen in the calendar, and shown as it was when it ended', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/roles/matrix' });
  await user.click(await screen.findByRole('button', { name: '查看某一天' }));
  await user.click((await screen.findAllByRole('button', { name: /^1 / }))[0] as HTMLElement);
  expect(await screen.findByText(/显示的是 \d{4}-\d{2}-01 23:59 时的权限/)).toBeDefined();
});

test('who may not look at rights is not led to them', async () => {
  const { console } = await company();
  openWindow(console, { as: 'ann', at: '/opportunities/1' });
  expect(await screen.findByRole('heading', { level: 1 })).toBeDefined();
  expect(screen.queryByRole('link', { name: '谁能看到' })).toBeNull();
});
