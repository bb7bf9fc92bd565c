import type { Rule } from '#domain/rules';
import { applyChange, type CellChange, clearing, type ColumnKey, copying } from './column.ts';
import { changeRule, emptyRule, insertRule, isPinned, moveRule, removeRule } from './draft.ts';

/** Where the cursor stands. */
export type Place = { readonly ruleId: string; readonly column: ColumnKey };

/** What is shown now: the rows that the filter lets through, in their order, and the columns. */
export type View = { readonly ruleIds: readonly string[]; readonly columns: readonly ColumnKey[] };

export type GridState = {
  readonly rules: readonly Rule[];
  /** What the console holds; the same list means nothing is unsaved. */
  readonly saved: readonly Rule[];
  readonly past: readonly (readonly Rule[])[];
  readonly future: readonly (readonly Rule[])[];
  readonly place: Place | null;
  /** A cell is being edited; `typed` is the key that began it, so that nothing typed is lost. */
  readonly editing: { readonly typed: string } | null;
  readonly addedColumns: readonly string[];
  readonly copied: CellChange | null;
};

type Step =
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'rowStart'
  | 'rowEnd';

export type GridAction =
  | { type: 'load'; rules: readonly Rule[] }
  /** The console took these rules over; what was changed meanwhile stays unsaved. */
  | { type: 'saved'; rules: readonly Rule[] }
  /** Other rows altogether, as one step of undo. */
  | { type: 'replace'; rules: readonly Rule[] }
  | { type: 'reach'; place: Place }
  | { type: 'step'; step: Step; view: View; page: number }
  | { type: 'edit'; typed: string }
  | { type: 'leave' }
  | { type: 'commit'; ruleId: string; change: CellChange; step: 'down' | 'right' | 'left' | null; view: View }
  | { type: 'change'; ruleId: string; change: CellChange }
  | { type: 'clear' }
  | { type: 'copy' }
  | { type: 'paste' }
  | { type: 'fillDown'; view: View }
  /** A new row below the cursor; a table without its catch-all gets that too, for it needs one. */
  | { type: 'add'; id: string; groupId: string; catchAll: NewCatchAll }
  | { type: 'addCatchAll'; groupId: string; catchAll: NewCatchAll }
  | { type: 'duplicate'; id: string }
  | { type: 'remove'; ruleId?: string; view: View }
  | { type: 'moveBy'; by: -1 | 1; view: View }
  | { type: 'moveBefore'; ruleId: string; beforeId: string | null }
  | { type: 'addColumn'; attribute: string }
  | { type: 'undo' }
  | { type: 'redo' };

type NewCatchAll = { readonly id: string; readonly name: string };

/** How far undo reaches. */
const MOST_STEPS = 200;

export function startGrid(rules: readonly Rule[]): GridState {
  return {
    rules,
    saved: rules,
    past: [],
    future: [],
    place: null,
    editing: null,
    addedColumns: [],
    copied: null,
  };
}

/** Whether something is not saved yet. */
export function isDirty(state: GridState): boolean {
  return state.rules !== state.saved;
}

/** The editing of a rule table: every change of the rows is one step of undo. Pure. */
export function gridReducer(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case 'load':
      return { ...startGrid(action.rules), place: state.place, addedColumns: state.addedColumns };
    case 'saved':
      return { ...state, saved: action.rules };
    case 'replace':
      return replaced(state, action.rules);
    case 'reach':
      return samePlace(state.place, action.place) ? state : { ...state, place: action.place, editing: null };
    case 'step':
      return { ...state, place: stepped(state.place, action.step, action.view, action.page) };
    case 'edit':
      return state.place === null ? state : { ...state, editing: { typed: action.typed } };
    case 'leave':
      return state.editing === null ? state : { ...state, editing: null };
    case 'commit': {
      const changed = onRule(state, action.ruleId, action.change);
      const isHere = state.place?.ruleId === action.ruleId;
      const place = action.step && isHere ? stepped(state.place, action.step, action.view, 1) : state.place;
      return { ...changed, editing: null, place };
    }
    case 'change':
      return onRule(state, action.ruleId, action.change);
    case 'clear': {
      const change = state.place && clearing(state.place.column);
      return change ? onPlace(state, change) : state;
    }
    case 'addColumn':
      return { ...state, addedColumns: [...new Set([...state.addedColumns, action.attribute])] };
    case 'undo':
    case 'redo':
      return wound(state, action.type);
    case 'copy':
    case 'paste':
    case 'fillDown':
      return carried(state, action);
    case 'add':
    case 'addCatchAll':
    case 'duplicate':
    case 'remove':
    case 'moveBy':
    case 'moveBefore':
      return rearranged(state, action);
  }
}

type Carrying = Extract<GridAction, { type: 'copy' | 'paste' | 'fillDown' }>;

function carried(state: GridState, action: Carrying): GridState {
  const { place } = state;
  if (!place) return state;
  switch (action.type) {
    case 'copy': {
      const rule = state.rules.find(({ id }) => id === place.ruleId);
      return rule ? { ...state, copied: copying(rule, place.column) } : state;
    }
    case 'paste':
      return state.copied && fits(state.copied, place.column) ? onPlace(state, state.copied) : state;
    case 'fillDown': {
      const above = action.view.ruleIds[action.view.ruleIds.indexOf(place.ruleId) - 1];
      const rule = state.rules.find(({ id }) => id === above);
      const change = rule && copying(rule, place.column);
      return change ? onPlace(state, change) : state;
    }
  }
}

/** A copied cell goes only into the column that it came from. */
function fits(change: CellChange, column: ColumnKey): boolean {
  return change.column === 'tests' ? column === `fact:${change.attribute}` : change.column === column;
}

type Rearranging = Extract<
  GridAction,
  { type: 'add' | 'addCatchAll' | 'duplicate' | 'remove' | 'moveBy' | 'moveBefore' }
>;

function rearranged(state: GridState, action: Rearranging): GridState {
  const { rules, place } = state;
  switch (action.type) {
    case 'add': {
      const ended = withCatchAll(rules, action.groupId, action.catchAll);
      const at = place ? rules.findIndex(({ id }) => id === place.ruleId) + 1 : rules.length;
      const next = insertRule(ended, at, emptyRule(action.id, action.groupId));
      return { ...took(state, next), place: { ruleId: action.id, column: 'name' } };
    }
    case 'addCatchAll': {
      const next = withCatchAll(rules, action.groupId, action.catchAll);
      if (next === rules) return state;
      return { ...took(state, next), place: { ruleId: action.catchAll.id, column: 'group' } };
    }
    case 'duplicate': {
      const index = rules.findIndex(({ id }) => id === place?.ruleId);
      const rule = rules[index];
      if (!rule || !place || isPinned(rules, rule.id)) return state;
      const next = insertRule(rules, index + 1, { ...rule, id: action.id });
      return { ...took(state, next), place: { ...place, ruleId: action.id } };
    }
    case 'remove': {
      const ruleId = action.ruleId ?? place?.ruleId;
      if (ruleId === undefined) return state;
      const next = removeRule(rules, ruleId);
      if (next.length === rules.length) return state;
      return { ...took(state, next), place: afterRemoving(place, ruleId, action.view) };
    }
    case 'moveBy':
      return place ? took(state, nudged(rules, place.ruleId, action.by, action.view)) : state;
    case 'moveBefore':
      return took(state, moveRule(rules, action.ruleId, action.beforeId));
  }
}

function withCatchAll(rules: readonly Rule[], groupId: string, catchAll: NewCatchAll): readonly Rule[] {
  const last = rules.at(-1);
  if (last && isPinned(rules, last.id)) return rules;
  return [...rules, { ...emptyRule(catchAll.id, groupId), name: catchAll.name }];
}

/** One row up or down past its neighbour on the screen; rows that the filter hides keep their order. */
function nudged(rules: readonly Rule[], ruleId: string, by: -1 | 1, view: View): readonly Rule[] {
  const shown = view.ruleIds.indexOf(ruleId);
  const neighbour = view.ruleIds[shown + by];
  if (shown < 0 || neighbour === undefined || isPinned(rules, neighbour)) return rules;
  if (by === -1) return moveRule(rules, ruleId, neighbour);
  const after = rules[rules.findIndex(({ id }) => id === neighbour) + 1];
  return moveRule(rules, ruleId, after?.id ?? null);
}

function afterRemoving(place: Place | null, ruleId: string, view: View): Place | null {
  if (place?.ruleId !== ruleId) return place;
  const index = view.ruleIds.indexOf(ruleId);
  const next = view.ruleIds[index + 1] ?? view.ruleIds[index - 1];
  return next === undefined ? null : { ...place, ruleId: next };
}

function onPlace(state: GridState, change: CellChange): GridState {
  return state.place ? onRule(state, state.place.ruleId, change) : state;
}

function onRule(state: GridState, ruleId: string, change: CellChange): GridState {
  // A test would make the catch-all an ordinary rule, and the table would have none.
  if (change.column === 'tests' && change.tests.length > 0 && isPinned(state.rules, ruleId)) return state;
  return took(
    state,
    changeRule(state.rules, ruleId, (rule) => applyChange(rule, change)),
  );
}

/** The state with new rows, and the old ones one step back. */
function took(state: GridState, rules: readonly Rule[]): GridState {
  if (rules === state.rules) return state;
  return { ...state, rules, past: [...state.past, state.rules].slice(-MOST_STEPS), future: [] };
}

/** The state with other rows; the cursor stays where its row is still there. */
function replaced(state: GridState, rules: readonly Rule[]): GridState {
  const isThere = rules.some(({ id }) => id === state.place?.ruleId);
  return { ...took(state, rules), editing: null, place: isThere ? state.place : null };
}

function wound(state: GridState, way: 'undo' | 'redo'): GridState {
  const from = way === 'undo' ? state.past : state.future;
  const rules = from.at(-1);
  if (!rules) return state;
  const rest = from.slice(0, -1);
  const [past, future] =
    way === 'undo' ? [rest, [...state.future, state.rules]] : [[...state.past, state.rules], rest];
  const isThere = rules.some(({ id }) => id === state.place?.ruleId);
  return { ...state, rules, past, future, editing: null, place: isThere ? state.place : null };
}

function samePlace(a: Place | null, b: Place): boolean {
  return a?.ruleId === b.ruleId && a.column === b.column;
}

function stepped(place: Place | null, step: Step, view: View, page: number): Place | null {
  const { ruleIds, columns } = view;
  const row = place ? ruleIds.indexOf(place.ruleId) : -1;
  const column = place ? columns.indexOf(place.column) : -1;
  const to = (rowTo: number, columnTo: number): Place | null => {
    const ruleId = ruleIds[Math.max(0, Math.min(ruleIds.length - 1, rowTo))];
    const key = columns[Math.max(0, Math.min(columns.length - 1, columnTo))];
    return ruleId === undefined || key === undefined ? place : { ruleId, column: key };
  };
  if (row < 0 || column < 0) return to(0, 1);
  switch (step) {
    case 'up':
      return to(row - 1, column);
    case 'down':
      return to(row + 1, column);
    case 'left':
      return to(row, column - 1);
    case 'right':
      return to(row, column + 1);
    case 'pageUp':
      return to(row - page, column);
    case 'pageDown':
      return to(row + page, column);
    case 'first':
      return to(0, column);
    case 'last':
      return to(ruleIds.length - 1, column);
    case 'rowStart':
      return to(row, 0);
    case 'rowEnd':
      return to(row, columns.length - 1);
  }
}
