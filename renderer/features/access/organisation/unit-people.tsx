import { unitsBelow } from '#domain/organisation';
import type { Change, Policy } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { Anchor, Button, Checkbox, Group, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { organisationWords } from './words.ts';

type UnitPeopleProps = {
  readonly draft: Policy;
  readonly unitId: string;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly isReadOnly: boolean;
  readonly onChange: (...changes: Change[]) => void;
};

/** Who is in a unit, to be chosen one by one or all; and somebody new. */
export function UnitPeople(props: UnitPeopleProps) {
  const { draft, unitId, selected, onSelect, isReadOnly, onChange } = props;
  const words = useWords(organisationWords);
  const { label, number } = useFormat();
  const [isDeep, setDeep] = useState(false);
  const units = isDeep ? unitsBelow(draft.units, unitId) : new Set([unitId]);
  const people = draft.people.filter((one) => one.unitId !== null && units.has(one.unitId));
  const isAll = people.length > 0 && people.every((one) => selected.has(one.id));
  const toggle = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(selected);
    for (const id of ids)
      if (isOn) next.add(id);
      else next.delete(id);
    onSelect(next);
  };
  const roleNames = (person: Policy['people'][number]) =>
    person.roles
      .map(({ roleId }) => draft.roles.find((role) => role.id === roleId))
      .flatMap((role) => (role ? [label(role.label)] : []))
      .join(' · ');
  return (
    <Section
      title={words.members}
      hint={words.people({ count: number(people.length) })}
      actions={
        <Group gap="md">
          <Switch
            size="xs"
            label={words.withBelow}
            checked={isDeep}
            onChange={(event) => setDeep(event.currentTarget.checked)}
          />
          {!isReadOnly && people.length > 0 && (
            <Checkbox
              size="xs"
              label={words.chooseAll}
              checked={isAll}
              onChange={(event) =>
                toggle(
                  people.map((one) => one.id),
                  event.currentTarget.checked,
                )
              }
            />
          )}
        </Group>
      }
      flush
    >
      {people.length === 0 ? (
        <EmptyState title={words.noMembers} />
      ) : (
        <PlainTable
          label={words.members}
          header={[
            { name: '', keep: true },
            { name: words.person },
            { name: words.roles },
            { name: words.status, keep: true },
          ]}
          rows={people.map((person) => ({
            key: person.id,
            isMarked: selected.has(person.id),
            cells: [
              !isReadOnly && (
                <Checkbox
                  key="choose"
                  size="xs"
                  aria-label={words.choose({ name: person.name })}
                  checked={selected.has(person.id)}
                  onChange={(event) => toggle([person.id], event.currentTarget.checked)}
                />
              ),
              <Anchor key="name" size="sm" component={Link} to={`/people/${person.id}/rights`}>
                {person.name}
              </Anchor>,
              roleNames(person) || '–',
              words[person.status],
            ],
          }))}
        />
      )}
      {!isReadOnly && <NewPerson unitId={unitId} onAdd={onChange} />}
    </Section>
  );
}

type NewPersonProps = { readonly unitId: string; readonly onAdd: (change: Change) => void };

function NewPerson({ unitId, onAdd }: NewPersonProps) {
  const words = useWords(organisationWords);
  const [name, setName] = useState('');
  const [login, setLogin] = useState('');
  const isWhole = name.trim() !== '' && login.trim() !== '';
  const add = () => {
    onAdd({ kind: 'addPerson', id: crypto.randomUUID(), login: login.trim(), name: name.trim(), unitId });
    setName('');
    setLogin('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) add();
      }}
    >
      <Group align="end" gap="sm" p="sm">
        <TextInput
          size="xs"
          label={words.personName}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={words.login}
          value={login}
          maxLength={80}
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={!isWhole}>
          {words.addPerson}
        </Button>
        <Text size="xs" c="dimmed">
          {words.addHint}
        </Text>
      </Group>
    </form>
  );
}
