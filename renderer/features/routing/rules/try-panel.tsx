import { SaveCase } from '#features/routing/cases';
import { attributeOf } from '#features/routing/grid';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, MultiSelect, NativeSelect, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { FailedTests } from './failed-tests.tsx';
import styles from './side-panel.module.css';
import type { SideProps } from './side-props.ts';
import { WhyNot } from './why-not.tsx';
import { ruleWords } from './words.ts';

/** One opportunity tried on the draft as it stands, by the very code that will decide. */
export function TryPanel(props: SideProps) {
  const words = useWords(ruleWords);
  const { tried, onTry } = props.trying;
  const tested = new Set(props.table.view.columns.map(attributeOf));
  const shown = props.facts.filter(({ key }) => tested.has(key));
  return (
    <>
      <Text size="xs" c="dimmed">
        {words.tryHint}
      </Text>
      <div className={styles.fields}>
        {shown.map((fact) => (
          <TryField
            key={fact.key}
            fact={fact}
            value={tried[fact.key]}
            onChange={(value) => onTry({ ...tried, [fact.key]: value })}
          />
        ))}
      </div>
      <Button
        variant="default"
        size="compact-xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => onTry({})}
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

type TryFieldProps = {
  readonly fact: Fact;
  readonly value: string | readonly string[] | undefined;
  readonly onChange: (value: string | string[]) => void;
};

function TryField({ fact, value, onChange }: TryFieldProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const name = label(fact.label);
  const choices = useMemo(
    () => fact.values.map((each) => ({ value: each.code, label: label(each.label) })),
    [fact.values, label],
  );
  const text = typeof value === 'string' ? value : '';
  switch (fact.kind) {
    case 'set':
      return (
        <MultiSelect
          label={name}
          data={choices}
          value={typeof value === 'string' || value === undefined ? [] : [...value]}
          placeholder={value === undefined || value.length === 0 ? words.tryUnset : ''}
          searchable
          onChange={onChange}
        />
      );
    case 'enum':
    case 'boolean':
      return (
        <NativeSelect
          label={name}
          value={text}
          data={[
            { value: '', label: words.tryUnset },
            ...(fact.kind === 'enum'
              ? choices
              : [
                  { value: 'true', label: words.tryYes },
                  { value: 'false', label: words.tryNo },
                ]),
          ]}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'text':
    case 'number':
    case 'date':
      return (
        <TextInput
          label={name}
          type={fact.kind === 'date' ? 'date' : 'text'}
          {...(fact.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
          placeholder={words.tryUnset}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
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
        <UnstyledButton className={`${styles.entry} ${styles.winner}`} onClick={() => reach(winner.ruleId)}>
          <span className={styles.line}>{words.tryWinner}</span>
          <span className={styles.title}>{words.ruleAt(winner)}</span>
          <span className={styles.line}>{words.toGroup({ group: group?.name ?? rule?.groupId ?? '' })}</span>
        </UnstyledButton>
      ) : (
        <div className={styles.nobody}>{words.tryNobody}</div>
      )}
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
