import { useAskRows } from '#bridge/ask';
import { call } from '#bridge/client';
import { useMay } from '#features/access';
import { ClosedColumns, ColumnValue, useOpenColumns, useSearchHint } from '#features/access/columns';
import { CollisionCheck } from '#features/pool';
import { LineFilter, PersonFilter } from '#features/filters';
import { TransferBar, useTransfer } from '#features/pool/transfer';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { MOST_CHOSEN, useChoice, useChoiceColumn } from '#ui/use-choice';
import { type Filters, useFilters } from '#ui/use-filters';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type Opportunity, RoutingState, OpportunityStatus, useStageText } from './opportunity-state.tsx';
import { contactsWords } from './words.ts';

const FILTERS = [
  'search',
  'lineId',
  'status',
  'routingState',
  'ownerId',
  'groupId',
  'cardId',
  'sort',
] as const;
type Key = (typeof FILTERS)[number];

/** Every opportunity in the reader's scope. */
export function OpportunitiesPage() {
  const words = useWords(contactsWords);
  const go = useNavigate();
  const filters = useFilters(FILTERS);
  const rows = useAskRows('contacts.listOpportunities', inputOf(filters.values));
  const choice = useChoice();
  const transfer = useTransfer(choice);
  const mayAssign = useMay('routing.assign');
  const open = useOpenColumns({ contact: 'phone', amount: 'money' });
  const columns = open(useOpportunityColumns());
  const boxes = useChoiceColumn<Opportunity>(choice, {
    idOf: ({ id }) => id,
    nameOf: ({ title, cardName, contact }) => title || cardName || contact,
  });
  return (
    <Page title={words.opportunities} subtitle={words.opportunitiesHint} fill actions={<CollisionCheck />}>
      <OpportunityFilters filters={filters} />
      <ClosedColumns of={['phone', 'money']} />
      <DataTable
        label={words.opportunities}
        columns={mayAssign ? [boxes, ...columns] : columns}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void go(`/opportunities/${row.id}`)}
        sort={filters.values.sort ?? '-createdAt'}
        onSort={(sort) => filters.set('sort', sort)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        footer={
          <TransferBar
            choice={choice}
            onTransfer={transfer.open}
            total={rows.total ?? 0}
            askAll={async () => {
              const all = await call('contacts.listOpportunities', {
                ...inputOf(filters.values),
                limit: MOST_CHOSEN,
              });
              return all.rows.map(({ id }) => id);
            }}
          />
        }
        empty={<EmptyState title={words.emptyOpportunities} hint={words.emptyHint} />}
      />
      {transfer.dialog}
    </Page>
  );
}

/** The address is text that anybody may edit: the console refuses what is no known status or sort. */
function inputOf({ cardId, ...values }: Filters<Key>['values']) {
  return {
    ...(values as Omit<typeof values, 'status' | 'routingState' | 'sort'> & {
      status?: Opportunity['status'];
      routingState?: Opportunity['routingState'];
      sort?: '-createdAt' | 'createdAt' | '-amount' | 'amount';
    }),
    ...(cardId ? { cardId: Number(cardId) } : {}),
  };
}

function OpportunityFilters({ filters }: { readonly filters: Filters<Key> }) {
  const words = useWords(contactsWords);
  return (
    <FilterBar
      search={filters.values.search ?? ''}
      onSearch={(search) => filters.set('search', search)}
      searchHint={useSearchHint(words.searchOpportunities)}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      <LineFilter
        label={words.line}
        value={filters.values.lineId}
        onChange={(value) => filters.set('lineId', value)}
      />
      <FilterSelect
        label={words.status}
        width={120}
        options={optionsOf(words.statuses)}
        value={filters.values.status}
        onChange={(value) => filters.set('status', value)}
      />
      <FilterSelect
        label={words.routing}
        width={120}
        options={optionsOf(words.routingStates)}
        value={filters.values.routingState}
        onChange={(value) => filters.set('routingState', value)}
      />
      <PersonFilter
        label={words.owner}
        value={filters.values.ownerId}
        onChange={(value) => filters.set('ownerId', value)}
      />
    </FilterBar>
  );
}

/** Codes with their words, as choices. */
export function optionsOf(words: Readonly<Record<string, string>>): { value: string; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function useOpportunityColumns(): Column<Opportunity>[] {
  const words = useWords(contactsWords);
  const { label, money, date, contact } = useFormat();
  const stageText = useStageText();
  return useMemo(
    () => [
      {
        key: 'customer',
        header: words.customer,
        width: 'minmax(160px, 1.6fr)',
        render: (row) => (
          <Text span inherit fw={550}>
            {row.title || row.cardName || '–'}
          </Text>
        ),
      },
      {
        key: 'contact',
        header: words.contact,
        width: 136,
        render: (row) => (
          <ColumnValue column="phone" of="opportunity" id={row.id} isEmpty={row.contact === ''}>
            {contact(row.contact)}
          </ColumnValue>
        ),
      },
      { key: 'line', header: words.line, width: 'minmax(96px, 0.8fr)', render: (row) => label(row.line) },
      { key: 'stage', header: words.stage, width: 90, render: (row) => stageText(row.stage) },
      {
        key: 'status',
        header: words.status,
        width: 84,
        render: (row) => <OpportunityStatus status={row.status} />,
      },
      {
        key: 'routing',
        header: words.routing,
        width: 88,
        render: (row) => <RoutingState state={row.routingState} />,
      },
      {
        key: 'owner',
        header: words.owner,
        width: 'minmax(84px, 0.8fr)',
        render: (row) => row.ownerName ?? <Quiet>{words.nobody}</Quiet>,
      },
      {
        key: 'amount',
        header: words.amount,
        width: 120,
        align: 'right',
        sort: { up: 'amount', down: '-amount' },
        render: (row) => (
          <ColumnValue column="money" of="opportunity" id={row.id} isEmpty={row.currency === null}>
            {row.currency === null ? '–' : money(row.amountMinor, row.currency)}
          </ColumnValue>
        ),
      },
      {
        key: 'createdAt',
        header: words.createdAt,
        width: 112,
        align: 'right',
        sort: { up: 'createdAt', down: '-createdAt' },
        render: (row) => date(row.createdAt),
      },
    ],
    [words, label, money, date, contact, stageText],
  );
}

function Quiet(props: { readonly children: string }) {
  return (
    <Text span inherit c="dimmed">
      {props.children}
    </Text>
  );
}
