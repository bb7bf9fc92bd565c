import type { Console } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import type { Rule } from '#domain/rules';
import { diffRules } from '#domain/routing';
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

/** The demo's rule set with a draft, and the draft's rules. */
async function draftOf(console: Console) {
  const [set] = await tell(console, 'routing.listRuleSets', {});
  if (!set) throw new Error('The demo company has no rule set');
  const { versionId } = await tell(console, 'routing.openDraft', { ruleSetId: set.id });
  return { versionId, ...(await tell(console, 'routing.listRules', { versionId })) };
}

/** Leaves the company without a draft, whoever saved it last. */
async function discard(console: Console, versionId: string) {
  const { version } = await tell(console, 'routing.listRules', { versionId });
  await tell(console, 'routing.discardDraft', { versionId, revision: version.revision });
}

const cellsOf = (grid: HTMLElement, row: number) =>
  within(within(grid).getAllByRole('row')[row] as HTMLElement).getAllByRole('gridcell');

const company = demoCompany();

describe('the rule editor', () => {
  test('a rule is changed by keyboard, tried, saved and published, and the list shows the new version in force', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/routing/rules' });
    await user.click(await screen.findByRole('button', { name: '新建草稿' }));
    const grid = await screen.findByRole('grid', { name: '流转规则表' });
    const province = cellsOf(grid, 1)[3] as HTMLElement;
    await user.click(province);
    grid.focus();
    await user.keyboard('北');
    expect(screen.getByRole('option', { name: /北京/ })).toBeDefined();
    await user.keyboard('{Enter}{Enter}');
    expect(cellsOf(grid, 1)[3]?.textContent).toBe('北京');
    expect(screen.getByText('有未保存的修改')).toBeDefined();
    expect(document.activeElement).toBe(grid);

    await user.keyboard('{Control>}z{/Control}');
    expect(screen.getByText('已全部保存')).toBeDefined();
    await user.keyboard('{Control>}y{/Control}');

    await user.click(screen.getByRole('button', { name: '试一试' }));
    const panel = screen.getByRole('complementary', { name: '试一试' });
    await user.selectOptions(within(panel).getByLabelText('业务线'), 'produce');
    await user.selectOptions(within(panel).getByLabelText('省份'), 'hebei');
    await user.type(within(panel).getByLabelText('门店数'), '80');
    expect(within(panel).getAllByText(/不符合 省份 等于 北京 · 实际为 河北/)[0]).toBeDefined();
    await user.selectOptions(within(panel).getByLabelText('省份'), 'beijing');
    const winner = within(panel).getByText('由这条规则接收').closest('button');
    expect(winner?.textContent).toContain('1. ');

    await user.click(screen.getByRole('button', { name: '保存草稿' }));
    expect(await screen.findByText('草稿已保存')).toBeDefined();
    await user.click(screen.getByRole('button', { name: '发布…' }));
    const dialog = await screen.findByRole('dialog', { name: '发布流转规则' });
    expect(await within(dialog).findByText('修改 1 条')).toBeDefined();
    expect(within(dialog).getByText(/不限 → 北京/)).toBeDefined();
    await user.type(within(dialog).getByLabelText('发布说明'), '北京先行');
    // The draft is replayed by itself, and few enough would go elsewhere.
    const measured = await within(dialog).findByText(/可以发布。$/, {}, { timeout: 60_000 });
    expect(measured.textContent).toContain('不超过直接发布的上限 5%');
    await user.click(within(dialog).getByRole('button', { name: '发布' }));
    expect(await screen.findByText(/第 2 版已发布并生效/)).toBeDefined();
    await user.click(screen.getAllByRole('link', { name: '流转规则' })[0] as HTMLElement);
    const table = await screen.findByRole('region', { name: /商机流转总表/ });
    expect(within(table).getByText('北京先行')).toBeDefined();
  }, 120_000);

  test('what keeps a draft from being published is said on the row and in the list, and a press leads there', async () => {
    const user = userEvent.setup();
    const { versionId } = await draftOf(company());
    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
    const grid = await screen.findByRole('grid', { name: '流转规则表' });
    await user.click(cellsOf(grid, 2)[1] as HTMLElement);
    await user.click(screen.getByRole('button', { name: '添加规则' }));
    await user.click(await screen.findByRole('button', { name: '2 个问题' }));
    expect(screen.getByText('规则没有名称。请填写，便于在流转记录中辨认。')).toBeDefined();
    await user.click(screen.getByText(/会接收全部商机，后面的规则都不会生效/));
    await waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toMatch(/-2-1$/));
    await user.click(screen.getByRole('button', { name: '发布…' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: '发布' }).disabled).toBe(true);
    await discard(company(), versionId);
  });

  test('of two people who change one draft both keep what they did, and the row that both changed is chosen', async () => {
    const user = userEvent.setup();
    const { versionId, version, rules } = await draftOf(company());
    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
    const grid = await screen.findByRole('grid', { name: '流转规则表' });
    const rename = async (row: number, name: string) => {
      await user.click(cellsOf(grid, row)[1] as HTMLElement);
      await user.keyboard('{F2}');
      const field = screen.getByRole('textbox', { name: /编辑「.*」的规则名称/ });
      await user.clear(field);
      await user.keyboard(`${name}{Enter}`);
    };
    await rename(1, 'mine');
    await rename(3, 'mine too');
    const theirs = rules.map((rule, index) =>
      index === 0 ? { ...rule, name: 'theirs' } : index === 1 ? { ...rule, name: 'theirs too' } : rule,
    );
    await tell(company(), 'routing.saveDraft', { versionId, revision: version.revision, rules: theirs });
    // Theirs come in at once; mine stay where they alone were changed.
    const warning = await screen.findByRole('alert');
    expect(warning.textContent).toContain('有 1 条规则双方都改过');
    const names = () => [1, 2, 3].map((row) => cellsOf(grid, row)[1]?.textContent);
    expect(names()).toEqual(['theirs', 'theirs too', 'mine too']);
    await user.click(within(warning).getByRole('button', { name: '查看' }));
    const dialog = await screen.findByRole('dialog', { name: '双方都改了这些规则' });
    expect(within(dialog).getByText(/theirs → mine/)).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: '用我的' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(names()).toEqual(['mine', 'theirs too', 'mine too']);
    await user.click(screen.getByRole('button', { name: '保存草稿' }));
    await waitFor(() => expect(screen.getByText('已全部保存')).toBeDefined());
    const saved = await tell(company(), 'routing.listRules', { versionId });
    expect(saved.rules.slice(0, 3).map(({ name }) => name)).toEqual(['mine', 'theirs too', 'mine too']);
    await discard(company(), versionId);
  });

  test('twenty thousand rules draw only those in view, and the last of them is the pinned catch-all', async () => {
    const user = userEvent.setup();
    const { versionId, version, rules } = await draftOf(company());
    const catchAll = rules.at(-1) as Rule;
    const many = Array.from({ length: 19_999 }, (_, index) => ({
      ...(rules[0] as Rule),
      id: `many-${index}`,
      name: `第 ${index} 条`,
    }));
    await tell(company(), 'routing.saveDraft', {
      versionId,
      revision: version.revision,
      rules: [...many, catchAll],
    });
    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
    const grid = await screen.findByRole('grid', { name: '流转规则表' }, { timeout: 10_000 });
    // The first rows are there at once; the others follow.
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('20001'));
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60);
    await user.type(screen.getByRole('textbox', { name: '搜索规则、条件、分配组' }), '第 19990 条');
    expect(await screen.findByText('显示 2 / 20,000 条规则')).toBeDefined();
    expect(within(grid).getByText('其余全部商机')).toBeDefined();
    await discard(company(), versionId);
  }, 60_000);

  test('a trainer reads the rules and is offered no way to change them', async () => {
    const [set] = await tell(company(), 'routing.listRuleSets', {});
    openWindow(company(), {
      as: 'user-trainer',
      at: `/routing/rules/${set?.publishedVersionId}`,
      language: 'en',
    });
    expect(await screen.findByRole('grid', { name: 'Routing rules' })).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Add rule' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save draft' })).toBeNull();
    expect(screen.getByText(/This version is published and cannot change/)).toBeDefined();
  });
});

describe('groups, runs and decisions', () => {
  test('a member’s weight is changed and saved, and the share follows while typing', async () => {
    const user = userEvent.setup();
    const [group] = await tell(company(), 'routing.listGroups', {});
    const name = group?.members[0]?.userName ?? '';
    openWindow(company(), { as: 'user-ops', at: `/routing/groups/${group?.id}` });
    const weight = await screen.findByLabelText(`${name} 的权重`);
    await user.clear(weight);
    await user.type(weight, '0');
    const row = weight.closest('tr') as HTMLElement;
    expect(within(row).getByText('0%')).toBeDefined();
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText('分配组已保存，下一次流转即按此执行。')).toBeDefined();
    const after = await tell(company(), 'routing.listGroups', {});
    expect(after.find(({ id }) => id === group?.id)?.members[0]?.weight).toBe(0);
  });

  test('a new group without its Chinese name is not sent, and the field says why', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/routing/groups/new' });
    await user.type(await screen.findByLabelText('英文名称（可不填）'), 'New group');
    await user.click(screen.getByRole('button', { name: '保存' }));
    expect(await screen.findByText('请填写中文名称')).toBeDefined();
  });

  test('a run routes all that wait, says what came of it, and each decision opens to its evidence', async () => {
    const user = userEvent.setup();
    openWindow(company(), { as: 'user-ops', at: '/routing/run' });
    await user.click(await screen.findByRole('button', { name: '开始流转' }));
    expect(await screen.findByText(/本次流转完成/, {}, { timeout: 20_000 })).toBeDefined();
    await waitFor(() => expect(screen.getByText('当前没有待流转的商机。')).toBeDefined(), {
      timeout: 20_000,
    });
    const grid = await screen.findByRole('grid', { name: '流转记录' });
    await user.click(within(grid).getAllByRole('row')[1] as HTMLElement);
    expect(await screen.findByRole('heading', { name: /^流转依据/ })).toBeDefined();
    expect(screen.getByText('✓ 可复现')).toBeDefined();
    expect(screen.getByText('命中')).toBeDefined();
    expect(screen.getByRole('region', { name: '组内候选' })).toBeDefined();
  }, 60_000);

  test('an address with a reason that does not exist says so instead of showing everything', async () => {
    openWindow(company(), { as: 'user-ops', at: '/routing/run?reason=strange' });
    // What a test before told may still be told.
    await waitFor(() =>
      expect(
        screen
          .getAllByRole('alert')
          .map(({ textContent }) => textContent)
          .join(),
      ).toContain('reason'),
    );
  });
});

describe('the difference of two versions', () => {
  const rule = (id: string, name = id): Rule => ({
    id,
    name,
    condition: { all: [{ op: 'equals', attribute: 'province', value: id }] },
    groupId: 'north',
    isOn: true,
    note: '',
  });
  const table = (...ids: string[]) => ids.map((id) => rule(id));

  test('one row that moved is one move, however many rows it passed', () => {
    const diff = diffRules(table('a', 'b', 'c', 'd', 'e'), table('b', 'c', 'd', 'e', 'a'));
    expect(diff.moved).toEqual([{ rule: rule('a'), from: 1, to: 5 }]);
  });

  test('added, removed and changed rows are told apart, and unchanged ones are not told at all', () => {
    const diff = diffRules(table('a', 'b', 'c'), [rule('a', 'A'), rule('n'), rule('c')]);
    expect(diff.added.map(({ rule: { id }, position }) => [id, position])).toEqual([['n', 2]]);
    expect(diff.removed.map(({ rule: { id }, position }) => [id, position])).toEqual([['b', 2]]);
    expect(diff.changed.map(({ after: { id }, fields }) => [id, fields])).toEqual([['a', ['name']]]);
    expect(diff.moved).toEqual([]);
  });

  test('a condition that only reads differently is no difference', () => {
    const before = {
      ...rule('a'),
      condition: { all: [{ op: 'equals' as const, attribute: 'x', value: '1' }] },
    };
    const after = {
      ...rule('a'),
      condition: { all: [{ op: 'oneOf' as const, attribute: 'x', values: ['1'] }] },
    };
    expect(diffRules([before], [after]).changed).toEqual([]);
  });
});
