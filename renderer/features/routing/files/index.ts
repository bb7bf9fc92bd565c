/** Files: a rule set goes out as DMN, XLSX or CSV, and rules come back from such a file into the table. */
export { RuleFiles } from './rule-files.tsx';
export { takenInto } from './taken.ts';
