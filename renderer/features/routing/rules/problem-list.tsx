import type { DraftProblem } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { useWords } from '#i18n/words';
import { Text, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import styles from './side-panel.module.css';
import { ruleWords } from './words.ts';

type ProblemListProps = {
  readonly problems: readonly DraftProblem[];
  readonly rules: readonly Rule[];
  readonly say: (problem: DraftProblem) => string;
  readonly onReach: (ruleId: string) => void;
};

const MOST_SHOWN = 200;

/** What keeps the draft from being published, in words; a press leads to the row. */
export function ProblemList({ problems, rules, say, onReach }: ProblemListProps) {
  const words = useWords(ruleWords);
  const positions = useMemo(() => new Map(rules.map((rule, index) => [rule.id, { rule, index }])), [rules]);
  if (problems.length === 0) return <Text size="sm">{words.noProblems}</Text>;
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.problemsHint}
      </Text>
      <ul className={styles.list}>
        {problems.slice(0, MOST_SHOWN).map((problem) => {
          const found = problem.ruleId === null ? undefined : positions.get(problem.ruleId);
          const title = found
            ? words.ruleAt({ position: found.index + 1, name: found.rule.name })
            : words.wholeDraft;
          return (
            <li key={`${problem.ruleId}/${problem.code}/${problem.attribute}/${problem.value}`}>
              <UnstyledButton
                className={styles.entry}
                disabled={!found}
                onClick={() => found && onReach(found.rule.id)}
              >
                <span className={styles.title}>{title}</span>
                <span className={styles.line}>{say(problem)}</span>
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      {problems.length > MOST_SHOWN && (
        <Text size="xs" c="dimmed">
          {words.andMore({ count: problems.length - MOST_SHOWN })}
        </Text>
      )}
    </>
  );
}
