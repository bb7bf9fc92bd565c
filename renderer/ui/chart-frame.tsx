import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { ActionIcon, Table, Tooltip } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { ResponsiveContainer } from 'recharts';
import styles from './chart-frame.module.css';

type ChartFrameProps = {
  readonly title: string;
  readonly height?: number;
  /** The chart's numbers as a table: header, and rows of which the first cell names the row. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** One Recharts chart, in the colours of `useChartColors`. */
  readonly children: ReactElement;
};

/** A chart with its numbers: the table is one key away, and is what a screen reader reads. */
export function ChartFrame(props: ChartFrameProps) {
  const words = useWords(kitWords);
  const [isTable, setTable] = useState(false);
  const label = isTable ? words.showChart : words.showTable;
  return (
    <figure className={styles.figure} aria-label={props.title}>
      <figcaption className={styles.caption}>
        <span>{props.title}</span>
        <Tooltip label={label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={label}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </figcaption>
      {isTable ? (
        <Numbers {...props} />
      ) : (
        <>
          <div aria-hidden style={{ height: props.height ?? 240 }}>
            <ResponsiveContainer width="100%" height="100%">
              {props.children}
            </ResponsiveContainer>
          </div>
          <div className={styles.unseen}>
            <Numbers {...props} />
          </div>
        </>
      )}
    </figure>
  );
}

function Numbers(props: { readonly title: string } & Pick<ChartFrameProps, 'header' | 'rows'>): ReactNode {
  return (
    <Table aria-label={props.title} className={styles.numbers}>
      <Table.Thead>
        <Table.Tr>
          {props.header.map((name) => (
            <Table.Th key={name}>{name}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {props.rows.map((row) => (
          <Table.Tr key={row[0]}>
            {row.map((cell, i) =>
              i === 0 ? (
                <th key={props.header[i]} scope="row">
                  {cell}
                </th>
              ) : (
                <Table.Td key={props.header[i]}>{cell}</Table.Td>
              ),
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

export type ChartColors = {
  /** The accent: the one series that matters. */
  readonly main: string;
  readonly soft: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly surface: string;
  /** For several series side by side, told apart also by lightness. */
  readonly series: readonly string[];
};

/** The theme's colours for Recharts, which follow light and dark by themselves (CSS variables). */
export function useChartColors(): ChartColors {
  return useMemo(
    () => ({
      main: 'var(--yard-accent)',
      soft: 'var(--yard-accent-soft)',
      good: 'var(--yard-good)',
      warn: 'var(--yard-warn)',
      bad: 'var(--yard-bad)',
      ink: 'var(--yard-ink)',
      quiet: 'var(--yard-quiet)',
      line: 'var(--yard-line)',
      surface: 'var(--yard-surface)',
      series: [1, 2, 3, 4, 5, 6].map((number) => `var(--yard-series-${number})`),
    }),
    [],
  );
}
