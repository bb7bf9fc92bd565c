import { stepsOf } from '#features/attribution/report';
import { timeScale } from '#features/attribution/evidence';
import { demoCompany, newCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const company = demoCompany();

describe('the report', () => {
  const sumOf = (query: string) => {
    const { minor } = company().store.raw.prepare(query).get() as { minor: number };
    return new Intl.NumberFormat('zh-CN', { style: 'currency', currency: 'CNY' }).format(minor / 100);
  };

  test('the waterfall begins with what the orders themselves sum to, and says that it ties out', async () => {
    openWindow(company(), { as: 'user-finance', at: '/attribution' });
    expect(await screen.findByText('✓ 与订单表一致，分毫不差')).toBeDefined();
    const steps = screen.getByRole('region', { name: '从订单总额到计入业绩' });
    expect(within(steps).getByText(sumOf('SELECT sum(amount_minor) AS minor FROM orders'))).toBeDefined();
    expect(within(steps).getAllByRole('row')).toHaveLength(9);
  });

  test('from a reason to its orders and to the evidence of one order it is two presses', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-finance', at: '/attribution' });
    await user.click(await screen.findByRole('link', { name: '只有成交后的跟进' }));
    const grid = await screen.findByRole('grid', { name: '订单明细' });
    await waitFor(() => expect(within(grid).getAllByText('只有成交后的跟进').length).toBeGreaterThan(3));
    await user.click(within(grid).getAllByRole('row')[1] as HTMLElement);
    expect(await screen.findByText('没有归给任何人：只有成交后的跟进。')).toBeDefined();
    expect(screen.getByText('✓ 可复现')).toBeDefined();
    expect(screen.getAllByText(/^成交 .+后才跟进$/).length).toBeGreaterThan(0);
    expect(screen.getByRole('img', { name: /没有胜出的跟进/ })).toBeDefined();
  });

  test('a row of the breakdown leads to exactly its orders', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-finance', at: '/attribution', language: 'en' });
    await user.click(await screen.findByRole('tab', { name: 'By product' }));
    const table = await screen.findByRole('grid', { name: 'By product' });
    const first = within(table).getAllByRole('row')[1] as HTMLElement;
    const [, orders] = within(first).getAllByRole('gridcell');
    await user.click(first);
    await screen.findByRole('grid', { name: 'Orders' });
    expect(await screen.findByText(`${orders?.textContent} rows`)).toBeDefined();
  });

  test('a rep sees only what is credited to them, and is offered neither a run nor an export', async () => {
    const rep = company().store.raw.prepare(`SELECT id FROM users WHERE login = 'rep'`).get() as {
      id: string;
    };
    openWindow(company(), { as: rep.id, at: '/attribution' });
    expect(await screen.findByRole('region', { name: '从订单总额到计入业绩' })).toBeDefined();
    expect(screen.queryByRole('button', { name: '运行归因' })).toBeNull();
    expect(screen.queryByRole('button', { name: '导出' })).toBeNull();
  });
});

describe('the evidence of an attributed order', () => {
  test('the winner is marked, and every other follow-up says why it lost', async () => {
    const { id } = company()
      .store.raw.prepare(
        `SELECT order_id AS id FROM attributions WHERE bucket = 'attributed' AND json_extract(evidence, '$.lost') IS NOT NULL LIMIT 1`,
      )
      .get() as { id: number };
    openWindow(company(), { as: 'user-finance', at: `/attribution/orders/${id}`, language: 'en' });
    const table = await screen.findByRole('region', { name: 'Follow-ups' });
    const [, ...rows] = within(table).getAllByRole('row');
    const verdicts = rows.map((row) => within(row).getAllByRole('cell').at(-1)?.textContent ?? '');
    expect(verdicts.filter((verdict) => verdict === '✓ won')).toHaveLength(1);
    expect(verdicts.length).toBeGreaterThan(1);
    expect(verdicts.every((verdict) => verdict !== '')).toBe(true);
  });
});

describe('the policy', () => {
  test('taking every rule away says plainly that all money counts, and publishing tells what changed', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-finance', at: '/attribution-policy' });
    await user.click(await screen.findByRole('button', { name: '修改策略' }));
    const days = await screen.findByLabelText(/回溯天数/);
    await user.clear(days);
    expect(screen.getByText('有填写不完整的规则，请先修改。')).toBeDefined();
    await user.type(days, '45');
    for (const remove of screen.getAllByRole('button', { name: /^移除「/ })) await user.click(remove);
    expect(screen.getByRole('status', { name: '' }).textContent).toBe(
      '没有设置规则：已归因的金额全部计入业绩。',
    );
    await user.click(screen.getByRole('button', { name: '发布…' }));
    const dialog = await screen.findByRole('dialog', { name: '发布归因策略' });
    expect(within(dialog).getByText('成交前 45 天之内的跟进才有资格（含边界）。')).toBeDefined();
    await user.type(within(dialog).getByLabelText('发布说明'), '放宽回溯期');
    await user.click(within(dialog).getByRole('button', { name: '发布' }));
    expect(await screen.findByText(/第 2 版策略已发布/)).toBeDefined();
    const versions = await screen.findByRole('region', { name: '历史版本' });
    expect(within(versions).getByText('放宽回溯期')).toBeDefined();
  });

  test('a run by the new policy shows its progress and then the new report', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-finance', at: '/attribution' });
    await user.click(await screen.findByRole('button', { name: '运行归因' }));
    expect(await screen.findByText(/归因完成，共判定/, {}, { timeout: 20_000 })).toBeDefined();
    expect(await screen.findByText(/策略第 2 版/, {}, { timeout: 20_000 })).toBeDefined();
    expect(await screen.findByText('已归因的金额全部计入业绩。')).toBeDefined();
  }, 60_000);

  test('a trainer reads the policy in plain sentences and changes nothing', async () => {
    openWindow(company(), { as: 'user-trainer', at: '/attribution-policy' });
    expect(await screen.findByText('当前账号可以查看策略，不能修改。')).toBeDefined();
    expect(screen.queryByRole('button', { name: /草稿|修改策略/ })).toBeNull();
  });
});

test('before the first run the report says how to get one', async () => {
  const console = await newCompany();
  const made = await console.dispatch(
    { id: 'first', userId: null, lastSeenAt: 0, locked: false },
    'access.createOwner',
    { login: 'boss', name: 'Boss', password: 'long enough 12' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  openWindow(console, { as: (made.value as { userId: string }).userId, at: '/attribution' });
  expect(await screen.findByText('还没有归因结果')).toBeDefined();
});

describe('what is drawn', () => {
  test('the bars of any waterfall meet: each step ends where the next one begins', () => {
    const money = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(
      fc.property(fc.array(money, { minLength: 4, maxLength: 4 }), (parts) => {
        const [grossMinor = 0, net = 0, attributedMinor = 0, eligibleMinor = 0] = parts.toSorted(
          (a, b) => b - a,
        );
        const sums = {
          orders: 1,
          grossMinor,
          refundedMinor: grossMinor - net,
          attributedMinor,
          eligibleMinor,
          creditedMinor: eligibleMinor,
        };
        const steps = stepsOf({ sums });
        // A step down begins at the top of the bar before it, and the total after it stands where it ended.
        const meets = steps.slice(1).map((step, index) => {
          const before = steps[index];
          return step.isTotal && before && !before.isTotal ? step.to === before.from : step.to === before?.to;
        });
        expect(meets).not.toContain(false);
      }),
    );
  });

  test('the window of a time line takes most of its width, and what lies far outside stands at the edge', () => {
    const day = 86_400_000;
    const closedAt = 1000 * day;
    const scale = timeScale(closedAt, 30, [closedAt - 900 * day, closedAt - day, closedAt + day]);
    const opens = scale.place(scale.opensAt).x;
    const closes = scale.place(closedAt).x;
    expect(closes - opens).toBeGreaterThan(0.6);
    expect(scale.place(closedAt - 900 * day)).toEqual({ x: 0.01, isBeyond: true });
    expect(scale.place(closedAt - day).isBeyond).toBe(false);
  });
});
