import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { MultiSelect, NumberInput, Select } from '@mantine/core';
import { groupWords } from './words.ts';

type MemberNumberProps = {
  readonly label: string;
  readonly max: number;
  readonly placeholder?: string;
  readonly value: number | '';
  readonly isReadOnly: boolean;
  readonly onChange: (value: number | '') => void;
};

/** A whole number of a member; empty while it is typed, or where there is no limit. */
export function MemberNumber({ label, max, placeholder, value, isReadOnly, onChange }: MemberNumberProps) {
  return (
    <NumberInput
      w={96}
      aria-label={label}
      placeholder={placeholder}
      min={0}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      readOnly={isReadOnly}
      value={value}
      onChange={(next) => onChange(typeof next === 'number' ? next : '')}
    />
  );
}

type MemberSkillsProps = {
  readonly label: string;
  /** The attribute that the group matches skills by. */
  readonly attribute: string;
  readonly value: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (skills: readonly string[]) => void;
};

/** What a member is good at, from the values of an attribute. */
export function MemberSkills({ label, attribute, value, isReadOnly, onChange }: MemberSkillsProps) {
  const { label: textOf } = useFormat();
  const attributes = useAsk('tagging.listAttributes', {});
  const values = attributes.data?.find(({ key }) => key === attribute)?.values ?? [];
  // Skills of another attribute, or of a value that has gone, stay until somebody takes them away.
  const strange = value.filter((code) => !values.some((each) => each.code === code));
  return (
    <MultiSelect
      miw={180}
      maw={320}
      aria-label={label}
      searchable
      hidePickedOptions
      readOnly={isReadOnly}
      data={[
        ...values.map((each) => ({ value: each.code, label: textOf(each.label) })),
        ...strange.map((code) => ({ value: code, label: code })),
      ]}
      value={[...value]}
      onChange={onChange}
    />
  );
}

type MemberCalendarProps = {
  readonly label: string;
  readonly value: string | null;
  readonly isReadOnly: boolean;
  readonly onChange: (calendarId: string | null) => void;
};

/** A member's own working calendar; without one the group's goes. */
export function MemberCalendar({ label, value, isReadOnly, onChange }: MemberCalendarProps) {
  const words = useWords(groupWords);
  const { label: textOf } = useFormat();
  const calendars = useAsk('routing.listCalendars', {});
  return (
    <Select
      w={170}
      aria-label={label}
      placeholder={words.groupCalendar}
      clearable
      readOnly={isReadOnly}
      data={(calendars.data ?? []).map((each) => ({ value: each.id, label: textOf(each.label) }))}
      value={value}
      onChange={onChange}
    />
  );
}
