/** Rules: the rule sets with their versions, and the editor of one draft with trying, problems and publishing. */
export { RuleEditorPage } from './rule-editor-page.tsx';
export { RuleSetsPage } from './rule-sets-page.tsx';
