import { PERMISSIONS } from '#domain/access';
import { type Change, permissionName, type Policy, rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, MultiSelect, NumberInput, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { dutiesWords } from './words.ts';

export type Draft = Extract<Change, { kind: 'saveDuty' }>;

/** What is wrong with a draft: it needs a name, two members, and fewer allowed than there are. */
export function faultsOf({ label, members, atMost }: Draft) {
  return {
    label: label.zh.trim() === '',
    members: members.length < 2,
    atMost: members.length >= 2 && atMost >= members.length,
  };
}

type DutyFormProps = {
  readonly policy: Policy;
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly onCancel: () => void;
};

/** One duty, edited; what it would do stands below before it is saved. */
export function DutyForm({ policy, draft, onChange, onCancel }: DutyFormProps) {
  const words = useWords(dutiesWords);
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  const [isTouched, setTouched] = useState(false);
  const faults = faultsOf(draft);
  const set = (some: Partial<Draft>) => {
    setTouched(true);
    onChange({ ...draft, ...some });
  };
  const members =
    draft.of === 'roles'
      ? policy.roles.map((role) => ({ value: role.id, label: label(role.label) }))
      : PERMISSIONS.map((value) => ({ value, label: permissionName(rights, value) }));
  const options = (named: Readonly<Record<string, string>>) =>
    Object.entries(named).map(([value, name]) => ({ value, label: name }));
  return (
    <Section
      title={words.form}
      actions={
        <Button size="xs" variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      }
    >
      <Stack gap="sm">
        <Group grow align="start">
          <TextInput
            label={words.nameZh}
            value={draft.label.zh}
            error={isTouched && faults.label && words.needsName}
            onChange={(event) => set({ label: { ...draft.label, zh: event.currentTarget.value } })}
          />
          <TextInput
            label={words.nameEn}
            value={draft.label.en}
            onChange={(event) => set({ label: { ...draft.label, en: event.currentTarget.value } })}
          />
        </Group>
        <Group gap="sm">
          <SegmentedControl
            aria-label={words.kind}
            data={options(words.kinds)}
            value={draft.duty}
            onChange={(duty) => set({ duty: duty as Draft['duty'] })}
          />
          <SegmentedControl
            aria-label={words.of}
            data={options(words.ofs)}
            value={draft.of}
            onChange={(of) => set({ of: of as Draft['of'], members: [] })}
          />
        </Group>
        <MultiSelect
          label={words.members}
          searchable
          data={members}
          value={draft.members}
          error={isTouched && faults.members && words.needsMembers}
          onChange={(chosen) => set({ members: chosen })}
        />
        <NumberInput
          label={words.atMost}
          maw={160}
          min={1}
          max={100}
          value={draft.atMost}
          error={faults.atMost && words.tooMany}
          onChange={(atMost) => set({ atMost: Number(atMost) || 1 })}
        />
      </Stack>
    </Section>
  );
}
