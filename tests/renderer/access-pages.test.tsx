import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { PERMISSIONS } from '#domain/access';
import type { Change } from '#domain/rights';
import { type Console, sessionAs } from '#main';
import { newCompany } from '#support/company';
import { role } from '#support/policy';
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

/** An owner, a rep with one role and scope, and somebody with another role. */
async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
      INSERT INTO users SELECT value, value, value, 'east', 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'),
        ('rep', '销售', 'Rep', '["contacts.view"]'), ('clerk', '文员', 'Clerk', '["orders.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('ann', 'rep'), ('bob', 'clerk');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'own', '[]')`),
  );
  const policy = () => tell(console, 'access.getPolicy', {});
  const save = async (...changes: Change[]) =>
    tell(console, 'access.applyChanges', { revision: (await policy()).revision, changes });
  return { console, policy, save, user: userEvent.setup() };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}
const sectionOf = async (name: string) =>
  within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement);
const tableOf = async (name: string) => within(await screen.findByRole('region', { name }));

test('two people are chosen and compared, and the second is made like the first after a preview', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/rights/compare' });
  expect(await screen.findByText('请选择要比较的两方')).toBeDefined();
  await choose(user, '甲 人员', 'ann');
  await choose(user, '乙 人员', 'bob');
  const actions = await tableOf('操作');
  expect(actions.getByText('仅 ann').closest('tr')?.textContent).toContain('联系人与商机 · 查看');
  expect(actions.getByText('仅 bob').closest('tr')?.textContent).toContain('订单 · 查看');
  await user.click(screen.getByRole('button', { name: '使「bob」与「ann」一致' }));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  expect(await screen.findByText('双方的角色、操作、数据权限和字段都相同')).toBeDefined();
  const bob = (await policy()).people.find(({ id }) => id === 'bob');
  expect(bob).toMatchObject({ roles: [{ roleId: 'rep' }], scopes: [{ kind: 'own' }] });
});

test('an address compares a role with itself on another day, and leads it back', async () => {
  const { console, policy, save, user } = await company();
  const before = console.env.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await save(role('rep', [], ['contacts.view', 'jobs.view']));
  openWindow(console, { as: 'own', at: `/rights/compare?a=role:rep@${before}&b=role:rep` });
  expect((await tableOf('操作')).getByText('任务 · 查看').closest('tr')?.textContent).toContain('仅');
  await user.click(await screen.findByRole('button', { name: /^使「/ }));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  await waitFor(async () =>
    expect((await policy()).roles.find(({ id }) => id === 'rep')?.permissions).toEqual(['contacts.view']),
  );
});

test('a duty is added, edited and removed, each after a preview', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/duties' });
  expect(await screen.findByText('还没有职责分离规则')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '新增规则' }));
  await user.type(await screen.findByRole('textbox', { name: '名称（中文）' }), '销售与文员');
  expect(screen.queryByRole('heading', { name: '保存前预览' })).toBeNull();
  await choose(user, '分开的内容', '销售');
  await user.click(await screen.findByRole('option', { name: '文员' }));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  await user.click(await screen.findByRole('button', { name: '修改「销售与文员」' }));
  await user.click(screen.getByText('动态：不能用在同一记录'));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  await waitFor(async () =>
    expect((await policy()).duties).toMatchObject([{ kind: 'dynamic', members: ['rep', 'clerk'] }]),
  );
  await user.click(await screen.findByRole('button', { name: '删除「销售与文员」' }));
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  expect(await screen.findByText('还没有职责分离规则')).toBeDefined();
});

test('a new duty that somebody would break says who and by its own name, and is not saved', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/duties' });
  await user.click(await screen.findByRole('button', { name: '新增规则' }));
  await user.type(await screen.findByRole('textbox', { name: '名称（中文）' }), '看与改分开');
  await user.click(screen.getByText('操作'));
  await choose(user, '分开的内容', '权限与登录 · 查看');
  await user.click(await screen.findByRole('option', { name: '权限与登录 · 编辑' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('own 将违反职责分离「看与改分开」。')).toBeDefined();
  expect(preview.getByRole('button', { name: '保存' })).toHaveProperty('disabled', true);
});

test('who breaks a duty already is named, with the roles by which they do', async () => {
  const { console } = await company();
  await arrange(console, () =>
    console.store.raw.exec(`INSERT INTO duties VALUES ('d', '分开', 'Apart', 'static', 'permissions', '["contacts.view","orders.view"]', 1);
      INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'clerk')`),
  );
  openWindow(console, { as: 'own', at: '/duties' });
  const row = (await (await tableOf('目前的冲突')).findByRole('link', { name: 'ann' })).closest('tr');
  expect(row?.textContent).toContain('联系人与商机 · 查看 销售');
  expect(row?.textContent).toContain('订单 · 查看 文员');
});

test('the history says what became of what, is narrowed, and one change is taken back', async () => {
  const { console, policy, save, user } = await company();
  await save(role('rep', [], ['contacts.view', 'jobs.view']));
  openWindow(console, { as: 'own', at: '/rights/history?roleId=rep' });
  const table = await tableOf('权限修改历史');
  const cell = await table.findByText('权限：增加 任务 · 查看');
  expect(cell).toBeDefined();
  expect(table.queryByText(/文员/)).toBeNull();
  await user.click(table.getAllByRole('button', { name: /^撤销：修改 角色/ })[0] as HTMLElement);
  await user.click(await (await sectionOf('保存前预览')).findByRole('button', { name: '保存' }));
  await waitFor(async () =>
    expect((await policy()).roles.find(({ id }) => id === 'rep')?.permissions).toEqual(['contacts.view']),
  );
});

test('everything since a line of the history is taken back as one set', async () => {
  const { console, policy, save, user } = await company();
  const before = await policy();
  await new Promise((resolve) => setTimeout(resolve, 5));
  await save(role('extra', ['rep'], []), {
    kind: 'grantRole',
    personId: 'bob',
    roleId: 'extra',
    from: 0,
    to: null,
  });
  await save(role('rep', [], []));
  openWindow(console, { as: 'own', at: '/rights/history' });
  const table = await tableOf('权限修改历史');
  const buttons = await table.findAllByRole('button', { name: /^撤销此项及以后全部/ });
  await user.click(buttons[2] as HTMLElement);
  const all = await sectionOf('撤销全部修改');
  await user.click(await all.findByRole('button', { name: '保存' }));
  await waitFor(async () => expect({ ...(await policy()), revision: 0 }).toEqual({ ...before, revision: 0 }));
});

test('all roles stand beside each other, with what they inherit', async () => {
  const { console, save } = await company();
  await save(role('lead', ['rep'], ['orders.view']));
  openWindow(console, { as: 'own', at: '/roles/matrix' });
  const table = await tableOf('角色总览');
  const cells = (await table.findAllByRole('row', { name: /^查看/ }))[0];
  const heads = table.getAllByRole('columnheader').map((head) => head.textContent);
  const marks = within(cells as HTMLElement).getAllByRole('cell');
  expect(marks[heads.indexOf('lead2 项') - 1]?.textContent).toContain('继承自：销售');
  expect(marks[heads.indexOf('销售1 项') - 1]?.textContent).toContain('直接拥有');
});

test('who may only look finds nothing to press', async () => {
  const { console } = await company();
  await arrange(console, () =>
    console.store.raw.exec(`UPDATE roles SET permissions = '["access.view"]' WHERE id = 'clerk'`),
  );
  openWindow(console, { as: 'bob', at: '/duties' });
  expect(await screen.findByText('您可以查看，但没有修改权限。')).toBeDefined();
  expect(screen.queryByRole('button', { name: '新增规则' })).toBeNull();
});
