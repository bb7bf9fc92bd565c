import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ChartFrame, useChartColors } from '#ui/chart-frame';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { Bar, BarChart, CartesianGrid, Cell, Tooltip, XAxis, YAxis } from 'recharts';
import { Link, useNavigate } from 'react-router';
import { ChartTip } from './chart-tip.tsx';
import styles from './report.module.css';
import { ordersPath, type ReportValues } from './report-filter.ts';
import { type Step, stepsOf, type Waterfall } from './waterfall.ts';
import { reportWords } from './words.ts';

type WaterfallSectionProps = { readonly waterfall: Waterfall; readonly values: ReportValues };

/** The waterfall as a chart and, beside it, as figures; both lead to the orders of a step. */
export function WaterfallSection({ waterfall, values }: WaterfallSectionProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, percent } = useFormat();
  const { currency, sums } = waterfall;
  const net = sums.grossMinor - sums.refundedMinor;
  const steps = stepsOf(waterfall);
  const share = (minor: number) => (net === 0 ? '–' : percent(minor / net, 1));
  return (
    <Section title={words.waterfall}>
      <div className={styles.waterfall}>
        <WaterfallChart steps={steps} currency={currency} values={values} />
        <PlainTable
          label={words.waterfall}
          header={[
            { name: words.step },
            { name: words.amount, align: 'right' },
            { name: words.share, align: 'right' },
            { name: words.orders, align: 'right' },
          ]}
          rows={steps.map((step) => ({
            key: step.name,
            isMarked: step.name === 'credited',
            cells: [
              <span key="name" className={step.isTotal ? styles.total : styles.less}>
                {terms.step[step.name]}
              </span>,
              <span key="amount" className={step.isTotal ? styles.total : styles.less}>
                {money(step.amountMinor, currency)}
              </span>,
              share(step.amountMinor),
              <Link
                key="orders"
                to={ordersPath(values, step.orders)}
                aria-label={words.showOrdersOf({ name: terms.step[step.name] })}
              >
                {words.showOrders}
              </Link>,
            ],
          }))}
        />
      </div>
    </Section>
  );
}

type WaterfallChartProps = {
  readonly steps: readonly Step[];
  readonly currency: string;
  readonly values: ReportValues;
};

function WaterfallChart({ steps, currency, values }: WaterfallChartProps) {
  const words = useWords(reportWords);
  const terms = useWords(termWords);
  const { money, shortMoney } = useFormat();
  const colors = useChartColors();
  const go = useNavigate();
  const bars = steps.map((step) => ({
    ...step,
    label: terms.step[step.name],
    span: [step.from, step.to] as [number, number],
  }));
  const colorOf = (step: Step) => {
    if (!step.isTotal) return colors.warn;
    return step.name === 'credited' ? colors.main : colors.soft;
  };
  return (
    <ChartFrame
      title={words.stepsIn({ currency })}
      height={300}
      header={[words.step, words.amount]}
      rows={steps.map((step) => [terms.step[step.name], money(step.amountMinor, currency)])}
    >
      <BarChart accessibilityLayer={false} data={bars} margin={{ top: 8, right: 8, bottom: 0, left: 8 }}>
        <CartesianGrid vertical={false} stroke={colors.line} />
        <XAxis
          dataKey="label"
          tick={{ fill: colors.quiet, fontSize: 12 }}
          tickLine={false}
          axisLine={{ stroke: colors.line }}
          interval={0}
        />
        <YAxis
          width={64}
          tick={{ fill: colors.quiet, fontSize: 12 }}
          tickLine={false}
          axisLine={false}
          tickFormatter={(minor: number) => shortMoney(minor, currency)}
        />
        <Tooltip
          cursor={{ fill: 'var(--yard-hover)' }}
          content={
            <ChartTip
              read={(bar: (typeof bars)[number]) => ({
                name: bar.label,
                text: money(bar.amountMinor, currency),
              })}
            />
          }
        />
        <Bar
          dataKey="span"
          isAnimationActive={false}
          radius={3}
          cursor="pointer"
          onClick={(bar) => {
            const step = bar.payload as Step | undefined;
            if (step) void go(ordersPath(values, step.orders));
          }}
        >
          {bars.map((step) => (
            <Cell key={step.name} fill={colorOf(step)} />
          ))}
        </Bar>
      </BarChart>
    </ChartFrame>
  );
}
