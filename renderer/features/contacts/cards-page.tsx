import { useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { ClosedColumns, ColumnValue, useOpenColumns, useSearchHint } from '#features/access/columns';
import { SeenByLink, useMay } from '#features/access';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { useNavigate } from 'react-router';
import { optionsOf } from './opportunities-page.tsx';
import { contactsWords } from './words.ts';

type Card = OutputOf<'contacts.listCards'>['rows'][number];
const FILTERS = ['search', 'kind'] as const;

/** Every contact way there is, and how many opportunities hang on it. */
export function CardsPage() {
  const words = useWords(contactsWords);
  const { date, number, contact } = useFormat();
  const go = useNavigate();
  const maySeeRights = useMay('access.view');
  const filters = useFilters(FILTERS);
  const rows = useAskRows('contacts.listCards', filters.values as { search?: string; kind?: Card['kind'] });
  const open = useOpenColumns({ contact: 'phone' });
  const columns: Column<Card>[] = [
    {
      key: 'contact',
      header: words.contact,
      width: 'minmax(160px, 1fr)',
      render: (row) => (
        <ColumnValue column="phone" of="card" id={row.id} isEmpty={row.contact === ''}>
          {contact(row.contact)}
        </ColumnValue>
      ),
    },
    { key: 'kind', header: words.kind, width: 100, render: (row) => words.kinds[row.kind] },
    { key: 'name', header: words.customer, width: 'minmax(140px, 1fr)', render: (row) => row.name || '–' },
    {
      key: 'company',
      header: words.company,
      width: 'minmax(160px, 1.6fr)',
      render: (row) => row.company || '–',
    },
    {
      key: 'count',
      header: words.count,
      width: 120,
      align: 'right',
      render: (row) => number(row.opportunities),
    },
    {
      key: 'createdAt',
      header: words.createdAt,
      width: 120,
      align: 'right',
      render: (row) => date(row.createdAt),
    },
    ...(maySeeRights
      ? [
          {
            key: 'seenBy',
            header: '',
            width: 110,
            align: 'right' as const,
            render: (row: Card) => <SeenByLink record={{ kind: 'card', id: row.id }} />,
          },
        ]
      : []),
  ];
  return (
    <Page title={words.cards} subtitle={words.cardsHint} fill>
      <FilterBar
        search={filters.values.search ?? ''}
        onSearch={(search) => filters.set('search', search)}
        searchHint={useSearchHint(words.searchCards)}
        isFiltered={filters.isFiltered}
        onClear={filters.clear}
      >
        <FilterSelect
          label={words.kind}
          width={130}
          options={optionsOf(words.kinds)}
          value={filters.values.kind}
          onChange={(value) => filters.set('kind', value)}
        />
      </FilterBar>
      <ClosedColumns of={['phone']} />
      <DataTable
        label={words.cards}
        columns={open(columns)}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void go(`/opportunities?cardId=${row.id}`)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.emptyCards} hint={words.emptyHint} />}
      />
    </Page>
  );
}
