import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { ChartFrame, useChartColors } from '#ui/chart-frame';
import { Section } from '#ui/page';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { statisticsWords } from './words.ts';

const MOST_DAYS = 120;

/** How many were routed and how many found nobody on each of the latest days. */
export function DayChart({ days }: { readonly days: OutputOf<'routing.getStats'>['days'] }) {
  const words = useWords(statisticsWords);
  const { date, number } = useFormat();
  const colors = useChartColors();
  const bars = days.slice(-MOST_DAYS).map((day) => ({ ...day, name: date(day.at) }));
  const axis = { tick: { fill: colors.quiet, fontSize: 12 }, tickLine: false };
  return (
    <Section title={words.perDay}>
      <ChartFrame
        title={`${words.routed} · ${words.unassigned}`}
        height={180}
        header={[words.day, words.routed, words.unassigned]}
        rows={bars.map(({ name, routed, unassigned }) => [name, number(routed), number(unassigned)])}
      >
        <BarChart accessibilityLayer={false} data={bars} margin={{ top: 4, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke={colors.line} />
          <XAxis {...axis} dataKey="name" axisLine={{ stroke: colors.line }} minTickGap={32} />
          <YAxis {...axis} width={60} axisLine={false} tickFormatter={(count: number) => number(count)} />
          <Bar dataKey="routed" stackId="day" fill={colors.main} isAnimationActive={false} />
          <Bar dataKey="unassigned" stackId="day" fill={colors.warn} isAnimationActive={false} />
        </BarChart>
      </ChartFrame>
    </Section>
  );
}
