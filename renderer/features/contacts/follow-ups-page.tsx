import { useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { startOfDay } from '#domain/base';
import { ClosedColumns, ColumnValue, useOpenColumns, useSearchHint } from '#features/access/columns';
import { PersonFilter } from '#features/filters';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { DateRangeFilter } from '#ui/date-range-filter';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { type Filters, useFilters } from '#ui/use-filters';
import { Text } from '@mantine/core';
import { optionsOf } from './opportunities-page.tsx';
import { contactsWords } from './words.ts';

type FollowUp = OutputOf<'contacts.listFollowUps'>['rows'][number];
const FILTERS = ['search', 'channel', 'userId', 'from', 'to', 'cardId', 'sort'] as const;
type Key = (typeof FILTERS)[number];
const DAY = 86_400_000;

/** Who touched which customer, when and how. */
export function FollowUpsPage() {
  const words = useWords(contactsWords);
  const { zone } = useLanguage();
  const filters = useFilters(FILTERS);
  const open = useOpenColumns({ contact: 'phone' });
  const rows = useAskRows('contacts.listFollowUps', inputOf(filters.values, zone));
  return (
    <Page title={words.followUps} subtitle={words.followUpsHint} fill>
      <FollowUpFilters filters={filters} />
      <ClosedColumns of={['phone']} />
      <DataTable
        label={words.followUps}
        columns={open(useColumns())}
        rows={rows}
        rowKey={(row) => row.id}
        sort={filters.values.sort ?? '-happenedAt'}
        onSort={(sort) => filters.set('sort', sort)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.emptyFollowUps} hint={words.emptyHint} />}
      />
    </Page>
  );
}

/** Days are the company's; the last one counts to its end. */
function inputOf(values: Filters<Key>['values'], zone: string) {
  const { search, channel, userId, from, to, cardId, sort } = values;
  return {
    ...(search ? { search } : {}),
    ...(channel ? { channel: channel as FollowUp['channel'] } : {}),
    ...(userId ? { userId } : {}),
    ...(from ? { from: startOfDay(from, zone) } : {}),
    ...(to ? { to: startOfDay(to, zone) + DAY - 1 } : {}),
    ...(cardId ? { cardId: Number(cardId) } : {}),
    ...(sort ? { sort: sort as '-happenedAt' | 'happenedAt' } : {}),
  };
}

function FollowUpFilters({ filters }: { readonly filters: Filters<Key> }) {
  const words = useWords(contactsWords);
  return (
    <FilterBar
      search={filters.values.search ?? ''}
      onSearch={(search) => filters.set('search', search)}
      searchHint={useSearchHint(words.searchFollowUps)}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      <FilterSelect
        label={words.channel}
        width={120}
        options={optionsOf(words.channels)}
        value={filters.values.channel}
        onChange={(value) => filters.set('channel', value)}
      />
      <PersonFilter
        label={words.person}
        value={filters.values.userId}
        onChange={(value) => filters.set('userId', value)}
      />
      <DateRangeFilter
        label={words.period}
        from={filters.values.from}
        to={filters.values.to}
        onChange={(from, to) => filters.setAll({ from, to })}
      />
    </FilterBar>
  );
}

function useColumns(): Column<FollowUp>[] {
  const words = useWords(contactsWords);
  const { dateTime, duration, contact } = useFormat();
  return [
    {
      key: 'happenedAt',
      header: words.happenedAt,
      width: 150,
      sort: { up: 'happenedAt', down: '-happenedAt' },
      render: (row) => dateTime(row.happenedAt),
    },
    {
      key: 'customer',
      header: words.customer,
      width: 'minmax(140px, 1.2fr)',
      render: (row) => row.cardName || '–',
    },
    {
      key: 'contact',
      header: words.contact,
      width: 150,
      render: (row) => (
        <ColumnValue column="phone" of="followUp" id={row.id} isEmpty={row.contact === ''}>
          {contact(row.contact)}
        </ColumnValue>
      ),
    },
    { key: 'person', header: words.person, width: 'minmax(90px, 0.8fr)', render: (row) => row.userName },
    { key: 'channel', header: words.channel, width: 80, render: (row) => words.channels[row.channel] },
    {
      key: 'outcome',
      header: words.outcome,
      width: 'minmax(90px, 1fr)',
      render: (row) => row.outcome || '–',
    },
    {
      key: 'line',
      header: words.line,
      width: 'minmax(100px, 0.8fr)',
      render: (row) => <LabelText label={row.line} />,
    },
    {
      key: 'duration',
      header: words.duration,
      width: 130,
      align: 'right',
      render: (row) => (row.durationSeconds === null ? '–' : duration(row.durationSeconds * 1000)),
    },
    {
      key: 'recordedAt',
      header: words.recordedAt,
      width: 190,
      align: 'right',
      render: (row) => <Recorded followUp={row} />,
    },
  ];
}

/** A record made long after the call is how attribution is gamed: the delay stands out. */
function Recorded({ followUp }: { readonly followUp: FollowUp }) {
  const words = useWords(contactsWords);
  const { dateTime, duration } = useFormat();
  const late = followUp.recordedAt - followUp.happenedAt;
  if (late < DAY) return dateTime(followUp.recordedAt);
  return (
    <Text span inherit c="var(--yard-warn-ink)" fw={550} title={dateTime(followUp.recordedAt)}>
      {words.lateBy({ duration: duration(late) })}
    </Text>
  );
}
