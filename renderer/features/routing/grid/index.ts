/** Grid: the ordered table of routing rules, edited by keyboard, with undo. Its logic is a pure reducer. */
export { formatCell, parseCell } from './cell-text.ts';
export { attributeOf, type CellChange, type ColumnKey, columnsOf, DETAILS } from './column.ts';
export type { ColumnLook } from './column-look.ts';
export { isPinned } from './draft.ts';
export { type Line, ruleLines } from './lines.ts';
export { gridReducer, type GridAction, type GridState, isDirty, startGrid } from './grid-state.ts';
export { intentOf } from './grid-keys.ts';
export type { Naming } from './naming.ts';
export { type PasteError, type PasteInput, type PastePlan, planPaste } from './paste.ts';
export type { Choice } from './pick-list.tsx';
export { partsOf } from './row-parts.ts';
export { RuleGrid } from './rule-grid.tsx';
export type { Reason } from './test-parse.ts';
export { selectedIds } from './selection.ts';
export type { View } from './steps.ts';
export { formatTsv, parseTsv } from './tsv.ts';
export { useTitles } from './use-titles.ts';
