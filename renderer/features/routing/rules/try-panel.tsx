import { startOfDay } from '#domain/base';
import type { Value } from '#domain/conditions';
import type { RuleTrace } from '#domain/routing';
import type { Rule } from '#domain/rules';
import type { Choice } from '#features/routing/grid';
import type { Fact, Phraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, MultiSelect, NativeSelect, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import styles from './side-panel.module.css';
import { ruleWords } from './words.ts';

/** The values being tried, as texts: attribute → what stands in its field. */
export type Tried = Readonly<Record<string, string | readonly string[]>>;

/** The facts that the fields say. Empty fields are unset; what does not parse is unset too. */
export function factsTried(tried: Tried, facts: readonly Fact[], zone: string): Record<string, Value> {
  const seen: Record<string, Value> = {};
  for (const { key, kind } of facts) {
    const entered = tried[key];
    if (entered === undefined || entered.length === 0) continue;
    if (typeof entered !== 'string') seen[key] = [...entered];
    else if (kind === 'boolean') seen[key] = entered === 'true';
    else if (kind === 'number' || kind === 'date') {
      const number = kind === 'date' ? startOfDay(entered, zone) : Number(entered.normalize('NFKC'));
      if (Number.isFinite(number)) seen[key] = number;
    } else seen[key] = entered;
  }
  return seen;
}

type TryPanelProps = {
  readonly rules: readonly Rule[];
  readonly facts: readonly Fact[];
  /** The attributes that the table tests: only these matter. */
  readonly attributes: readonly string[];
  readonly tried: Tried;
  readonly onTry: (tried: Tried) => void;
  readonly trace: {
    readonly winner: RuleTrace | undefined;
    readonly earlier: number;
    readonly trace: readonly RuleTrace[];
  };
  readonly phraser: Phraser;
  readonly groups: readonly Choice[];
  readonly onReach: (ruleId: string) => void;
};

/** One opportunity tried on the draft as it stands, by the very code that will decide. */
export function TryPanel(props: TryPanelProps) {
  const words = useWords(ruleWords);
  const shown = props.facts.filter(({ key }) => props.attributes.includes(key));
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
            value={props.tried[fact.key]}
            onChange={(value) => props.onTry({ ...props.tried, [fact.key]: value })}
          />
        ))}
      </div>
      <Button
        variant="default"
        size="compact-xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => props.onTry({})}
      >
        {words.tryClear}
      </Button>
      <TryResult {...props} />
    </>
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

function TryResult({ trace, phraser, groups, rules, onReach }: TryPanelProps) {
  const words = useWords(ruleWords);
  const { number } = useFormat();
  const { language } = useLanguage();
  const { winner } = trace;
  const rule = rules.find(({ id }) => id === winner?.ruleId);
  const group = groups.find(({ value }) => value === rule?.groupId);
  const nearest = trace.trace
    .filter(({ matched }) => !matched)
    .toSorted((a, b) => failedIn(a) - failedIn(b))
    .slice(0, NEAREST_SHOWN);
  return (
    <div aria-live="polite" lang={language}>
      {winner ? (
        <UnstyledButton className={`${styles.entry} ${styles.winner}`} onClick={() => onReach(winner.ruleId)}>
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
            <UnstyledButton className={styles.entry} onClick={() => onReach(each.ruleId)}>
              <span className={styles.title}>{words.ruleAt(each)}</span>
              {each.tests
                .filter(({ held }) => !held)
                .map(({ condition, seen }) => (
                  <span key={JSON.stringify(condition)} className={styles.line}>
                    {words.failedTests} {phraser.sentence(condition)}
                    {'op' in condition &&
                      ` · ${words.sawValue({ value: phraser.value(condition.attribute, seen) })}`}
                  </span>
                ))}
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
