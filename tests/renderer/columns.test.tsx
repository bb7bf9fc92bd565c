import { type Columns, PERMISSIONS } from '#domain/access';
import { canaryCompany } from '#support/canary-company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const MASKED: Columns = { phone: 'masked', money: 'masked', notes: 'masked' };

/** A window of 'eye', who sees all rows, with columns as given. */
async function windowOf(columns: Columns, at: string) {
  const it = await canaryCompany();
  await it.show(columns);
  openWindow(it.console, { as: 'eye', at });
  return { it, user: userEvent.setup() };
}

test('a masked phone has an eye, which asks why and shows the number for a while', async () => {
  const { it, user } = await windowOf(MASKED, '/opportunities/1');
  const fact = (await screen.findByText('138****5544')).closest('dd') as HTMLElement;
  await user.click(within(fact).getByRole('button', { name: '查看联系方式明文' }));
  const reason = await screen.findByRole('textbox', { name: '查看的原因' });
  const show = screen.getByRole('button', { name: '查看' }) as HTMLButtonElement;
  await user.type(reason, '回电');
  expect(show.disabled).toBe(true);
  await user.type(reason, '给客户甲');
  await user.click(show);
  expect(await screen.findByText('138 7766 5544')).toBeDefined();
  const { rows } = await it.tell('audit.listLines', { operation: 'access.reveal' });
  expect(rows).toMatchObject([{ actorId: 'eye', subject: 'card:1', detail: { why: '回电给客户甲' } }]);
});

test('a hidden column is not in the list, a masked one does not sort, and a quiet line says why', async () => {
  await windowOf({ ...MASKED, money: 'hidden' }, '/orders');
  const grid = await screen.findByRole('grid', { name: '订单' });
  expect(within(grid).queryByText('金额')).toBeNull();
  expect(within(grid).getByText('138****5544')).toBeDefined();
  expect(screen.getByRole('note').textContent).toContain('联系方式 · 脱敏，金额 · 隐藏');
  expect(screen.queryByRole('combobox', { name: '退款' })).toBeNull();
});

test('who sees no money is shown no report, and no chart', async () => {
  await windowOf({ phone: 'plain', money: 'masked', notes: 'plain' }, '/attribution');
  expect(await screen.findByText('看不到金额，因此没有汇总')).toBeDefined();
  expect(screen.queryByRole('button', { name: '导出' })).toBeNull();
});

test('who sees all is told nothing of columns', async () => {
  await windowOf({ phone: 'plain', money: 'plain', notes: 'plain' }, '/opportunities/1');
  expect(await screen.findByText('138 7766 5544')).toBeDefined();
  expect(screen.queryByRole('note')).toBeNull();
  expect(screen.queryByRole('button', { name: '查看联系方式明文' })).toBeNull();
});

test('a role says how it shows columns, and who gains or loses by it is told before it is saved', async () => {
  const { it, user } = await windowOf({ phone: 'plain', money: 'plain', notes: 'plain' }, '/roles');
  await user.click(await screen.findByRole('button', { name: /^看/ }));
  const phones = await screen.findByRole('radiogroup', { name: '联系方式' });
  await user.click(within(phones).getByRole('radio', { name: '脱敏' }));
  expect(await screen.findByText('失去 联系方式：明文 → 脱敏')).toBeDefined();
  await user.click(screen.getByRole('button', { name: '保存' }));
  await waitFor(async () =>
    expect((await it.tell('access.getPolicy', {})).roles).toMatchObject([
      {
        id: 'eye',
        permissions: [...PERMISSIONS],
        columns: { phone: 'masked', money: 'plain', notes: 'plain' },
      },
    ]),
  );
});
