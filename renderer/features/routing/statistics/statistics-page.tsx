import { useAsk } from '#bridge/ask';
import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { DateRangeFilter } from '#ui/date-range-filter';
import { Page, Section } from '#ui/page';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useFilters } from '#ui/use-filters';
import { Button, Group, Select, Tabs } from '@mantine/core';
import { Link } from 'react-router';
import { DayChart } from './day-chart.tsx';
import { FILTERS, type StatisticsFilters } from './filters.ts';
import { GroupTable } from './group-table.tsx';
import { periodOf } from './period.ts';
import { RuleTable } from './rule-table.tsx';
import { statisticsWords } from './words.ts';

type RuleSet = OutputOf<'routing.listRuleSets'>[number];

/** What the rules of a set decided in a period: in all, by day, by rule and by group. */
export function StatisticsPage() {
  const words = useWords(statisticsWords);
  const filters = useFilters(FILTERS);
  const sets = useAsk('routing.listRuleSets', {});
  const known = (sets.data ?? []).filter(({ publishedVersionId }) => publishedVersionId !== null);
  const set = known.find(({ id }) => id === filters.values.ruleSetId) ?? known[0];
  return (
    <Page
      title={words.title}
      subtitle={words.subtitle}
      actions={
        set && (
          <Button
            variant="default"
            component={Link}
            to={`/routing/rules/${encodeURIComponent(set.publishedVersionId ?? '')}`}
          >
            {words.openRules}
          </Button>
        )
      }
    >
      {sets.error && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {sets.isPending && <LoadingState />}
      {sets.data && !set && <EmptyState title={words.noRuleSets} hint={words.noRuleSetsHint} />}
      {set && <Statistics set={set} known={known} filters={filters} />}
    </Page>
  );
}

type StatisticsProps = {
  readonly set: RuleSet;
  readonly known: readonly RuleSet[];
  readonly filters: StatisticsFilters;
};

function Statistics({ set, known, filters }: StatisticsProps) {
  const words = useWords(statisticsWords);
  const { label } = useFormat();
  const { from, to, by = 'rules' } = filters.values;
  const asked = { ruleSetId: set.id, ...periodOf(from, to) };
  const stats = useAsk('routing.getStats', asked, { keepPrevious: true });
  return (
    <>
      <Group gap={8} role="search">
        {known.length > 1 && (
          <Select
            aria-label={words.ruleSet}
            allowDeselect={false}
            data={known.map(({ id, label: name }) => ({ value: id, label: label(name) }))}
            value={set.id}
            onChange={(value) => filters.set('ruleSetId', value)}
          />
        )}
        <DateRangeFilter
          label={words.period}
          from={from}
          to={to}
          onChange={(first, last) => filters.setAll({ from: first, to: last })}
        />
      </Group>
      {stats.error && <ErrorState error={stats.error} onRetry={() => void stats.refetch()} />}
      {stats.isPending && <LoadingState />}
      {stats.data && <Totals stats={stats.data} />}
      {stats.data && stats.data.days.length > 1 && <DayChart days={stats.data.days} />}
      <Section title={by === 'groups' ? words.groups : words.rules}>
        <Tabs value={by} onChange={(value) => filters.set('by', value)} keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="rules">{words.rules}</Tabs.Tab>
            <Tabs.Tab value="groups">{words.groups}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="rules">
            <RuleTable asked={asked} versionId={set.publishedVersionId ?? ''} filters={filters} />
          </Tabs.Panel>
          <Tabs.Panel value="groups">
            <GroupTable asked={asked} />
          </Tabs.Panel>
        </Tabs>
      </Section>
    </>
  );
}

function Totals({ stats }: { readonly stats: OutputOf<'routing.getStats'> }) {
  const words = useWords(statisticsWords);
  const { number, percent } = useFormat();
  return (
    <StatTiles>
      <StatTile label={words.decided} value={number(stats.decided)} />
      <StatTile label={words.routed} value={number(stats.routed)} tone="good" />
      <StatTile
        label={words.unassigned}
        value={number(stats.unassigned)}
        tone={stats.unassigned > 0 ? 'warn' : 'plain'}
      />
      <StatTile label={words.fallen} value={number(stats.fallen)} hint={words.fallenHint} />
      <StatTile
        label={words.winRate}
        value={stats.winRate === null ? words.tooFew : percent(stats.winRate, 1)}
        hint={words.winRateHint({ won: number(stats.won), lost: number(stats.lost) })}
      />
    </StatTiles>
  );
}
