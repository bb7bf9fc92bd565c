import type { Console } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const company = demoCompany();

async function tell<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs('user-ops'), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

async function cardOf(name: string): Promise<HTMLElement> {
  return (await screen.findByRole('heading', { name, level: 2 })).closest('section') as HTMLElement;
}

describe('the settings of a business line', () => {
  test('say how old an opportunity may be and what must be known, and hold once saved', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/routing/lines' });
    const card = await cardOf('冻品');
    await user.type(within(card).getByLabelText('商机最长时限（天）'), '45');
    await user.click(within(card).getByRole('combobox', { name: '流转前必须已知' }));
    await user.click(await screen.findByRole('option', { name: '金额' }));
    await user.click(within(card).getByRole('button', { name: '保存' }));
    expect(await screen.findByText(/业务线设置已保存/)).toBeDefined();
    const lines = await tell(company(), 'routing.listLines', {});
    expect(lines.find(({ id }) => id === 'frozen')?.gate).toEqual({ oldAfterDays: 45, needed: ['amount'] });
  });

  test('are only looked at by who may not edit rules', async () => {
    openWindow(company(), { as: 'user-north-produce-lead', at: '/routing/lines', language: 'en' });
    const card = await cardOf('Produce');
    expect(within(card).queryByRole('button')).toBeNull();
    expect(screen.getByText(/You can look at these settings/)).toBeDefined();
  });
});

describe('another grain', () => {
  test('is looked at before it is made: how many collide, which stay, and the reason is asked for', async () => {
    const user = userEvent.setup();
    const preview = await tell(company(), 'routing.previewGrain', { lineId: 'produce', grain: 'shop' });
    openWindow(company(), { as: 'user-ops', at: '/routing/lines' });
    const card = await cardOf('果蔬');
    await user.click(within(card).getByRole('button', { name: '修改…' }));
    const dialog = await screen.findByRole('dialog', { name: '修改「果蔬」的线索主体' });
    const { total, entities } = preview;
    expect(
      await within(dialog).findByText(`${total} 个进行中的商机会落在 ${entities} 个线索主体上。`),
    ).toBeDefined();
    expect(await within(dialog).findByRole('grid')).toBeDefined();
    const change = within(dialog).getByRole<HTMLButtonElement>('button', {
      name: `合并 ${total - entities} 个并修改`,
    });
    expect(change.disabled).toBe(true);
    await user.type(within(dialog).getByLabelText(/修改原因/), '按门店跟进');
    await user.click(change);
    expect(await screen.findByText(/线索主体已修改/)).toBeDefined();
    await waitFor(() => expect(within(card).getByText('门店')).toBeDefined());
    const lines = await tell(company(), 'routing.listLines', {});
    expect(lines.find(({ id }) => id === 'produce')?.grain).toBe('shop');
  }, 60_000);
});

describe('many at once', () => {
  test('are chosen in the pool, looked at with what each would come to, and transferred', async () => {
    const user = userEvent.setup();
    const before = await tell(company(), 'pool.listPool', {});
    openWindow(company(), { as: 'user-ops', at: '/pool' });
    const grid = await screen.findByRole('grid', { name: '公海' });
    const boxes = await within(grid).findAllByRole('checkbox');
    await user.click(boxes[0] as HTMLElement);
    await user.click(boxes[1] as HTMLElement);
    expect(await screen.findByText('已选 2 个')).toBeDefined();
    await user.click(screen.getByRole('button', { name: '批量转交…' }));
    const dialog = await screen.findByRole('dialog', { name: '转交 2 个商机' });
    await user.click(within(dialog).getByRole('combobox', { name: '分配组' }));
    await user.click(await screen.findByRole('option', { name: '华东冻品组' }));
    await user.click(await within(dialog).findByRole('button', { name: '转交 2 个' }));
    expect(await screen.findByText(/已转交 2 个，计时重新开始/)).toBeDefined();
    const after = await tell(company(), 'pool.listPool', {});
    expect(after.total).toBe(before.total - 2);
  }, 30_000);

  test('that were all there was are still told what came of them', async () => {
    const user = userEvent.setup();
    const { rows } = await tell(company(), 'pool.listPool', {});
    const title = rows[0]?.title ?? '';
    openWindow(company(), { as: 'user-ops', at: `/pool?search=${encodeURIComponent(title)}` });
    await user.click(await screen.findByRole('button', { name: /选中全部/ }));
    await user.click(await screen.findByRole('button', { name: '批量转交…' }));
    const dialog = await screen.findByRole('dialog', { name: /^转交/ });
    await user.click(within(dialog).getByRole('combobox', { name: '分配组' }));
    await user.click(await screen.findByRole('option', { name: '华东冻品组' }));
    await user.click(await within(dialog).findByRole('button', { name: /^转交/ }));
    expect(await screen.findByText('没有符合条件的记录')).toBeDefined();
    expect(screen.getByText(/已转交 \d+ 个，计时重新开始/)).toBeDefined();
  }, 30_000);
});
