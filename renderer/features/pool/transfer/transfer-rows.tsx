import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable } from '#ui/data-table';
import { Badge, Text } from '@mantine/core';
import { transferWords } from './words.ts';

export type Row = OutputOf<'pool.previewTransfer'>[number];

const COLORS = { given: 'green', unchanged: 'gray', warned: 'yellow', refused: 'red' } as const;
/** What needs a look comes first. */
const ORDER: readonly Row['verdict'][] = ['refused', 'warned', 'given', 'unchanged'];

type TransferRowsProps = {
  readonly rows: readonly Row[];
  readonly verdicts: Readonly<Record<Row['verdict'], string>>;
};

/** What a transfer comes to, row by row. */
export function TransferRows({ rows, verdicts }: TransferRowsProps) {
  const words = useWords(transferWords);
  const sorted = rows.toSorted((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  return (
    <DataTable
      label={words.outcome}
      height={Math.min(360, 80 + rows.length * 36)}
      columns={useColumns(verdicts)}
      rows={sorted}
      rowKey={({ opportunityId }) => opportunityId}
    />
  );
}

function useColumns(verdicts: TransferRowsProps['verdicts']): Column<Row>[] {
  const words = useWords(transferWords);
  const { contact } = useFormat();
  return [
    {
      key: 'opportunity',
      header: words.opportunity,
      width: 'minmax(130px, 1fr)',
      render: (row) => (row.reason === 'notSeen' ? words.notSeen : row.title || words.noName),
    },
    { key: 'contact', header: words.contact, width: 136, render: (row) => contact(row.contact) || '–' },
    { key: 'owner', header: words.owner, width: 84, render: (row) => row.ownerName ?? words.nobody },
    { key: 'to', header: words.to, width: 84, render: (row) => row.receiverName ?? '–' },
    {
      key: 'outcome',
      header: words.outcome,
      width: 'minmax(250px, 1.5fr)',
      render: (row) => (
        <>
          <Badge color={COLORS[row.verdict]} mr={6}>
            {verdicts[row.verdict]}
          </Badge>
          <Text span inherit c="dimmed">
            {row.verdict === 'unchanged' ? '' : words.reasons[row.reason]}
          </Text>
        </>
      ),
    },
  ];
}
