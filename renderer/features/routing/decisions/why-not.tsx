import { useAsk } from '#bridge/ask';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { FilterSelect } from '#ui/filter-select';
import { Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { RuleTraces } from './rule-traces.tsx';
import { decisionWords } from './words.ts';

type WhyNotProps = {
  readonly decisionId: number;
  /** The group that it came to, which is no question. */
  readonly groupId: string | null;
  readonly facts: readonly Fact[];
};

/** Asks of any other group why the opportunity did not come to it. */
export function WhyNot({ decisionId, groupId, facts }: WhyNotProps) {
  const words = useWords(decisionWords);
  const { label, number } = useFormat();
  const groups = useAsk('routing.listGroups', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const answer = useAsk(
    'routing.explainWhyNot',
    { id: decisionId, groupId: chosen ?? '' },
    { enabled: chosen !== null },
  );
  return (
    <Section title={words.whyNot} hint={words.whyNotHint}>
      <FilterSelect
        label={words.group}
        width={240}
        options={(groups.data ?? [])
          .filter(({ id }) => id !== groupId)
          .map((group) => ({ value: group.id, label: label(group.label) }))}
        value={chosen ?? undefined}
        onChange={setChosen}
      />
      {answer.error && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
      {chosen !== null && answer.isPending && <LoadingState />}
      {chosen !== null && answer.data && (
        <div role="status">
          <Text size="sm" my={8}>
            {words.because[answer.data.because]}{' '}
            {answer.data.asked && words.groupAnswered({ reason: words.reasons[answer.data.asked] })}
          </Text>
          {answer.data.rules > 0 && (
            <Text size="xs" c="dimmed" mb={8}>
              {words.rulesToGroup({ count: number(answer.data.rules) })}
            </Text>
          )}
          {answer.data.trace.length > 0 && <RuleTraces trace={answer.data.trace} facts={facts} />}
        </div>
      )}
    </Section>
  );
}
