import type { OutputOf } from '#contract/contract';
import { type ImportKind, reasonText } from '#domain/transfer';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { type Column, DataTable, type RowSource } from '#ui/data-table';
import { EmptyState } from '#ui/states';
import { useMemo } from 'react';
import { useFieldNames } from './field-names.ts';
import { batchWords } from './words.ts';

export type RejectedRow = OutputOf<'transfer.listRejects'>['rows'][number];

type RejectedTableProps = {
  readonly kind: ImportKind;
  readonly rows: RowSource<RejectedRow> | readonly RejectedRow[];
  readonly height: number;
};

/** Rows that were turned away: the line, every reason in words, and the row as the file has it. */
export function RejectedTable({ kind, rows, height }: RejectedTableProps) {
  const words = useWords(batchWords);
  const reasonsOf = useReasons(kind);
  const columns: Column<RejectedRow>[] = [
    { key: 'line', header: words.line, width: 80, align: 'right', render: ({ line }) => line },
    {
      key: 'reason',
      header: words.reason,
      width: 'minmax(260px, 1.2fr)',
      render: (row) => <span title={reasonsOf(row)}>{reasonsOf(row)}</span>,
    },
    {
      key: 'cells',
      header: words.cells,
      width: 'minmax(320px, 2fr)',
      render: ({ cells }) => <span title={cells.join(' | ')}>{cells.join(' | ')}</span>,
    },
  ];
  return (
    <DataTable
      label={words.rejects}
      height={height}
      columns={columns}
      rows={rows}
      rowKey={({ line }) => line}
      empty={<EmptyState title={words.noRejects} />}
    />
  );
}

/** A row's reasons in words, each with its field and the text that the file has there. */
function useReasons(kind: ImportKind): (row: RejectedRow) => string {
  const { language } = useLanguage();
  const nameOf = useFieldNames(kind);
  return useMemo(() => {
    const gap = language === 'en' ? ' ' : '';
    return ({ reasons }) =>
      reasons
        .map(({ field, code, value }) => {
          const said = reasonText(code, language);
          const quoted = value === '' ? '' : language === 'en' ? ` “${value}”` : `「${value}」`;
          if (field === null) return `${said}${quoted}`;
          return `${nameOf(field)}${quoted}${gap}${said}`;
        })
        .join(language === 'en' ? '; ' : '；');
  }, [nameOf, language]);
}
