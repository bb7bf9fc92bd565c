import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { NativeSelect, Select, Text } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './condition-builder.module.css';
import { problemIn } from './problems.ts';
import { modeOf, TEST_MODES, testIn, type TestMode, valuesOf } from './test-form.ts';
import { ValueFields } from './value-fields.tsx';
import { conditionWords } from './words.ts';

type TestRowProps = {
  readonly test: Test;
  readonly onChange: (test: Test) => void;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
  readonly buttons: ReactNode;
};

/** One test: which attribute, how, against what; and what is wrong with it. */
export function TestRow({ test, onChange, facts, isReadOnly, buttons }: TestRowProps) {
  const words = useWords(conditionWords);
  const { label } = useFormat();
  const problemId = useId();
  const fact = facts.find(({ key }) => key === test.attribute);
  const problem = problemIn(test, facts, words);
  const mode = modeOf(test);
  const modes = fact ? TEST_MODES[fact.kind] : [mode];
  const names = facts.map((each) => ({ value: each.key, label: label(each.label) }));
  const choose = (key: string | null) => {
    const next = facts.find((each) => each.key === key);
    if (next && next.key !== test.attribute) onChange(testIn(TEST_MODES[next.kind][0] ?? 'isSet', next.key));
  };
  return (
    <div className={styles.test} role="group" aria-label={words.test} aria-describedby={problem && problemId}>
      <div className={styles.fields}>
        <Select
          size="xs"
          aria-label={words.attribute}
          placeholder={words.chooseAttribute}
          searchable
          readOnly={isReadOnly}
          error={fact === undefined}
          data={fact ? names : [{ value: test.attribute, label: test.attribute }, ...names]}
          value={test.attribute}
          onChange={choose}
        />
        <NativeSelect
          size="xs"
          aria-label={words.op}
          disabled={isReadOnly}
          value={mode}
          data={(modes.includes(mode) ? modes : [mode, ...modes]).map((each) => ({
            value: each,
            label: words.ops[each],
          }))}
          onChange={(event) =>
            onChange(testIn(event.currentTarget.value as TestMode, test.attribute, valuesOf(test)))
          }
        />
        {fact && <ValueFields test={test} fact={fact} isReadOnly={isReadOnly} onChange={onChange} />}
      </div>
      {buttons}
      {problem && (
        <Text id={problemId} size="xs" c="red" w="100%" role="status">
          {problem}
        </Text>
      )}
    </div>
  );
}
