import type { ColumnKey } from './column.ts';

/** Where the cursor stands. */
export type Place = { readonly ruleId: string; readonly column: ColumnKey };

/** What is shown now: the rows that the filter lets through, as they are shown, and the columns. */
export type View = { readonly ruleIds: readonly string[]; readonly columns: readonly ColumnKey[] };

export type Step =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'rowStart'
  | 'rowEnd';

/** Where a step leads; it stops at the edges. */
export function stepped(place: Place | null, step: Step, view: View, page: number): Place | null {
  const { ruleIds, columns } = view;
  const row = place ? ruleIds.indexOf(place.ruleId) : -1;
  const column = place ? columns.indexOf(place.column) : -1;
  const to = (rowTo: number, columnTo: number): Place | null => {
    const ruleId = ruleIds[Math.max(0, Math.min(ruleIds.length - 1, rowTo))];
    const key = columns[Math.max(0, Math.min(columns.length - 1, columnTo))];
    return ruleId === undefined || key === undefined ? place : { ruleId, column: key };
  };
  if (row < 0 || column < 0) return to(0, 1);
  switch (step) {
    case 'up':
      return to(row - 1, column);
    case 'down':
      return to(row + 1, column);
    case 'left':
      return to(row, column - 1);
    case 'right':
      return to(row, column + 1);
    case 'pageUp':
      return to(row - page, column);
    case 'pageDown':
      return to(row + page, column);
    case 'first':
      return to(0, column);
    case 'last':
      return to(ruleIds.length - 1, column);
    case 'rowStart':
      return to(row, 0);
    case 'rowEnd':
      return to(row, columns.length - 1);
  }
}
