import {
  COLUMN_CLASSES,
  type ColumnClass,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
  PERMISSIONS,
} from '#domain/access';
import { type Change, permissionName, type Policy, rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { testWords } from './words.ts';

type Test = Policy['tests'][number];
type Saving = Extract<Change, { kind: 'saveTest' }>;

/** A test as the form holds it: every field at once, whichever kind is chosen. */
type Draft = {
  readonly name: string;
  readonly who: Test['who']['kind'];
  readonly whoId: string | null;
  readonly ask: Test['question']['kind'];
  readonly permission: Permission;
  readonly column: ColumnClass;
  readonly pageGroup: PageGroup;
  readonly ofId: string | null;
  readonly expected: boolean;
};

const EMPTY: Draft = {
  name: '',
  who: 'role',
  whoId: null,
  ask: 'permission',
  permission: 'orders.view',
  column: 'money',
  pageGroup: 'contacts',
  ofId: null,
  expected: false,
};

function draftOf({ name, who, question, expected }: Test): Draft {
  const whoId = who.kind === 'person' ? who.personId : who.kind === 'role' ? who.roleId : who.unitId;
  const base = { ...EMPTY, name, who: who.kind, whoId, ask: question.kind, expected };
  switch (question.kind) {
    case 'permission':
      return { ...base, permission: question.permission };
    case 'column':
      return { ...base, column: question.column };
    case 'row':
      return { ...base, pageGroup: question.pageGroup, ofId: question.ownerId };
    case 'unit':
      return { ...base, pageGroup: question.pageGroup, ofId: question.unitId };
  }
}

/** The change that saves a whole draft; undefined while something is wanting. */
function savingOf(draft: Draft, id: string): Saving | undefined {
  const { name, who, whoId, expected } = draft;
  const question = questionOf(draft);
  if (name.trim() === '' || whoId === null || !question) return undefined;
  const whom: Test['who'] =
    who === 'person'
      ? { kind: who, personId: whoId }
      : who === 'role'
        ? { kind: who, roleId: whoId }
        : { kind: who, unitId: whoId };
  return { kind: 'saveTest', id, name: name.trim(), who: whom, question, expected };
}

function questionOf({ ask, permission, column, pageGroup, ofId }: Draft): Test['question'] | undefined {
  if (ask === 'permission') return { kind: ask, permission };
  if (ask === 'column') return { kind: ask, column };
  if (ofId === null) return undefined;
  return ask === 'row' ? { kind: ask, pageGroup, ownerId: ofId } : { kind: ask, pageGroup, unitId: ofId };
}

type TestFormProps = {
  readonly policy: Policy;
  /** Null for a new one. */
  readonly saved: Test | null;
  readonly onCheck: (change: Saving) => void;
  readonly onCancel: () => void;
};

/** Writing a test: who, what, and whether they may. */
export function TestForm({ policy, saved, onCheck, onCancel }: TestFormProps) {
  const words = useWords(testWords);
  const [id] = useState(() => saved?.id ?? crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(saved ? draftOf(saved) : EMPTY);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const saving = savingOf(draft, id);
  return (
    <Section title={saved?.name ?? words.add}>
      <Stack gap="sm">
        <TextInput
          label={words.name}
          placeholder={words.namePlaceholder}
          maw={420}
          maxLength={80}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Group align="end" gap="sm">
          <WhoFields policy={policy} draft={draft} onChange={change} />
          <SegmentedControl
            aria-label={words.expected}
            data={[
              { value: 'yes', label: words.may },
              { value: 'no', label: words.mayNot },
            ]}
            value={draft.expected ? 'yes' : 'no'}
            onChange={(value) => change({ expected: value === 'yes' })}
          />
          <WhatFields policy={policy} draft={draft} onChange={change} />
        </Group>
        <Group gap="sm">
          <Button disabled={!saving} onClick={() => saving && onCheck(saving)}>
            {words.check}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {words.cancel}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

type FieldsProps = {
  readonly policy: Policy;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
};

function useChoices(policy: Policy) {
  const { label } = useFormat();
  const labelled = (all: Policy['roles'] | Policy['units']) =>
    all.map((one) => ({ value: one.id, label: label(one.label) }));
  return {
    person: policy.people
      .filter((one) => one.status === 'active')
      .map(({ id, name }) => ({ value: id, label: name })),
    role: labelled(policy.roles),
    unit: labelled(policy.units),
  };
}

function WhoFields({ policy, draft, onChange }: FieldsProps) {
  const words = useWords(testWords);
  const choices = useChoices(policy);
  const kinds = ['role', 'person', 'leader'] as const;
  const which = draft.who === 'leader' ? 'unit' : draft.who;
  return (
    <>
      <Select
        label={words.who}
        data={kinds.map((value) => ({ value, label: words.whoKinds[value] }))}
        value={draft.who}
        allowDeselect={false}
        onChange={(who) =>
          who && onChange({ who, whoId: null, ...(who === 'role' && { ask: 'permission' as const }) })
        }
      />
      <Select
        label={words[which]}
        searchable
        data={choices[which]}
        value={draft.whoId}
        onChange={(whoId) => onChange({ whoId })}
      />
    </>
  );
}

function WhatFields({ policy, draft, onChange }: FieldsProps) {
  const words = useWords(testWords);
  const rights = useWords(rightsWords);
  const choices = useChoices(policy);
  const { ask } = draft;
  // A role by itself gives no rows.
  const asks =
    draft.who === 'role'
      ? (['permission', 'column'] as const)
      : (['permission', 'column', 'row', 'unit'] as const);
  return (
    <>
      <Select
        label={words.ask}
        data={asks.map((value) => ({ value, label: words.askKinds[value] }))}
        value={ask}
        allowDeselect={false}
        onChange={(value) => value && onChange({ ask: value, ofId: null })}
      />
      {ask === 'permission' && (
        <Select
          label={words.permission}
          searchable
          data={PERMISSIONS.map((value) => ({ value, label: permissionName(rights, value) }))}
          value={draft.permission}
          allowDeselect={false}
          onChange={(permission) => permission && onChange({ permission })}
        />
      )}
      {ask === 'column' && (
        <Select
          label={words.column}
          data={COLUMN_CLASSES.map((value) => ({ value, label: rights.columnNames[value] }))}
          value={draft.column}
          allowDeselect={false}
          onChange={(column) => column && onChange({ column })}
        />
      )}
      {(ask === 'row' || ask === 'unit') && (
        <>
          <Select
            label={words.page}
            data={PAGE_GROUPS.map((value) => ({ value, label: rights.groups[value] }))}
            value={draft.pageGroup}
            allowDeselect={false}
            onChange={(pageGroup) => pageGroup && onChange({ pageGroup })}
          />
          <Select
            label={ask === 'row' ? words.owner : words.unit}
            searchable
            data={choices[ask === 'row' ? 'person' : 'unit']}
            value={draft.ofId}
            onChange={(ofId) => onChange({ ofId })}
          />
        </>
      )}
    </>
  );
}
