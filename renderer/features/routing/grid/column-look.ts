import type { CSSProperties, ReactNode } from 'react';
import type { ColumnKey } from './column.ts';

/** How the columns are looked at, and what their heads can do. */
export type ColumnLook = {
  readonly widths: Readonly<Partial<Record<ColumnKey, number>>>;
  /** How many leading columns stay in view. */
  readonly frozen: number;
  readonly sorted: { readonly column: ColumnKey; readonly way: 'up' | 'down' } | null;
  readonly filtered: ReadonlySet<ColumnKey>;
  readonly titles: ReadonlyMap<ColumnKey, string>;
  readonly onWidth: (column: ColumnKey, px: number) => void;
  /** What the menu of a column's head holds; drawn only while it is open. */
  readonly menu: (column: ColumnKey, close: () => void) => ReactNode;
};

export const NUMBER_PX = 76;
export const LEAST_PX = 48;
export const MOST_PX = 800;
const DEFAULT_PX: Partial<Record<ColumnKey, number>> = {
  isOn: 60,
  name: 220,
  others: 260,
  group: 190,
  note: 220,
  tags: 160,
  owner: 130,
  validFrom: 112,
  validTo: 112,
  reviewAt: 112,
};

export type Layout = {
  readonly widths: readonly number[];
  /** Where each column begins, from the left of the table. */
  readonly lefts: readonly number[];
  readonly frozen: number;
  readonly total: number;
  /** The tracks of a row; the last column takes what is left. */
  readonly tracks: string;
};

/** Where the columns stand. */
export function layoutOf(columns: readonly ColumnKey[], look: Pick<ColumnLook, 'widths' | 'frozen'>): Layout {
  const widths = columns.map((column) => look.widths[column] ?? DEFAULT_PX[column] ?? 140);
  const lefts: number[] = [];
  let total = NUMBER_PX;
  for (const width of widths) {
    lefts.push(total);
    total += width;
  }
  const last = widths.length - 1;
  const tracks = widths.map((width, index) => (index === last ? `minmax(${width}px, 1fr)` : `${width}px`));
  return { widths, lefts, total, frozen: look.frozen, tracks: [`${NUMBER_PX}px`, ...tracks].join(' ') };
}

/** Columns drawn beyond the window's edges. */
const OVERSCAN = 2;

/** The columns that a window sees, besides those that are always drawn: the frozen ones and the group. */
export function columnsSeen(layout: Layout, from: number, width: number): readonly [number, number] {
  const { lefts, widths, frozen } = layout;
  const frozenPx = frozen > 0 ? (lefts[frozen] ?? layout.total) : NUMBER_PX;
  let first = lefts.findIndex((left, index) => left + (widths[index] ?? 0) > from + frozenPx);
  if (first < 0) first = lefts.length - 1;
  let last = lefts.findLastIndex((left) => left < from + width);
  if (last < 0) last = 0;
  return [Math.max(frozen, first - OVERSCAN), Math.min(lefts.length - 1, last + OVERSCAN)];
}

/** Where a cell stands: in its own track, and at the left edge where its column is frozen. */
export function placeOf(layout: Layout, index: number): CSSProperties {
  const isFrozen = index < layout.frozen;
  return {
    gridColumn: index + 2,
    gridRow: 1,
    ...(isFrozen ? { insetInlineStart: layout.lefts[index] } : {}),
  };
}
