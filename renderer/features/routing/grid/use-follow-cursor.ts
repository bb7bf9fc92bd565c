import { type RefObject, useEffect, useRef } from 'react';
import type { Layout } from './column-look.ts';
import { NUMBER_PX } from './column-look.ts';

type Following = {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The cursor's line and column in the view; -1 where it is not in view. */
  readonly line: number;
  readonly column: number;
  readonly isEditing: boolean;
  readonly layout: Layout;
  /** What stays in view at the right. */
  readonly rightPx: number;
  readonly scrollToLine: (line: number) => void;
};

/** Keeps the cursor in view, and gives the keys back to the grid when an editor closes. */
export function useFollowCursor(following: Following): void {
  const { box, line, column, isEditing } = following;
  const latest = useRef(following);
  useEffect(() => {
    latest.current = following;
  });
  useEffect(() => {
    const { scrollToLine, layout, rightPx } = latest.current;
    if (line < 0) return;
    scrollToLine(line);
    if (box.current) showColumn(box.current, layout, column, rightPx);
  }, [box, line, column]);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) box.current?.focus({ preventScroll: true });
    wasEditing.current = isEditing;
  }, [isEditing, box]);
}

function showColumn(box: HTMLElement, layout: Layout, column: number, rightPx: number): void {
  const left = layout.lefts[column];
  if (left === undefined || column < layout.frozen) return;
  const covered = layout.frozen > 0 ? (layout.lefts[layout.frozen] ?? NUMBER_PX) : NUMBER_PX;
  const right = left + (layout.widths[column] ?? 0);
  if (left - box.scrollLeft < covered) box.scrollLeft = left - covered;
  else if (right - box.scrollLeft > box.clientWidth - rightPx)
    box.scrollLeft = right - box.clientWidth + rightPx;
}
