import type { Rule } from '#domain/rules';
import { type CellChange, clearing, copying } from './column.ts';
import { changeRules, emptyRule, insertRules, moveRules, removeRules } from './draft.ts';
import { duplicated, type NewCatchAll, nudged, withCatchAll } from './rearrange.ts';
import { type Selecting, selectedColumns, selectedIds } from './selection.ts';
import { type Place, type Step, stepped, type View } from './steps.ts';

export type GridState = Selecting & {
  readonly rules: readonly Rule[];
  /** What the console holds; the same list means nothing is unsaved. */
  readonly saved: readonly Rule[];
  readonly past: readonly (readonly Rule[])[];
  readonly future: readonly (readonly Rule[])[];
  /** A cell is being edited; `typed` is the key that began it, so that nothing typed is lost. */
  readonly editing: { readonly typed: string } | null;
};

export type GridAction =
  | { type: 'load'; rules: readonly Rule[] }
  /** The console took these rules over; what was changed meanwhile stays unsaved. */
  | { type: 'saved'; rules: readonly Rule[] }
  /** Somebody else saved: theirs and what is unsaved here, as one; steps back would undo theirs, so there are none. */
  | { type: 'merged'; saved: readonly Rule[]; rules: readonly Rule[] }
  /** Other rows altogether, as one step of undo. */
  | { type: 'replace'; rules: readonly Rule[] }
  /** The cursor goes to a cell; it draws a range from where it was with `extend`, of whole rows with `rows`. */
  | { type: 'reach'; place: Place; extend?: boolean; rows?: boolean }
  | { type: 'step'; step: Step; view: View; page: number; extend?: boolean }
  | { type: 'selectAll'; view: View }
  | { type: 'edit'; typed: string }
  | { type: 'leave' }
  /** What was entered goes into the row, and into the same column of every other selected row. */
  | { type: 'commit'; ruleId: string; change: CellChange; step: 'down' | 'right' | 'left' | null; view: View }
  | { type: 'change'; ruleId: string; change: CellChange }
  | { type: 'changeSelected'; change: CellChange; view: View }
  | { type: 'clear'; view: View }
  /** The first selected row's cells go into the others; with one row, the cells above go into it. */
  | { type: 'fillDown'; view: View }
  /** A new row below the cursor; a table without its catch-all gets that too, for it needs one. */
  | { type: 'add'; id: string; groupId: string; catchAll: NewCatchAll }
  | { type: 'addCatchAll'; groupId: string; catchAll: NewCatchAll }
  /** `ids` are those of the copies. */
  | { type: 'duplicate'; ids: readonly string[]; view: View }
  | { type: 'remove'; ruleId?: string; view: View }
  | { type: 'moveBy'; by: -1 | 1; view: View }
  | { type: 'moveBefore'; ruleIds: readonly string[]; beforeId: string | null }
  | { type: 'undo' }
  | { type: 'redo' };

/** How far undo reaches. */
const MOST_STEPS = 200;

export function startGrid(rules: readonly Rule[]): GridState {
  return {
    rules,
    saved: rules,
    past: [],
    future: [],
    place: null,
    anchor: null,
    isWholeRows: false,
    editing: null,
  };
}

/** Whether something is not saved yet. */
export function isDirty(state: Pick<GridState, 'rules' | 'saved'>): boolean {
  return state.rules !== state.saved;
}

/** The editing of a rule table: every change of the rows is one step of undo. Pure. */
export function gridReducer(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'load':
      return { ...startGrid(action.rules), place: state.place };
    case 'saved':
      return { ...state, saved: action.rules };
    case 'merged':
      return stillThere({ ...state, saved: action.saved, rules: action.rules, past: [], future: [] });
    case 'replace':
      return stillThere({ ...took(state, action.rules), editing: null });
    case 'undo':
    case 'redo':
      return wound(state, action.type);
    case 'reach':
    case 'step':
    case 'selectAll':
    case 'edit':
    case 'leave':
      return looked(state, action);
    case 'commit':
    case 'change':
    case 'changeSelected':
    case 'clear':
    case 'fillDown':
      return entered(state, action);
    case 'add':
    case 'addCatchAll':
    case 'duplicate':
    case 'remove':
    case 'moveBy':
    case 'moveBefore':
      return rearranged(state, action);
  }
}

type Looking = Extract<GridAction, { type: 'reach' | 'step' | 'selectAll' | 'edit' | 'leave' }>;

/** Where the cursor goes and what it selects; no row changes. */
function looked(state: GridState, action: Looking): GridState {
  switch (action.type) {
    case 'reach': {
      const extend = action.extend === true && state.place !== null;
      const isWholeRows = action.rows === true || (extend && state.isWholeRows);
      if (
        !extend &&
        samePlace(state.place, action.place) &&
        !state.anchor &&
        isWholeRows === state.isWholeRows
      )
        return state;
      const anchor = extend ? (state.anchor ?? state.place) : null;
      return { ...state, place: action.place, anchor, isWholeRows, editing: null };
    }
    case 'step': {
      const place = stepped(state.place, action.step, action.view, action.page);
      const anchor = action.extend ? (state.anchor ?? state.place) : null;
      return { ...state, place, anchor, isWholeRows: anchor !== null && state.isWholeRows };
    }
    case 'selectAll': {
      const first = action.view.ruleIds[0];
      const last = action.view.ruleIds.at(-1);
      const column = state.place?.column ?? action.view.columns[0];
      if (first === undefined || last === undefined || column === undefined) return state;
      return {
        ...state,
        place: { ruleId: last, column },
        anchor: { ruleId: first, column },
        isWholeRows: true,
      };
    }
    case 'edit':
      return state.place === null ? state : { ...state, editing: { typed: action.typed } };
    case 'leave':
      return state.editing === null ? state : { ...state, editing: null };
  }
}

type Entering = Extract<GridAction, { type: 'commit' | 'change' | 'changeSelected' | 'clear' | 'fillDown' }>;

/** What goes into cells; the rows stay where they are. */
function entered(state: GridState, action: Entering): GridState {
  const { place, rules } = state;
  const on = (ids: readonly string[], changes: readonly CellChange[]) =>
    took(state, changeRules(rules, new Set(ids), changes));
  switch (action.type) {
    case 'commit': {
      const isHere = place?.ruleId === action.ruleId;
      const ids = isHere ? selectedIds(state, action.view) : [action.ruleId];
      const changed = { ...on(ids, [action.change]), editing: null };
      if (!action.step || !isHere || ids.length > 1) return changed;
      return { ...changed, place: stepped(place, action.step, action.view, 1), anchor: null };
    }
    case 'change':
      return on([action.ruleId], [action.change]);
    case 'changeSelected':
      return on(selectedIds(state, action.view), [action.change]);
    case 'clear': {
      const changes = selectedColumns(state, action.view).map(clearing);
      return on(
        selectedIds(state, action.view),
        changes.filter((change) => change !== null),
      );
    }
    case 'fillDown':
      return filledDown(state, action.view);
  }
}

function filledDown(state: GridState, view: View): GridState {
  const ids = selectedIds(state, view);
  const [first = ''] = ids;
  const source = ids.length > 1 ? first : view.ruleIds[view.ruleIds.indexOf(first) - 1];
  const rule = state.rules.find(({ id }) => id === source);
  if (!rule) return state;
  const changes = selectedColumns(state, view).map((column) => copying(rule, column));
  const target = new Set(ids.filter((id) => id !== source));
  return took(
    state,
    changeRules(
      state.rules,
      target,
      changes.filter((change) => change !== null),
    ),
  );
}

type Rearranging = Extract<
  GridAction,
  { type: 'add' | 'addCatchAll' | 'duplicate' | 'remove' | 'moveBy' | 'moveBefore' }
>;

/** Rows that come, go and move. */
function rearranged(state: GridState, action: Rearranging): GridState {
  const { rules, place } = state;
  switch (action.type) {
    case 'add': {
      const ended = withCatchAll(rules, action.groupId, action.catchAll);
      const at = place ? rules.findIndex(({ id }) => id === place.ruleId) + 1 : rules.length;
      const next = insertRules(ended, at, [emptyRule(action.id, action.groupId)]);
      return standing({ ...took(state, next), editing: null }, { ruleId: action.id, column: 'name' });
    }
    case 'addCatchAll': {
      const next = withCatchAll(rules, action.groupId, action.catchAll);
      if (next === rules) return state;
      return standing(took(state, next), { ruleId: action.catchAll.id, column: 'group' });
    }
    case 'duplicate': {
      const done = duplicated(rules, selectedIds(state, action.view), action.ids);
      const [first] = done?.copies ?? [];
      const last = done?.copies.at(-1);
      if (!done || !place || !first || !last) return state;
      const anchor = first === last ? null : { ...place, ruleId: first.id };
      return { ...took(state, done.rules), place: { ...place, ruleId: last.id }, anchor };
    }
    case 'remove': {
      const ids = action.ruleId === undefined ? selectedIds(state, action.view) : [action.ruleId];
      const next = removeRules(rules, new Set(ids));
      if (next === rules) return state;
      return { ...took(state, next), anchor: null, place: afterRemoving(place, ids, action.view) };
    }
    case 'moveBy':
      return took(state, nudged(rules, selectedIds(state, action.view), action.by, action.view));
    case 'moveBefore':
      return took(state, moveRules(rules, new Set(action.ruleIds), action.beforeId));
  }
}

function standing(state: GridState, place: Place): GridState {
  return { ...state, place, anchor: null, isWholeRows: false };
}

function afterRemoving(place: Place | null, ids: readonly string[], view: View): Place | null {
  if (!place || !ids.includes(place.ruleId)) return place;
  const gone = new Set(ids);
  const index = view.ruleIds.indexOf(ids[0] ?? '');
  const below = view.ruleIds.slice(Math.max(0, index)).find((id) => !gone.has(id));
  const next = below ?? view.ruleIds.slice(0, Math.max(0, index)).at(-1);
  return next === undefined ? null : { ...place, ruleId: next };
}

/** The state with new rows, and the old ones one step back. */
function took(state: GridState, rules: readonly Rule[]): GridState {
  if (rules === state.rules) return state;
  return { ...state, rules, past: [...state.past, state.rules].slice(-MOST_STEPS), future: [] };
}

function wound(state: GridState, way: 'undo' | 'redo'): GridState {
  const from = way === 'undo' ? state.past : state.future;
  const rules = from.at(-1);
  if (!rules) return state;
  const rest = from.slice(0, -1);
  const [past, future] =
    way === 'undo' ? [rest, [...state.future, state.rules]] : [[...state.past, state.rules], rest];
  return stillThere({ ...state, rules, past, future, editing: null });
}

/** The cursor stays where its row is still there. */
function stillThere(state: GridState): GridState {
  const { place, anchor, rules } = state;
  const has = (at: Place | null) => at === null || rules.some(({ id }) => id === at.ruleId);
  if (has(place) && has(anchor)) return state;
  return { ...state, place: has(place) ? place : null, anchor: null };
}

function samePlace(a: Place | null, b: Place): boolean {
  return a?.ruleId === b.ruleId && a.column === b.column;
}
