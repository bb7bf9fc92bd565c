import { dayOf, startOfDay } from '#domain/base';
import type { Value } from '#domain/conditions';
import type { Attribute } from '#domain/tagging';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { NumberInput, Select, TextInput } from '@mantine/core';
import { taggingWords } from './words.ts';

type ValueInputProps = {
  readonly attribute: Attribute;
  /** Null while nothing is chosen. */
  readonly value: Value | null;
  readonly isReadOnly: boolean;
  readonly onChange: (value: Value | null) => void;
};

/** A field for one value of an attribute, or one code of a set. */
export function ValueInput({ attribute, value, isReadOnly, onChange }: ValueInputProps) {
  const words = useWords(taggingWords);
  const { label } = useFormat();
  const { zone } = useLanguage();
  const shared = {
    size: 'xs',
    'aria-label': words.value,
    placeholder: words.value,
    readOnly: isReadOnly,
  } as const;
  switch (attribute.kind) {
    case 'enum':
    case 'set':
      return (
        <Select
          {...shared}
          searchable
          limit={100}
          data={attribute.values.map((each) => ({ value: each.code, label: label(each.label) }))}
          value={typeof value === 'string' ? value : null}
          onChange={onChange}
        />
      );
    case 'boolean':
      return (
        <Select
          {...shared}
          data={[
            { value: 'true', label: words.yes },
            { value: 'false', label: words.no },
          ]}
          value={typeof value === 'boolean' ? String(value) : null}
          onChange={(next) => onChange(next === null ? null : next === 'true')}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : null)}
        />
      );
    case 'date':
      return (
        <TextInput
          {...shared}
          type="date"
          value={typeof value === 'number' ? dayOf(value, zone) : ''}
          onChange={({ currentTarget: { value: day } }) =>
            onChange(day === '' ? null : startOfDay(day, zone))
          }
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          maxLength={500}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget: { value: text } }) => onChange(text === '' ? null : text)}
        />
      );
  }
}
