import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { PERMISSIONS } from '#domain/access';
import { type Console, sessionAs } from '#main';
import { newCompany } from '#support/company';
import { arrange } from '#support/routing-office';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function tell<K extends OperationName>(console: Console, name: K, input: InputOf<K>) {
  const reply = await console.dispatch(sessionAs(), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

/** An owner, a rep in one team and somebody with nothing. */
async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
      INSERT INTO users SELECT value, value, value, iif(value = 'own', NULL, 'east'), 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', 'Rep', '["contacts.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('ann', 'rep');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]')`),
  );
  const policy = () => tell(console, 'access.getPolicy', {});
  return { console, policy, user: userEvent.setup() };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

const sectionOf = async (name: string) =>
  within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement);

test('a box of the matrix is ticked, who is affected is told, and it counts once it is saved', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/roles' });
  await user.click(await screen.findByRole('button', { name: /^销售/ }));
  await user.click(await screen.findByRole('checkbox', { name: '订单 · 查看' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('1 人的权限将变化')).toBeDefined();
  expect(preview.getByText('获得 订单 · 查看')).toBeDefined();
  await user.click(preview.getByRole('button', { name: '保存' }));
  expect(await screen.findByText('已保存，立即生效。')).toBeDefined();
  expect((await policy()).roles.find(({ id }) => id === 'rep')?.permissions).toEqual([
    'contacts.view',
    'orders.view',
  ]);
  await user.click((await screen.findAllByRole('button', { name: '撤销' }))[0] as HTMLElement);
  expect(await (await sectionOf('保存前预览')).findByText('失去 订单 · 查看')).toBeDefined();
});

test('a role is copied, and what it inherits is ticked and cannot be taken out', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/roles' });
  await user.click(await screen.findByRole('button', { name: /^销售/ }));
  await user.click(await screen.findByRole('button', { name: '复制' }));
  const name = await screen.findByRole('textbox', { name: '名称（中文）' });
  expect((name as HTMLInputElement).value).toBe('销售（副本）');
  fireEvent.change(name, { target: { value: '主管' } });
  await user.click(screen.getByRole('checkbox', { name: '联系人与商机 · 查看' }));
  await choose(user, '继承的角色', '销售');
  const box = screen.getByRole('checkbox', { name: '联系人与商机 · 查看' });
  expect([(box as HTMLInputElement).checked, (box as HTMLInputElement).disabled]).toEqual([true, true]);
  await user.click((await sectionOf('保存前预览')).getByRole('button', { name: '保存' }));
  await waitFor(async () =>
    expect((await policy()).roles.find(({ label }) => label.zh === '主管')).toMatchObject({
      parents: ['rep'],
      permissions: [],
    }),
  );
});

test('why somebody cannot see a row, and the smallest change that lets them, with one click', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/people/ann/rights' });
  const why = await sectionOf('能不能，为什么');
  expect(await why.findByText('通过角色 销售')).toBeDefined();
  await choose(user, '问题', '能否看到数据');
  await choose(user, '谁的数据', 'bob');
  await user.click(await why.findByRole('button', { name: '采用 授予数据权限「联系人与商机 · 本组」' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('获得 联系人与商机：2 人的数据')).toBeDefined();
  await user.click(preview.getByRole('button', { name: '保存' }));
  expect(await why.findByText('通过数据权限「联系人与商机 · 本组」东区')).toBeDefined();
});

test('a role is given until a day, and taken away again', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/people/bob/rights' });
  await choose(user, '角色', '销售');
  const form = await sectionOf('授予角色');
  fireEvent.change(form.getByLabelText('结束'), { target: { value: '2030-01-31' } });
  await user.click(form.getByRole('button', { name: '授予角色' }));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  expect(await screen.findByText('2030-01-31')).toBeDefined();
  const bob = async () => (await policy()).people.find(({ id }) => id === 'bob')?.roles;
  expect(await bob()).toEqual([{ roleId: 'rep', from: 0, to: Date.UTC(2030, 0, 31, 16) }]);
  await user.click(screen.getByRole('button', { name: '收回「销售」' }));
  const preview = await sectionOf('保存前预览');
  await preview.findByText('1 人的权限将变化');
  await user.click(preview.getByRole('button', { name: '保存' }));
  await waitFor(async () => expect(await bob()).toEqual([]));
});

test('a change that would leave nobody to change rights cannot be saved', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/people/own/rights' });
  await user.click(await screen.findByRole('button', { name: '收回「全部」' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('此修改之后将没有人能修改权限。')).toBeDefined();
  expect(preview.getByRole('button', { name: '保存' })).toHaveProperty('disabled', true);
});
