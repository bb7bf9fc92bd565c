import type { OutputOf } from '#contract/contract';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { type Column, DataTable, type RowSource } from '#ui/data-table';
import { Badge } from '@mantine/core';
import { Link } from 'react-router';
import styles from './lines.module.css';
import { lineWords } from './words.ts';

type Row = OutputOf<'routing.previewGrain'>['rows'][number];

/** The opportunities that would be one lead entity, entity by entity, each with what becomes of it. */
export function CollidingTable({ rows, total }: { readonly rows: RowSource<Row>; readonly total: number }) {
  const words = useWords(lineWords);
  return (
    <DataTable
      label={words.opportunity}
      height={Math.min(260, 80 + total * 36)}
      columns={useColumns()}
      rows={rows}
      // Those outside the reader's scope have no id; their contact is masked, but the moment tells them apart.
      rowKey={({ opportunityId, entity, contact, createdAt }) =>
        opportunityId ?? `${entity} ${contact} ${createdAt}`
      }
    />
  );
}

function useColumns(): Column<Row>[] {
  const words = useWords(lineWords);
  const { contact, date, number } = useFormat();
  return [
    { key: 'entity', header: words.entity, width: 64, render: ({ entity }) => number(entity) },
    {
      key: 'opportunity',
      header: words.opportunity,
      width: 'minmax(150px, 1fr)',
      render: (row) =>
        row.opportunityId === null ? (
          <span className={styles.quiet}>{words.notSeen}</span>
        ) : (
          <Link to={`/opportunities/${row.opportunityId}`}>{row.title || contact(row.contact)}</Link>
        ),
    },
    { key: 'contact', header: words.contact, width: 140, render: (row) => contact(row.contact) },
    {
      key: 'owner',
      header: words.owner,
      width: 90,
      render: (row) => (row.opportunityId === null ? '–' : row.ownerName || words.nobody),
    },
    {
      key: 'created',
      header: words.created,
      width: 112,
      align: 'right',
      render: ({ createdAt }) => date(createdAt),
    },
    {
      key: 'fate',
      header: words.fate,
      width: 100,
      render: ({ isKept }) => (
        <Badge color={isKept ? 'green' : 'gray'}>{isKept ? words.kept : words.joined}</Badge>
      ),
    },
  ];
}
