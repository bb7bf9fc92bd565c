/** Decision tables (决策表): rule sets as tables of FEEL unary tests, the way DMN 1.x and spreadsheets carry them, both ways. */
export { columnsOf, rowsOf, type TableColumn } from './columns.ts';
export { type Naming, sheetOf, tableOf, tableOfSheet } from './sheet.ts';
export type { HitPolicy } from './table.ts';
export { isPlainName, quoted } from './tokens.ts';
export { readUnaryTests, type UnaryTests } from './unary-tests.ts';
export {
  ageExpression,
  OTHERS,
  type Reading,
  rulesOf,
  type TableProblem,
  type WrittenInput,
  type WrittenRow,
  type WrittenTable,
} from './written.ts';
