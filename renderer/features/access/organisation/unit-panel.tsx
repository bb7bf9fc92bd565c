import { unitsBelow } from '#domain/organisation';
import type { Change, Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useState } from 'react';
import { organisationWords } from './words.ts';

type Unit = Policy['units'][number];
type UnitPanelProps = {
  readonly draft: Policy;
  readonly unit: Unit;
  readonly isReadOnly: boolean;
  readonly onChange: (...changes: Change[]) => void;
  readonly onAdd: (parentId: string) => void;
};

/** One unit, edited in place: its names, what is above it, who leads it. */
export function UnitPanel({ draft, unit, isReadOnly, onChange, onAdd }: UnitPanelProps) {
  const words = useWords(organisationWords);
  const { label } = useFormat();
  const inside = unitsBelow(draft.units, unit.id);
  const parents = draft.units.filter((one) => !inside.has(one.id));
  const leaders = draft.people.filter((one) => one.status === 'active' || one.id === unit.leaderId);
  const set = (some: Omit<Extract<Change, { kind: 'saveUnit' }>, 'kind' | 'id'>) =>
    onChange({ kind: 'saveUnit', id: unit.id, ...some });
  return (
    <Section
      title={label(unit.label)}
      actions={
        !isReadOnly && (
          <Group gap={8}>
            <Button size="xs" variant="default" onClick={() => onAdd(unit.id)}>
              {words.addUnit}
            </Button>
            <Button size="xs" variant="default" onClick={() => onChange({ kind: 'removeUnit', id: unit.id })}>
              {words.removeUnit}
            </Button>
          </Group>
        )
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <Names
          key={`${unit.id} ${unit.label.zh} ${unit.label.en}`}
          unit={unit}
          isReadOnly={isReadOnly}
          onSave={(name) => set({ label: name })}
        />
        <Select
          label={words.parent}
          placeholder={words.top}
          data={parents.map((one) => ({ value: one.id, label: label(one.label) }))}
          value={unit.parentId}
          readOnly={isReadOnly}
          searchable
          clearable={!isReadOnly}
          onChange={(parentId) => set({ parentId })}
        />
        <Select
          label={words.leader}
          placeholder={words.noLeader}
          data={leaders.map((one) => ({
            value: one.id,
            label: one.status === 'left' ? words.leaderLeft({ name: one.name }) : one.name,
          }))}
          value={unit.leaderId}
          readOnly={isReadOnly}
          searchable
          clearable={!isReadOnly}
          onChange={(leaderId) => set({ leaderId })}
        />
      </SimpleGrid>
    </Section>
  );
}

type NamesProps = {
  readonly unit: Unit;
  readonly isReadOnly: boolean;
  readonly onSave: (label: Unit['label']) => void;
};

/** Both names; they count when the field is left or Enter is pressed. */
function Names({ unit, isReadOnly, onSave }: NamesProps) {
  const words = useWords(organisationWords);
  const [name, setName] = useState(unit.label);
  const isEmpty = name.zh.trim() === '';
  const keep = () => {
    const trimmed = { zh: name.zh.trim(), en: name.en.trim() };
    if (!isEmpty && (trimmed.zh !== unit.label.zh || trimmed.en !== unit.label.en)) onSave(trimmed);
  };
  const field = (language: 'zh' | 'en') => ({
    value: name[language],
    readOnly: isReadOnly,
    onChange: (event: { currentTarget: { value: string } }) =>
      setName({ ...name, [language]: event.currentTarget.value }),
    onBlur: keep,
    onKeyDown: (event: { key: string }) => event.key === 'Enter' && keep(),
  });
  return (
    <>
      <TextInput label={words.name} error={isEmpty && words.needsName} maxLength={200} {...field('zh')} />
      <TextInput label={words.nameEn} maxLength={200} {...field('en')} />
    </>
  );
}
