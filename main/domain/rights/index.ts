/** Rights: the whole of who may do and see what as plain data, and every answer about it: what, why, why not, who, and what a change would do. */
export { findExcess, findLostKeeper, type Excess } from './bounds.ts';
export { Change, type Fault } from './change.ts';
export { applyChanges } from './changes.ts';
export {
  type ColumnDifference,
  diffPolicies,
  type PersonDifference,
  type RowsDifference,
} from './difference.ts';
export { breaksDynamicDuty, type Conflict, findConflicts, findNewConflicts } from './duties.ts';
export { explain, type Explanation, mayAt, type Path, whoMay } from './explain.ts';
export {
  type Duty,
  isInForce,
  PermissionTest,
  type Person,
  type Policy,
  Question,
  type Role,
  type RoleGrant,
  SCOPE_KINDS,
  SCOPE_EFFECTS,
  type ScopeGrant,
  type Unit,
} from './policy.ts';
export { subtreeOf } from './reach.ts';
export { revocationOf } from './revocation.ts';
export { type State, undoOf } from './undo.ts';
export { decide, type Rights, resolveRights, rowsFor } from './resolve.ts';
export { chainsTo, columnsOf, permissionsOf, withInherited } from './inheritance.ts';
export { cheapestOf, type Suggestion } from './smallest.ts';
export {
  countShifts,
  findShifts,
  type Holding,
  isOpenTo,
  openReachOf,
  ROW_KINDS,
  type RowCount,
  type RowCounts,
  type RowKind,
} from './row-counts.ts';
