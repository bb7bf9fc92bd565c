import { useKeepLasting, useTell } from '#bridge/ask';
import { BridgeError } from '#bridge/bridge-error';
import { mergeRows, rowChanges } from '#domain/routing';
import type { Rule } from '#domain/rules';
import {
  gridReducer,
  type GridAction,
  type GridState,
  isDirty,
  startGrid,
  useSteady,
} from '#features/routing/grid';
import type { Conflict } from '#features/routing/release';
import { type Dispatch, useEffect, useEffectEvent, useMemo, useReducer, useState } from 'react';
import { inParts, settled } from './save-parts.ts';
import { type Loaded, rulesKey } from './use-rules.ts';

/** Drafts left with unsaved changes, so that a look at another page loses none of them. */
type Kept = {
  readonly state: GridState;
  readonly revision: number;
  readonly conflicts: readonly Conflict[];
};
const kept = new Map<string, Kept>();

/** The revision before any: whatever comes whole is newer. */
const NOT_YET = -1;

/** The draft without its grid's cursor: what shows no cursor is not drawn anew when it moves. */
export type Draft = {
  readonly state: Pick<GridState, 'rules' | 'saved'>;
  readonly dispatch: Dispatch<GridAction>;
  readonly revision: number;
  /** Only the first rows are here yet: they are looked at, not changed. */
  readonly isPart: boolean;
  /** Rows that somebody else changed too: the table shows theirs, mine wait here for a choice. */
  readonly conflicts: readonly Conflict[];
  readonly settle: (conflict: Conflict, take: 'mine' | 'theirs') => void;
  readonly isSaving: boolean;
  readonly error: BridgeError | null;
  /** Answers the revision now held, or null where not everything was saved. */
  readonly save: () => Promise<number | null>;
  readonly forget: () => void;
};

/** The draft being edited: its grid, and its way to the console and back, row by row, whoever else saves it. */
export function useDraft(loaded: Loaded): { readonly draft: Draft; readonly state: GridState } {
  const { id } = loaded.version;
  const [state, dispatch] = useReducer(gridReducer, kept.get(id)?.state ?? startGrid(loaded.rules));
  const [revision, setRevision] = useState(
    kept.get(id)?.revision ?? (loaded.isWhole ? loaded.version.revision : NOT_YET),
  );
  const [conflicts, setConflicts] = useState<readonly Conflict[]>(kept.get(id)?.conflicts ?? []);
  const [isSaving, setSaving] = useState(false);
  const tell = useTell('routing.saveRows');
  const keepRules = useKeepLasting();
  // What somebody else saved comes in at once; what is unsaved here stays.
  if (loaded.isWhole && loaded.version.revision > revision && !isSaving) {
    setRevision(loaded.version.revision);
    if (!isDirty(state)) dispatch({ type: 'merged', saved: loaded.rules, rules: loaded.rules });
    else {
      const merged = mergeRows(state.saved, state.rules, loaded.rules);
      dispatch({ type: 'merged', saved: loaded.rules, rules: asLoaded(merged.rules, loaded.rules) });
      setConflicts([...without(conflicts, merged.conflicts), ...merged.conflicts]);
    }
  }
  useKeeping(id, { state, revision, conflicts });
  const save = useSteady(async () => {
    const { rules, saved } = state;
    const parts = inParts(rowChanges(saved, rules));
    let held = revision;
    let isWhole = true;
    setSaving(true);
    try {
      for (const changes of parts) {
        const answer = await tell.mutateAsync({ versionId: id, changes });
        isWhole &&= answer.conflicts.length === 0 && answer.revision === held + 1;
        held = answer.revision;
      }
    } catch (error) {
      if (error instanceof BridgeError) return null;
      throw error;
    } finally {
      setSaving(false);
    }
    // Where somebody else saved in between, the table that the console holds comes in and is merged.
    if (!isWhole) return null;
    keepRules(rulesKey(id, held), { versionId: id, revision: held, rules });
    dispatch({ type: 'saved', rules });
    setRevision(held);
    return conflicts.length === 0 ? held : null;
  });
  const settle = useSteady((conflict: Conflict, take: 'mine' | 'theirs') => {
    setConflicts(without(conflicts, [conflict]));
    if (take === 'mine') dispatch({ type: 'replace', rules: settled(state.rules, conflict) });
  });
  const forget = useSteady(() => dispatch({ type: 'load', rules: loaded.rules }));
  const { rules, saved } = state;
  const { error } = tell;
  const draft = useMemo<Draft>(
    () => ({
      state: { rules, saved },
      dispatch,
      revision,
      isPart: revision === NOT_YET,
      conflicts,
      settle,
      isSaving,
      error,
      save,
      forget,
    }),
    [rules, saved, revision, conflicts, settle, isSaving, error, save, forget],
  );
  return { draft, state };
}

function without(conflicts: readonly Conflict[], gone: readonly Conflict[]): Conflict[] {
  const ids = new Set(gone.map(({ id }) => id));
  return conflicts.filter(({ id }) => !ids.has(id));
}

/** The very list that was loaded where the merged one says nothing else: then nothing is unsaved. */
function asLoaded(merged: readonly Rule[], loaded: readonly Rule[]): readonly Rule[] {
  const isSame = merged.length === loaded.length && merged.every((rule, index) => rule === loaded[index]);
  return isSame ? loaded : merged;
}

/** Keeps unsaved changes while other pages are open, and lets the browser ask before the window closes. */
function useKeeping(id: string, now: Kept): void {
  const isUnsaved = isDirty(now.state) || now.conflicts.length > 0;
  const keep = useEffectEvent(() => {
    if (isUnsaved) kept.set(id, { ...now, state: { ...now.state, editing: null } });
    else kept.delete(id);
  });
  useEffect(() => () => keep(), []);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}
