import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const DEMO = 'switchyard-demo';

async function signIn(user: UserEvent, login: string, password: string) {
  await user.type(await screen.findByLabelText('Login'), login);
  await user.type(screen.getByLabelText('Password'), password);
  await user.keyboard('{Enter}');
}

/** The secret that the page tells once. */
async function secretShown(): Promise<string> {
  const shown = within(await screen.findByRole('status', { name: /First password|Recovery code/ }));
  return shown.getByText(/^([\dA-Z]{5}-){3}[\dA-Z]{5}$/).textContent ?? '';
}

describe('accounts and signing in', () => {
  const company = demoCompany();

  test('an administrator opens an account; its person sets an own password before anything else, by keyboard alone', async () => {
    const user = userEvent.setup();
    const first = openWindow(company(), { language: 'en', as: 'user-owner', at: '/accounts' });
    await user.click(await screen.findByRole('button', { name: 'New account' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'Ann');
    await user.type(within(dialog).getByLabelText('Login'), 'ann');
    await user.keyboard('{Enter}');
    const secret = await secretShown();
    expect(screen.getByText(/Tell it to Ann/)).toBeDefined();
    first.close();

    openWindow(company(), { language: 'en' });
    await signIn(user, 'ann', secret);
    expect(await screen.findByRole('heading', { name: 'Choose a password of your own' })).toBeDefined();
    expect(screen.queryByRole('navigation')).toBeNull();
    await user.keyboard(`${secret}{Tab}{Tab}Password2026!{Tab}{Tab}Password2026!{Enter}`);
    expect((await screen.findByRole('alert')).textContent).toMatch(/common or breached.*unrelated words/);
    for (const label of ['New password', 'New password again']) {
      await user.clear(screen.getByLabelText(label));
      await user.type(screen.getByLabelText(label), 'seven geese on one pond');
    }
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('heading', { name: /Ann/ })).toBeDefined();
  });

  test('what is typed can be shown and hidden again by keyboard', async () => {
    const user = userEvent.setup();
    openWindow(company());
    const box = await screen.findByLabelText<HTMLInputElement>('密码');
    await user.type(box, 'abc');
    expect(box.type).toBe('password');
    await user.tab();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(box.type).toBe('text'));
  });

  test('somebody changes their own password from the menu of their name', async () => {
    const user = userEvent.setup();
    openWindow(company());
    await user.type(await screen.findByLabelText('登录名'), 'trainer');
    await user.type(screen.getByLabelText('密码'), `${DEMO}{Enter}`);
    await screen.findByRole('heading', { name: /你好/ });
    await user.click(screen.getByRole('button', { name: /培训师/ }));
    await user.click(await screen.findByRole('menuitem', { name: '我的账号' }));
    await user.type(await screen.findByLabelText('当前密码'), 'wrong');
    await user.type(screen.getByLabelText('新密码'), '池塘里有七只大白鹅在游泳');
    await user.type(screen.getByLabelText('再次输入新密码'), '池塘里有七只大白鹅在游泳{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('还可以尝试 4 次');
    await user.clear(screen.getByLabelText('当前密码'));
    await user.type(screen.getByLabelText('当前密码'), `${DEMO}{Enter}`);
    expect((await screen.findByRole('status')).textContent).toContain('密码已修改');
    expect(screen.queryByRole('heading', { name: '恢复码' })).toBeNull();
  });

  test('an owner makes a recovery code, and gets back in with it when the password is lost', async () => {
    const user = userEvent.setup();
    const first = openWindow(company(), { language: 'en', as: 'user-owner', at: '/account' });
    await user.type(await screen.findByLabelText('Your password, to confirm'), `${DEMO}{Enter}`);
    const code = await secretShown();
    first.close();
    const { session } = openWindow(company(), { language: 'en' });
    await user.click(await screen.findByRole('button', { name: 'Lost your password?' }));
    await user.type(screen.getByLabelText('Login'), 'owner');
    await user.type(screen.getByLabelText('Recovery code'), code.toLowerCase());
    await user.type(screen.getByLabelText('New password'), 'back from the drawer');
    await user.type(screen.getByLabelText('New password again'), 'back from the drawer{Enter}');
    await waitFor(() => expect(session.userId).toBe('user-owner'));
  });

  test('an administrator sees who is signed in and ends it; that window shows the sign-in page', async () => {
    const user = userEvent.setup();
    const rep = openWindow(company(), { language: 'en' });
    await signIn(user, 'finance', DEMO);
    await waitFor(() => expect(rep.session.userId).toBe('user-finance'));
    rep.close();
    openWindow(company(), { language: 'en', as: 'user-owner', at: '/accounts' });
    await user.click(await screen.findByRole('button', { name: 'End the sign-in of 沈静' }));
    await waitFor(() => expect(rep.session.userId).toBeNull());
  });

  test('the last owner’s account is not ended, and the page says why', async () => {
    const user = userEvent.setup();
    const { store } = company();
    store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
      UPDATE roles SET permissions = (SELECT permissions FROM roles WHERE id = 'role-owner') WHERE id = 'role-sales-ops';
      DELETE FROM command_context`);
    openWindow(company(), { language: 'en', as: 'user-ops', at: '/accounts' });
    await user.type(await screen.findByLabelText('Search a name or login'), 'owner');
    await waitFor(() => expect(screen.getAllByRole('button', { name: /^Disable/ })).toHaveLength(1));
    await user.click(await screen.findByRole('button', { name: /^Disable the account of 何安/ }));
    await user.click(await screen.findByRole('button', { name: 'Confirm' }));
    expect((await screen.findByRole('alert')).textContent).toMatch(/last owner/);
  });

  test('the company asks for longer passwords from now on', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-owner', at: '/accounts' });
    const box = await screen.findByLabelText('最少字符数');
    await user.tripleClick(box);
    await user.keyboard('16');
    await user.click(screen.getByRole('button', { name: '保存' }));
    const { raw } = company().store;
    await waitFor(() =>
      expect(
        raw.prepare(`SELECT value FROM settings WHERE key = 'access.passwordPolicy'`).pluck().get(),
      ).toBe('{"minLength":16,"rotationDays":null}'),
    );
  });
});
