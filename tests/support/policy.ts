import { ALL_HIDDEN, type Columns, type Permission } from '#domain/access';
import {
  applyChanges,
  type Change,
  type Duty,
  type Person,
  type Policy,
  resolveRights,
} from '#domain/rights';

export const label = (zh: string) => ({ zh, en: zh });

/** A policy in few words: roles as `name: [parents, permissions]`, units as `name: [parent, leader]`, people as `name: unit`. */
export function policyOf(parts: {
  roles?: Record<string, readonly [readonly string[], readonly Permission[]]>;
  units?: Record<string, readonly [string | null, string | null]>;
  people?: Record<string, string | null>;
  duties?: readonly Duty[];
}): Policy {
  return {
    roles: Object.entries(parts.roles ?? {}).map(([id, [parents, permissions]]) => ({
      id,
      label: label(id),
      parents,
      permissions,
      columns: ALL_HIDDEN,
    })),
    units: Object.entries(parts.units ?? {}).map(([id, [parentId, leaderId]]) => ({
      id,
      label: label(id),
      parentId,
      leaderId,
    })),
    people: Object.entries(parts.people ?? {}).map(([id, unitId]) => personOf(id, unitId)),
    duties: parts.duties ?? [],
    tests: [],
    needsSecond: false,
  };
}

function personOf(id: string, unitId: string | null): Person {
  return { id, name: id, unitId, status: 'active', roles: [], scopes: [] };
}

/** A policy after changes that can be made. */
export function changed(policy: Policy, ...changes: Change[]): Policy {
  const outcome = applyChanges(policy, changes);
  if ('fault' in outcome) throw new Error(JSON.stringify(outcome.fault));
  return outcome.policy;
}

/** Why changes cannot be made; undefined when they can. */
export function faultOf(policy: Policy, ...changes: Change[]) {
  const outcome = applyChanges(policy, changes);
  return 'fault' in outcome ? outcome.fault : undefined;
}

export const give = (personId: string, roleId: string, from = 0, to: number | null = null): Change => ({
  kind: 'grantRole',
  personId,
  roleId,
  from,
  to,
});

type ScopeChange = Extract<Change, { kind: 'grantScope' }>;
export const show = (
  personId: string,
  scope: ScopeChange['scope'],
  more: Partial<Omit<ScopeChange, 'kind' | 'personId' | 'scope'>> = {},
): Change => ({
  kind: 'grantScope',
  personId,
  pageGroup: 'contacts',
  effect: 'show',
  scope,
  unitIds: [],
  from: 0,
  to: null,
  ...more,
});

export const role = (
  id: string,
  parents: string[],
  permissions: Permission[],
  columns: Columns = ALL_HIDDEN,
): Change => ({
  kind: 'saveRole',
  id,
  label: label(id),
  parents,
  permissions,
  columns,
});

/** What somebody may do, sorted. */
export const mayDo = (policy: Policy, personId: string, at = 1) =>
  [...(resolveRights(policy, personId, at)?.permissions ?? [])].toSorted();

/** Whose rows somebody sees, sorted; 'all' without a limit. */
export const sees = (
  policy: Policy,
  personId: string,
  at = 1,
  pageGroup: 'contacts' | 'orders' | 'routing' | 'attribution' = 'contacts',
) => {
  const scope = resolveRights(policy, personId, at)?.scopes[pageGroup];
  return scope?.kind === 'all' ? 'all' : (scope?.userIds ?? []).toSorted();
};
