import type { Change } from './changes.ts';
import type { Duty, Role, RoleGrant, ScopeGrant, Unit } from './policy.ts';

/** A state of one thing that decides who may what. */
export type State =
  | { readonly entity: 'role'; readonly role: Role }
  | { readonly entity: 'unit'; readonly unit: Unit }
  | { readonly entity: 'roleGrant'; readonly personId: string; readonly grant: RoleGrant }
  | { readonly entity: 'scopeGrant'; readonly personId: string; readonly grant: ScopeGrant }
  | { readonly entity: 'duty'; readonly duty: Duty };

/** The change that takes a thing back from one state to the one before; null where there is none, as for a unit that is new. */
export function undoOf(before: State | null, after: State | null): Change | null {
  if (before) return restored(before);
  return after && removed(after);
}

function restored(state: State): Change {
  switch (state.entity) {
    case 'role': {
      const { id, label, parents, permissions } = state.role;
      return { kind: 'saveRole', id, label, parents: [...parents], permissions: [...permissions] };
    }
    case 'unit': {
      const { id, parentId, leaderId } = state.unit;
      return { kind: 'saveUnit', id, parentId, leaderId };
    }
    case 'roleGrant':
      return { kind: 'grantRole', personId: state.personId, ...state.grant };
    case 'scopeGrant': {
      const { kind: scope, unitIds, ...grant } = state.grant;
      return { kind: 'grantScope', personId: state.personId, scope, unitIds: [...unitIds], ...grant };
    }
    case 'duty': {
      const { kind: duty, members, ...rest } = state.duty;
      return { kind: 'saveDuty', duty, members: [...members], ...rest };
    }
  }
}

function removed(state: State): Change | null {
  switch (state.entity) {
    case 'role':
      return { kind: 'removeRole', id: state.role.id };
    case 'unit':
      return null;
    case 'roleGrant':
      return {
        kind: 'revokeRole',
        personId: state.personId,
        roleId: state.grant.roleId,
        from: state.grant.from,
      };
    case 'scopeGrant': {
      const { pageGroup, kind: scope, from } = state.grant;
      return { kind: 'revokeScope', personId: state.personId, pageGroup, scope, from };
    }
    case 'duty':
      return { kind: 'removeDuty', id: state.duty.id };
  }
}
