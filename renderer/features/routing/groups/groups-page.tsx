import { useAsk } from '#bridge/ask';
import { useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Badge, Button } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { canTake, type GroupRow } from './group-draft.ts';
import { groupWords } from './words.ts';

const FILTERS = ['search'] as const;

/** Every distribution group: who takes, how much is open, and where it falls back to. */
export function GroupsPage() {
  const words = useWords(groupWords);
  const mayEdit = useMay('routing.edit');
  const go = useNavigate();
  const filters = useFilters(FILTERS);
  const groups = useAsk('routing.listGroups', {});
  const search = filters.values.search ?? '';
  const columns = useColumns(groups.data ?? []);
  const shown = useMemo(() => matching(groups.data ?? [], search), [groups.data, search]);
  const add = mayEdit && (
    <Button component={Link} to="/routing/groups/new">
      {words.newGroup}
    </Button>
  );
  return (
    <Page fill title={words.title} subtitle={words.subtitle} actions={add}>
      <FilterBar
        search={search}
        onSearch={(text) => filters.set('search', text)}
        searchHint={words.search}
        isFiltered={filters.isFiltered}
        onClear={filters.clear}
      />
      {groups.error && !groups.data && (
        <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />
      )}
      {groups.isPending && <LoadingState />}
      {groups.data && (
        <DataTable
          label={words.title}
          columns={columns}
          rows={shown}
          rowKey={({ id }) => id}
          onOpen={({ id }) => void go(`/routing/groups/${encodeURIComponent(id)}`)}
          isFiltered={filters.isFiltered}
          onClearFilters={filters.clear}
          empty={<EmptyState title={words.noGroups} hint={words.noGroupsHint} action={add} />}
        />
      )}
    </Page>
  );
}

function matching(groups: readonly GroupRow[], search: string): readonly GroupRow[] {
  const text = search.toLowerCase();
  if (text === '') return groups;
  return groups.filter(({ label, members }) =>
    `${label.zh}\n${label.en}\n${members.map(({ userName }) => userName).join('\n')}`
      .toLowerCase()
      .includes(text),
  );
}

function useColumns(groups: readonly GroupRow[]): Column<GroupRow>[] {
  const words = useWords(groupWords);
  const { number } = useFormat();
  const sum = (group: GroupRow, of: 'openCount' | 'assigned') =>
    number(group.members.reduce((total, member) => total + member[of], 0));
  return [
    {
      key: 'group',
      header: words.group,
      width: 'minmax(196px, 1.4fr)',
      render: ({ label }) => <LabelText label={label} />,
    },
    { key: 'state', header: words.state, width: 90, render: (group) => <GroupState group={group} /> },
    { key: 'members', header: words.members, width: 'minmax(140px, 1fr)', render: membersOf },
    {
      key: 'open',
      header: words.open,
      width: 130,
      align: 'right',
      render: (group) => sum(group, 'openCount'),
    },
    {
      key: 'assigned',
      header: words.assigned,
      width: 140,
      align: 'right',
      render: (group) => sum(group, 'assigned'),
    },
    {
      key: 'rules',
      header: words.rules,
      width: 150,
      align: 'right',
      render: ({ rules }) => number(rules),
    },
    {
      key: 'fallback',
      header: words.fallback,
      width: 'minmax(140px, 1fr)',
      render: ({ fallbackGroupId }) => {
        const fallback = groups.find(({ id }) => id === fallbackGroupId);
        return fallback ? <LabelText label={fallback.label} /> : words.noFallback;
      },
    },
  ];

  function membersOf({ members }: GroupRow) {
    const ready = members.filter(canTake).length;
    const counted = words.membersOf({ on: number(ready), all: number(members.length) });
    return ready > 0 ? counted : <Badge color="yellow">{words.nobodyCanTake}</Badge>;
  }
}

function GroupState({ group }: { readonly group: GroupRow }) {
  const words = useWords(groupWords);
  return <Badge color={group.isOn ? 'green' : 'gray'}>{group.isOn ? words.on : words.off}</Badge>;
}
