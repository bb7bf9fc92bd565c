import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { ColumnKey } from './column.ts';
import { columnsSeen, type Layout } from './column-look.ts';

/** The columns to draw, by their place: the frozen ones, those in the window, and the group, which stays in view. */
export function useColumnWindow(
  box: RefObject<HTMLElement | null>,
  layout: Layout,
  columns: readonly ColumnKey[],
): readonly number[] {
  const [seen, setSeen] = useState<readonly [number, number]>(() =>
    columnsSeen(layout, 0, window.innerWidth),
  );
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const next = columnsSeen(layout, element.scrollLeft, element.clientWidth);
      setSeen((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, [box, layout]);
  const [first, last] = seen;
  return useMemo(
    () =>
      columns.flatMap((column, index) =>
        index < layout.frozen || column === 'group' || (index >= first && index <= last) ? [index] : [],
      ),
    [columns, layout.frozen, first, last],
  );
}
