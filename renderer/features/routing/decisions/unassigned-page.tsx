import { useAskRows, useAsk } from '#bridge/ask';
import { call } from '#bridge/client';
import type { InputOf, OutputOf } from '#contract/contract';
import type { DecisionReason } from '#domain/distribution';
import { GroupFilter, LineFilter } from '#features/filters';
import { TransferBar, useTransfer } from '#features/pool/transfer';
import { usePhraser } from '#features/routing/phrase';
import { useOpenColumns } from '#features/access/columns';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { FilterBar } from '#ui/filter-bar';
import { LabelText } from '#ui/label-text';
import { Page } from '#ui/page';
import { StatTile, StatTiles } from '#ui/stat-tile';
import { EmptyState } from '#ui/states';
import { type Filters, useFilters } from '#ui/use-filters';
import { type Choice, MOST_CHOSEN, useChoice, useChoiceColumn } from '#ui/use-choice';
import { Alert } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { RetryPanel } from './retry-panel.tsx';
import { decisionWords } from './words.ts';

type Row = OutputOf<'routing.listUnassigned'>['rows'][number];
const FILTERS = ['reason', 'groupId', 'lineId'] as const;
type Key = (typeof FILTERS)[number];
type Asked = Omit<InputOf<'routing.listUnassigned'>, 'offset' | 'limit'>;

/** The worklist of those that nobody got: one tile for each reason, what helps, and the way to try again. */
export function UnassignedPage() {
  const words = useWords(decisionWords);
  const { number } = useFormat();
  const filters = useFilters(FILTERS);
  const rows = useAskRows('routing.listUnassigned', filters.values as Asked);
  const choice = useChoice();
  const transfer = useTransfer(choice);
  const reasons = rows.page?.reasons ?? [];
  const reason = filters.values.reason as DecisionReason | undefined;
  const go = useNavigate();
  return (
    <Page
      title={words.worklist}
      subtitle={words.worklistSubtitle}
      above={<Link to="/routing/run">{words.backToRun}</Link>}
    >
      {reasons.length > 0 && (
        <StatTiles>
          {reasons.map((each) => (
            <StatTile
              key={each.reason}
              label={words.reasons[each.reason]}
              value={number(each.count)}
              tone={each.reason === reason ? 'accent' : 'warn'}
              onOpen={() => {
                choice.clear();
                filters.set('reason', each.reason === reason ? null : each.reason);
              }}
            />
          ))}
        </StatTiles>
      )}
      {reason && (
        <Alert color="yellow" variant="light" title={words.reasons[reason]}>
          {words.reasonNext[reason]}{' '}
          {(reason === 'tooOld' || reason === 'missingData') && (
            <Link to="/routing/lines">{words.toLines}</Link>
          )}
        </Alert>
      )}
      <RetryPanel reason={reason} total={rows.total ?? 0} chosen={choice.ids} onDone={choice.clear} />
      <WorklistFilters filters={filters} />
      <DataTable
        label={words.worklist}
        height={rows.total === 0 ? 280 : 560}
        columns={useOpenColumns({ contact: 'phone' })(useColumns(choice))}
        rows={rows}
        rowKey={({ opportunityId }) => opportunityId}
        onOpen={({ decisionId }) => void go(`/decisions/${decisionId}`)}
        isFiltered={filters.isFiltered}
        onClearFilters={filters.clear}
        footer={
          <TransferBar
            choice={choice}
            onTransfer={transfer.open}
            total={rows.total ?? 0}
            askAll={async () => {
              const all = await call('routing.listUnassigned', {
                ...(filters.values as Asked),
                limit: MOST_CHOSEN,
              });
              return all.rows.map(({ opportunityId }) => opportunityId);
            }}
          />
        }
        empty={<EmptyState title={words.nobodyLacks} hint={words.nobodyLacksHint} />}
      />
      {transfer.dialog}
    </Page>
  );
}

function WorklistFilters({ filters }: { readonly filters: Filters<Key> }) {
  const words = useWords(decisionWords);
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      <GroupFilter
        label={words.group}
        value={filters.values.groupId}
        onChange={(value) => filters.set('groupId', value)}
      />
      <LineFilter
        label={words.line}
        value={filters.values.lineId}
        onChange={(value) => filters.set('lineId', value)}
      />
    </FilterBar>
  );
}

function useColumns(choice: Choice): Column<Row>[] {
  const words = useWords(decisionWords);
  const { dateTime, date, contact, number } = useFormat();
  const facts = useAsk('routing.listFacts', {});
  const { attribute } = usePhraser(facts.data ?? []);
  const boxes = useChoiceColumn<Row>(choice, {
    idOf: ({ opportunityId }) => opportunityId,
    nameOf: ({ title, contact: way }) => title || contact(way),
  });
  return [
    boxes,
    {
      key: 'opportunity',
      header: words.opportunity,
      width: 'minmax(140px, 1.4fr)',
      render: ({ title }) => title,
    },
    { key: 'contact', header: words.contact, width: 128, render: (row) => contact(row.contact) },
    {
      key: 'line',
      header: words.line,
      width: 'minmax(84px, 0.8fr)',
      render: ({ line }) => <LabelText label={line} />,
    },
    {
      key: 'reason',
      header: words.reason,
      width: 'minmax(120px, 1.2fr)',
      render: ({ reason, missing }) =>
        missing.length === 0
          ? words.reasons[reason]
          : words.lacks({ names: missing.map(attribute).join(words.listSeparator) }),
    },
    {
      key: 'group',
      header: words.group,
      width: 'minmax(104px, 1fr)',
      render: ({ group }) => <LabelText label={group} />,
    },
    {
      key: 'rule',
      header: words.rule,
      width: 'minmax(104px, 1fr)',
      render: ({ ruleName }) => ruleName ?? words.noRule,
    },
    {
      key: 'created',
      header: words.created,
      width: 100,
      align: 'right',
      render: ({ createdAt }) => date(createdAt),
    },
    {
      key: 'tried',
      header: words.triedAt,
      width: 144,
      align: 'right',
      render: ({ triedAt }) => dateTime(triedAt),
    },
    { key: 'tries', header: words.tries, width: 60, align: 'right', render: ({ tries }) => number(tries) },
  ];
}
