/** Rights: roles as pages and actions, what a person is given and why, and what a change does before it is saved. */
export { ChangePreview, Effects } from './change-preview.tsx';
export { FourEyes } from './four-eyes.tsx';
export { GiveRole, GiveScope } from './give-forms.tsx';
export { RoleGrants, ScopeGrants } from './grants.tsx';
export {
  type Change,
  inheritedBy,
  permissionName,
  type Policy,
  type RoleDraft,
  scopeName,
  withParents,
} from './rights.ts';
export { type Path, useNames, useOfferName, usePathName } from './names.ts';
export { RightsHistory, useLineName } from './rights-history.tsx';
export { RoleEditor } from './role-editor.tsx';
export { Why } from './why.tsx';
export { rightsWords } from './words.ts';
