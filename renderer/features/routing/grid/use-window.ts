import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { columnsSeen, type Drawn, drawnOf, groupPlace, type Layout } from './column-look.ts';

export const ROW_PX = 32;
/** Rows drawn beyond each edge of the window. */
const OVERSCAN = 6;
/** The window moves by so many rows at a time: most frames of a scroll draw nothing anew. */
const STRIDE = 4;

/** What of the table is in view: the only place that reads the scrolled box, once each time that it moves. */
type Seen = {
  readonly row: number;
  readonly rows: number;
  readonly columns: readonly [number, number];
};

export type GridWindow = {
  /** The lines to draw, first and last. */
  readonly first: number;
  readonly last: number;
  readonly drawn: Drawn;
  /** So many lines are drawn at most: a line is drawn in the row that the line so many before it had. */
  readonly slots: number;
  /** How many lines are wholly in view. */
  readonly page: number;
  readonly scrollToLine: (line: number) => void;
  readonly scrollToColumn: (column: number) => void;
};

/** The rows and columns to draw of a table of `count` lines; slides the cells sideways as the box is scrolled. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, layout: Layout): GridWindow {
  const at = useRef(startAt());
  const [seen, setSeen] = useState<Seen>(() => seenAt(startAt(), layout));
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (now: At) => {
      const hasSlid = now.left !== at.current.left || now.width !== at.current.width;
      at.current = now;
      if (hasSlid) slideAll(element, layout, now);
      const next = seenAt(now, layout);
      setSeen((before) => (isSame(before, next) ? before : next));
    };
    const onScroll = () => look({ ...at.current, top: element.scrollTop, left: element.scrollLeft });
    const onSize = () => look({ ...at.current, width: element.clientWidth, height: element.clientHeight });
    onSize();
    element.addEventListener('scroll', onScroll, { passive: true });
    const sizes = new ResizeObserver(onSize);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, [box, layout]);
  const slides = useCallback(
    (part: HTMLElement | null) => {
      if (part) slide(part, layout, at.current);
    },
    [layout],
  );
  const [first, last] = seen.columns;
  const drawn = useMemo(() => ({ ...drawnOf(layout, first, last), slides }), [layout, first, last, slides]);
  // A table that has become shorter is scrolled back by the browser a moment later.
  const row = Math.max(0, Math.min(seen.row, count - seen.rows));
  return {
    first: Math.max(0, row - OVERSCAN),
    last: Math.min(count - 1, row + seen.rows + STRIDE + OVERSCAN),
    drawn,
    slots: seen.rows + STRIDE + 2 * OVERSCAN + 1,
    page: Math.max(1, seen.rows - 2),
    scrollToLine: (line) => showLine(box.current, at.current, line),
    scrollToColumn: (column) => showColumn(box.current, at.current, layout, column),
  };
}

type At = { readonly top: number; readonly left: number; readonly width: number; readonly height: number };

const startAt = (): At => ({ top: 0, left: 0, width: window.innerWidth, height: window.innerHeight });

function seenAt({ top, left, width, height }: At, layout: Layout): Seen {
  return {
    row: Math.floor(top / ROW_PX / STRIDE) * STRIDE,
    rows: Math.ceil(height / ROW_PX),
    columns: columnsSeen(layout, left, width),
  };
}

function isSame(a: Seen, b: Seen): boolean {
  return (
    a.row === b.row && a.rows === b.rows && a.columns[0] === b.columns[0] && a.columns[1] === b.columns[1]
  );
}

/** Moves what slides by hand: cells that the browser itself holds in place would each be a layer of their own. */
function slideAll(box: HTMLElement, layout: Layout, at: At): void {
  for (const part of box.querySelectorAll<HTMLElement>('[data-slides]')) slide(part, layout, at);
}

function slide(part: HTMLElement, layout: Layout, { left, width }: At): void {
  if (part.dataset['slides'] === 'cells') {
    // Nothing is moved by nothing: a table that is not scrolled sideways is one sheet to the browser.
    part.style.transform = left === 0 ? '' : `translateX(${-left}px)`;
    return;
  }
  const place = groupPlace(layout, left, width);
  part.style.left = `${place.left}px`;
  part.style.width = `${place.width}px`;
}

/** Brings a line into view, with as little moving as that takes. */
function showLine(box: HTMLElement | null, { top, height }: At, line: number): void {
  const above = line * ROW_PX;
  // The head lies over the first row of the window.
  const below = above + 2 * ROW_PX - height;
  if (box && above < top) box.scrollTop = above;
  else if (box && below > top) box.scrollTop = below;
}

function showColumn(box: HTMLElement | null, { left, width }: At, layout: Layout, column: number): void {
  const { lefts, widths, frozen, group } = layout;
  const from = lefts[column];
  if (!box || from === undefined || column < frozen || column === group) return;
  const covered = (frozen > 0 ? lefts[frozen] : lefts[0]) ?? layout.total;
  const least = from + (widths[column] ?? 0) - width + (widths[group] ?? 0);
  if (from - left < covered) box.scrollLeft = from - covered;
  else if (least > left) box.scrollLeft = least;
}
