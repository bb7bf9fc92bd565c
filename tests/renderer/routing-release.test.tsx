import type { Console } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { sessionAs } from '#main';
import { demoCompany } from '#support/company';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

async function tell<K extends OperationName>(console: Console, name: K, input: InputOf<K>, as = 'user-ops') {
  const reply = await console.dispatch(sessionAs(as), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

const company = demoCompany();

/** A draft of the demo's rule set whose first rule has another group, which moves more than may be moved directly. */
async function changed() {
  const [set] = await tell(company(), 'routing.listRuleSets', {});
  const { versionId } = await tell(company(), 'routing.openDraft', { ruleSetId: set?.id ?? '' });
  const { rules, version } = await tell(company(), 'routing.listRules', { versionId });
  const groupId = rules[2]?.groupId ?? '';
  const next = rules.map((rule, index) => (index === 0 ? { ...rule, groupId, note: '换组' } : rule));
  await tell(company(), 'routing.saveDraft', { versionId, revision: version.revision, rules: next });
  return { versionId, revision: version.revision + 1 };
}

describe('a draft that somebody else has to approve', () => {
  test('is submitted, found by the approver, looked through, published, compared and rolled back', async () => {
    const user = userEvent.setup();
    const { versionId, revision } = await changed();
    await tell(company(), 'routing.submitDraft', { versionId, revision, note: '大客户换组' });
    openWindow(company(), { as: 'user-owner', at: '/routing/rules' });
    await user.click(await screen.findByRole('link', { name: /商机流转总表 · .*提交/ }));
    await user.click(await screen.findByRole('button', { name: '审批…' }));
    const dialog = await screen.findByRole('dialog', { name: '审批流转规则' });
    expect(await within(dialog).findByText('修改 1 条')).toBeDefined();
    expect(within(dialog).getByText('3 个测试用例全部通过。')).toBeDefined();
    await user.click(within(dialog).getByRole('button', { name: '批准并发布' }));
    expect(await screen.findByText(/第 2 版已发布并生效/)).toBeDefined();

    await user.click(screen.getAllByRole('link', { name: '流转规则' })[0] as HTMLElement);
    const table = await screen.findByRole('region', { name: /商机流转总表/ });
    expect(within(table).getByText(/审批$/)).toBeDefined();
    await user.click(screen.getByRole('button', { name: '比较版本' }));
    const compare = await screen.findByRole('dialog', { name: '比较两个版本' });
    expect(await within(compare).findByText(/无 → 换组|→ 换组/)).toBeDefined();
    await user.click(within(compare).getByRole('button', { name: '关闭' }));

    await user.click(screen.getByRole('button', { name: '退回到此版本' }));
    const [, confirm] = await screen.findAllByRole('button', { name: '退回到此版本' });
    await user.click(confirm as HTMLElement);
    expect(await screen.findByText('退回到第 1 版')).toBeDefined();
    const [set] = await tell(company(), 'routing.listRuleSets', {});
    expect(set?.versions[0]).toMatchObject({ number: 3, bringsBack: 1, id: set?.publishedVersionId });
  }, 120_000);

  test('is not for its maker to approve, who may withdraw it', async () => {
    const user = userEvent.setup();
    const { versionId, revision } = await changed();
    await tell(company(), 'routing.submitDraft', { versionId, revision, note: '' });
    openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
    expect(await screen.findByText(/审批期间不能修改/)).toBeDefined();
    expect(screen.queryByRole('button', { name: '审批…' })).toBeNull();
    expect(screen.queryByRole('button', { name: '保存草稿' })).toBeNull();
    await user.click(screen.getByRole('button', { name: '撤回' }));
    const [, confirm] = await screen.findAllByRole('button', { name: '撤回' });
    await user.click(confirm as HTMLElement);
    expect(await screen.findByRole('button', { name: '保存草稿' })).toBeDefined();
  }, 120_000);
});
