import type { Change } from './change.ts';
import type { Duty, PermissionTest, Person, Role, RoleGrant, ScopeGrant, Unit } from './policy.ts';
import { revocationOf } from './revocation.ts';

/** A state of one thing that decides who may what. */
export type State =
  | { readonly entity: 'role'; readonly role: Role }
  | { readonly entity: 'unit'; readonly unit: Unit }
  | { readonly entity: 'person'; readonly person: Pick<Person, 'id' | 'name' | 'unitId' | 'status'> }
  | { readonly entity: 'roleGrant'; readonly personId: string; readonly grant: RoleGrant }
  | { readonly entity: 'scopeGrant'; readonly personId: string; readonly grant: ScopeGrant }
  | { readonly entity: 'duty'; readonly duty: Duty }
  | { readonly entity: 'test'; readonly test: PermissionTest }
  | { readonly entity: 'needsSecond'; readonly isOn: boolean };

/** The change that takes a thing back from one state to the one before; null where there is none, as for a person who is new. */
export function undoOf(before: State | null, after: State | null): Change | null {
  // Nobody is forgotten, so nobody comes back by an undo either.
  if (before?.entity === 'person' && after === null) return null;
  if (before) return restored(before);
  return after && removed(after);
}

function restored(state: State): Change {
  switch (state.entity) {
    case 'role': {
      const { parents, permissions, columns, ...role } = state.role;
      return {
        kind: 'saveRole',
        ...role,
        parents: [...parents],
        permissions: [...permissions],
        columns: { ...columns },
      };
    }
    case 'unit': {
      const { id, label, parentId, leaderId } = state.unit;
      return { kind: 'saveUnit', id, label, parentId, leaderId };
    }
    case 'person': {
      const { id: personId, name, unitId, status } = state.person;
      return { kind: 'changePerson', personId, name, unitId, status };
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
    case 'test':
      return { kind: 'saveTest', ...state.test };
    case 'needsSecond':
      return { kind: 'needSecond', isOn: state.isOn };
  }
}

function removed(state: State): Change | null {
  switch (state.entity) {
    case 'role':
      return { kind: 'removeRole', id: state.role.id };
    case 'unit':
      return { kind: 'removeUnit', id: state.unit.id };
    case 'person':
      return null;
    case 'roleGrant':
    case 'scopeGrant':
      return revocationOf(state.personId, state.grant);
    case 'duty':
      return { kind: 'removeDuty', id: state.duty.id };
    case 'test':
      return { kind: 'removeTest', id: state.test.id };
    case 'needsSecond':
      return { kind: 'needSecond', isOn: false };
  }
}
