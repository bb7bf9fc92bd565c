/** Rights: roles as pages and actions, what a person is given and why, and what a change does before it is saved. */
export { ChangePreview } from './change-preview.tsx';
export { GiveRole, GiveScope } from './give-forms.tsx';
export { RoleGrants, ScopeGrants } from './grants.tsx';
export type { Change, Policy, RoleDraft } from './rights.ts';
export { RightsHistory } from './rights-history.tsx';
export { RoleEditor } from './role-editor.tsx';
export { Why } from './why.tsx';
export { rightsWords } from './words.ts';
