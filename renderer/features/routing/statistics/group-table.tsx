import { useAsk } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { LabelText } from '#ui/label-text';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useNavigate } from 'react-router';
import { statisticsWords } from './words.ts';

type Row = OutputOf<'routing.listGroupStats'>[number];

/** What came to each distribution group: its own, and what fell to it from others. */
export function GroupTable({ asked }: { readonly asked: InputOf<'routing.listGroupStats'> }) {
  const words = useWords(statisticsWords);
  const go = useNavigate();
  const columns = useColumns();
  const rows = useAsk('routing.listGroupStats', asked, { keepPrevious: true });
  if (rows.error) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <LoadingState />;
  return (
    <DataTable
      label={words.groups}
      height={rows.data.length === 0 ? 200 : Math.min(520, 36 * (rows.data.length + 2))}
      columns={columns}
      rows={rows.data}
      rowKey={({ groupId }) => groupId}
      onOpen={({ groupId }) => void go(`/routing/groups/${encodeURIComponent(groupId)}`)}
      empty={<EmptyState title={words.nothingDecided} hint={words.nothingDecidedHint} />}
    />
  );
}

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
      key: 'group',
      header: words.group,
      width: 'minmax(180px, 2fr)',
      render: ({ group }) => <LabelText label={group} />,
    },
    count('decided'),
    count('routed'),
    count('unassigned'),
    count('fallen'),
    {
      key: 'winRate',
      header: words.winRate,
      width: 'minmax(132px, 1fr)',
      align: 'right',
      render: ({ winRate, won, lost }) =>
        `${winRate === null ? words.tooFew : percent(winRate, 1)} · ${words.winRateHint({ won: number(won), lost: number(lost) })}`,
    },
    {
      key: 'lastAt',
      header: words.lastAt,
      width: 150,
      align: 'right',
      render: ({ lastAt }) => dateTime(lastAt),
    },
  ];
}
