/** Table: how a rule table is looked at: its columns, filters, order of view, groups of rows, and what is pasted. */
export { ColumnMenu } from './column-menu.tsx';
export { ColumnsMenu } from './columns-menu.tsx';
export { type Filter, isNarrowed, NO_FILTER, shownRows } from './row-filter.ts';
export { rowTexts, type RowTexts } from './row-texts.ts';
export { tableWords } from './words.ts';
export { useColumnView } from './use-column-view.ts';
export { usePaste } from './use-paste.tsx';
export type { Unread } from './use-unread.ts';
export { useReadyTexts, useSounds } from './use-sounds.ts';
export { RowPanel } from './row-panel.tsx';
