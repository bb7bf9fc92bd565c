/** Columns: what the reader sees of phones, money and notes: masked with an eye that reveals one value, or not at all. */
export { ClosedColumns } from './closed-columns.tsx';
export { NoSums } from './no-sums.tsx';
export { ColumnValue } from './column-value.tsx';
export { useColumnAccess, useOpenColumns, useSearchHint, useSeesAll } from './use-columns.ts';
