import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { PERMISSIONS } from '#domain/access';
import { type Console, sessionAs } from '#main';
import { newCompany } from '#support/company';
import { arrange } from '#support/routing-office';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const DAY = 86_400_000;

async function tell<K extends OperationName>(console: Console, name: K, input: InputOf<K>, as?: string) {
  const session = { ...sessionAs(as), lastSeenAt: console.env.now() };
  const reply = await console.dispatch(session, name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

/** Two owners, a leader who sees their people's contacts, and two of those people. */
async function company() {
  const console = await newCompany();
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
      INSERT INTO users SELECT value, value, value, iif(value IN ('own', 'two'), NULL, 'east'), 'active', 's', value, 0 FROM json_each('["own","two","lea","ann","bob"]');
      UPDATE units SET leader_id = 'lea' WHERE id = 'east';
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', 'All', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', 'Rep', '["contacts.view"]'), ('buyer', '内勤', 'Clerk', '["orders.view"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all'), ('two', 'all'), ('lea', 'rep');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT p.value, g.value, 'all', '[]' FROM json_each('["own","two"]') p, json_each('["contacts","routing","orders","attribution"]') g
        UNION ALL SELECT 'lea', 'contacts', 'subtree', '[]'`),
  );
  const rolesOf = async (id: string) =>
    (await tell(console, 'access.getPolicy', {})).people.find((one) => one.id === id)?.roles ?? [];
  return { console, rolesOf, user: userEvent.setup() };
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: new RegExp(`^${label}`) }));
  await user.click(await screen.findByRole('option', { name: option }));
}

const sectionOf = async (name: string) =>
  within((await screen.findByRole('heading', { name })).closest('section') as HTMLElement);

test('a page that somebody may not open leads to its request, and the request says who decides it', async () => {
  const { console, user } = await company();
  const first = openWindow(console, { as: 'ann', at: '/orders' });
  const link = await screen.findByRole('link', { name: '申请权限' });
  expect(link.getAttribute('href')).toBe('#/requests/new?permission=orders.view');
  first.close();
  openWindow(console, { as: 'ann', at: '/requests/new?permission=contacts.view' });
  expect(await screen.findByText(/缺少「联系人与商机 · 查看」/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: '提交申请' }));
  expect(await screen.findByText('请写明理由。')).toBeDefined();
  await user.type(screen.getByRole('textbox', { name: /理由/ }), '新来的');
  await user.click(screen.getByRole('button', { name: '提交申请' }));
  expect(await screen.findByText('已提交，由 lea 审批。')).toBeDefined();
  expect(await screen.findByText('lea（部门负责人）')).toBeDefined();
  expect(await screen.findByText('等待审批')).toBeDefined();
});

test('a leader sees what waits for them and what it does, and approves it with one key', async () => {
  const { console, rolesOf, user } = await company();
  const changes = [
    { kind: 'grantRole', personId: 'ann', roleId: 'rep', from: 0, to: Date.now() + DAY } as const,
  ];
  await tell(console, 'access.request', { changes, reason: '新来的' }, 'ann');
  openWindow(console, { as: 'lea', at: '/requests' });
  await user.click(await screen.findByRole('link', { name: /给 ann 角色「销售」/ }));
  expect(await (await sectionOf('生效后的变化')).findByText(/获得 联系人与商机 · 查看/)).toBeDefined();
  fireEvent.change(screen.getByRole('textbox', { name: '审批意见' }), { target: { value: '欢迎' } });
  await user.keyboard('a');
  expect(await screen.findByText('已批准，立即生效。')).toBeDefined();
  expect(await screen.findByText('欢迎')).toBeDefined();
  expect(await rolesOf('ann')).toMatchObject([{ roleId: 'rep' }]);
});

test('while four eyes are on, a change is proposed instead of saved, and another administrator makes it count', async () => {
  const { console, rolesOf, user } = await company();
  const { revision } = await tell(console, 'access.getPolicy', {});
  await tell(console, 'access.applyChanges', { revision, changes: [{ kind: 'needSecond', isOn: true }] });
  const first = openWindow(console, { as: 'own', at: '/people/ann/rights' });
  await choose(user, '角色', '销售');
  await user.click(screen.getByRole('button', { name: '授予角色' }));
  const preview = await sectionOf('保存前预览');
  expect(preview.queryByRole('button', { name: '保存' })).toBeNull();
  await user.type(preview.getByRole('textbox', { name: /理由/ }), '新来的');
  await user.click(preview.getByRole('button', { name: '提交审批' }));
  expect(await screen.findByText(/已提交，等待另一位权限管理员批准/)).toBeDefined();
  expect(await rolesOf('ann')).toEqual([]);
  first.close();
  openWindow(console, { as: 'two', at: '/requests' });
  await user.click(await screen.findByRole('link', { name: /给 ann 角色「销售」/ }));
  await user.click(await screen.findByRole('button', { name: '批准并立即生效' }));
  await waitFor(async () => expect(await rolesOf('ann')).toHaveLength(1));
});

test('what ends soon is named to whom it ends for, with a way to ask for more time', async () => {
  const { console, user } = await company();
  const to = Date.now() + 3 * DAY;
  const { revision } = await tell(console, 'access.getPolicy', {});
  const changes = [{ kind: 'grantRole', personId: 'ann', roleId: 'rep', from: 7, to } as const];
  await tell(console, 'access.applyChanges', { revision, changes });
  openWindow(console, { as: 'ann', at: '/requests' });
  await user.click(await screen.findByRole('link', { name: '申请延期「销售」' }));
  await user.type(await screen.findByRole('textbox', { name: /理由/ }), '还没做完');
  await user.click(screen.getByRole('button', { name: '提交申请' }));
  expect(await screen.findByText(/已提交/)).toBeDefined();
  const [row] = (await tell(console, 'access.listProposals', { which: 'all' })).rows;
  expect(row?.changes).toMatchObject([{ kind: 'grantRole', roleId: 'rep', from: 7 }]);
});

test('a leader attests what is needed and revokes what is not; it goes when the review ends', async () => {
  const { console, rolesOf, user } = await company();
  const { revision } = await tell(console, 'access.getPolicy', {});
  const give = (personId: string) =>
    ({ kind: 'grantRole', personId, roleId: 'rep', from: 0, to: null }) as const;
  await tell(console, 'access.applyChanges', { revision, changes: [give('ann'), give('bob')] });
  const began = openWindow(console, { as: 'own', at: '/reviews' });
  await user.click(await screen.findByRole('button', { name: '发起审核' }));
  await user.type(await screen.findByRole('textbox', { name: '名称' }), '四季度');
  await user.click(screen.getByRole('button', { name: '发起' }));
  expect(await screen.findByText(/已发起，共 \d+ 项权限待审核/)).toBeDefined();
  began.close();
  const leader = openWindow(console, { as: 'lea', at: '/reviews' });
  await user.click(await screen.findByRole('link', { name: '四季度' }));
  await user.click(await screen.findByRole('checkbox', { name: '选择 ann 的「销售」' }));
  await user.keyboard('a');
  expect(await screen.findByText('已记录。收回的权限在审核结束时生效。')).toBeDefined();
  await user.click(await screen.findByRole('checkbox', { name: '选择 bob 的「销售」' }));
  const revoke = screen.getByRole('button', { name: '收回' });
  expect((revoke as HTMLButtonElement).disabled).toBe(true);
  await user.type(screen.getByRole('textbox', { name: '说明' }), 'transferred');
  await user.click(revoke);
  await waitFor(async () =>
    expect(await tell(console, 'access.listReviews', {}, 'lea')).toMatchObject([{ mine: 0, decided: 2 }]),
  );
  leader.close();
  openWindow(console, { as: 'own', at: '/reviews' });
  await user.click(await screen.findByRole('link', { name: '四季度' }));
  await user.click(await screen.findByRole('button', { name: '结束审核' }));
  expect(await screen.findByText(/将收回 1 项权限/)).toBeDefined();
  await user.click(screen.getAllByRole('button', { name: '结束审核' }).at(-1) as HTMLElement);
  expect(await screen.findByText('审核已结束，收回 1 项权限。')).toBeDefined();
  expect([await rolesOf('ann'), await rolesOf('bob')]).toMatchObject([[{ roleId: 'rep' }], []]);
});

test('a permission test is written in words, runs green, and stops the change that would break it', async () => {
  const { console, user } = await company();
  const first = openWindow(console, { as: 'own', at: '/permission-tests' });
  await user.click(await screen.findByRole('button', { name: '新建检查' }));
  await user.type(await screen.findByRole('textbox', { name: '名称' }), '销售看不到订单');
  await choose(user, '角色', '销售');
  await user.click(screen.getByRole('button', { name: '预览并保存' }));
  await user.click((await sectionOf('保存前预览')).getByRole('button', { name: '保存' }));
  expect(await screen.findByText('有角色「销售」的人 不能 操作「订单 · 查看」')).toBeDefined();
  expect(await screen.findByText('成立')).toBeDefined();
  first.close();
  openWindow(console, { as: 'own', at: '/roles' });
  await user.click(await screen.findByRole('button', { name: /^销售/ }));
  await user.click(await screen.findByRole('checkbox', { name: '订单 · 查看' }));
  const preview = await sectionOf('保存前预览');
  expect(await preview.findByText(/权限检查「销售看不到订单」将不再成立/)).toBeDefined();
  expect(preview.getByRole('button', { name: '保存' }).hasAttribute('disabled')).toBe(true);
});
