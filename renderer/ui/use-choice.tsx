import { kitWords } from '#i18n/kit';
import { useWords } from '#i18n/words';
import { Checkbox } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { Column } from './data-table.tsx';

export type Choice = {
  readonly ids: ReadonlySet<number>;
  readonly choose: (ids: Iterable<number>) => void;
  readonly toggle: (id: number) => void;
  readonly clear: () => void;
};

/** At most this many rows are chosen at once: no operation takes more of them by name. */
export const MOST_CHOSEN = 500;

/** Rows chosen by their boxes. */
export function useChoice(): Choice {
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set());
  const choose = useCallback(
    (some: Iterable<number>) => setIds(new Set([...some].slice(0, MOST_CHOSEN))),
    [],
  );
  const toggle = useCallback(
    (id: number) =>
      setIds((before) => {
        const next = new Set(before);
        if (!next.delete(id) && next.size < MOST_CHOSEN) next.add(id);
        return next;
      }),
    [],
  );
  const clear = useCallback(() => setIds(new Set()), []);
  return useMemo(() => ({ ids, choose, toggle, clear }), [ids, choose, toggle, clear]);
}

type ChoiceColumn<T> = { readonly idOf: (row: T) => number; readonly nameOf: (row: T) => string };

/** The column of the boxes. */
export function useChoiceColumn<T>({ ids, toggle }: Choice, { idOf, nameOf }: ChoiceColumn<T>): Column<T> {
  const words = useWords(kitWords);
  return {
    key: 'chosen',
    header: words.select,
    width: 56,
    render: (row) => (
      <Checkbox
        size="xs"
        aria-label={words.selectRow({ name: nameOf(row) })}
        checked={ids.has(idOf(row))}
        disabled={!ids.has(idOf(row)) && ids.size >= MOST_CHOSEN}
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggle(idOf(row))}
      />
    ),
  };
}
