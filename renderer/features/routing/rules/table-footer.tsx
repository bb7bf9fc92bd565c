import { type GridAction, type GridState, type PasteError, selectedIds } from '#features/routing/grid';
import { tableWords } from '#features/routing/table';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { useTable } from './use-table.ts';
import { ruleWords } from './words.ts';

type TableFooterProps = {
  readonly table: ReturnType<typeof useTable>;
  readonly state: GridState;
  readonly total: number;
  /** The others are still being read. */
  readonly isPart: boolean;
  readonly isReadOnly: boolean;
  /** Cells of the last paste that could not be read. */
  readonly unread: readonly PasteError[];
  readonly onReach: (action: GridAction) => void;
  readonly onForget: () => void;
};

/** What is shown of the rules, how it is looked at, and what is still to be filled in after a paste. */
export function TableFooter(props: TableFooterProps) {
  const { table, state, isReadOnly } = props;
  const words = useWords(ruleWords);
  const more = useWords(tableWords);
  const { number } = useFormat();
  const selected = state.anchor || state.isWholeRows ? selectedIds(state, table.view).length : 1;
  return (
    <>
      <span>{words.shownOf({ shown: number(table.view.ruleIds.length), total: number(props.total) })}</span>
      {props.isPart && <span role="status">{words.reading}</span>}
      {selected > 1 && <span role="status">{more.selected({ rows: number(selected) })}</span>}
      <OtherOrder table={table} />
      {props.unread.length > 0 && <Unread {...props} />}
      {!isReadOnly && <span>{words.keysHint}</span>}
    </>
  );
}

/** Says that what is seen is not the order of the rules, and leads back to it. */
function OtherOrder({ table }: Pick<TableFooterProps, 'table'>) {
  const words = useWords(tableWords);
  const { filter, setFilter, columns } = table;
  if (table.isOrdered) return null;
  const titleOf = (column: Parameters<typeof columns.titles.get>[0]) => columns.titles.get(column) ?? column;
  const text = filter.sort
    ? words.sortedView({ column: titleOf(filter.sort.column) })
    : filter.groupBy && words.groupedView({ column: titleOf(filter.groupBy) });
  return (
    <span role="status" style={{ color: 'var(--yard-accent-ink)' }}>
      {text}{' '}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => setFilter({ ...filter, sort: null, groupBy: null })}
      >
        {words.backToOrder}
      </Button>
    </span>
  );
}

/** Leads from one cell that a paste could not read to the next. */
function Unread({ table, state, unread, onReach, onForget }: TableFooterProps) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const [at, setAt] = useState(0);
  const left = unread.filter(({ ruleId }) => state.rules.some(({ id }) => id === ruleId));
  const error = left[at % Math.max(1, left.length)];
  if (!error) return null;
  const title = table.columns.titles.get(error.column) ?? error.column;
  return (
    <span style={{ color: 'var(--yard-warn-ink)' }}>
      {words.pastedPartly({ count: number(left.length) })}{' '}
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          onReach({ type: 'reach', place: { ruleId: error.ruleId, column: error.column } });
          setAt(at + 1);
        }}
      >
        {`${title} “${error.text}”: ${words.reason[error.reason]}`}
      </Button>{' '}
      <Button size="compact-xs" variant="subtle" onClick={onForget}>
        {words.close}
      </Button>
    </span>
  );
}
