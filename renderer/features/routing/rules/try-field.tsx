import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Input, MultiSelect, NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import styles from './try-panel.module.css';
import { ruleWords } from './words.ts';

type TryFieldProps = {
  readonly fact: Fact;
  readonly value: string | readonly string[] | undefined;
  /** Whether it no longer says what the opportunity does. */
  readonly isChanged: boolean;
  readonly onChange: (value: string | string[]) => void;
  readonly onPutBack: () => void;
};

/** One fact being tried; where an opportunity fills it, what was changed is marked and put back by one press. */
export function TryField({ onPutBack, isChanged, ...props }: TryFieldProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const id = useId();
  const name = label(props.fact.label);
  return (
    <div data-changed={isChanged || undefined} className={styles.field}>
      <div className={styles.fieldName}>
        <Input.Label htmlFor={id}>{name}</Input.Label>
        {isChanged && (
          <UnstyledButton
            className={styles.putBack}
            aria-label={words.tryPutBack({ name })}
            title={words.tryPutBack({ name })}
            onClick={onPutBack}
          >
            <IconArrowBackUp size={12} aria-hidden />
            {words.tryChanged}
          </UnstyledButton>
        )}
      </div>
      <Entry id={id} {...props} />
    </div>
  );
}

type EntryProps = Omit<TryFieldProps, 'isChanged' | 'onPutBack'> & { readonly id: string };

function Entry({ id, fact, value, onChange }: EntryProps) {
  const words = useWords(ruleWords);
  const { label } = useFormat();
  const choices = useMemo(
    () => fact.values.map((each) => ({ value: each.code, label: label(each.label) })),
    [fact.values, label],
  );
  const text = typeof value === 'string' ? value : '';
  switch (fact.kind) {
    case 'set':
      return (
        <MultiSelect
          id={id}
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
          id={id}
          value={text}
          data={[
            { value: '', label: words.tryUnset },
            ...(fact.kind === 'enum'
              ? withOwn(choices, text)
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
          id={id}
          type={fact.kind === 'date' ? 'date' : 'text'}
          {...(fact.kind === 'number' ? { inputMode: 'decimal' as const } : {})}
          placeholder={words.tryUnset}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

type Choices = readonly { readonly value: string; readonly label: string }[];

/** An opportunity may hold a value that the catalogue no longer has: it is shown as it is. */
function withOwn(choices: Choices, text: string): Choices {
  const isKnown = text === '' || choices.some(({ value }) => value === text);
  return isKnown ? choices : [...choices, { value: text, label: text }];
}
