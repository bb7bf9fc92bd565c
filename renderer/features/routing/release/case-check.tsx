import { useAsk } from '#bridge/ask';
import { failedCases } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { useWords } from '#i18n/words';
import { Alert, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import { releaseWords } from './words.ts';

const MOST_NAMED = 5;

/** How many saved cases of the rule set these rules fail; null until they are known. */
export function useFailedCases(ruleSetId: string, rules: readonly Rule[]) {
  const cases = useAsk('routing.listCases', { ruleSetId });
  const [now] = useState(() => Date.now());
  const failed = useMemo(() => cases.data && failedCases(rules, cases.data, now), [cases.data, rules, now]);
  return failed && cases.data ? { failed, count: cases.data.length } : null;
}

/** Whether the saved cases pass. */
export function CaseCheck({ checked }: { readonly checked: ReturnType<typeof useFailedCases> }) {
  const words = useWords(releaseWords);
  if (checked === null) return null;
  const { failed, count } = checked;
  if (failed.length > 0) {
    const names = failed.slice(0, MOST_NAMED).map((each) => each.case.name);
    return (
      <Alert color="yellow">
        {words.casesFailed({ count: failed.length, names: names.join(words.comma) })}
      </Alert>
    );
  }
  return <Text size="sm">{count === 0 ? words.noCases : words.casesPassed({ count })}</Text>;
}
