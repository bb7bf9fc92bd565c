import { useAsk } from '#bridge/ask';
import type { InputOf, OutputOf } from '#contract/contract';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { LabelText } from '#ui/label-text';
import { EmptyState, ErrorState, LoadingState } from '#ui/states';
import { useNavigate } from 'react-router';
import { useSumColumns } from './sum-columns.tsx';
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
  const { count, winRate, lastAt } = useSumColumns<Row>();
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
    winRate,
    lastAt,
  ];
}
