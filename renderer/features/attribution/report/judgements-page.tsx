import { useAsk, useAskRows } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { ClosedColumns, useColumnAccess, useOpenColumns } from '#features/access/columns';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { EmptyState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { filterOf, ORDER_KEYS } from './report-filter.ts';
import { ReportFilters } from './report-filters.tsx';
import { reportWords } from './words.ts';

type Judgements = OutputOf<'attribution.listJudgements'>;
type Row = Judgements['rows'][number];

/** The orders behind a figure of the report; each opens to its evidence. */
export function JudgementsPage() {
  const words = useWords(reportWords);
  const go = useNavigate();
  const filters = useFilters(ORDER_KEYS);
  const rows = useAskRows('attribution.listJudgements', filterOf(filters.values));
  const open = useOpenColumns({
    contact: 'phone',
    grossMinor: 'money',
    attributedMinor: 'money',
    creditedMinor: 'money',
  });
  const seesMoney = useColumnAccess('money') === 'plain';
  const waterfall = useAsk('attribution.getWaterfall', {}, { enabled: seesMoney });
  const currency = rows.page?.rows[0]?.currency ?? waterfall.data?.currency;
  return (
    <Page
      fill
      title={words.ordersTitle}
      subtitle={words.ordersSubtitle}
      above={<Link to="/attribution">{words.backToReport}</Link>}
    >
      <ReportFilters
        filters={filters}
        months={waterfall.data?.months ?? []}
        currencies={waterfall.data?.currencies ?? []}
        isOfOrders
      />
      <ClosedColumns of={['phone', 'money']} />
      <DataTable
        label={words.ordersTitle}
        columns={open(useColumns())}
        rows={rows}
        rowKey={({ orderId }) => orderId}
        onOpen={({ orderId }) => void go(`/attribution/orders/${orderId}`)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.noRun} hint={words.noRunHint} />}
        footer={
          seesMoney &&
          rows.page &&
          currency !== undefined && <Sums sums={rows.page.sums} currency={currency} />
        }
      />
    </Page>
  );
}

function Sums({ sums, currency }: { readonly sums: Judgements['sums']; readonly currency: string }) {
  const words = useWords(reportWords);
  const { money } = useFormat();
  return (
    <span>
      {words.sums({
        gross: money(sums.grossMinor, currency),
        attributed: money(sums.attributedMinor, currency),
        credited: money(sums.creditedMinor, currency),
      })}
    </span>
  );
}

function useColumns(): Column<Row>[] {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, dateTime, contact } = useFormat();
  const amount = (key: keyof Row & `${string}Minor`, header: string): Column<Row> => ({
    key,
    header,
    width: 116,
    align: 'right',
    render: (row) => (row[key] === 0 ? '–' : money(row[key], row.currency)),
  });
  return [
    { key: 'order', header: words.order, width: 112, render: (row) => row.externalId },
    { key: 'contact', header: words.contact, width: 140, render: (row) => contact(row.contact) },
    {
      key: 'product',
      header: words.product,
      width: 'minmax(136px, 0.8fr)',
      render: (row) => <LabelText label={row.product} />,
    },
    {
      key: 'result',
      header: words.result,
      width: 'minmax(170px, 1fr)',
      render: (row) => (
        <Text span inherit c={row.bucket === 'attributed' ? 'var(--yard-ink)' : 'var(--yard-warn-ink)'}>
          {terms.orderReason[row.reason]}
        </Text>
      ),
    },
    { key: 'rep', header: words.rep, width: 110, render: (row) => row.repName ?? '–' },
    amount('grossMinor', words.gross),
    amount('attributedMinor', words.attributed),
    amount('creditedMinor', words.credited),
    {
      key: 'closedAt',
      header: words.closedAt,
      width: 150,
      align: 'right',
      render: (row) => dateTime(row.closedAt),
    },
  ];
}
