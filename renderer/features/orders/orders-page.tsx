import { useAsk, useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { startOfDay } from '#domain/base';
import {
  ClosedColumns,
  ColumnValue,
  useColumnAccess,
  useOpenColumns,
  useSearchHint,
} from '#features/access/columns';
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
import { useNavigate } from 'react-router';
import { ordersWords } from './words.ts';

type Orders = OutputOf<'orders.listOrders'>;
type Order = Orders['rows'][number];
const FILTERS = ['search', 'categoryId', 'productId', 'refunded', 'from', 'to', 'cardId', 'sort'] as const;
type Key = (typeof FILTERS)[number];
const DAY = 86_400_000;

/** Every order in the reader's scope, with the sums of what is shown. */
export function OrdersPage() {
  const words = useWords(ordersWords);
  const { zone } = useLanguage();
  const go = useNavigate();
  const filters = useFilters(FILTERS);
  const open = useOpenColumns({ contact: 'phone', amount: 'money', refunded: 'money' });
  const seesMoney = useColumnAccess('money') === 'plain';
  const rows = useAskRows('orders.listOrders', inputOf(filters.values, zone));
  return (
    <Page title={words.orders} subtitle={words.ordersHint} fill>
      <OrderFilters filters={filters} />
      <ClosedColumns of={['phone', 'money']} />
      <DataTable
        label={words.orders}
        columns={open(useColumns())}
        rows={rows}
        rowKey={(row) => row.id}
        onOpen={(row) => void go(`/orders/${row.id}`)}
        sort={filters.values.sort ?? '-closedAt'}
        onSort={(sort) => filters.set('sort', sort)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.empty} hint={words.emptyHint} />}
        footer={seesMoney && <Sums sums={rows.page?.sums ?? []} />}
      />
    </Page>
  );
}

/** Days are the company's; the last one counts to its end. */
function inputOf(values: Filters<Key>['values'], zone: string) {
  const { search, categoryId, productId, refunded, from, to, cardId, sort } = values;
  return {
    ...(search ? { search } : {}),
    ...(categoryId ? { categoryId } : {}),
    ...(productId ? { productId } : {}),
    ...(refunded ? { refunded: refunded === 'yes' } : {}),
    ...(from ? { from: startOfDay(from, zone) } : {}),
    ...(to ? { to: startOfDay(to, zone) + DAY - 1 } : {}),
    ...(cardId ? { cardId: Number(cardId) } : {}),
    ...(sort ? { sort: sort as '-closedAt' | 'closedAt' | '-amount' | 'amount' } : {}),
  };
}

function Sums({ sums }: { readonly sums: Orders['sums'] }) {
  const words = useWords(ordersWords);
  const { money } = useFormat();
  return sums.map(({ currency, amountMinor, refundedMinor }) => (
    <span key={currency}>
      {words.sum({ amount: money(amountMinor, currency), refunded: money(refundedMinor, currency) })}
    </span>
  ));
}

function OrderFilters({ filters }: { readonly filters: Filters<Key> }) {
  const words = useWords(ordersWords);
  const { label } = useFormat();
  const seesMoney = useColumnAccess('money') === 'plain';
  const catalogue = useAsk('orders.listProducts', {});
  const products = (catalogue.data?.products ?? []).filter(
    (product) => !filters.values.categoryId || product.categoryId === filters.values.categoryId,
  );
  return (
    <FilterBar
      search={filters.values.search ?? ''}
      onSearch={(search) => filters.set('search', search)}
      searchHint={useSearchHint(words.search)}
      isFiltered={filters.isFiltered}
      onClear={filters.clear}
    >
      <FilterSelect
        label={words.category}
        width={140}
        options={(catalogue.data?.categories ?? []).map((one) => ({
          value: one.id,
          label: label(one.label),
        }))}
        value={filters.values.categoryId}
        onChange={(value) => filters.set('categoryId', value)}
      />
      <FilterSelect
        label={words.product}
        width={180}
        options={products.map((one) => ({ value: one.id, label: label(one.label) }))}
        value={filters.values.productId}
        onChange={(value) => filters.set('productId', value)}
      />
      {seesMoney && (
        <FilterSelect
          label={words.refundState}
          width={130}
          options={[
            { value: 'yes', label: words.withRefund },
            { value: 'no', label: words.withoutRefund },
          ]}
          value={filters.values.refunded}
          onChange={(value) => filters.set('refunded', value)}
        />
      )}
      <DateRangeFilter
        label={words.period}
        from={filters.values.from}
        to={filters.values.to}
        onChange={(from, to) => filters.setAll({ from, to })}
      />
    </FilterBar>
  );
}

function useColumns(): Column<Order>[] {
  const words = useWords(ordersWords);
  const { money, dateTime, contact } = useFormat();
  return [
    { key: 'number', header: words.number, width: 130, render: (row) => row.externalId },
    {
      key: 'contact',
      header: words.contact,
      width: 'minmax(150px, 1fr)',
      render: (row) => (
        <ColumnValue column="phone" of="order" id={row.id} isEmpty={row.contact === ''}>
          {contact(row.contact) || words.unmatched}
        </ColumnValue>
      ),
    },
    {
      key: 'product',
      header: words.product,
      width: 'minmax(160px, 1.4fr)',
      render: (row) => <LabelText label={row.product} />,
    },
    {
      key: 'category',
      header: words.category,
      width: 'minmax(100px, 0.8fr)',
      render: (row) => <LabelText label={row.category} />,
    },
    {
      key: 'amount',
      header: words.amount,
      width: 130,
      align: 'right',
      sort: { up: 'amount', down: '-amount' },
      render: (row) => (
        <ColumnValue column="money" of="order" id={row.id} isEmpty={false}>
          {money(row.amountMinor, row.currency)}
        </ColumnValue>
      ),
    },
    {
      key: 'refunded',
      header: words.refunded,
      width: 120,
      align: 'right',
      render: (row) => (row.refundedMinor === 0 ? '–' : money(row.refundedMinor, row.currency)),
    },
    {
      key: 'closedAt',
      header: words.closedAt,
      width: 150,
      align: 'right',
      sort: { up: 'closedAt', down: '-closedAt' },
      render: (row) => dateTime(row.closedAt),
    },
  ];
}
