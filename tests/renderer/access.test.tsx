import { demoCompany, newCompany } from '#support/company';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const PASSWORD = 'switchyard-demo';

describe('the first start', () => {
  test('whoever starts the console first becomes its owner and is signed in at once', async () => {
    const console = await newCompany();
    const user = userEvent.setup();
    openWindow(console);
    await user.type(await screen.findByLabelText('姓名'), '何安');
    await user.type(screen.getByLabelText('登录名'), 'hean');
    await user.type(screen.getByLabelText('密码'), 'a-long-password');
    await user.type(screen.getByLabelText('再次输入密码'), 'a-long-password');
    await user.click(screen.getByRole('button', { name: '创建并登录' }));
    expect(await screen.findByRole('heading', { name: '你好，何安' })).toBeDefined();
    expect(await screen.findByText('还没有任务。')).toBeDefined();
  });

  test('a short password and two different ones are said before anything is sent', async () => {
    const console = await newCompany();
    const user = userEvent.setup();
    openWindow(console, { language: 'en' });
    await user.type(await screen.findByLabelText('Name'), 'An');
    await user.type(screen.getByLabelText('Login'), 'an');
    await user.type(screen.getByLabelText('Password'), 'short');
    await user.type(screen.getByLabelText('Password again'), 'other');
    await user.click(screen.getByRole('button', { name: 'Create and sign in' }));
    expect(await screen.findByText('The password needs at least 12 characters.')).toBeDefined();
    expect(screen.getByText('The two passwords differ.')).toBeDefined();
    expect(console.store.raw.prepare('SELECT count(*) AS people FROM credentials').get()).toEqual({
      people: 0,
    });
  });
});

describe('the demo company', () => {
  const company = demoCompany();

  test('one click on a demo account fills the form, and it signs in', async () => {
    const user = userEvent.setup();
    const { session } = openWindow(company());
    await user.click(await screen.findByRole('button', { name: /财务/ }));
    await user.click(screen.getByRole('button', { name: '登录' }));
    expect(await screen.findByRole('heading', { name: '你好，沈静' })).toBeDefined();
    expect(session.userId).toBe('user-finance');
  });

  test('a wrong password says how many tries are left, and keeps the login', async () => {
    const user = userEvent.setup();
    openWindow(company(), { language: 'en' });
    await user.type(await screen.findByLabelText('Login'), 'trainer');
    await user.type(screen.getByLabelText('Password'), 'wrong');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/is not right\. \d+ tries left/);
    expect(screen.getByLabelText<HTMLInputElement>('Login').value).toBe('trainer');
  });

  test('nothing is sent while the login or the password is empty', async () => {
    const user = userEvent.setup();
    const { session } = openWindow(company());
    await user.click(await screen.findByRole('button', { name: '登录' }));
    expect(screen.getByText('请输入登录名。')).toBeDefined();
    expect(screen.getByText('请输入密码。')).toBeDefined();
    expect(session.userId).toBeNull();
  });

  test('a locked console shows nothing but the lock, and goes on with the right password', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/people' });
    await screen.findByRole('grid', { name: '人员与组织' });
    await user.click(screen.getByRole('button', { name: /林晓/ }));
    await user.click(await screen.findByRole('menuitem', { name: '锁定' }));
    expect(await screen.findByRole('heading', { name: '控制台已锁定' })).toBeDefined();
    expect(screen.queryByRole('grid')).toBeNull();
    await user.type(screen.getByLabelText('密码'), PASSWORD);
    await user.click(screen.getByRole('button', { name: '解锁' }));
    expect(await screen.findByRole('grid', { name: '人员与组织' })).toBeDefined();
  });

  test('signing out leaves the sign-in page and nobody behind the window', async () => {
    const user = userEvent.setup();
    const { session } = openWindow(company(), { as: 'user-ops' });
    await user.click(await screen.findByRole('button', { name: /林晓/ }));
    await user.click(await screen.findByRole('menuitem', { name: '退出登录' }));
    expect(await screen.findByRole('heading', { name: '登录' })).toBeDefined();
    await waitFor(() => expect(session.userId).toBeNull());
  });

  test('a console locked elsewhere is noticed with the next question', async () => {
    const user = userEvent.setup();
    const { session } = openWindow(company(), { as: 'user-ops', at: '/people' });
    await screen.findByRole('grid', { name: '人员与组织' });
    session.locked = true;
    await user.click(screen.getByRole('link', { name: '商机' }));
    expect(await screen.findByRole('heading', { name: '控制台已锁定' })).toBeDefined();
  });
});
