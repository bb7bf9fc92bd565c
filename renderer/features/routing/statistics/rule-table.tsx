import { useAskRows } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { EmptyState } from '#ui/states';
import { Button, Group, Text, Tooltip } from '@mantine/core';
import { useNavigate } from 'react-router';
import type { StatisticsFilters } from './filters.ts';
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
const only = (code: string) => ({ up: code, down: code });

function useColumns(): Column<Row>[] {
  const words = useWords(statisticsWords);
  const { number, percent, dateTime } = useFormat();
  const count = (key: 'decided' | 'routed' | 'unassigned' | 'fallen'): Column<Row> => ({
    key,
    header: words[key],
    width: 96,
    align: 'right',
    render: (row) => number(row[key]),
  });
  return [
    {
      key: 'position',
      header: words.position,
      width: 72,
      align: 'right',
      sort: only('position'),
      render: ({ position }) => (position === null ? '–' : number(position)),
    },
    {
      key: 'name',
      header: words.rule,
      width: 'minmax(180px, 2fr)',
      render: ({ name, position, isOn }) => (
        <>
          {name}
          {position === null && <Quiet>{words.gone}</Quiet>}
          {position !== null && !isOn && <Quiet>{words.off}</Quiet>}
        </>
      ),
    },
    { ...count('decided'), sort: only('decided') },
    {
      key: 'share',
      header: words.share,
      width: 80,
      align: 'right',
      render: ({ share }) => percent(share, 1),
    },
    count('routed'),
    { ...count('unassigned'), sort: only('unassigned') },
    count('fallen'),
    {
      key: 'winRate',
      header: words.winRate,
      width: 'minmax(132px, 1fr)',
      align: 'right',
      sort: only('winRate'),
      render: ({ winRate, won, lost }) =>
        `${winRate === null ? words.tooFew : percent(winRate, 1)} · ${words.winRateHint({ won: number(won), lost: number(lost) })}`,
    },
    {
      key: 'lastAt',
      header: words.lastAt,
      width: 150,
      align: 'right',
      sort: only('lastAt'),
      render: ({ lastAt }) => (lastAt === null ? words.never : dateTime(lastAt)),
    },
  ];
}

function Quiet({ children }: { readonly children: string }) {
  return (
    <Text span size="xs" c="dimmed" ml={6}>
      {children}
    </Text>
  );
}
