import type { OutputOf } from '#contract/contract';
import { type Fact, type Phraser, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Badge, Button, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './decision-page.module.css';
import { decisionWords } from './words.ts';

type Trace = OutputOf<'routing.explainDecision'>['trace'][number];

type RuleTracesProps = { readonly trace: readonly Trace[]; readonly facts: readonly Fact[] };

const NEAREST = 6;

/** The winning rule first, then the better-ranked ones nearest to matching, each with the tests that failed it. */
export function RuleTraces({ trace, facts }: RuleTracesProps) {
  const words = useWords(decisionWords);
  const { number } = useFormat();
  const phraser = usePhraser(facts);
  const [isAll, setAll] = useState(false);
  const winner = trace.find(({ matched }) => matched);
  const lost = trace.filter(({ matched }) => !matched).toSorted((a, b) => failedIn(a) - failedIn(b));
  return (
    <>
      {winner && <RuleTrace trace={winner} phraser={phraser} />}
      {lost.length > 0 && (
        <Text size="xs" c="dimmed" my={10}>
          {words.nearest({ shown: number(isAll ? lost.length : Math.min(NEAREST, lost.length)) })}
        </Text>
      )}
      {lost.slice(0, isAll ? lost.length : NEAREST).map((each) => (
        <RuleTrace key={each.ruleId} trace={each} phraser={phraser} />
      ))}
      {!isAll && lost.length > NEAREST && (
        <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
          {words.showAll({ count: number(lost.length) })}
        </Button>
      )}
    </>
  );
}

function failedIn({ tests }: Trace): number {
  return tests.filter(({ held }) => !held).length;
}

function RuleTrace({ trace, phraser }: { readonly trace: Trace; readonly phraser: Phraser }) {
  const words = useWords(decisionWords);
  return (
    <div className={styles.trace} data-matched={trace.matched || undefined}>
      <div className={styles.traceHead}>
        <span className={styles.position}>{trace.position}</span>
        <span className={styles.name}>{trace.name}</span>
        {trace.matched && <Badge color="green">{words.winner}</Badge>}
      </div>
      <ul className={styles.tests}>
        {trace.tests.length === 0 && <li className={styles.quiet}>{words.always}</li>}
        {trace.tests.map(({ condition, held, seen }) => (
          <li key={JSON.stringify(condition)} data-held={held || undefined}>
            {held ? (
              <IconCheck size={14} aria-label={words.held} className={styles.good} />
            ) : (
              <IconX size={14} aria-label={words.failed} className={styles.bad} />
            )}
            <span>{phraser.sentence(condition)}</span>
            {'op' in condition && !held && (
              <span className={styles.quiet}>
                {words.sawValue({ value: phraser.value(condition.attribute, seen) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
