/** Batches: the imports that were made, with their rows' outcomes, rejected rows and undo. */
export { DownloadRejects, UndoImport } from './batch-actions.tsx';
export { BatchPage } from './batch-page.tsx';
export { CountTiles } from './count-tiles.tsx';
export { ImportsPage } from './imports-page.tsx';
export { RejectedTable, type RejectedRow } from './rejected-table.tsx';
export { batchWords } from './words.ts';
