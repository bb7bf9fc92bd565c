import { useAsk, useAskRows } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { DecisionReason } from '#domain/distribution';
import { GroupFilter, PersonFilter } from '#features/filters';
import { useOpenColumns } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { FilterSelect } from '#ui/filter-select';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { type Filters, useFilters } from '#ui/use-filters';
import { Text } from '@mantine/core';
import { useNavigate } from 'react-router';
import { RunPanel } from './run-panel.tsx';
import { decisionWords } from './words.ts';

type DecisionRow = OutputOf<'routing.listDecisions'>['rows'][number];
const FILTERS = ['outcome', 'reason', 'groupId', 'repId', 'runId'] as const;
type Key = (typeof FILTERS)[number];
type Asked = Omit<InputOf<'routing.listDecisions'>, 'offset' | 'limit'>;

/** Routing as work: how many wait, a run, and what every run decided. */
export function RunPage() {
  const words = useWords(decisionWords);
  const { number } = useFormat();
  const go = useNavigate();
  const filters = useFilters(FILTERS);
  const waiting = useAsk('routing.getWaiting', {});
  if (!waiting.data)
    return (
      <Page title={words.title} subtitle={words.subtitle}>
        {waiting.error ? (
          <ErrorState error={waiting.error} onRetry={() => void waiting.refetch()} />
        ) : (
          <LoadingState />
        )}
      </Page>
    );
  const counts = waiting.data;
  const show = (state: string) => () => void go(`/opportunities?routingState=${state}`);
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <StatTiles>
        <StatTile
          label={words.waiting}
          value={number(counts.waiting)}
          hint={words.waitingHint}
          tone={counts.waiting > 0 ? 'accent' : 'plain'}
          onOpen={show('waiting')}
        />
        <StatTile
          label={words.unassigned}
          value={number(counts.unassigned)}
          hint={words.unassignedHint}
          tone={counts.unassigned > 0 ? 'warn' : 'plain'}
          onOpen={() => void go('/routing/unassigned')}
        />
        <StatTile
          label={words.routed}
          value={number(counts.routed)}
          hint={words.routedHint}
          tone={counts.routed > 0 ? 'good' : 'plain'}
          onOpen={show('routed')}
        />
      </StatTiles>
      <RunPanel
        waiting={counts}
        onShow={(shown) => {
          // One address holds them all: filters set one after another would overwrite each other.
          void go(`/routing/run?${new URLSearchParams(shown)}`, { replace: true });
        }}
      />
      <Decisions filters={filters} lastRunId={counts.lastRunJobId} />
    </Page>
  );
}

type DecisionsProps = { readonly filters: Filters<Key>; readonly lastRunId: string | null };

function Decisions({ filters, lastRunId }: DecisionsProps) {
  const words = useWords(decisionWords);
  const go = useNavigate();
  // What an address cannot mean the console refuses, rather than showing everything.
  const rows = useAskRows('routing.listDecisions', filters.values as Asked);
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '8px 0 0' }}>{words.decisions}</h2>
      <DecisionFilters filters={filters} lastRunId={lastRunId} />
      <DataTable
        label={words.decisions}
        height={rows.total === 0 ? 280 : 520}
        columns={useOpenColumns({ contact: 'phone' })(useColumns())}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void go(`/decisions/${id}`)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        empty={<EmptyState title={words.noDecisions} hint={words.noDecisionsHint} />}
      />
    </>
  );
}

function DecisionFilters({ filters, lastRunId }: DecisionsProps) {
  const words = useWords(decisionWords);
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      <FilterSelect
        label={words.outcome}
        options={[
          { value: 'routed', label: words.routedOutcome },
          { value: 'unassigned', label: words.unassignedOutcome },
        ]}
        value={filters.values.outcome}
        onChange={(value) => filters.set('outcome', value)}
      />
      <FilterSelect
        label={words.reason}
        width={190}
        options={DecisionReason.options.map((value) => ({ value, label: words.reasons[value] }))}
        value={filters.values.reason}
        onChange={(value) => filters.set('reason', value)}
      />
      <GroupFilter
        label={words.group}
        value={filters.values.groupId}
        onChange={(value) => filters.set('groupId', value)}
      />
      <PersonFilter
        label={words.rep}
        value={filters.values.repId}
        onChange={(value) => filters.set('repId', value)}
      />
      {lastRunId !== null && (
        <FilterSelect
          label={words.runId}
          width={170}
          options={[{ value: lastRunId, label: words.onlyLastRun }]}
          value={filters.values.runId}
          onChange={(value) => filters.set('runId', value)}
        />
      )}
    </FilterBar>
  );
}

function useColumns(): Column<DecisionRow>[] {
  const words = useWords(decisionWords);
  const { dateTime, contact } = useFormat();
  return [
    {
      key: 'opportunity',
      header: words.opportunity,
      width: 'minmax(168px, 1.4fr)',
      render: ({ title }) => title,
    },
    { key: 'contact', header: words.contact, width: 140, render: (row) => contact(row.contact) },
    {
      key: 'reason',
      header: words.outcome,
      width: 'minmax(120px, 1fr)',
      render: ({ reason }) => (
        <Text span inherit c={reason === 'routed' ? 'var(--yard-ink)' : 'var(--yard-warn-ink)'}>
          {words.reasons[reason]}
        </Text>
      ),
    },
    {
      key: 'rule',
      header: words.rule,
      width: 'minmax(144px, 1.2fr)',
      render: ({ ruleName }) => ruleName ?? words.noRule,
    },
    {
      key: 'group',
      header: words.group,
      width: 'minmax(120px, 1fr)',
      render: ({ group }) => <LabelText label={group} />,
    },
    { key: 'rep', header: words.rep, width: 120, render: ({ repName }) => repName ?? words.nobody },
    {
      key: 'version',
      header: words.version,
      width: 90,
      render: ({ versionNumber }) => words.versionNumber({ number: versionNumber }),
    },
    {
      key: 'decidedAt',
      header: words.decidedAt,
      width: 150,
      align: 'right',
      render: ({ decidedAt }) => dateTime(decidedAt),
    },
  ];
}
