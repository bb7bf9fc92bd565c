import type { Console } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { screen, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function tell<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
): Promise<OutputOf<K>> {
  const reply = await console.dispatch(sessionAs('user-ops'), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

const company = demoCompany();

async function groupNow(id: string) {
  const group = (await tell(company(), 'routing.listGroups', {})).find((each) => each.id === id);
  if (!group) throw new Error(`No group ${id}`);
  return group;
}

async function choose(user: UserEvent, label: string, option: string) {
  await user.click(await screen.findByRole('combobox', { name: label }));
  await user.click(await screen.findByRole('option', { name: option }));
}

describe('a distribution group', () => {
  test('the fallbacks are drawn in the order in which they are asked, with how many can take and where it ends', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/routing/groups/group-north-meat' });
    const chain = await screen.findByRole('list', { name: '兜底顺序' });
    const links = () =>
      within(chain)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent);
    expect(links()).toEqual([
      '华北肉禽组5 / 5 人可接单',
      '华南肉禽组5 / 5 人可接单',
      '都无人可接：留在未分配清单',
    ]);
    await choose(user, '分配策略', '人工分派');
    expect(links()).toEqual(['华北肉禽组人工分派', '进入待分派池，由人工挑选']);
  });

  test('each member’s entitlement, what they got and the gap add up, and one is the next in turn', async () => {
    const group = await groupNow('group-north-meat');
    openWindow(company(), { as: 'user-ops', at: '/routing/groups/group-north-meat' });
    const table = await screen.findByRole('region', { name: '公平与轮次' });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(group.members.length);
    const sums = [3, 4].map((column) =>
      rows.reduce((sum, row) => sum + numberIn(within(row).getAllByRole('cell')[column]), 0),
    );
    expect(sums[0]).toBeCloseTo(sums[1] ?? 0, 1);
    expect(within(table).getAllByText('下一个轮到')).toHaveLength(1);
  });

  test('who may not edit sees it in their language, without anything to change', async () => {
    openWindow(company(), { as: 'user-trainer', at: '/routing/groups/group-north-meat', language: 'en' });
    expect(await screen.findByText('This account may look at groups, not change them.')).toBeDefined();
    expect(screen.getByRole('heading', { name: 'Fairness and turns' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Add an absence' })).toBeNull();
  });
});

const numberIn = (cell: HTMLElement | undefined) => Number((cell?.textContent ?? '').replaceAll(',', ''));
