import { useAsk } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { GroupFilter, LineFilter, PersonFilter } from '#features/filters';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { LabelText } from '#ui/label-text';
import { Page, Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { StateDot } from '#ui/state-dot';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { type Filters, useFilters } from '#ui/use-filters';
import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { poolWords } from './words.ts';

type Reminder = OutputOf<'pool.listReminders'>[number];
const SHOWN_AT_HOME = 8;
const FILTERS = ['due', 'lineId', 'groupId', 'ownerId'] as const;
type Key = (typeof FILTERS)[number];
/** The address is text that anybody may edit: the console refuses what it does not know. */
type Asked = Omit<InputOf<'pool.listReminders'>, 'whose'>;

function ReminderState({ state }: { readonly state: Reminder['state'] }) {
  const words = useWords(poolWords);
  return <StateDot tone={state === 'overdue' ? 'bad' : 'warn'}>{words.states[state]}</StateDot>;
}

/** What runs out soon or has: one's own, or everybody's in the scope. */
export function RemindersPage() {
  const words = useWords(poolWords);
  const go = useNavigate();
  const [whose, setWhose] = useState<'mine' | 'all'>('mine');
  const filters = useFilters(FILTERS);
  const asked = filters.values as Asked;
  const reminders = useAsk('pool.listReminders', { ...asked, whose }, { keepPrevious: true });
  const columns = useColumns();
  return (
    <Page
      title={words.reminders}
      subtitle={words.remindersHint}
      fill
      actions={
        <SegmentedControl
          aria-label={words.whose}
          value={whose}
          onChange={(value) => setWhose(value === 'all' ? 'all' : 'mine')}
          data={[
            { value: 'mine', label: words.mine },
            { value: 'all', label: words.everybody },
          ]}
        />
      }
    >
      <ReminderFilters filters={filters} isMine={whose === 'mine'} />
      {reminders.error && <ErrorState error={reminders.error} onRetry={() => void reminders.refetch()} />}
      {reminders.isPending && <LoadingState />}
      {reminders.data && (
        <DataTable
          label={words.reminders}
          columns={columns}
          rows={reminders.data}
          rowKey={({ opportunityId }) => opportunityId}
          onOpen={({ opportunityId }) => void go(`/opportunities/${opportunityId}`)}
          isFiltered={filters.isFiltered}
          onClearFilters={filters.clear}
          empty={<EmptyState title={words.noReminders} hint={words.noRemindersHint} />}
        />
      )}
    </Page>
  );
}

type ReminderFiltersProps = { readonly filters: Filters<Key>; readonly isMine: boolean };

function ReminderFilters({ filters, isMine }: ReminderFiltersProps) {
  const words = useWords(poolWords);
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      <FilterSelect
        label={words.due}
        options={Object.entries(words.dues).map(([value, text]) => ({ value, label: text }))}
        value={filters.values.due}
        onChange={(value) => filters.set('due', value)}
      />
      <LineFilter
        label={words.line}
        value={filters.values.lineId}
        onChange={(value) => filters.set('lineId', value)}
      />
      <GroupFilter
        label={words.group}
        value={filters.values.groupId}
        onChange={(value) => filters.set('groupId', value)}
      />
      {!isMine && (
        <PersonFilter
          label={words.owner}
          value={filters.values.ownerId}
          onChange={(value) => filters.set('ownerId', value)}
        />
      )}
    </FilterBar>
  );
}

function useColumns(): Column<Reminder>[] {
  const words = useWords(poolWords);
  const { dateTime } = useFormat();
  return [
    {
      key: 'title',
      header: words.title,
      width: 'minmax(180px, 1.6fr)',
      render: (row) => row.title || words.noContact,
    },
    { key: 'line', header: words.line, width: 120, render: (row) => <LabelText label={row.line} /> },
    { key: 'owner', header: words.owner, width: 120, render: (row) => row.ownerName },
    { key: 'clock', header: words.dueFor, width: 130, render: (row) => words.clocks[row.dueFor] },
    {
      key: 'state',
      header: words.state,
      width: 120,
      render: ({ state }) => <ReminderState state={state} />,
    },
    { key: 'due', header: words.dueAt, width: 160, align: 'right', render: (row) => dateTime(row.dueAt) },
  ];
}

/** One's own reminders, for the home page; nothing where there are none. */
export function MyReminders() {
  const words = useWords(poolWords);
  const { dateTime, number } = useFormat();
  const reminders = useAsk('pool.listReminders', {});
  const rows = reminders.data ?? [];
  if (rows.length === 0) return null;
  return (
    <Section
      title={words.reminders}
      hint={number(rows.length)}
      actions={<Link to="/pool/reminders">{words.all}</Link>}
      flush
    >
      <PlainTable
        label={words.reminders}
        header={[
          { name: words.title },
          { name: words.dueFor, keep: true },
          { name: words.state, keep: true },
          { name: words.dueAt, align: 'right' },
        ]}
        rows={rows.slice(0, SHOWN_AT_HOME).map((row) => ({
          key: row.opportunityId,
          cells: [
            <Link key="open" to={`/opportunities/${row.opportunityId}`}>
              {row.title || words.noContact}
            </Link>,
            words.clocks[row.dueFor],
            <ReminderState key="state" state={row.state} />,
            dateTime(row.dueAt),
          ],
        }))}
      />
    </Section>
  );
}
