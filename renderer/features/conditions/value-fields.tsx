import { dayOf, endOfDay, startOfDay } from '#domain/base';
import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { MultiSelect, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { modeOf, numberOf, testIn, valuesOf } from './test-form.ts';
import { conditionWords } from './words.ts';

type ValueFieldsProps = {
  readonly test: Test;
  readonly fact: Fact;
  readonly isReadOnly: boolean;
  readonly onChange: (test: Test) => void;
};

/** How many choices a long list of values opens with; typing narrows it. */
const CHOICES = 100;

/** The fields in which a test's values are entered, by what the test is. */
export function ValueFields(props: ValueFieldsProps) {
  const words = useWords(conditionWords);
  const { test, isReadOnly, onChange } = props;
  switch (test.op) {
    case 'isSet':
    case 'isNotSet':
      return null;
    case 'startsWith':
    case 'contains':
      return (
        <TextInput
          size="xs"
          aria-label={words.text}
          maxLength={500}
          value={test.value}
          readOnly={isReadOnly}
          onChange={(event) => onChange({ ...test, value: event.currentTarget.value })}
        />
      );
    case 'equals':
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll':
      return <ListField {...props} />;
    case 'between':
    case 'age':
      return <RangeFields {...props} test={test} />;
  }
}

type RangeFieldsProps = Omit<ValueFieldsProps, 'test'> & {
  readonly test: Extract<Test, { op: 'between' | 'age' }>;
};

/** The two ends of a range of numbers, of company days, or of days ago. */
function RangeFields(props: RangeFieldsProps) {
  const words = useWords(conditionWords);
  const { test, fact, isReadOnly, onChange } = props;
  if (test.op === 'between' && fact.kind === 'date') return <DayFields {...props} test={test} />;
  if (test.op === 'between')
    return (
      <>
        <NumberField
          label={words.least}
          value={test.min}
          isReadOnly={isReadOnly}
          onChange={(min) => onChange({ ...test, min })}
        />
        <NumberField
          label={words.most}
          value={test.max}
          isReadOnly={isReadOnly}
          onChange={(max) => onChange({ ...test, max })}
        />
      </>
    );
  return (
    <>
      <NumberField
        label={words.leastDays}
        value={test.minDays}
        isWhole
        isReadOnly={isReadOnly}
        onChange={(minDays) => onChange({ ...test, minDays })}
      />
      <NumberField
        label={words.mostDays}
        value={test.maxDays}
        isWhole
        isReadOnly={isReadOnly}
        onChange={(maxDays) => onChange({ ...test, maxDays })}
      />
    </>
  );
}

/** Several values: of the attribute's list, yes or no, or as they are typed. */
function ListField({ test, fact, isReadOnly, onChange }: ValueFieldsProps) {
  const words = useWords(conditionWords);
  const { label } = useFormat();
  const values = valuesOf(test);
  const put = (next: readonly (string | number | boolean)[]) =>
    onChange(testIn(modeOf(test), test.attribute, next));
  if (fact.kind === 'boolean')
    return (
      <NativeSelect
        size="xs"
        aria-label={words.values}
        disabled={isReadOnly}
        value={String(values[0] ?? '')}
        data={[
          { value: '', label: '' },
          { value: 'true', label: words.yes },
          { value: 'false', label: words.no },
        ]}
        onChange={({ currentTarget: { value } }) => put(value === '' ? [] : [value === 'true'])}
      />
    );
  const texts = values.map(String);
  if (fact.kind === 'enum' || fact.kind === 'set') {
    const known = new Set(fact.values.map(({ code }) => code));
    return (
      <MultiSelect
        size="xs"
        aria-label={words.values}
        placeholder={texts.length === 0 ? words.values : ''}
        searchable
        limit={CHOICES}
        nothingFoundMessage={words.noValue}
        readOnly={isReadOnly}
        data={[
          ...texts.filter((code) => !known.has(code)).map((code) => ({ value: code, label: code })),
          ...fact.values.map(({ code, label: name }) => ({ value: code, label: label(name) })),
        ]}
        value={texts}
        onChange={put}
      />
    );
  }
  const isNumber = fact.kind === 'number';
  return (
    <TagsInput
      size="xs"
      aria-label={words.values}
      placeholder={texts.length === 0 ? words.values : ''}
      maxTags={2000}
      readOnly={isReadOnly}
      value={texts}
      acceptValueOnBlur
      onChange={(next) =>
        put(
          isNumber
            ? next.map(numberOf).flatMap((one) => (one === null || Number.isNaN(one) ? [] : [one]))
            : next,
        )
      }
    />
  );
}

type NumberFieldProps = {
  readonly label: string;
  readonly value: number | null;
  readonly isWhole?: boolean;
  readonly isReadOnly: boolean;
  readonly onChange: (value: number | null) => void;
};

/** A number or nothing; what is half typed stays as typed. */
function NumberField({ label, value, isWhole = false, isReadOnly, onChange }: NumberFieldProps) {
  const words = useWords(conditionWords);
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : numberOf(typed);
  const isWrong = Number.isNaN(read) || (isWhole && read !== null && !Number.isSafeInteger(read));
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder={label}
      inputMode="decimal"
      value={typed ?? (value === null ? '' : String(value))}
      readOnly={isReadOnly}
      error={isWrong && words.wrongNumber}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text);
        const next = numberOf(text);
        const fits = next === null || (isWhole ? Number.isSafeInteger(next) : !Number.isNaN(next));
        onChange(fits ? next : null);
      }}
      onBlur={() => !isWrong && setTyped(null)}
    />
  );
}

type DayFieldsProps = Omit<ValueFieldsProps, 'test'> & {
  readonly test: Extract<Test, { op: 'between' }>;
};

/** A range of company days, whole ones at both ends. */
function DayFields({ test, isReadOnly, onChange }: DayFieldsProps) {
  const words = useWords(conditionWords);
  const { zone } = useLanguage();
  const day = (end: number | null) => (end === null ? '' : dayOf(end, zone));
  return (
    <>
      <TextInput
        size="xs"
        type="date"
        aria-label={words.fromDay}
        value={day(test.min)}
        readOnly={isReadOnly}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...test, min: value === '' ? null : startOfDay(value, zone) })
        }
      />
      <TextInput
        size="xs"
        type="date"
        aria-label={words.toDay}
        value={day(test.max)}
        readOnly={isReadOnly}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...test, max: value === '' ? null : endOfDay(value, zone) })
        }
      />
    </>
  );
}
