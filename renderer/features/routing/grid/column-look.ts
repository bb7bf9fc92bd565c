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

const NUMBER_PX = 88;
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
  /** The column that stays in view at the right where it would be out of it; -1: none does. */
  readonly group: number;
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
  const group = columns.indexOf('group');
  return { widths, lefts, total, frozen: look.frozen, group: group < look.frozen ? -1 : group };
}

/** Columns drawn beyond the window's edges. */
const OVERSCAN = 2;

/** The first and the last of the columns that a window sees besides those that are always drawn. */
export function columnsSeen(layout: Layout, from: number, width: number): readonly [number, number] {
  const { lefts, widths, frozen } = layout;
  const frozenPx = frozen > 0 ? (lefts[frozen] ?? layout.total) : NUMBER_PX;
  let first = lefts.findIndex((left, index) => left + (widths[index] ?? 0) > from + frozenPx);
  if (first < 0) first = lefts.length - 1;
  let last = lefts.findLastIndex((left) => left < from + width);
  if (last < 0) last = 0;
  return [Math.max(frozen, first - OVERSCAN), Math.min(lefts.length - 1, last + OVERSCAN)];
}

/** The columns that are drawn, by their place: the frozen ones, those that slide on both sides of the group, and it. */
export type Drawn = {
  readonly frozen: readonly number[];
  readonly before: readonly number[];
  readonly group: readonly number[];
  readonly after: readonly number[];
  /** Puts what slides where the others already are; for what has just been drawn. */
  readonly slides: (part: HTMLElement | null) => void;
};

export function drawnOf({ lefts, frozen, group }: Layout, first: number, last: number) {
  const isSeen = (index: number) => index >= Math.max(frozen, first) && index <= last && index !== group;
  const seen = [...lefts.keys()].filter(isSeen);
  return {
    frozen: [...lefts.keys()].slice(0, frozen),
    before: seen.filter((index) => group < 0 || index < group),
    group: group < 0 ? [] : [group],
    after: seen.filter((index) => group >= 0 && index > group),
  };
}

/** How wide a cell is; the last column takes what is left. */
export function placeOf({ widths }: Layout, index: number): CSSProperties {
  const px = widths[index] ?? 0;
  return index === widths.length - 1 ? { flex: `1 0 ${px}px` } : { width: px };
}

/** How far the group's cells stand from the left edge, and how wide they are, in a window that has slid so far. */
export function groupPlace({ lefts, widths, group }: Layout, slid: number, windowPx: number) {
  const width = widths[group] ?? 0;
  const own = (lefts[group] ?? 0) - slid;
  const left = Math.min(own, windowPx - width);
  return { left, width: group === lefts.length - 1 ? Math.max(width, windowPx - left) : width };
}
