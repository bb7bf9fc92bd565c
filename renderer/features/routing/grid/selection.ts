import type { ColumnKey } from './column.ts';
import type { Place, View } from './steps.ts';

/** The cursor and the corner that a range was drawn from; whole rows where a row's number was taken. */
export type Selecting = {
  readonly place: Place | null;
  readonly anchor: Place | null;
  readonly isWholeRows: boolean;
};

/** A range of cells in the view, all ends inclusive. */
export type Range = {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
};

/** The selected range, or null where the cursor is not in view. */
export function rangeOf({ place, anchor, isWholeRows }: Selecting, view: View): Range | null {
  if (!place) return null;
  const row = view.ruleIds.indexOf(place.ruleId);
  const column = view.columns.indexOf(place.column);
  if (row < 0 || column < 0) return null;
  const anchorRow = anchor ? view.ruleIds.indexOf(anchor.ruleId) : -1;
  const anchorColumn = anchor ? view.columns.indexOf(anchor.column) : -1;
  const [fromRow, fromColumn] = anchorRow < 0 || anchorColumn < 0 ? [row, column] : [anchorRow, anchorColumn];
  return {
    top: Math.min(row, fromRow),
    bottom: Math.max(row, fromRow),
    left: isWholeRows ? 0 : Math.min(column, fromColumn),
    right: isWholeRows ? view.columns.length - 1 : Math.max(column, fromColumn),
  };
}

/** The ids of the selected rows, from top to bottom; the cursor's own row where it is out of view. */
export function selectedIds(selecting: Selecting, view: View): readonly string[] {
  const range = rangeOf(selecting, view);
  if (range) return view.ruleIds.slice(range.top, range.bottom + 1);
  return selecting.place ? [selecting.place.ruleId] : [];
}

/** The columns of the selected range. */
export function selectedColumns(selecting: Selecting, view: View): readonly ColumnKey[] {
  const range = rangeOf(selecting, view);
  if (range) return view.columns.slice(range.left, range.right + 1);
  return selecting.place ? [selecting.place.column] : [];
}
