import { useAskRows } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { EmptyState } from '#ui/states';
import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { StatisticsFilters } from './filters.ts';
import { useSumColumns } from './sum-columns.tsx';
import { statisticsWords } from './words.ts';

type Asked = InputOf<'routing.listRuleStats'>;
type Row = OutputOf<'routing.listRuleStats'>['rows'][number];

type RuleTableProps = {
  readonly asked: Pick<Asked, 'ruleSetId' | 'from' | 'to'>;
  readonly versionId: string;
  readonly filters: StatisticsFilters;
};

/** Each rule with what it decided; a click goes to the rule table. */
export function RuleTable({ asked, versionId, filters }: RuleTableProps) {
  const words = useWords(statisticsWords);
  const { number } = useFormat();
  const go = useNavigate();
  const stale = filters.values.stale === '1';
  const sort = (filters.values.sort ?? 'position') as NonNullable<Asked['sort']>;
  const rows = useAskRows('routing.listRuleStats', { ...asked, sort, stale });
  const staleCount = rows.page?.staleCount ?? 0;
  return (
    <>
      <Group gap="sm" mb="sm">
        <Tooltip label={words.staleHint}>
          <Button
            size="xs"
            variant={stale ? 'filled' : 'default'}
            aria-pressed={stale}
            disabled={!stale && staleCount === 0}
            onClick={() => filters.set('stale', stale ? null : '1')}
          >
            {stale ? words.allRules : `${words.onlyStale} · ${number(staleCount)}`}
          </Button>
        </Tooltip>
      </Group>
      <DataTable
        label={words.rules}
        height={rows.total === 0 ? 200 : 520}
        columns={useColumns()}
        rows={rows}
        rowKey={({ ruleId }) => ruleId}
        sort={sort}
        onSort={(code) => filters.set('sort', code)}
        onOpen={() => void go(`/routing/rules/${encodeURIComponent(versionId)}`)}
        empty={<EmptyState title={words.noRules} />}
      />
    </>
  );
}

/** One direction only: the most telling first. */
const most = (code: string) => ({ down: code });

function useColumns(): Column<Row>[] {
  const words = useWords(statisticsWords);
  const { number, percent } = useFormat();
  const { count, winRate, lastAt } = useSumColumns<Row>();
  return [
    {
      key: 'position',
      header: words.position,
      width: 60,
      align: 'right',
      sort: { up: 'position' },
      render: ({ position }) => (position === null ? '–' : number(position)),
    },
    {
      key: 'name',
      header: words.rule,
      width: 'minmax(150px, 2fr)',
      render: ({ name, position, isOn }) => (
        <>
          {name}
          {position === null && <Quiet>{words.gone}</Quiet>}
          {position !== null && !isOn && <Quiet>{words.off}</Quiet>}
        </>
      ),
    },
    { ...count('decided'), sort: most('decided') },
    {
      key: 'share',
      header: words.share,
      width: 68,
      align: 'right',
      render: ({ share }) => percent(share, 1),
    },
    count('routed'),
    { ...count('unassigned'), sort: most('unassigned') },
    count('fallen'),
    { ...winRate, sort: most('winRate') },
    { ...lastAt, sort: most('lastAt') },
  ];
}

function Quiet({ children }: { readonly children: string }) {
  return (
    <Text span size="xs" c="dimmed" ml={6}>
      {children}
    </Text>
  );
}
