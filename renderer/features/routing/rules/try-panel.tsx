import { SaveCase } from '#features/routing/cases';
import { attributeOf } from '#features/routing/grid';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, Text, UnstyledButton } from '@mantine/core';
import { FailedTests } from './failed-tests.tsx';
import styles from './side-panel.module.css';
import type { SideProps } from './side-props.ts';
import { LoadOpportunity } from './load-opportunity.tsx';
import { TriedChain } from './tried-chain.tsx';
import { TryField } from './try-field.tsx';
import tryStyles from './try-panel.module.css';
import { WhyNot } from './why-not.tsx';
import { ruleWords } from './words.ts';

/** One opportunity tried on the draft as it stands, by the very code that will decide. */
export function TryPanel(props: SideProps) {
  const words = useWords(ruleWords);
  const { tried, changed, onTry, onLoad, onPutBack } = props.trying;
  const tested = new Set(props.table.view.columns.map(attributeOf));
  const shown = props.facts.filter(({ key }) => tested.has(key) || changed.has(key));
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.tryHint}
      </Text>
      <LoadOpportunity trying={props.trying} />
      <div className={tryStyles.fields}>
        {shown.map((fact) => (
          <TryField
            key={fact.key}
            fact={fact}
            value={tried[fact.key]}
            isChanged={changed.has(fact.key)}
            onChange={(value) => onTry(fact.key, value)}
            onPutBack={() => onPutBack(fact.key)}
          />
        ))}
      </div>
      <Button
        variant="default"
        size="compact-xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onLoad(null)}
      >
        {words.tryClear}
      </Button>
      <TryResult {...props} />
      <WhyNot {...props} />
      {!props.isReadOnly && <TriedAsCase {...props} />}
    </>
  );
}

function TriedAsCase({ trying, draft, table, loaded }: SideProps) {
  const winner = draft.state.rules.find(({ id }) => id === trying.trace?.winner?.ruleId);
  return (
    <SaveCase
      ruleSetId={loaded.version.ruleSetId}
      facts={trying.facts}
      groupId={winner?.groupId}
      groups={table.choices}
    />
  );
}

const NEAREST_SHOWN = 8;

function TryResult({ trying, table, draft, reach }: SideProps) {
  const words = useWords(ruleWords);
  const { number } = useFormat();
  const { language } = useLanguage();
  const { trace } = trying;
  if (!trace) return null;
  const { phraser } = table;
  const { winner } = trace;
  const rule = draft.state.rules.find(({ id }) => id === winner?.ruleId);
  const group = table.choices.find(({ value }) => value === rule?.groupId);
  const nearest = trace.trace
    .filter(({ matched }) => !matched)
    .toSorted((a, b) => failedIn(a) - failedIn(b))
    .slice(0, NEAREST_SHOWN);
  return (
    <div aria-live="polite" lang={language}>
      {winner ? (
        <UnstyledButton
          className={`${styles.entry} ${tryStyles.winner}`}
          onClick={() => reach(winner.ruleId)}
        >
          <span className={styles.line}>{words.tryWinner}</span>
          <span className={styles.title}>{words.ruleAt(winner)}</span>
          <span className={styles.line}>{words.toGroup({ group: group?.name ?? rule?.groupId ?? '' })}</span>
        </UnstyledButton>
      ) : (
        <div className={tryStyles.nobody}>{words.tryNobody}</div>
      )}
      {rule && <TriedChain groupId={rule.groupId} facts={trying.facts} opportunityId={trying.loaded?.id} />}
      {trace.earlier > 0 && (
        <Text size="xs" c="dimmed" mt="sm">
          {words.tryEarlier({ count: number(trace.earlier) })} · {words.tryNearest}
        </Text>
      )}
      <ul className={styles.list}>
        {nearest.map((each) => (
          <li key={each.ruleId}>
            <UnstyledButton className={styles.entry} onClick={() => reach(each.ruleId)}>
              <span className={styles.title}>{words.ruleAt(each)}</span>
              <FailedTests trace={each} phraser={phraser} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  );
}

function failedIn(trace: { readonly tests: readonly { readonly held: boolean }[] }): number {
  return trace.tests.filter(({ held }) => !held).length;
}
