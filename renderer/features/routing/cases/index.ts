/** Cases: saved tests of a rule set, run on the draft with each edit, and what is being tried saved as one more. */
export { CasesPanel } from './cases-panel.tsx';
export { SaveCase } from './save-case.tsx';
export { caseWords } from './words.ts';
