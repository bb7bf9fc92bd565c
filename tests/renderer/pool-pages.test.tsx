import type { Console } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const REP = 'user-north-produce-1';
const LEAD = 'user-north-produce-lead';
const company = demoCompany();

async function tell<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
  as = 'user-ops',
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs(as), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

describe('the pool', () => {
  test('a rep claims by keyboard what somebody else lost, and cannot take back at once what they lost', async () => {
    const user = userEvent.setup();
    const before = await tell(company(), 'pool.listPool', {}, REP);
    const open = before.rows.findIndex(({ coolDownUntil }) => coolDownUntil === null);
    openWindow(company(), { as: REP, at: '/pool' });
    const grid = await screen.findByRole('grid', { name: '公海' });
    await waitFor(() => expect(within(grid).getAllByRole('row').length).toBeGreaterThan(open + 1));
    expect(grid.textContent).toMatch(/\*\*\*\*/);
    expect(grid.textContent).toMatch(/超过跟进间隔没有跟进|曾归属于你/);
    grid.focus();
    await user.keyboard(`${'{ArrowDown}'.repeat(open + 1)}{Enter}`);
    const dialog = await screen.findByRole('dialog', { name: '领取商机' });
    await waitFor(() =>
      expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: '领取' })),
    );
    await user.keyboard('{Enter}');
    expect(await screen.findByText(/已领取，计时已开始/)).toBeDefined();
    const after = await tell(company(), 'pool.listPool', {}, REP);
    expect(after.total).toBe(before.total - 1);
  });

  test('a rep of a team with an empty pool is told why there is nothing', async () => {
    openWindow(company(), { as: 'user-east-frozen-1', at: '/pool', language: 'en' });
    expect(await screen.findByText('The pool is empty')).toBeDefined();
  });
});

describe('the clock of an opportunity', () => {
  test('shows until when it is protected and how that came about; a leader protects it longer', async () => {
    const user = userEvent.setup();
    const { rows } = await tell(company(), 'contacts.listOpportunities', {
      ownerId: REP,
      status: 'open',
      limit: 1,
    });
    const id = rows[0]?.id ?? 0;
    const { clock } = await tell(company(), 'pool.getClock', { opportunityId: id });
    openWindow(company(), { as: LEAD, at: `/opportunities/${id}` });
    expect(await screen.findByText('保护到')).toBeDefined();
    await user.click(screen.getByText('怎么算的'));
    expect(screen.getByText(/保护期 150 天，到/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: '延长保护期' }));
    const dialog = await screen.findByRole('dialog', { name: '延长保护期' });
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: '确定' }).disabled).toBe(true);
    await user.type(within(dialog).getByLabelText(/理由/), '客户出差');
    await user.click(within(dialog).getByRole('button', { name: '确定' }));
    expect(await screen.findByText(/保护期已延长到/)).toBeDefined();
    const after = await tell(company(), 'pool.getClock', { opportunityId: id });
    expect(after.clock?.protectedUntil).toBe((clock?.protectedUntil ?? 0) + 24 * 3_600_000);
  });

  test('of a group without a policy says that nothing runs', async () => {
    const { rows } = await tell(company(), 'contacts.listOpportunities', {
      groupId: 'group-south-meat',
      status: 'open',
      limit: 1,
    });
    openWindow(company(), { as: 'user-ops', at: `/opportunities/${rows[0]?.id}` });
    expect(await screen.findByText('不计时')).toBeDefined();
  });
});

describe('merging', () => {
  test('another opportunity is merged into one, both are shown before, and it is undone', async () => {
    const user = userEvent.setup();
    const { rows } = await tell(company(), 'contacts.listOpportunities', {
      groupId: 'group-south-meat',
      status: 'open',
      limit: 2,
    });
    const [keeper, loser] = rows;
    if (!keeper || !loser) throw new Error('The demo has no two open opportunities.');
    openWindow(company(), { as: 'user-ops', at: `/opportunities/${keeper.id}` });
    await user.click(await screen.findByRole('button', { name: '与另一条合并' }));
    const dialog = await screen.findByRole('dialog', { name: '合并商机' });
    await user.type(within(dialog).getByRole('combobox', { name: '并入的商机' }), loser.contact.slice(3));
    await user.click(await screen.findByRole('option', { name: new RegExp(loser.title.slice(0, 4)) }));
    expect(await within(dialog).findByRole('region', { name: '合并商机' })).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: '合并商机' }));
    expect(await screen.findByText(/并入了「/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: '撤销合并' }));
    await user.click(await screen.findByRole('button', { name: '确认' }));
    expect(await screen.findByText(/已撤销/)).toBeDefined();
    const again = await tell(company(), 'contacts.listOpportunities', { cardId: loser.cardId });
    expect(again.rows.find(({ id }) => id === loser.id)).toEqual(loser);
  });
});

describe('policies', () => {
  test('one is made for a line, says what its units count, and is in the list', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/pool/policies' });
    await user.click(await screen.findByRole('combobox', { name: '新建策略' }));
    await user.click(await screen.findByRole('option', { name: '肉禽' }));
    const section = (await screen.findByRole('heading', { name: '肉禽' })).closest('section') as HTMLElement;
    expect(within(section).getByText(/「天」总是 24 小时/)).toBeDefined();
    const amount = within(section).getByLabelText('保护期：数量');
    await user.clear(amount);
    await user.type(amount, '45');
    await user.click(within(section).getByRole('button', { name: '添加：按跟进结果' }));
    await user.type(within(section).getByPlaceholderText('跟进结果为'), '已报价{Enter}');
    await user.click(within(section).getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/策略已保存/)).toBeDefined();
    const all = await tell(company(), 'pool.listPolicies', {});
    expect(all.find(({ lineId }) => lineId === 'meat')?.policy).toMatchObject({
      protection: { amount: 45, unit: 'days' },
      extensions: [{ when: 'outcome', outcomes: ['已报价'] }],
    });
  });

  test('a rep reads them and is offered no way to change them', async () => {
    openWindow(company(), { as: REP, at: '/pool/policies', language: 'en' });
    expect(await screen.findByText('This account may read policies, not change them.')).toBeDefined();
    expect(screen.queryByRole('combobox', { name: 'New policy' })).toBeNull();
  });
});

describe('reminders', () => {
  test('a leader sees those of the team, and each leads to its opportunity', async () => {
    const user = userEvent.setup();
    const known = await tell(company(), 'pool.listReminders', { whose: 'all' }, LEAD);
    expect(known.length).toBeGreaterThan(0);
    openWindow(company(), { as: LEAD, at: '/pool/reminders' });
    expect(await screen.findByText('没有需要提醒的商机')).toBeDefined();
    await user.click(screen.getByText('我的范围'));
    const grid = await screen.findByRole('grid', { name: '跟进提醒' });
    expect(within(grid).getAllByText('即将到期').length).toBeGreaterThan(0);
    await user.click(within(grid).getAllByRole('row')[1] as HTMLElement);
    expect(await screen.findByText('公海时限')).toBeDefined();
  });
});
