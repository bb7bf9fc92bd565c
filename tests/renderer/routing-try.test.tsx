import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { Console } from '#main';
import { sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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

/** The rules in force, and an opportunity with a province, the only one with that end of its number. */
async function scene() {
  const [set] = await tell(company(), 'routing.listRuleSets', {});
  const { rows } = await tell(company(), 'contacts.listOpportunities', { limit: 200 });
  for (const one of rows) {
    const { attributes, contact } = one;
    if (attributes['province'] !== 'hebei' || !contact.startsWith('+')) continue;
    const found = await tell(company(), 'contacts.listOpportunities', { search: contact.slice(-8) });
    if (set?.publishedVersionId && found.total === 1) return { versionId: set.publishedVersionId, one };
  }
  throw new Error('The demo company has no such opportunity');
}

const valueOf = (panel: HTMLElement, name: string) =>
  within(panel).getByLabelText<HTMLInputElement>(name).value;

describe('trying an opportunity that is there', () => {
  test('it is found by the end of its number, fills the fields, and what is changed is marked and put back, all by keyboard', async () => {
    const user = userEvent.setup();
    const { versionId, one } = await scene();
    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
    await user.click(await screen.findByRole('button', { name: '试一试' }));
    const panel = screen.getByRole('complementary', { name: '试一试' });
    const search = within(panel).getByRole('combobox', { name: '用已有商机填写' });
    search.focus();
    await user.keyboard(one.contact.slice(-8));
    await screen.findByRole('option', { name: new RegExp(one.title || one.cardName) });
    await user.keyboard('{ArrowDown}{Enter}');
    expect(await within(panel).findByRole('link', { name: one.title || one.cardName })).toBeDefined();
    expect(valueOf(panel, '省份')).toBe('hebei');
    expect(valueOf(panel, '业务线')).toBe(one.lineId);
    expect(within(panel).getByText('由这条规则接收')).toBeDefined();
    expect(within(panel).queryByText(/已改/)).toBeNull();

    await user.selectOptions(within(panel).getByLabelText('省份'), 'beijing');
    const back = within(panel).getByRole('button', { name: '恢复「省份」的原值' });
    expect(back.textContent).toBe('已改');
    await user.selectOptions(within(panel).getByLabelText('业务线'), '');
    expect(within(panel).getByRole('button', { name: '恢复 2 处修改' })).toBeDefined();
    back.focus();
    await user.keyboard('{Enter}');
    expect(valueOf(panel, '省份')).toBe('hebei');
    within(panel).getByRole('button', { name: '恢复 1 处修改' }).focus();
    await user.keyboard(' ');
    expect(valueOf(panel, '业务线')).toBe(one.lineId);
    await user.click(within(panel).getByRole('button', { name: '清空' }));
    expect(valueOf(panel, '省份')).toBe('');
    expect(within(panel).queryByText(/已填入/)).toBeNull();
  }, 60_000);

  test('the answer names the groups asked one after the other, why the first sends on, and who gets it', async () => {
    const user = userEvent.setup();
    const { versionId, one } = await scene();
    const { rules } = await tell(company(), 'routing.listRules', { versionId });
    const groups = await tell(company(), 'routing.listGroups', {});
    const last = rules.at(-1);
    const first = groups.find(({ id }) => id === last?.groupId);
    const next = groups.find(
      ({ id, isOn, nextUserId, strategy }) => id !== first?.id && isOn && nextUserId && strategy !== 'manual',
    );
    if (!first || !next) throw new Error('The demo company has no two groups');
    const { nextUserId: _n, rules: _r, stamp: _s, ...settings } = first;
    const members = first.members.map(({ userId, weight, openCap, periodCap, skills, calendarId }) => ({
      userId,
      weight,
      openCap,
      periodCap,
      skills,
      calendarId,
      isOn: false,
    }));
    const others = groups.filter(({ fallbackGroupId }) => fallbackGroupId === first.id);
    expect(others.some(({ id }) => id === next.id)).toBe(false);
    await tell(company(), 'routing.saveGroup', {
      ...settings,
      members,
      isOn: true,
      strategy: 'fair',
      fallbackGroupId: next.id,
    });

    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}`, language: 'en' });
    await user.click(await screen.findByRole('button', { name: 'Try one' }));
    const panel = screen.getByRole('complementary', { name: 'Try one' });
    // Nothing is known of it, so the catch-all takes it.
    const chain = await within(panel).findByRole('region', {
      name: 'The groups asked, as their people stand now',
    });
    await waitFor(() => expect(within(chain).getAllByRole('listitem')).toHaveLength(2));
    const [asked, got] = within(chain)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(asked).toContain('No member takes work');
    expect(got).toMatch(/goes to \S+/);
    await user.selectOptions(within(panel).getByLabelText('Why not this group'), first.id);
    await user.type(
      within(panel).getByRole('combobox', { name: 'Fill in from an opportunity' }),
      one.contact.slice(-8),
    );
    await user.click(await screen.findByRole('option', { name: new RegExp(one.title || one.cardName) }));
    expect(await within(panel).findByText(/Filled in from/)).toBeDefined();
  }, 60_000);
});

test('the opportunities that a rule’s condition matches are counted and listed page by page, and follow the row', async () => {
  const user = userEvent.setup();
  const { versionId } = await scene();
  const { rules } = await tell(company(), 'routing.listRules', { versionId });
  const holding = async (index: number, more: object = {}) => {
    const condition = rules[index]?.condition;
    if (!condition) throw new Error(`No rule ${index}`);
    return tell(company(), 'contacts.listOpportunities', { condition, limit: 20, ...more });
  };
  openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
  const grid = await screen.findByRole('grid', { name: '流转规则表' });
  const cell = (row: number) =>
    within(within(grid).getAllByRole('row')[row] as HTMLElement).getAllByRole('gridcell')[1] as HTMLElement;
  await user.click(cell(1));
  await user.click(screen.getByRole('button', { name: '规则详情' }));
  await user.click(screen.getByRole('button', { name: '查看符合条件的商机' }));
  const list = () => within(screen.getByRole('region', { name: '符合条件的商机' }));
  const said = (total: number) => `符合条件的商机 ${total.toLocaleString('en')} 个`;
  const open = await holding(0, { status: 'open' });
  expect(open.total).toBeGreaterThan(20);
  expect(await screen.findByText(said(open.total))).toBeDefined();
  const names = async () =>
    list()
      .getAllByRole('link')
      .map(({ textContent }) => textContent);
  await waitFor(async () => expect(await names()).toEqual(open.rows.map(({ title }) => title)));
  await user.click(list().getByRole('button', { name: '下一页' }));
  const next = await holding(0, { status: 'open', offset: 20 });
  await waitFor(async () => expect(await names()).toEqual(next.rows.map(({ title }) => title)));
  await user.click(list().getByRole('switch', { name: '含已关闭' }));
  expect(await screen.findByText(said((await holding(0)).total))).toBeDefined();
  await user.click(cell(2));
  expect(await screen.findByText(said((await holding(1, { status: 'open' })).total))).toBeDefined();
}, 60_000);
