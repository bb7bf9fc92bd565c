/** Transfer: what an import file may hold, how its columns become fields, and why a row is refused. */
export { guardCell, unguardCell } from './cell.ts';
export { checkMapping, type MappingProblem } from './check.ts';
export { type Counts, isWhole, noRows, type Outcome } from './counts.ts';
export { type DateOptions, readMoment } from './date.ts';
export { attributeField, type Field, FIELDS } from './field.ts';
export { guessMapping } from './guess.ts';
export { ColumnMapping, ImportKind, RowReason } from './mapping.ts';
export { reasonText, type RowFault } from './reason.ts';
export { type ImportUse, dependentOf } from './dependent.ts';
