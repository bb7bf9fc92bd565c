import { revocationOf } from '#domain/rights';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { EmptyState } from '#ui/states';
import { Button } from '@mantine/core';
import { type Change, type Policy, type ScopeGrant, scopeName } from './rights.ts';
import { rightsWords } from './words.ts';

type GrantsProps = {
  readonly policy: Policy;
  readonly person: Policy['people'][number];
  readonly isReadOnly: boolean;
  readonly onChange: (change: Change) => void;
};

type Row = { key: string; name: string; from: number; to: number | null; revoke: Change };

/** The roles that somebody has, with their dates. */
export function RoleGrants({ policy, person, isReadOnly, onChange }: GrantsProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const nameOf = (id: string) => {
    const role = policy.roles.find((one) => one.id === id);
    return role ? label(role.label) : id;
  };
  const rows = person.roles.map(
    (grant): Row => ({
      key: `${grant.roleId} ${grant.from}`,
      name: nameOf(grant.roleId),
      from: grant.from,
      to: grant.to,
      revoke: revocationOf(person.id, grant),
    }),
  );
  return (
    <Section title={words.roles} flush>
      {rows.length === 0 ? (
        <EmptyState title={words.noRoles} />
      ) : (
        <GrantTable label={words.roles} rows={rows} isReadOnly={isReadOnly} onChange={onChange} />
      )}
    </Section>
  );
}

/** Whose rows somebody sees on which pages, and within which limits, with the dates. */
export function ScopeGrants({ policy, person, isReadOnly, onChange }: GrantsProps) {
  const words = useWords(rightsWords);
  const { label } = useFormat();
  const unitName = (id: string) => {
    const unit = policy.units.find((one) => one.id === id);
    return unit ? label(unit.label) : id;
  };
  const rowOf = (scope: ScopeGrant): Row => {
    const { pageGroup, effect, kind, unitIds, from, to } = scope;
    const units = unitIds.length === 0 ? '' : ` (${unitIds.map(unitName).join(' · ')})`;
    return {
      key: `${pageGroup} ${effect} ${kind} ${from}`,
      name: `${scopeName(words, scope)}${units}`,
      from,
      to,
      revoke: revocationOf(person.id, scope),
    };
  };
  const { show = [], limit = [] } = Object.groupBy(person.scopes, (scope) => scope.effect);
  return (
    <>
      <Section title={words.scopes} flush>
        {show.length === 0 ? (
          <EmptyState title={words.noScopes} />
        ) : (
          <GrantTable
            label={words.scopes}
            rows={show.map(rowOf)}
            isReadOnly={isReadOnly}
            onChange={onChange}
          />
        )}
      </Section>
      {limit.length > 0 && (
        <Section title={words.scopeLimits} hint={words.scopeLimitsHint} flush>
          <GrantTable
            label={words.scopeLimits}
            rows={limit.map(rowOf)}
            isReadOnly={isReadOnly}
            onChange={onChange}
          />
        </Section>
      )}
    </>
  );
}

type GrantTableProps = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly isReadOnly: boolean;
  readonly onChange: (change: Change) => void;
};

function GrantTable({ label, rows, isReadOnly, onChange }: GrantTableProps) {
  const words = useWords(rightsWords);
  const { date } = useFormat();
  return (
    <PlainTable
      label={label}
      header={[
        { name: label },
        { name: words.begins, keep: true },
        { name: words.ends, keep: true },
        { name: '', align: 'right' },
      ]}
      rows={rows.map(({ key, name, from, to, revoke }) => ({
        key,
        cells: [
          name,
          from === 0 ? words.always : date(from),
          to === null ? words.always : date(to - 1),
          !isReadOnly && (
            <Button
              key="revoke"
              size="compact-xs"
              variant="default"
              aria-label={words.revokeNamed({ name })}
              onClick={() => onChange(revoke)}
            >
              {words.revoke}
            </Button>
          ),
        ],
      }))}
    />
  );
}
