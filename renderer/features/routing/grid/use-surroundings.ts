import type { Phraser } from '#features/routing/phrase';
import { type Dispatch, type DragEvent, useEffect, useMemo, useRef, useState } from 'react';
import { attributeOf } from './column.ts';
import type { Drawn, Layout } from './column-look.ts';
import { isPinned } from './draft.ts';
import type { PasteError } from './paste.ts';
import type { RowSurroundings } from './row-surroundings.ts';
import type { GridAction, GridState } from './grid-state.ts';
import type { Naming } from './naming.ts';
import { selectedIds } from './selection.ts';
import type { View } from './steps.ts';
import type { GridWords } from './words.ts';

type SurroundingsProps = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly view: View;
  readonly naming: Naming;
  readonly isReadOnly: boolean;
  readonly isOrdered: boolean;
  readonly onDetails: () => void;
  readonly layout: Layout;
  readonly drawn: Drawn;
  readonly phraser: Phraser;
  readonly words: GridWords;
  readonly sayUnread: (error: PasteError) => string;
  readonly date: (at: number) => string;
};

/** What the rows share, kept the same between draws so that unchanged rows are not drawn again. */
export function useSurroundings(props: SurroundingsProps): { rows: RowSurroundings; dropId: string | null } {
  const { naming, isReadOnly, isOrdered, dispatch, view, layout, drawn, phraser, words, sayUnread, date } =
    props;
  const { columns } = view;
  const [dropId, setDropId] = useState<string | null>(null);
  const dragged = useRef<string | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const rows = useMemo<RowSurroundings>(
    () => ({
      columns,
      drawn,
      layout,
      phraser,
      naming,
      words,
      sayUnread,
      date,
      isReadOnly,
      isMovable: !isReadOnly && isOrdered,
      onReach: (ruleId, column, how) => dispatch({ type: 'reach', place: { ruleId, column }, ...how }),
      onEdit: () => openEditor(latest.current),
      onCommit: (ruleId, change, then) =>
        dispatch({ type: 'commit', ruleId, change, step: then, view: latest.current.view }),
      onLeave: () => dispatch({ type: 'leave' }),
      onDragStart: (ruleId) => {
        dragged.current = ruleId;
      },
      onDragOver: (event: DragEvent, ruleId) => {
        if (dragged.current === null) return;
        event.preventDefault();
        setDropId(ruleId);
      },
      onDrop: (event: DragEvent, ruleId) => {
        event.preventDefault();
        if (dragged.current !== null)
          dispatch({
            type: 'moveBefore',
            ruleIds: draggedIds(latest.current, dragged.current),
            beforeId: ruleId,
          });
        dragged.current = null;
        setDropId(null);
      },
    }),
    [columns, drawn, layout, phraser, naming, words, sayUnread, date, isReadOnly, isOrdered, dispatch],
  );
  return { rows, dropId };
}

/** A drag of one of several selected rows takes them all. */
function draggedIds({ state, view }: SurroundingsProps, ruleId: string): readonly string[] {
  const ids = selectedIds(state, view);
  return ids.includes(ruleId) ? ids : [ruleId];
}

function openEditor({ state, isReadOnly, dispatch, onDetails }: SurroundingsProps): void {
  const { place, rules } = state;
  if (!place) return;
  if (place.column === 'others') onDetails();
  else if (!isReadOnly && !(attributeOf(place.column) !== undefined && isPinned(rules, place.ruleId)))
    dispatch({ type: 'edit', typed: '' });
}
