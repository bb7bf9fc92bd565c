import { type GridAction, type GridState, type PasteError, selectedIds } from '#features/routing/grid';
import { tableWords, type Unread } from '#features/routing/table';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button } from '@mantine/core';
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
  readonly unread: Unread;
  readonly onReach: (action: GridAction) => void;
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
      {props.unread.errors.length > 0 && <UnreadCells {...props} />}
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

/** Leads from one cell that a paste could not read to the next, and says why the one under the cursor could not be. */
function UnreadCells({ table, state, unread, onReach }: TableFooterProps) {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const { errors, byRule, forget } = unread;
  const { place } = state;
  const isHere = (error: PasteError) => error.ruleId === place?.ruleId && error.column === place.column;
  const here = byRule.get(place?.ruleId ?? '')?.find(isHere);
  const next = errors[(errors.findIndex(isHere) + 1) % errors.length];
  const say = ({ column, text, reason }: PasteError) =>
    `${table.columns.titles.get(column) ?? column} “${text}”: ${words.reason[reason]}`;
  return (
    <span style={{ color: 'var(--yard-warn-ink)' }}>
      {words.pastedPartly({ count: number(errors.length) })} <span role="status">{here && say(here)}</span>{' '}
      {next && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onReach({ type: 'reach', place: { ruleId: next.ruleId, column: next.column } })}
        >
          {here ? words.nextUnread : say(next)}
        </Button>
      )}{' '}
      <Button size="compact-xs" variant="subtle" onClick={forget}>
        {words.close}
      </Button>
    </span>
  );
}
