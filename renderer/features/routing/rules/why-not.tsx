import { traceRules } from '#domain/routing';
import { tableWords } from '#features/routing/table';
import { useWords } from '#i18n/words';
import { NativeSelect, Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { FailedTests } from './failed-tests.tsx';
import styles from './side-panel.module.css';
import type { SideProps } from './side-props.ts';
import { ruleWords } from './words.ts';

/** Why a group did not get what is being tried: its nearest rule, and what of it failed. */
export function WhyNot({ trying, table, draft, reach }: SideProps) {
  const words = useWords(tableWords);
  const ruleText = useWords(ruleWords);
  const [groupId, setGroupId] = useState('');
  const { rules } = draft.state;
  const found = useMemo(() => {
    const own = rules.filter((rule) => rule.groupId === groupId);
    const { winner, trace } = traceRules(own, trying.facts, trying.now);
    const failed = (each: (typeof trace)[number]) => each.tests.filter(({ held }) => !held).length;
    const best = winner ?? trace.toSorted((a, b) => failed(a) - failed(b))[0];
    return best && { ...best, position: rules.findIndex(({ id }) => id === best.ruleId) + 1 };
  }, [rules, groupId, trying.facts, trying.now]);
  const winnerId = trying.trace?.winner?.ruleId;
  return (
    <>
      <NativeSelect
        size="xs"
        label={words.whyNot}
        value={groupId}
        data={[
          { value: '', label: words.whyNotPick },
          ...table.choices.map(({ value, name }) => ({ value, label: name })),
        ]}
        onChange={(event) => setGroupId(event.currentTarget.value)}
      />
      {groupId !== '' && !found && <Text size="sm">{words.whyNotNone}</Text>}
      {groupId !== '' && found && (
        <UnstyledButton className={styles.entry} onClick={() => reach(found.ruleId)}>
          <span className={styles.title}>{ruleText.ruleAt(found)}</span>
          {found.matched ? (
            <span className={styles.line}>
              {found.ruleId === winnerId ? words.whyNotWins : words.whyNotOutranked}
            </span>
          ) : (
            <FailedTests trace={found} phraser={table.phraser} />
          )}
        </UnstyledButton>
      )}
    </>
  );
}
