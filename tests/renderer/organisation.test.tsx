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

/** Two regions with a team each; ann leads the first team and sees its rows, of which bob has three. */
async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL), ('team', 'east', '一组', 'Team', NULL, NULL), ('west', NULL, '西区', 'West', NULL, NULL);
      INSERT INTO users SELECT value, value, value, iif(value = 'own', NULL, 'team'), 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
      UPDATE units SET leader_id = 'ann' WHERE id = 'team';
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', 'Rep', '["contacts.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('ann', 'rep');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'group', '[]');
      INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('l', '线', 'L', 'phone', 0);
      INSERT INTO cards (id, kind, contact, name, company, created_at) VALUES (1, 'account', 'a', '客户', '', 0);
      INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id, routing_state, created_at)
        SELECT 's', value, 1, 'l', value, '商机' || value, 'won', 'x', '{}', 'bob', 'none', value FROM json_each('[1,2,3]')`),
  );
  return { console, policy: () => tell(console, 'access.getPolicy', {}), user: userEvent.setup() };
}

const item = (name: RegExp) => screen.findByRole('treeitem', { name });
const sectionOf = async (name: string) =>
  within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement);
async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}
const save = async (user: UserEvent) => {
  const button = (await sectionOf('保存前预览')).getByRole('button', { name: '保存' });
  await waitFor(() => expect(button.hasAttribute('disabled')).toBe(false));
  await user.click(button);
  expect(await screen.findByText('已保存，立即生效。')).toBeDefined();
};

test('a person is moved, who no longer sees which rows is said in numbers with examples, and then it is so', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation' });
  await user.click(await item(/一组/));
  await user.click(await screen.findByRole('checkbox', { name: '选择bob' }));
  await choose(user, '调到部门', '西区');
  await user.click(screen.getByRole('button', { name: '调动 · 调到部门' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('将看不到 3 条商机')).toBeDefined();
  expect(preview.getByText('3 条商机、1 个联系人此后只有「全部」范围的人能看到。')).toBeDefined();
  await user.click(preview.getAllByRole('button', { name: '看几条' })[0] as HTMLElement);
  expect(await preview.findByText('商机3 · bob')).toBeDefined();
  await save(user);
  expect((await policy()).people.find(({ id }) => id === 'bob')?.unitId).toBe('west');
});

test('a unit is made, named, moved by the keyboard and led by somebody; nothing counts before it is saved', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation' });
  await user.click(await item(/西区/));
  await user.click(screen.getByRole('button', { name: '新建下级部门' }));
  const name = await screen.findByRole('textbox', { name: '名称（中文）' });
  await user.clear(name);
  await user.type(name, '二组{Enter}');
  await choose(user, '负责人', 'bob');
  fireEvent.keyDown(await item(/二组/), { key: 'ArrowLeft', altKey: true });
  await waitFor(async () => expect((await item(/二组/)).getAttribute('aria-level')).toBe('1'));
  fireEvent.keyDown(await item(/二组/), { key: 'ArrowRight', altKey: true });
  await waitFor(async () => expect((await item(/二组/)).getAttribute('aria-level')).toBe('2'));
  expect((await policy()).units).toHaveLength(3);
  await save(user);
  expect((await policy()).units.find(({ label }) => label.zh === '二组')).toMatchObject({
    parentId: 'west',
    leaderId: 'bob',
  });
});

test('a unit with people is not removed, and what to do is said', async () => {
  const { console, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation' });
  await user.click(await item(/一组/));
  await user.click(screen.getByRole('button', { name: '删除部门' }));
  expect((await screen.findByRole('alert')).textContent).toContain('请先移走它们');
  expect(screen.queryByText('保存前预览')).toBeNull();
});

test('many people get a role at once, and one line of it can be dropped', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation' });
  await user.click(await item(/一组/));
  await user.click(await screen.findByRole('checkbox', { name: '选择全部' }));
  await choose(user, '与某人相同的权限', 'ann');
  await user.click(screen.getByRole('button', { name: '复制权限 · 与某人相同的权限' }));
  expect(await screen.findByText('2 处修改未保存')).toBeDefined();
  await user.click(screen.getByRole('button', { name: /去掉「bob · 授予「联系人与商机」/ }));
  expect(await screen.findByText('1 处修改未保存')).toBeDefined();
  await save(user);
  const bob = (await policy()).people.find(({ id }) => id === 'bob');
  expect([bob?.roles.length, bob?.scopes.length]).toEqual([1, 0]);
});

test('who may only look changes nothing', async () => {
  const { console } = await company();
  await arrange(console, () =>
    console.store.raw.exec(`UPDATE roles SET permissions = '["access.view"]' WHERE id = 'rep'`),
  );
  openWindow(console, { as: 'ann', at: '/organisation' });
  expect(await screen.findByText('您可以查看组织，但没有修改权限。')).toBeDefined();
  expect(screen.queryByRole('button', { name: '删除部门' })).toBeNull();
  expect(screen.queryByRole('checkbox', { name: /选择bob/ })).toBeNull();
});

const fileOf = (...lines: string[]) => new File([lines.join('\n')], 'roster.csv', { type: 'text/csv' });

test('a roster with a bad row changes nothing and says where; mended, it is previewed, saved, and then no change is left', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation/import' });
  const picker = await screen.findByLabelText('人员文件');
  await user.upload(picker, fileOf('login,name,unit code', 'bob,bob,nowhere', 'ann,ann,team', 'own,own,'));
  expect(await screen.findByText('1 处问题，什么都没有改')).toBeDefined();
  expect(screen.getByText('人员 2')).toBeDefined();
  expect(screen.getByText(/没有这个部门编码/)).toBeDefined();
  await user.upload(picker, fileOf('login,name,unit code', 'bob,bob,west', 'cat,陈,west', 'ann,ann,team'));
  expect(await screen.findByText('1 人不在文件中（离职了？）：不会被删除: own')).toBeDefined();
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText('将看不到 3 条商机')).toBeDefined();
  await save(user);
  expect(await screen.findByText('与现在的组织一致，没有变化。')).toBeDefined();
  expect((await policy()).people.map(({ name, unitId }) => [name, unitId])).toContainEqual(['陈', 'west']);
});

test('a change is put off to a day, and waits there', async () => {
  const { console, policy, user } = await company();
  openWindow(console, { as: 'own', at: '/organisation' });
  await user.click(await item(/一组/));
  await choose(user, '负责人', 'bob');
  const later = (await sectionOf('保存前预览')).getByRole('button', { name: '定时生效…' });
  await waitFor(() => expect(later.hasAttribute('disabled')).toBe(false));
  await user.click(later);
  await user.type(await screen.findByRole('textbox', { name: /理由|原因/ }), '换负责人');
  fireEvent.change(screen.getByLabelText(/生效/), { target: { value: '2090-01-01' } });
  await user.click(screen.getByRole('button', { name: '到时生效' }));
  expect(await screen.findByText('已安排，到时自动生效。')).toBeDefined();
  expect((await policy()).units.find(({ id }) => id === 'team')?.leaderId).toBe('ann');
  const { rows } = await tell(console, 'access.listProposals', { which: 'all' });
  expect(rows[0]).toMatchObject({ state: 'approved', changes: [{ kind: 'saveUnit', leaderId: 'bob' }] });
});

test('a go-live is started, the leader confirms on their own page, and it is granted for its day', async () => {
  const { console, policy, user } = await company();
  const admin = openWindow(console, { as: 'own', at: '/go-live' });
  await choose(user, '负责人的角色', '销售');
  await choose(user, '成员的角色', '销售');
  fireEvent.change(screen.getByLabelText(/授予日期/), { target: { value: '2090-01-01' } });
  await user.click(screen.getByRole('button', { name: '请负责人确认' }));
  expect(await screen.findByText('0 / 1 个部门已确认')).toBeDefined();
  admin.close();
  const leader = openWindow(console, { as: 'ann', at: '/go-live' });
  await user.click(await screen.findByRole('checkbox', { name: 'bob 得到权限' }));
  await user.click(screen.getByRole('button', { name: '确认' }));
  expect(await screen.findByText('已确认。')).toBeDefined();
  leader.close();
  openWindow(console, { as: 'own', at: '/go-live' });
  expect(await screen.findByText('不授予：bob')).toBeDefined();
  await user.click(await screen.findByRole('button', { name: '到时授予已确认的部门' }));
  expect(await screen.findByText('已安排授予。')).toBeDefined();
  const { rows } = await tell(console, 'access.listProposals', { which: 'all' });
  expect(rows[0]).toMatchObject({
    state: 'approved',
    changes: [{ kind: 'grantScope', personId: 'ann' }, {}, {}, {}],
  });
  expect((await policy()).people.find(({ id }) => id === 'bob')?.roles).toEqual([]);
});
