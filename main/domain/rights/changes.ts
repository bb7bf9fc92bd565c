import { PERMISSIONS } from '#domain/access';
import { type Change, type ChangeOf, type Outcome, unknown } from './change.ts';
import { findCircle } from './inheritance.ts';
import { addPerson, changePerson, removeUnit, saveUnit } from './organisation.ts';
import {
  type Duty,
  lookup,
  type PermissionTest,
  type Person,
  type Policy,
  type Role,
  type RoleGrant,
  type ScopeGrant,
} from './policy.ts';

/** A policy with changes made to it one after another, or why the first bad one cannot be made. */
export function applyChanges(policy: Policy, changes: readonly Change[]): Outcome {
  let now = policy;
  for (const change of changes) {
    const outcome = applyChange(now, change);
    if ('fault' in outcome) return outcome;
    now = outcome.policy;
  }
  return { policy: now };
}

function applyChange(policy: Policy, change: Change): Outcome {
  switch (change.kind) {
    case 'grantRole':
    case 'grantScope':
      return grant(policy, change);
    case 'revokeRole':
    case 'revokeScope':
      return revoke(policy, change);
    case 'saveRole':
      return saveRole(policy, change);
    case 'removeRole':
      return removeRole(policy, change.id);
    case 'saveUnit':
      return saveUnit(policy, change);
    case 'removeUnit':
      return removeUnit(policy, change.id);
    case 'addPerson':
      return addPerson(policy, change);
    case 'changePerson':
      return changePerson(policy, change);
    case 'saveDuty':
      return saveDuty(policy, change);
    case 'removeDuty':
      return policy.duties.some((duty) => duty.id === change.id)
        ? { policy: { ...policy, duties: policy.duties.filter((duty) => duty.id !== change.id) } }
        : unknown('duty', change.id);
    case 'saveTest':
      return saveTest(policy, change);
    case 'removeTest':
      return policy.tests.some((test) => test.id === change.id)
        ? { policy: { ...policy, tests: policy.tests.filter((test) => test.id !== change.id) } }
        : unknown('test', change.id);
    case 'needSecond':
      return { policy: { ...policy, needsSecond: change.isOn } };
  }
}

type Grant = ChangeOf<'grantRole'> | ChangeOf<'grantScope'>;
type Revocation = ChangeOf<'revokeRole'> | ChangeOf<'revokeScope'>;

function grant(policy: Policy, change: Grant): Outcome {
  const { roles, units, people } = lookup(policy);
  const person = people.get(change.personId);
  if (!person) return unknown('person', change.personId);
  if (person.status !== 'active') return { fault: { kind: 'left', personId: person.id } };
  const { from, to } = change;
  if (to !== null && to <= from) return { fault: { kind: 'endsBeforeStart' } };
  if (change.kind === 'grantRole' && !roles.has(change.roleId)) return unknown('role', change.roleId);
  const strange = change.kind === 'grantScope' ? change.unitIds.find((id) => !units.has(id)) : undefined;
  if (strange !== undefined) return unknown('unit', strange);
  const rest = without(person, change);
  return withPerson(
    policy,
    change.kind === 'grantRole'
      ? { ...rest, roles: [...rest.roles, { roleId: change.roleId, from, to }] }
      : {
          ...rest,
          scopes: [
            ...rest.scopes,
            {
              pageGroup: change.pageGroup,
              effect: change.effect,
              kind: change.scope,
              unitIds: change.scope === 'chosen' ? change.unitIds : [],
              from,
              to,
            },
          ],
        },
  );
}

function revoke(policy: Policy, change: Revocation): Outcome {
  const person = lookup(policy).people.get(change.personId);
  if (!person) return unknown('person', change.personId);
  const rest = without(person, change);
  const isSame = rest.roles.length === person.roles.length && rest.scopes.length === person.scopes.length;
  return isSame
    ? unknown('grant', change.kind === 'revokeRole' ? change.roleId : change.pageGroup)
    : withPerson(policy, rest);
}

/** A person without the grant that a change names. */
function without(person: Person, change: Grant | Revocation): Person {
  return change.kind === 'grantRole' || change.kind === 'revokeRole'
    ? { ...person, roles: person.roles.filter((one) => !isSameRole(one, change)) }
    : { ...person, scopes: person.scopes.filter((one) => !isSameScope(one, change)) };
}

function isSameRole(one: RoleGrant, change: { roleId: string; from: number }): boolean {
  return one.roleId === change.roleId && one.from === change.from;
}

type ScopeKey = Pick<ChangeOf<'revokeScope'>, 'pageGroup' | 'effect' | 'scope' | 'from'>;

function isSameScope(one: ScopeGrant, change: ScopeKey): boolean {
  return (
    one.pageGroup === change.pageGroup &&
    one.effect === change.effect &&
    one.kind === change.scope &&
    one.from === change.from
  );
}

function withPerson(policy: Policy, person: Person): Outcome {
  return {
    policy: { ...policy, people: policy.people.map((one) => (one.id === person.id ? person : one)) },
  };
}

function saveRole(policy: Policy, change: ChangeOf<'saveRole'>): Outcome {
  const { id, label, parents, permissions, columns } = change;
  const role: Role = { id, label, parents, permissions, columns };
  const roles: Role[] = [...policy.roles.filter((one) => one.id !== role.id), role];
  const strange = role.parents.find((id) => !roles.some((one) => one.id === id));
  if (strange !== undefined) return unknown('role', strange);
  const path = findCircle(roles, (one) => one.parents);
  return path ? { fault: { kind: 'circle', of: 'role', path } } : { policy: { ...policy, roles } };
}

function removeRole(policy: Policy, roleId: string): Outcome {
  if (!lookup(policy).roles.has(roleId)) return unknown('role', roleId);
  const isUsed =
    policy.people.some((person) => person.roles.some((one) => one.roleId === roleId)) ||
    policy.roles.some((role) => role.parents.includes(roleId)) ||
    policy.duties.some((duty) => duty.of === 'roles' && duty.members.includes(roleId));
  return isUsed
    ? { fault: { kind: 'inUse', roleId } }
    : { policy: { ...policy, roles: policy.roles.filter((role) => role.id !== roleId) } };
}

function saveDuty(policy: Policy, change: ChangeOf<'saveDuty'>): Outcome {
  const { id, label, duty: kind, of, members, atMost } = change;
  const known = of === 'roles' ? policy.roles.map((role) => role.id) : (PERMISSIONS as readonly string[]);
  const strange = members.find((member) => !known.includes(member));
  if (strange !== undefined) return unknown(of === 'roles' ? 'role' : 'permission', strange);
  const duty: Duty = { id, label, kind, of, members, atMost };
  return { policy: { ...policy, duties: [...policy.duties.filter((one) => one.id !== id), duty] } };
}

function saveTest(policy: Policy, change: ChangeOf<'saveTest'>): Outcome {
  const { people, roles, units } = lookup(policy);
  const { id, name, who, question, expected } = change;
  const test: PermissionTest = { id, name, who, question, expected };
  if (who.kind === 'person' && !people.has(who.personId)) return unknown('person', who.personId);
  if (who.kind === 'role' && !roles.has(who.roleId)) return unknown('role', who.roleId);
  if (who.kind === 'leader' && !units.has(who.unitId)) return unknown('unit', who.unitId);
  if (question.kind === 'unit' && !units.has(question.unitId)) return unknown('unit', question.unitId);
  return { policy: { ...policy, tests: [...policy.tests.filter((one) => one.id !== test.id), test] } };
}
