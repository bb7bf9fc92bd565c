import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './plain-table.module.css';

type PlainTableProps = {
  /** Says what the table holds, for screen readers. */
  readonly label: string;
  /** `keep`: stays on one line; right-aligned columns always do. */
  readonly header: readonly {
    readonly name: string;
    readonly align?: 'right';
    readonly keep?: true;
  }[];
  readonly rows: readonly {
    readonly key: string | number;
    readonly cells: readonly ReactNode[];
    readonly isMarked?: boolean;
  }[];
};

/** A short table inside a page, for tens of rows; longer lists are a DataTable. */
export function PlainTable({ label, header, rows }: PlainTableProps) {
  return (
    // Wide tables scroll inside themselves, also by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={label}>
      <Table className={styles.table}>
        <Table.Thead>
          <Table.Tr>
            {header.map((column) => (
              <Table.Th key={column.name} ta={column.align ?? 'left'}>
                {column.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key} data-marked={row.isMarked || undefined}>
              {row.cells.map((cell, i) => (
                <Table.Td
                  key={header[i]?.name}
                  ta={header[i]?.align ?? 'left'}
                  data-keep={header[i]?.keep || header[i]?.align === 'right' || undefined}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
