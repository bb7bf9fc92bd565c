/** Transfer: what an import file may hold, how its columns become fields, and why a row is refused. */
export { guardCell, unguardCell } from './cell.ts';
export { ColumnMapping, ImportKind, RowReason } from './mapping.ts';
