import { sessionAs } from '#main';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { demoCompany } from '#support/company';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { openWindow } from './open-window.tsx';

const company = demoCompany();

async function tell<K extends OperationName>(name: K, input: InputOf<K>) {
  const reply = await company().dispatch(sessionAs('user-ops'), name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<K>;
}

test('a draft is replayed beside its table, and who would move leads to the opportunity', async () => {
  const [set] = await tell('routing.listRuleSets', {});
  const { versionId } = await tell('routing.openDraft', { ruleSetId: set?.id ?? '' });
  const { rules, version } = await tell('routing.listRules', { versionId });
  const groupId = rules[2]?.groupId ?? '';
  const next = rules.map((rule, index) => (index === 0 ? { ...rule, groupId } : rule));
  await tell('routing.saveDraft', { versionId, revision: version.revision, rules: next });
  const user = userEvent.setup();
  openWindow(company(), { as: 'user-ops', at: `/routing/rules/${versionId}` });
  await user.click(await screen.findByRole('button', { name: '回放' }));
  const panel = await screen.findByRole('complementary', { name: '回放' });
  await user.click(await within(panel).findByRole('button', { name: '开始回放' }));
  expect(await within(panel).findByText(/个商机中有 .* 个会换分配组/, {}, { timeout: 60_000 })).toBeDefined();
  const moved = await within(panel).findByRole('region', { name: '会换组的商机' }, { timeout: 60_000 });
  expect(within(panel).getByText(/对照第 1 版/)).toBeDefined();
  expect(within(panel).getByRole('region', { name: '从哪里到哪里' })).toBeDefined();
  const [first] = within(moved).getAllByRole('link');
  expect(first?.getAttribute('href')).toMatch(/^\/opportunities\/\d+$/);
  expect(within(panel).getByRole('button', { name: '重新回放' })).toBeDefined();
}, 180_000);
