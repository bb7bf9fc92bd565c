import { connect } from '#bridge/client';
import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import type { OutputOf } from '#contract/contract';
import { AnalysisPanel, useAnalysis } from '#features/routing/analysis';
import { usePhraser } from '#features/routing/phrase';
import { LanguageProvider } from '#i18n/language';
import { sessionAs } from '#main';
import { desk } from '#support/desk';
import { arrange, furnish } from '#support/routing-office';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';

const row = (id: string, condition: Condition, groupId: string): Rule => ({
  id,
  name: id,
  condition,
  groupId,
  isOn: true,
  note: '',
});
const city = (...values: string[]): Condition => ({ op: 'oneOf', attribute: 'city', values });

type Loaded = {
  readonly versionId: string;
  readonly start: readonly Rule[];
  readonly facts: OutputOf<'routing.listFacts'>;
  readonly groups: OutputOf<'routing.listGroups'>;
};

function Editor({ versionId, start, facts, groups }: Loaded) {
  const [rules, setRules] = useState(start);
  const analysis = useAnalysis({ versionId, rules, facts, groups });
  return (
    <>
      <output>{rules.map(({ id }) => id).join(' ')}</output>
      <AnalysisPanel
        analysis={analysis}
        rules={rules}
        phraser={usePhraser(facts)}
        groups={groups.map(({ id, label }) => ({ value: id, name: label.zh }))}
        isReadOnly={false}
        onReach={() => undefined}
        onFix={setRules}
      />
    </>
  );
}

test('a rule that is never reached is said with its culprit, and a press moves it above', async () => {
  const user = userEvent.setup();
  const { console, tell } = await desk();
  await arrange(console, () => furnish(console, ['ann']));
  const group = async (zh: string) =>
    (
      await tell('routing.saveGroup', {
        label: { zh, en: '' },
        isOn: true,
        fallbackGroupId: null,
        members: [{ userId: 'ann', weight: 1, openCap: null, isOn: true }],
      })
    ).id;
  const [north, south] = [await group('华北组'), await group('华南组')];
  const { versionId } = await tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  connect({
    call: async (name, input) => JSON.parse(JSON.stringify(await console.dispatch(sessionAs(), name, input))),
    on: console.listen,
  });
  const start = [
    row('wide', city('sh', 'bj'), north),
    row('narrow', city('sh'), south),
    row('rest', { all: [] }, south),
  ];
  const facts = await tell('routing.listFacts', {});
  const groups = await tell('routing.listGroups', {});
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MantineProvider env="test">
        <LanguageProvider initial="zh-CN">
          <Editor versionId={versionId} start={start} facts={facts} groups={groups} />
        </LanguageProvider>
      </MantineProvider>
    </QueryClientProvider>,
  );
  const section = await screen.findByRole('region', { name: '永远不会命中' }, { timeout: 10_000 });
  expect(section.textContent).toContain('被第 1 条 wide完全覆盖，永远轮不到它。 已证明。');
  await user.click(
    within(section).getByRole('button', { name: '上移: 把第 2 条 narrow移到第 1 条 wide之前。' }),
  );
  expect(screen.getByRole('status').textContent).toBe('narrow wide rest');
  await waitFor(() => expect(screen.queryByRole('region', { name: '永远不会命中' })).toBeNull(), {
    timeout: 10_000,
  });
});
