import { PAGE_GROUPS, type PageGroup } from '#domain/access';
import { copyRights, takeRole, takeScopes } from '#domain/organisation';
import { type Change, GiveRole, GiveScope, type Policy, rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { organisationWords } from './words.ts';

type BulkPanelProps = {
  readonly draft: Policy;
  readonly selected: readonly string[];
  readonly onChange: (...changes: Change[]) => void;
};

type Option = { readonly value: string; readonly label: string };

/** What is done to all chosen people at once: moved, given, taken, made the same as somebody. */
export function BulkPanel({ draft, selected, onChange }: BulkPanelProps) {
  const words = useWords(organisationWords);
  const rights = useWords(rightsWords);
  const { label, number } = useFormat();
  const [isGiving, setGiving] = useState(false);
  const [isNothing, setNothing] = useState(false);
  const forAll = (change: Change) =>
    onChange(...selected.map((personId) => ({ ...change, personId }) as Change));
  const held = new Set(
    draft.people
      .filter((one) => selected.includes(one.id))
      .flatMap((one) => one.roles.map((role) => role.roleId)),
  );
  const copy = (fromId: string) => {
    const at = Date.now();
    const changes = selected.flatMap((toId) => copyRights(draft, { fromId, toId, at }));
    setNothing(changes.length === 0);
    onChange(...changes);
  };
  return (
    <Section title={words.bulk({ count: number(selected.length) })}>
      <Stack gap="sm">
        <Group align="end" gap="lg">
          <Pick
            name={words.moveTo}
            verb={words.move}
            options={draft.units.map((unit) => ({ value: unit.id, label: label(unit.label) }))}
            onPick={(unitId) =>
              onChange(...selected.map((personId): Change => ({ kind: 'changePerson', personId, unitId })))
            }
          />
          <Pick
            name={words.takeRole}
            verb={words.take}
            options={draft.roles
              .filter((role) => held.has(role.id))
              .map((role) => ({ value: role.id, label: label(role.label) }))}
            onPick={(roleId) => onChange(...takeRole(draft, selected, roleId))}
          />
          <Pick
            name={words.takeScopes}
            verb={words.take}
            options={PAGE_GROUPS.map((value) => ({ value, label: rights.groups[value] }))}
            onPick={(group) => onChange(...takeScopes(draft, selected, group as PageGroup))}
          />
          <Pick
            name={words.copyFrom}
            verb={words.copy}
            options={draft.people
              .filter((one) => one.status === 'active')
              .map((one) => ({ value: one.id, label: one.name }))}
            onPick={copy}
          />
          <Button size="xs" variant="default" aria-expanded={isGiving} onClick={() => setGiving(!isGiving)}>
            {isGiving ? words.hideGive : words.give}
          </Button>
        </Group>
        {isNothing && (
          <Text size="sm" role="status">
            {words.nothingToCopy}
          </Text>
        )}
        {isGiving && (
          <>
            <GiveRole policy={draft} personId="" onChange={forAll} />
            <GiveScope policy={draft} personId="" onChange={forAll} />
          </>
        )}
      </Stack>
    </Section>
  );
}

type PickProps = {
  readonly name: string;
  readonly verb: string;
  readonly options: readonly Option[];
  readonly onPick: (value: string) => void;
};

function Pick({ name, verb, options, onPick }: PickProps) {
  const [value, setValue] = useState<string | null>(null);
  return (
    <Group align="end" gap={6}>
      <Select size="xs" label={name} data={options} value={value} searchable onChange={setValue} />
      <Button
        size="xs"
        variant="default"
        disabled={value === null}
        aria-label={`${verb} · ${name}`}
        onClick={() => value !== null && onPick(value)}
      >
        {verb}
      </Button>
    </Group>
  );
}
