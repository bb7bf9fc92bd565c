import type { Policy } from '#features/access/rights';
import { dayOf, endOfDay } from '#domain/base';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Fieldset, Group, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import type { Side } from './side.ts';
import { compareWords } from './words.ts';

type SideFieldsProps = {
  readonly policy: Policy;
  readonly name: string;
  readonly kind: Side['kind'];
  readonly side: Side | undefined;
  readonly onChange: (side: Side | null) => void;
};

/** Who or what is compared, and on which day. */
export function SideFields({ policy, name, kind, side, onChange }: SideFieldsProps) {
  const words = useWords(compareWords);
  const { label } = useFormat();
  const { zone } = useLanguage();
  const asOf = side?.asOf ?? null;
  const all =
    kind === 'person'
      ? policy.people.map((one) => ({ value: one.id, label: one.name }))
      : policy.roles.map((one) => ({ value: one.id, label: label(one.label) }));
  return (
    <Fieldset legend={name} p="sm">
      <Group gap="sm">
        <Select
          aria-label={`${name} ${words.kinds[kind]}`}
          placeholder={words.kinds[kind]}
          searchable
          limit={50}
          data={all}
          value={side?.kind === kind ? side.id : null}
          onChange={(id) => onChange(id === null ? null : { kind, id, asOf })}
        />
        <DatePickerInput
          w={150}
          aria-label={`${name} ${words.day} ${asOf === null ? words.now : dayOf(asOf, zone)}`}
          placeholder={words.now}
          disabled={!side}
          valueFormat="YYYY-MM-DD"
          clearable
          value={asOf === null ? null : dayOf(asOf, zone)}
          onChange={(day) => side && onChange({ ...side, asOf: day === null ? null : endOfDay(day, zone) })}
        />
      </Group>
    </Fieldset>
  );
}
