import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { unitsBelow } from '#domain/organisation';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { StateDot } from '#ui/state-dot';
import { Anchor } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useMay } from '#features/access/me';
import styles from './people-page.module.css';
import { UnitTree } from './unit-tree.tsx';
import { accessWords } from './words.ts';

type User = OutputOf<'access.listUsers'>[number];

/** The organisation as a tree, and the people of the chosen part of it. */
export function PeoplePage() {
  const words = useWords(accessWords);
  const units = useAsk('access.listUnits', {});
  const users = useAsk('access.listUsers', {});
  const [unitId, setUnitId] = useState<string | null>(null);
  const [search, setSearch] = useState('');
  const shown = useMemo(
    () => matching(users.data ?? [], search, unitId === null ? null : unitsBelow(units.data ?? [], unitId)),
    [users.data, units.data, search, unitId],
  );
  const clear = () => {
    setSearch('');
    setUnitId(null);
  };
  const isFiltered = search !== '' || unitId !== null;
  return (
    <Page title={words.people} subtitle={words.peopleHint} fill>
      <FilterBar
        search={search}
        onSearch={setSearch}
        searchHint={words.searchPeople}
        isFiltered={isFiltered}
        onClear={clear}
      />
      <div className={styles.columns}>
        <nav className={styles.tree} aria-label={words.units}>
          {units.error && <ErrorState error={units.error} onRetry={() => void units.refetch()} />}
          {units.isPending && <LoadingState />}
          {units.data && (
            <UnitTree
              units={units.data}
              people={users.data?.length ?? 0}
              chosen={unitId}
              onChoose={setUnitId}
            />
          )}
        </nav>
        <People
          users={users.data ? shown : undefined}
          error={users.error}
          isFiltered={isFiltered}
          onClear={clear}
        />
      </div>
    </Page>
  );
}

function matching(users: readonly User[], search: string, unitIds: ReadonlySet<string> | null): User[] {
  const wanted = search.toLowerCase();
  return users.filter(
    (user) =>
      (unitIds === null || (user.unitId !== null && unitIds.has(user.unitId))) &&
      `${user.name} ${user.login}`.toLowerCase().includes(wanted),
  );
}

type PeopleProps = {
  readonly users: readonly User[] | undefined;
  readonly error: unknown;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
};

function People({ users, error, isFiltered, onClear }: PeopleProps) {
  const words = useWords(accessWords);
  const { label } = useFormat();
  const maySeeRights = useMay('access.view');
  if (error) return <ErrorState error={error} />;
  if (!users) return <LoadingState />;
  const columns: Column<User>[] = [
    {
      key: 'name',
      header: words.person,
      width: 'minmax(140px, 1.2fr)',
      render: (user) =>
        maySeeRights ? (
          <Anchor component={Link} to={`/people/${user.id}/rights`} className={styles.name}>
            {user.name}
          </Anchor>
        ) : (
          <strong className={styles.name}>{user.name}</strong>
        ),
    },
    { key: 'login', header: words.login, render: (user) => user.login },
    {
      key: 'unit',
      header: words.unit,
      width: 'minmax(140px, 1.4fr)',
      render: (user) => <LabelText label={user.unit} />,
    },
    {
      key: 'roles',
      header: words.roles,
      width: 'minmax(140px, 1.4fr)',
      render: (user) => user.roles.map(label).join(' · ') || '–',
    },
    {
      key: 'status',
      header: words.status,
      width: 100,
      render: (user) => (
        <StateDot tone={user.status === 'active' ? 'good' : 'quiet'}>{words[user.status]}</StateDot>
      ),
    },
  ];
  return (
    <DataTable
      label={words.people}
      columns={columns}
      rows={users}
      rowKey={(user) => user.id}
      isFiltered={isFiltered}
      onClearFilters={onClear}
      empty={<EmptyState title={words.noPeople} hint={words.noPeopleHint} />}
    />
  );
}
