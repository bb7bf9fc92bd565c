import { demoCompany } from '#support/company';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

describe('the frame around the pages', () => {
  const company = demoCompany();

  test('the language changes at once and the page stays', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/people' });
    await screen.findByRole('heading', { name: '人员与组织', level: 1 });
    await user.click(screen.getByRole('button', { name: 'English' }));
    expect(screen.getByRole('heading', { name: 'People and organisation' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Opportunities' })).toBeDefined();
    expect(document.documentElement.lang).toBe('en');
    await user.click(screen.getByRole('button', { name: '中文' }));
    expect(screen.getByRole('link', { name: '商机' })).toBeDefined();
  });

  test('light turns dark at once', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops' });
    await user.click(await screen.findByRole('button', { name: '切换到深色' }));
    expect(document.documentElement.dataset['mantineColorScheme']).toBe('dark');
    await user.click(screen.getByRole('button', { name: '切换到浅色' }));
    expect(document.documentElement.dataset['mantineColorScheme']).toBe('light');
  });

  test('the navigation offers only what the role may open', async () => {
    openWindow(company(), { as: 'user-trainer' });
    const menu = await screen.findByRole('navigation', { name: '导航菜单' });
    expect(within(menu).getByRole('link', { name: '商机' })).toBeDefined();
    expect(within(menu).queryByRole('link', { name: '审计' })).toBeNull();
  });

  test('an address typed by hand that the role may not open says so', async () => {
    openWindow(company(), { as: 'user-trainer', at: '/audit' });
    expect(await screen.findByRole('heading', { name: '当前账号看不到这个页面' })).toBeDefined();
  });

  test('an address that is no page says so, with a way back', async () => {
    openWindow(company(), { as: 'user-ops', at: '/nowhere', language: 'en' });
    expect(await screen.findByRole('heading', { name: 'There is no such page' })).toBeDefined();
    expect(screen.getByRole('link', { name: 'Go to the start page' })).toBeDefined();
  });

  test('the palette goes to a page by its initials', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops' });
    await user.click(await screen.findByRole('button', { name: /搜索…/ }));
    await user.type(await screen.findByRole('textbox', { name: '搜索页面、商机、订单和人员' }), 'gj');
    await user.click(await screen.findByRole('button', { name: '跟进记录' }));
    expect(await screen.findByRole('heading', { name: '跟进记录', level: 1 })).toBeDefined();
  });

  test('the palette finds an opportunity by its customer and opens it', async () => {
    const user = userEvent.setup();
    const { store } = company();
    const one = store.raw.prepare('SELECT title FROM opportunities WHERE id = 500').get() as {
      title: string;
    };
    openWindow(company(), { as: 'user-ops' });
    await user.click(await screen.findByRole('button', { name: /搜索…/ }));
    await user.type(await screen.findByRole('textbox', { name: '搜索页面、商机、订单和人员' }), one.title);
    await user.click(
      (await screen.findAllByRole('button', { name: new RegExp(`^${one.title}`) }))[0] as HTMLElement,
    );
    expect(await screen.findByRole('heading', { name: one.title, level: 1 })).toBeDefined();
  });

  test('the palette says so when nothing is found', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops' });
    await user.click(await screen.findByRole('button', { name: /搜索…/ }));
    await user.type(await screen.findByRole('textbox', { name: '搜索页面、商机、订单和人员' }), 'zzzzz');
    expect(await screen.findByText('没有找到，换个词试试。')).toBeDefined();
  });
});
