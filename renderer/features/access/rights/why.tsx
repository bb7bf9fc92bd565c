import { useAsk } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import {
  COLUMN_CLASSES,
  type ColumnClass,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
  PERMISSIONS,
} from '#domain/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { ErrorState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Button, Group, List, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useOfferName, usePathName } from './names.ts';
import { type Change, permissionName, type Policy, scopeName } from './rights.ts';
import { rightsWords } from './words.ts';

type Question = InputOf<'access.explain'>['question'];
type Explanation = OutputOf<'access.explain'>;

type WhyProps = {
  readonly policy: Policy;
  readonly personId: string;
  /** Now where it is null. */
  readonly asOf: number | null;
  /** Null where nothing may be changed. */
  readonly onChange: ((changes: Change[]) => void) | null;
};

/** Whether somebody may do something or see somebody's rows: why, or why not and the smallest change that lets them. */
export function Why({ policy, personId, asOf, onChange }: WhyProps) {
  const words = useWords(rightsWords);
  const [kind, setKind] = useState<Question['kind']>('permission');
  const [permission, setPermission] = useState<Permission>('contacts.view');
  const [pageGroup, setPageGroup] = useState<PageGroup>('contacts');
  const [column, setColumn] = useState<ColumnClass>('phone');
  const [ownerId, setOwnerId] = useState(personId);
  const questions = {
    permission: { kind: 'permission', permission },
    column: { kind: 'column', column },
    row: { kind: 'row', pageGroup, ownerId },
  } as const;
  const question: Question = questions[kind];
  const found = useAsk('access.explain', { personId, question, asOf }, { keepPrevious: true });
  return (
    <Section title={words.why}>
      <Stack gap="sm">
        <Group align="end" gap="sm">
          <Select
            label={words.ask}
            data={[
              { value: 'permission', label: words.mayDo },
              { value: 'row', label: words.maySee },
              { value: 'column', label: words.maySeeColumn },
            ]}
            value={kind}
            allowDeselect={false}
            onChange={(value) => value && setKind(value)}
          />
          {kind === 'column' && (
            <Select
              label={words.columns}
              data={COLUMN_CLASSES.map((value) => ({ value, label: words.columnNames[value] }))}
              value={column}
              allowDeselect={false}
              onChange={(value) => value && setColumn(value)}
            />
          )}
          {kind === 'permission' && (
            <Select
              label={words.rights}
              searchable
              data={PERMISSIONS.map((value) => ({ value, label: permissionName(words, value) }))}
              value={permission}
              allowDeselect={false}
              onChange={(value) => value && setPermission(value)}
            />
          )}
          {kind === 'row' && (
            <>
              <Select
                label={words.page}
                data={PAGE_GROUPS.map((value) => ({ value, label: words.groups[value] }))}
                value={pageGroup}
                allowDeselect={false}
                onChange={(value) => value && setPageGroup(value)}
              />
              <Select
                label={words.whose}
                searchable
                limit={50}
                data={policy.people.map((one) => ({ value: one.id, label: one.name }))}
                value={ownerId}
                allowDeselect={false}
                onChange={(value) => value && setOwnerId(value)}
              />
            </>
          )}
        </Group>
        {found.error && <ErrorState error={found.error} />}
        {found.data && (
          <Answer policy={policy} found={found.data} isPast={asOf !== null} onChange={onChange} />
        )}
      </Stack>
    </Section>
  );
}

type AnswerProps = {
  readonly policy: Policy;
  readonly found: Explanation;
  readonly isPast: boolean;
  readonly onChange: WhyProps['onChange'];
};

function Answer({ policy, found, isPast, onChange }: AnswerProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const pathName = usePathName(policy);
  const dutyName = (id: string) => {
    const duty = policy.duties.find((one) => one.id === id);
    return duty ? label(duty.label) : id;
  };
  const paths = (all: Explanation['paths']) => (
    <List size="sm">
      {all.map((path) => (
        <List.Item key={JSON.stringify(path)}>{pathName(path)}</List.Item>
      ))}
    </List>
  );
  return (
    <Stack gap="xs" role="status">
      <StateDot tone={found.may ? 'good' : 'quiet'}>{found.may ? words.yes : words.no}</StateDot>
      {!found.isActive && <Text size="sm">{words.hasLeft}</Text>}
      {paths(found.paths)}
      {found.keptOutBy.map((grant) => (
        <Text key={JSON.stringify(grant)} size="sm">
          {words.keptOut({ scope: scopeName(words, grant) })}
        </Text>
      ))}
      {found.limits.map((id) => (
        <Text key={id} size="sm">
          {words.limits({ duty: dutyName(id) })}
        </Text>
      ))}
      {found.lapsed.length > 0 && <Text size="sm">{words.lapsed}</Text>}
      {found.lapsed.length > 0 && paths(found.lapsed)}
      {!found.may && found.isActive && !isPast && (
        <Suggestions policy={policy} changes={found.changes} onChange={onChange} />
      )}
    </Stack>
  );
}

type SuggestionsProps = {
  readonly policy: Policy;
  readonly changes: Explanation['changes'];
  readonly onChange: WhyProps['onChange'];
};

/** So many rights stand for a scope without a limit. */
const EVERYTHING = 1_000_000;

function Suggestions({ policy, changes, onChange }: SuggestionsProps) {
  const words = useWords(rightsWords);
  const { number } = useFormat();
  const nameAll = useOfferName(policy);
  if (changes.length === 0) return <Text size="sm">{words.noChange}</Text>;
  return (
    <>
      <Text size="sm" fw={550}>
        {words.smallest}
      </Text>
      {changes.map(({ changes: all, rights, people }) => (
        <Group key={JSON.stringify(all)} gap="sm">
          <Text size="sm">{nameAll(all)}</Text>
          <Text size="xs" c="dimmed">
            {rights >= EVERYTHING
              ? words.priceAll({ people: number(people) })
              : words.price({ rights: number(rights), people: number(people) })}
          </Text>
          {!onChange && isWish(all) && (
            <Button
              component={Link}
              to={requestOf(all[0])}
              size="compact-xs"
              variant="default"
              aria-label={`${words.requestThis} ${nameAll(all)}`}
            >
              {words.requestThis}
            </Button>
          )}
          {onChange && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${words.allow} ${nameAll(all)}`}
              onClick={() => onChange(all)}
            >
              {words.allow}
            </Button>
          )}
        </Group>
      ))}
    </>
  );
}

/** Whether somebody can ask for changes: one role, or one scope. */
function isWish(changes: readonly Change[]): boolean {
  const [first, ...more] = changes;
  const isShown = first?.kind === 'grantScope' && (first.effect ?? 'show') === 'show';
  return more.length === 0 && (first?.kind === 'grantRole' || isShown);
}

/** Where such a change is asked for. */
function requestOf(change: Change | undefined): string {
  const asked =
    change?.kind === 'grantRole'
      ? { for: change.personId, role: change.roleId }
      : change?.kind === 'grantScope'
        ? {
            for: change.personId,
            page: change.pageGroup,
            scope: change.scope,
            units: change.unitIds.join(','),
          }
        : {};
  return `/requests/new?${new URLSearchParams(asked).toString()}`;
}
