import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

describe('lists and what they open', () => {
  const company = demoCompany();
  const count = (query: string) => {
    const row = company().store.raw.prepare(`SELECT count(*) AS n FROM ${query}`).get() as { n: number };
    return new Intl.NumberFormat('zh-CN').format(row.n);
  };

  test('a list of twenty thousand draws only the rows in view and says how many there are', async () => {
    openWindow(company(), { as: 'user-ops', at: '/opportunities' });
    const grid = await screen.findByRole('grid', { name: '商机' });
    expect(screen.getByText(`共 ${count('opportunities')} 条`)).toBeDefined();
    expect(within(grid).getAllByRole('row').length).toBeLessThan(80);
    expect(Number(grid.getAttribute('aria-rowcount'))).toBeGreaterThan(20_000);
  });

  test('a search narrows the list, and clearing it brings everything back', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/opportunities?routingState=waiting' });
    await screen.findByText(`共 ${count(`opportunities WHERE routing_state = 'waiting'`)} 条`);
    await user.type(screen.getByRole('textbox', { name: '搜索电话、客户、公司或标题' }), '查无此人');
    expect(await screen.findByText('没有符合条件的记录')).toBeDefined();
    await user.click(screen.getAllByRole('button', { name: '清除筛选' })[0] as HTMLElement);
    expect(await screen.findByText(`共 ${count('opportunities')} 条`)).toBeDefined();
  });

  test('arrow keys reach a row and Enter opens it', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/opportunities' });
    const grid = await screen.findByRole('grid', { name: '商机' });
    const second = within(within(grid).getAllByRole('row')[2] as HTMLElement).getAllByRole('gridcell')[1];
    grid.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    const title = second?.textContent ?? '';
    expect(title).not.toBe('');
    expect(await screen.findByRole('heading', { name: title, level: 1 })).toBeDefined();
  });

  test('sorting by the amount puts the largest first', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/orders', language: 'en' });
    const grid = await screen.findByRole('grid', { name: 'Orders' });
    await user.click(within(grid).getByRole('button', { name: /Amount/ }));
    const most = company().store.raw.prepare('SELECT max(amount_minor) AS most FROM orders').get() as {
      most: number;
    };
    const shown = new Intl.NumberFormat('en', { minimumFractionDigits: 2 }).format(most.most / 100);
    await waitFor(() => expect(within(grid).getAllByRole('row')[1]?.textContent).toContain(shown));
  });

  test('an address with a filter that cannot be says so instead of showing everything', async () => {
    openWindow(company(), { as: 'user-ops', at: '/opportunities?status=strange' });
    expect((await screen.findByRole('alert')).textContent).toContain('status');
  });

  test('an opportunity shows who touched it, its orders and how it was routed', async () => {
    const { id } = company()
      .store.raw.prepare(
        `SELECT o.id FROM opportunities o JOIN orders d ON d.card_id = o.card_id WHERE o.routing_state = 'routed' LIMIT 1`,
      )
      .get() as { id: number };
    openWindow(company(), { as: 'user-ops', at: `/opportunities/${id}` });
    expect(await screen.findByRole('region', { name: '跟进记录' })).toBeDefined();
    expect(await screen.findByRole('region', { name: '订单' })).toBeDefined();
    expect((await screen.findByRole('link', { name: '为什么' })).getAttribute('href')).toMatch(
      /^\/decisions\/\d+$/,
    );
  });

  test('an opportunity outside a rep’s scope is not found, and the page says what to do', async () => {
    const rep = company().store.raw.prepare(`SELECT id FROM users WHERE login = 'rep'`).get() as {
      id: string;
    };
    const other = company()
      .store.raw.prepare(`SELECT id FROM opportunities WHERE owner_id <> ? LIMIT 1`)
      .get(rep.id) as { id: number };
    openWindow(company(), { as: rep.id, at: `/opportunities/${other.id}` });
    expect((await screen.findByRole('alert')).textContent).toContain('没有找到该记录');
  });

  test('the audit is verified on request and found intact', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/audit' });
    await user.click(await screen.findByRole('button', { name: '校验完整性' }));
    expect((await screen.findByRole('status')).textContent).toContain('完整');
  });

  test('the people of a region include those of its teams', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/people', language: 'en' });
    const tree = await screen.findByRole('navigation', { name: 'Organisation' });
    const region = await within(tree).findByRole('button', { name: /^North China\d/ });
    const people = Number(/\d+/.exec(region.textContent ?? '')?.[0]);
    await user.click(region);
    expect(people).toBeGreaterThan(6);
    expect(await screen.findByText(`${people} rows`)).toBeDefined();
  });
});
