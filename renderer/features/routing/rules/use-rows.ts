import { selectedIds, type GridState, useSteady, type View } from '#features/routing/grid';
import { useWords } from '#i18n/words';
import { useRef } from 'react';
import type { Draft } from './use-draft.ts';
import type { GroupRow } from './use-table.ts';
import { ruleWords } from './words.ts';

/** New rows: where their ids and first group come from. */
export function useRows({ dispatch }: Draft, state: GridState, view: View, groups: readonly GroupRow[]) {
  const words = useWords(ruleWords);
  const ref = useRef<HTMLDivElement>(null);
  const newCatchAll = () => ({ id: crypto.randomUUID(), name: words.catchAllName });
  const groupId = useSteady(
    () =>
      state.rules.find(({ id }) => id === state.place?.ruleId)?.groupId ??
      (groups.find(({ isOn }) => isOn) ?? groups[0])?.id,
  );
  const focus = () => requestAnimationFrame(() => ref.current?.focus());
  const add = useSteady(() => {
    const id = groupId();
    if (id === undefined) return;
    dispatch({ type: 'add', id: crypto.randomUUID(), groupId: id, catchAll: newCatchAll() });
    focus();
  });
  const addCatchAll = useSteady(() => {
    const id = groupId();
    if (id !== undefined) dispatch({ type: 'addCatchAll', groupId: id, catchAll: newCatchAll() });
    focus();
  });
  const duplicate = useSteady(() => {
    const ids = selectedIds(state, view).map(() => crypto.randomUUID());
    dispatch({ type: 'duplicate', ids, view });
    focus();
  });
  return { ref, groupId, add, addCatchAll, duplicate };
}
