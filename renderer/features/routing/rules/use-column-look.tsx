import type { Rule } from '#domain/rules';
import { type ColumnKey, type ColumnLook, useSteady } from '#features/routing/grid';
import { ColumnMenu } from '#features/routing/table';
import { useCallback, useMemo } from 'react';
import type { Table } from './use-table.ts';

/** How the table's columns are looked at: widths, the frozen ones, and what the heads' menus do. */
export function useColumnLook(table: Table, rules: readonly Rule[]): ColumnLook {
  const { columns, filter, setFilter, texts } = table;
  const { view, change, seen, titles } = columns;
  const filtered = useMemo(() => new Set(filter.columns.keys()), [filter.columns]);
  const frozen = Math.max(0, seen.indexOf(view.frozen) + 1);
  const onWidth = useSteady((column: ColumnKey, px: number) =>
    change({ widths: { ...view.widths, [column]: px } }),
  );
  const rulesNow = useSteady(() => rules);
  const menu = useCallback(
    (column: ColumnKey, close: () => void) => (
      <ColumnMenu
        column={column}
        rules={rulesNow()}
        texts={texts}
        filter={filter}
        onFilter={setFilter}
        isLastFrozen={view.frozen === column}
        onFreeze={(isFrozen) => change({ frozen: isFrozen ? column : 'isOn' })}
        onHide={() => change({ hidden: [...view.hidden, column] })}
        onClose={close}
      />
    ),
    [rulesNow, texts, filter, setFilter, view, change],
  );
  const { widths } = view;
  const { sort } = filter;
  return useMemo(
    () => ({ widths, frozen, sorted: sort, filtered, titles, onWidth, menu }),
    [widths, frozen, sort, filtered, titles, onWidth, menu],
  );
}
