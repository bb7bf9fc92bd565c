import { COLUMN_CLASSES, type ColumnAccess, type ColumnClass } from '#domain/access';
import { useMe } from '#features/access/me';
import { useWords } from '#i18n/words';
import type { Column } from '#ui/data-table';
import { columnWords } from './words.ts';

/** How the reader sees a class of columns. */
export function useColumnAccess(column: ColumnClass): ColumnAccess {
  return useMe().columns[column];
}

/** What a search box says that it looks for; where contact ways are closed to the reader, that they are not among it. */
export function useSearchHint(hint: string): string {
  const words = useWords(columnWords);
  return useColumnAccess('phone') === 'plain' ? hint : words.searchNames;
}

/** Whether the reader sees every class in plain. */
export function useSeesAll(): boolean {
  const { columns } = useMe();
  return COLUMN_CLASSES.every((column) => columns[column] === 'plain');
}

/**
 * The columns of a list that are offered: a hidden one is not there, and a masked one does not sort. `classes` says which
 * of them, by their keys, are of a class.
 */
export function useOpenColumns(classes: Readonly<Record<string, ColumnClass>>) {
  const { columns: seen } = useMe();
  return <T>(columns: readonly Column<T>[]): Column<T>[] =>
    columns.flatMap((column) => {
      const access = classes[column.key] ? seen[classes[column.key] ?? 'phone'] : 'plain';
      if (access === 'hidden') return [];
      if (access === 'plain') return [column];
      const { sort: _, ...unsorted } = column;
      return [unsorted];
    });
}
