import { type RefObject, useEffect, useRef } from 'react';
import type { GridWindow } from './use-window.ts';

type Following = Pick<GridWindow, 'scrollToLine' | 'scrollToColumn'> & {
  readonly box: RefObject<HTMLDivElement | null>;
  /** The cursor's line and column in the view; -1 where it is not in view. */
  readonly line: number;
  readonly column: number;
  readonly isEditing: boolean;
};

/** Keeps the cursor in view, and gives the keys back to the grid when an editor closes. */
export function useFollowCursor(following: Following): void {
  const { box, line, column, isEditing } = following;
  const latest = useRef(following);
  useEffect(() => {
    latest.current = following;
  });
  useEffect(() => {
    if (line < 0) return;
    latest.current.scrollToLine(line);
    latest.current.scrollToColumn(column);
  }, [line, column]);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !isEditing) box.current?.focus({ preventScroll: true });
    wasEditing.current = isEditing;
  }, [isEditing, box]);
}
