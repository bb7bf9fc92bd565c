import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ChartFrame, useChartColors } from '#ui/chart-frame';
import { type Column, DataTable } from '#ui/data-table';
import { Section } from '#ui/page';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { Tabs } from '@mantine/core';
import { useState } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from 'recharts';
import { useNavigate } from 'react-router';
import { ChartTip } from './chart-tip.tsx';
import styles from './report.module.css';
import { filterOf, ordersPath, type ReportValues } from './report-filter.ts';
import { reportWords } from './words.ts';

type Row = OutputOf<'attribution.getBreakdown'>[number];
const DIMENSIONS = ['rep', 'unit', 'product', 'category', 'line', 'month'] as const;
type Dimension = (typeof DIMENSIONS)[number];

type BreakdownProps = { readonly values: ReportValues; readonly currency: string };

/** Where the credit lies, by one dimension at a time: a chart of the largest and a table of all. */
export function Breakdown({ values, currency }: BreakdownProps) {
  const words = useWords(reportWords);
  const [by, setBy] = useState<Dimension>('rep');
  const rows = useAsk('attribution.getBreakdown', { ...filterOf(values), by }, { keepPrevious: true });
  return (
    <Section title={words.breakdown}>
      <Tabs value={by} onChange={(value) => setBy(value as Dimension)} keepMounted={false}>
        <Tabs.List mb="md">
          {DIMENSIONS.map((dimension) => (
            <Tabs.Tab key={dimension} value={dimension}>
              {words.by[dimension]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={by}>
          {rows.error && <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />}
          {rows.isPending && <LoadingState />}
          {rows.data && !rows.isPlaceholderData && (
            <div className={styles.waterfall}>
              <BreakdownTable rows={rows.data} by={by} values={values} currency={currency} />
              <BreakdownChart rows={rows.data} by={by} currency={currency} />
            </div>
          )}
        </Tabs.Panel>
      </Tabs>
    </Section>
  );
}

/** The orders of one row; a row of "none" has no filter of its own. */
function narrowing(by: Dimension, key: string): ReportValues | null {
  if (key === '') return null;
  if (by === 'month') return { fromMonth: key, toMonth: key };
  return { [`${by}Id`]: key };
}

type RowsProps = { readonly rows: readonly Row[]; readonly by: Dimension; readonly currency: string };

function useRowName(by: Dimension): (row: Row) => string {
  const words = useWords(reportWords);
  const { label, month } = useFormat();
  return (row) => {
    if (row.key === '') return words.none;
    return by === 'month' ? month(row.key) : label(row.label);
  };
}

function BreakdownTable({ rows, by, currency, values }: RowsProps & { readonly values: ReportValues }) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, number } = useFormat();
  const nameOf = useRowName(by);
  const go = useNavigate();
  const amount = (key: 'grossMinor' | 'attributedMinor' | 'creditedMinor', header: string): Column<Row> => ({
    key,
    header,
    width: 'minmax(118px, 1fr)',
    align: 'right',
    render: (row) => money(row[key], currency),
  });
  const columns: Column<Row>[] = [
    {
      key: 'name',
      header: words.filters[by === 'month' ? 'from' : by],
      width: 'minmax(120px, 1.2fr)',
      render: nameOf,
    },
    { key: 'orders', header: words.orders, width: 80, align: 'right', render: (row) => number(row.orders) },
    amount('grossMinor', terms.step.gross),
    amount('attributedMinor', terms.step.attributed),
    amount('creditedMinor', terms.step.credited),
  ];
  return (
    <DataTable
      label={words.by[by]}
      height={Math.min(432, 36 * (rows.length + 2))}
      columns={columns.map((column) =>
        column.key === 'name' && by === 'month' ? { ...column, header: words.by.month } : column,
      )}
      rows={rows}
      rowKey={({ key }) => key}
      onOpen={({ key }) => {
        const narrowed = narrowing(by, key);
        if (narrowed) void go(ordersPath(values, narrowed));
      }}
      empty={<EmptyState title={words.noOrders} />}
    />
  );
}

const MOST_BARS = 12;

function BreakdownChart({ rows, by, currency }: RowsProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, shortMoney } = useFormat();
  const nameOf = useRowName(by);
  const colors = useChartColors();
  const isTime = by === 'month';
  // Months keep their order and show the latest; the others come largest first.
  const shown = isTime
    ? rows.slice(-24)
    : rows.filter(({ creditedMinor }) => creditedMinor > 0).slice(0, MOST_BARS);
  const bars = shown.map((row) => ({ name: nameOf(row), creditedMinor: row.creditedMinor }));
  if (bars.length === 0) return null;
  const tick = { fill: colors.quiet, fontSize: 12 };
  const amountAxis = {
    type: 'number' as const,
    tick,
    tickLine: false,
    axisLine: false,
    tickFormatter: (minor: number) => shortMoney(minor, currency),
  };
  const nameAxis = {
    type: 'category' as const,
    dataKey: 'name',
    tick,
    tickLine: false,
    axisLine: { stroke: colors.line },
  };
  return (
    <ChartFrame
      title={isTime ? words.monthly : words.topCredited({ shown: bars.length })}
      height={isTime ? 300 : 40 + bars.length * 28}
      header={[words.by[by], terms.step.credited]}
      rows={bars.map((bar) => [bar.name, money(bar.creditedMinor, currency)])}
    >
      <BarChart
        accessibilityLayer={false}
        data={bars}
        layout={isTime ? 'horizontal' : 'vertical'}
        margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={!isTime} horizontal={isTime} stroke={colors.line} />
        {isTime ? <XAxis {...nameAxis} /> : <XAxis {...amountAxis} />}
        {isTime ? <YAxis {...amountAxis} width={60} /> : <YAxis {...nameAxis} width={120} interval={0} />}
        <Tooltip
          cursor={{ fill: 'var(--yard-hover)' }}
          content={
            <ChartTip
              read={(bar: (typeof bars)[number]) => ({
                name: bar.name,
                text: money(bar.creditedMinor, currency),
              })}
            />
          }
        />
        <Bar
          dataKey="creditedMinor"
          fill={colors.main}
          isAnimationActive={false}
          radius={2}
          maxBarSize={28}
        />
      </BarChart>
    </ChartFrame>
  );
}
