import type { Rule } from '#domain/rules';
import type { ColumnLook } from '#features/routing/grid';
import { ColumnMenu } from '#features/routing/table';
import { useMemo } from 'react';
import type { useTable } from './use-table.ts';

/** How the table's columns are looked at: widths, the frozen ones, and what the heads' menus do. */
export function useColumnLook(table: ReturnType<typeof useTable>, rules: readonly Rule[]): ColumnLook {
  const { columns, filter, setFilter, texts } = table;
  const { view, change, seen, titles } = columns;
  const filtered = useMemo(() => new Set(filter.columns.keys()), [filter.columns]);
  const frozen = Math.max(0, seen.indexOf(view.frozen) + 1);
  return {
    widths: view.widths,
    frozen,
    sorted: filter.sort,
    filtered,
    titles,
    onWidth: (column, px) => change({ widths: { ...view.widths, [column]: px } }),
    menu: (column, close) => (
      <ColumnMenu
        column={column}
        rules={rules}
        texts={texts}
        filter={filter}
        onFilter={setFilter}
        isLastFrozen={view.frozen === column}
        onFreeze={(isFrozen) => change({ frozen: isFrozen ? column : 'isOn' })}
        onHide={() => change({ hidden: [...view.hidden, column] })}
        onClose={close}
      />
    ),
  };
}
