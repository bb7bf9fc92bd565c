/** Grid: the ordered table of routing rules, edited by keyboard, with undo. Its logic is a pure reducer. */
export { attributeOf, type ColumnKey, columnsOf } from './column.ts';
export { gridReducer, type GridAction, type GridState, isDirty, startGrid, type View } from './grid-state.ts';
export { intentOf } from './grid-keys.ts';
export type { Choice } from './pick-list.tsx';
export { partsOf } from './row-parts.ts';
export { RuleGrid } from './rule-grid.tsx';
