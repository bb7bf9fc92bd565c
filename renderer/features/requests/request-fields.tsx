import { PAGE_GROUPS } from '#domain/access';
import { SCOPE_KINDS } from '#domain/rights';
import { permissionName, rightsWords } from '#features/access/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Alert, Group, MultiSelect, Select, Switch, Text, TextInput } from '@mantine/core';
import { type Draft, type MyRights, rolesWith } from './request-draft.ts';
import { requestWords } from './words.ts';

type FieldsProps = {
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<Draft>) => void;
};
type WithMine = FieldsProps & { readonly mine: MyRights };

/** Which role; where a right is missing, the roles that have it. */
export function RoleFields({
  mine,
  draft,
  missing,
  error,
  onChange,
}: WithMine & { readonly missing: string | null }) {
  const words = useWords(requestWords);
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  const roles = rolesWith(mine, missing);
  const chosen = roles.find((role) => role.id === draft.roleId);
  const gives = chosen?.permissions.map((one) => permissionName(rights, one)).join(' / ');
  return (
    <>
      {missing !== null && (
        <Alert p="xs" color={roles.length === 0 ? 'orange' : 'blue'}>
          {roles.length === 0 ? words.noRole : words.missing({ right: permissionName(rights, missing) })}
        </Alert>
      )}
      <Select
        label={words.role}
        withAsterisk
        searchable
        data={roles.map((role) => ({ value: role.id, label: label(role.label) }))}
        value={draft.roleId}
        error={error}
        onChange={(roleId) => onChange({ roleId, from: null })}
      />
      {gives !== undefined && gives !== '' && (
        <Text size="xs" c="dimmed">
          {words.roleGives({ rights: gives })}
        </Text>
      )}
    </>
  );
}

/** Whose rows of which page. */
export function ScopeFields({ mine, draft, error, onChange }: WithMine) {
  const words = useWords(requestWords);
  const rights = useWords(rightsWords);
  const { label } = useFormat();
  return (
    <Group align="flex-start" gap="sm">
      <Select
        label={words.page}
        data={PAGE_GROUPS.map((value) => ({ value, label: rights.groups[value] }))}
        value={draft.pageGroup}
        allowDeselect={false}
        onChange={(value) => value && onChange({ pageGroup: value, from: null })}
      />
      <Select
        label={words.scope}
        data={SCOPE_KINDS.map((value) => ({ value, label: rights.scopeNames[value] }))}
        value={draft.scope}
        allowDeselect={false}
        onChange={(value) => value && onChange({ scope: value, from: null })}
      />
      {draft.scope === 'chosen' && (
        <MultiSelect
          label={words.units}
          withAsterisk
          searchable
          miw={240}
          error={error}
          data={mine.units.map((unit) => ({ value: unit.id, label: label(unit.label) }))}
          value={[...draft.unitIds]}
          onChange={(unitIds) => onChange({ unitIds, from: null })}
        />
      )}
    </Group>
  );
}

/** Until when, or for ever. */
export function UntilFields({ draft, error, onChange }: FieldsProps) {
  const words = useWords(requestWords);
  return (
    <Group align="flex-start" gap="xl">
      <TextInput
        type="date"
        label={words.until}
        description={words.untilHint}
        disabled={draft.isEndless}
        error={error}
        value={draft.until}
        onChange={(event) => onChange({ until: event.currentTarget.value })}
      />
      <Switch
        mt={26}
        label={words.endless}
        description={words.endlessHint}
        checked={draft.isEndless}
        onChange={(event) => onChange({ isEndless: event.currentTarget.checked })}
      />
    </Group>
  );
}
