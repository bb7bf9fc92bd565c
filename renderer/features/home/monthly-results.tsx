import { useAsk } from '#bridge/ask';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ChartFrame, useChartColors } from '#ui/chart-frame';
import { Section } from '#ui/page';
import { ErrorState, LoadingState } from '#ui/states';
import { Bar, BarChart, CartesianGrid, Legend, Tooltip, XAxis, YAxis } from 'recharts';
import { Link } from 'react-router';
import { homeWords } from './words.ts';

const MONTHS = 12;

/** Closed and credited money of the last twelve months, from the latest attribution run. */
export function MonthlyResults() {
  const words = useWords(homeWords);
  const { month, money } = useFormat();
  const waterfall = useAsk('attribution.getWaterfall', {});
  const currency = waterfall.data?.currency;
  const months = useAsk(
    'attribution.getBreakdown',
    { by: 'month', ...(currency ? { currency } : {}) },
    { enabled: currency !== undefined },
  );
  if (waterfall.data === null || currency === undefined) return null;
  const shown = (months.data ?? []).toSorted((a, b) => a.key.localeCompare(b.key)).slice(-MONTHS);
  return (
    <Section title={words.results} actions={<Link to="/attribution">{words.all}</Link>}>
      {months.error && <ErrorState error={months.error} onRetry={() => void months.refetch()} />}
      {months.isPending && <LoadingState />}
      {months.data && (
        <ChartFrame
          title={words.byMonth}
          height={236}
          header={[words.month, words.gross, words.creditedShort]}
          rows={shown.map((row) => [
            month(row.key),
            money(row.grossMinor, currency),
            money(row.creditedMinor, currency),
          ])}
        >
          <MonthBars
            currency={currency}
            rows={shown.map(({ key, grossMinor, creditedMinor }) => ({ key, grossMinor, creditedMinor }))}
          />
        </ChartFrame>
      )}
    </Section>
  );
}

type MonthBarsProps = {
  readonly currency: string;
  readonly rows: { key: string; grossMinor: number; creditedMinor: number }[];
  /** Given by the frame's container. */
  readonly width?: number;
  readonly height?: number;
};

function MonthBars({ currency, rows, ...size }: MonthBarsProps) {
  const words = useWords(homeWords);
  const { month, money, shortMoney } = useFormat();
  const colors = useChartColors();
  const tick = { fontSize: 12, fill: colors.quiet };
  return (
    <BarChart
      accessibilityLayer={false}
      data={rows}
      barGap={2}
      margin={{ top: 4, right: 4, bottom: 0, left: 0 }}
      {...size}
    >
      <CartesianGrid vertical={false} stroke={colors.line} />
      <XAxis
        dataKey="key"
        tickFormatter={(key: string) => key.slice(5).replace(/^0/, '')}
        tick={tick}
        tickLine={false}
        axisLine={{ stroke: colors.line }}
      />
      <YAxis
        width={64}
        tickFormatter={(minor: number) => shortMoney(minor, currency)}
        tick={tick}
        tickLine={false}
        axisLine={false}
      />
      <Tooltip
        cursor={{ fill: colors.line, opacity: 0.4 }}
        contentStyle={{
          background: colors.surface,
          border: `1px solid ${colors.line}`,
          borderRadius: 8,
          fontSize: 12,
        }}
        labelFormatter={(key) => (typeof key === 'string' ? month(key) : '')}
        formatter={(minor) => money(Number(minor), currency)}
      />
      <Legend itemSorter={null} iconType="circle" iconSize={8} wrapperStyle={{ fontSize: 12 }} />
      <Bar
        dataKey="grossMinor"
        name={words.gross}
        fill={colors.soft}
        radius={[3, 3, 0, 0]}
        isAnimationActive={false}
      />
      <Bar
        dataKey="creditedMinor"
        name={words.creditedShort}
        fill={colors.main}
        radius={[3, 3, 0, 0]}
        isAnimationActive={false}
      />
    </BarChart>
  );
}
