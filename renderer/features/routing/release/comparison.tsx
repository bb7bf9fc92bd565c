import { useAsk } from '#bridge/ask';
import { diffRules } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { usePhraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { LoadingState } from '#ui/states';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { DiffList } from './diff-list.tsx';
import { releaseWords } from './words.ts';

const NO_FACTS: [] = [];

/** Conditions in words, by the catalogue of today. */
export function useCatalogue() {
  return usePhraser(useAsk('routing.listFacts', {}).data ?? NO_FACTS);
}

/** What some rules change against the version in force. */
export function AgainstInForce(props: { readonly inForce: string | null; readonly rules: readonly Rule[] }) {
  const { inForce, rules } = props;
  const words = useWords(releaseWords);
  const phraser = useCatalogue();
  const before = useAsk('routing.listRules', { versionId: inForce ?? '' }, { enabled: inForce !== null });
  const diff = useMemo(() => before.data && diffRules(before.data.rules, rules), [before.data, rules]);
  if (inForce === null) return <Text size="sm">{words.firstVersion}</Text>;
  if (!diff || !before.data) return <LoadingState />;
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {words.comparedTo({ number: before.data.version.number })}
      </Text>
      <DiffList diff={diff} phraser={phraser} />
    </div>
  );
}
