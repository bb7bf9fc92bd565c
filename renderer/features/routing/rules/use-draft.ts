import { useTell } from '#bridge/ask';
import { BridgeError } from '#bridge/bridge-error';
import type { OutputOf } from '#contract/contract';
import { gridReducer, type GridAction, type GridState, isDirty, startGrid } from '#features/routing/grid';
import { type Dispatch, useEffect, useEffectEvent, useReducer, useState } from 'react';

type Loaded = OutputOf<'routing.listRules'>;

/** Drafts left with unsaved changes, so that a look at another page loses none of them. */
const kept = new Map<string, { readonly state: GridState; readonly revision: number }>();

export type Draft = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly revision: number;
  /** Somebody else has saved this draft since it was read here. */
  readonly isOvertaken: boolean;
  readonly isSaving: boolean;
  readonly error: BridgeError | null;
  /** Answers the revision now held, or null where it was not saved. `over` replaces what somebody else saved. */
  readonly save: (over?: number) => Promise<number | null>;
  /** Takes what somebody else saved, and gives up what is unsaved here. */
  readonly reload: () => void;
  readonly forget: () => void;
};

/** The draft being edited: its grid, and its way to the console and back. */
export function useDraft(loaded: Loaded): Draft {
  const { id } = loaded.version;
  const [state, dispatch] = useReducer(gridReducer, kept.get(id)?.state ?? startGrid(loaded.rules));
  const [revision, setRevision] = useState(kept.get(id)?.revision ?? loaded.version.revision);
  const tell = useTell('routing.saveDraft');
  const isDirtyNow = isDirty(state);
  const isOlder = loaded.version.revision !== revision && !tell.isPending;
  const reload = () => {
    dispatch({ type: 'load', rules: loaded.rules });
    setRevision(loaded.version.revision);
    tell.reset();
  };
  // With nothing unsaved here, what somebody else saved is simply what there is to edit.
  if (isOlder && !isDirtyNow) {
    dispatch({ type: 'load', rules: loaded.rules });
    setRevision(loaded.version.revision);
  }
  useKeeping(id, state, revision);
  const save = async (over?: number) => {
    const { rules } = state;
    try {
      const held = await tell.mutateAsync({ versionId: id, revision: over ?? revision, rules: [...rules] });
      dispatch({ type: 'saved', rules });
      setRevision(held.revision);
      return held.revision;
    } catch (error) {
      if (error instanceof BridgeError) return null;
      throw error;
    }
  };
  const isRefused = tell.error?.code === 'routing.draftChanged';
  return {
    state,
    dispatch,
    revision,
    isOvertaken: isRefused || (isOlder && isDirtyNow),
    isSaving: tell.isPending,
    error: isRefused ? null : tell.error,
    save,
    reload,
    forget: () => dispatch({ type: 'load', rules: loaded.rules }),
  };
}

/** Keeps unsaved changes while other pages are open, and lets the browser ask before the window closes. */
function useKeeping(id: string, state: GridState, revision: number): void {
  const keep = useEffectEvent(() => {
    if (isDirty(state)) kept.set(id, { state: { ...state, editing: null }, revision });
    else kept.delete(id);
  });
  useEffect(() => () => keep(), []);
  const isUnsaved = isDirty(state);
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isUnsaved]);
}
