import { PAGE_GROUPS, type PageGroup } from '#domain/access';
import { endOfDay, startOfDay } from '#domain/base';
import { SCOPE_EFFECTS, SCOPE_KINDS } from '#domain/rights';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Change, Policy } from './rights.ts';
import { rightsWords } from './words.ts';

type GiveProps = {
  readonly policy: Policy;
  readonly personId: string;
  readonly onChange: (change: Change) => void;
};

type Days = { readonly from: string; readonly to: string };
const OPEN: Days = { from: '', to: '' };

/** The two days as moments: the last one counts whole. */
function useSpan() {
  const { zone } = useLanguage();
  return ({ from, to }: Days) => ({
    from: from === '' ? 0 : startOfDay(from, zone),
    to: to === '' ? null : endOfDay(to, zone) + 1,
  });
}

function DayFields({ days, onChange }: { readonly days: Days; readonly onChange: (days: Days) => void }) {
  const words = useWords(rightsWords);
  return (
    <>
      <TextInput
        type="date"
        label={words.begins}
        value={days.from}
        onChange={(event) => onChange({ ...days, from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={words.ends}
        value={days.to}
        onChange={(event) => onChange({ ...days, to: event.currentTarget.value })}
      />
    </>
  );
}

/** Gives a role, for ever or for a while. */
export function GiveRole({ policy, personId, onChange }: GiveProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const span = useSpan();
  const [roleId, setRoleId] = useState<string | null>(null);
  const [days, setDays] = useState(OPEN);
  const give = () => roleId !== null && onChange({ kind: 'grantRole', personId, roleId, ...span(days) });
  return (
    <Section title={words.giveRole}>
      <Group align="end" gap="sm">
        <Select
          label={words.role}
          data={policy.roles.map((role) => ({ value: role.id, label: label(role.label) }))}
          value={roleId}
          onChange={setRoleId}
        />
        <DayFields days={days} onChange={setDays} />
        <Button disabled={roleId === null} onClick={give}>
          {words.giveRole}
        </Button>
      </Group>
    </Section>
  );
}

/** Gives a scope on one page, or limits what is seen there, for ever or for a while. */
export function GiveScope({ policy, personId, onChange }: GiveProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const span = useSpan();
  const [pageGroup, setPageGroup] = useState<PageGroup>('contacts');
  const [effect, setEffect] = useState<(typeof SCOPE_EFFECTS)[number]>('show');
  const [scope, setScope] = useState<(typeof SCOPE_KINDS)[number]>('own');
  const [unitIds, setUnitIds] = useState<string[]>([]);
  const [days, setDays] = useState(OPEN);
  const give = () =>
    onChange({ kind: 'grantScope', personId, pageGroup, effect, scope, unitIds, ...span(days) });
  const isEmpty = scope === 'chosen' && unitIds.length === 0;
  return (
    <Section title={words.giveScope}>
      <Group align="end" gap="sm">
        <Select
          label={words.page}
          data={PAGE_GROUPS.map((value) => ({ value, label: words.groups[value] }))}
          value={pageGroup}
          allowDeselect={false}
          onChange={(value) => value && setPageGroup(value)}
        />
        <Select
          label={words.effect}
          data={SCOPE_EFFECTS.map((value) => ({ value, label: words.effects[value] }))}
          value={effect}
          allowDeselect={false}
          onChange={(value) => value && setEffect(value)}
        />
        <Select
          label={words.scope}
          data={SCOPE_KINDS.map((value) => ({ value, label: words.scopeNames[value] }))}
          value={scope}
          allowDeselect={false}
          onChange={(value) => value && setScope(value)}
        />
        {scope === 'chosen' && (
          <MultiSelect
            label={words.chosenUnits}
            miw={220}
            searchable
            data={policy.units.map((unit) => ({ value: unit.id, label: label(unit.label) }))}
            value={unitIds}
            onChange={setUnitIds}
          />
        )}
        <DayFields days={days} onChange={setDays} />
        <Button disabled={isEmpty || (effect === 'limit' && scope === 'all')} onClick={give}>
          {effect === 'limit' ? words.giveLimit : words.giveScope}
        </Button>
      </Group>
    </Section>
  );
}
