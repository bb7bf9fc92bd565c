/** Rules: the rule sets with their versions, and the editor of one draft with trying, problems and publishing. */
export { RuleEditorPage } from './rule-editor-page.tsx';
export { inParts } from './save-parts.ts';
export { RuleSetsPage } from './rule-sets-page.tsx';
