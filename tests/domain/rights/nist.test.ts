// INCITS 359: the functions of the standard, case by case. A session's active roles are what somebody used on one record.
import type { Permission } from '#domain/access';
import {
  breaksDynamicDuty,
  type Duty,
  explain,
  findConflicts,
  findNewConflicts,
  whoMay,
} from '#domain/rights';
import { changed, faultOf, give, label, mayDo, policyOf, role } from '#support/policy';
import { describe, expect, test } from 'vitest';

const base = policyOf({
  roles: {
    clerk: [[], ['orders.view']],
    cashier: [['clerk'], ['attribution.view']],
    auditor: [[], ['audit.view']],
    chief: [['cashier', 'auditor'], ['access.view']],
  },
  people: { ann: null, bob: null, cat: null },
});
const all: Permission[] = ['access.view', 'attribution.view', 'audit.view', 'orders.view'];
const ssd = (of: Duty['of'], members: string[], atMost = 1): Duty => ({
  id: 'ssd',
  label: label('ssd'),
  kind: 'static',
  of,
  members,
  atMost,
});
const dsd = (members: string[], atMost = 1): Duty => ({
  ...ssd('permissions', members, atMost),
  id: 'dsd',
  kind: 'dynamic',
});
const withDuty = (duty: Duty) => ({ ...base, duties: [duty] });
const save = (members: string[], atMost = 1) =>
  ({
    kind: 'saveDuty',
    id: 'ssd',
    label: label('ssd'),
    duty: 'static',
    of: 'roles',
    members,
    atMost,
  }) as const;

describe('core RBAC (6.1)', () => {
  const given = changed(base, give('ann', 'clerk'));
  test('AddUser: a new user has no role, and so no permission', () => {
    expect(mayDo(base, 'ann')).toEqual([]);
  });
  test('DeleteUser: who left may nothing, whatever roles they still have', () => {
    const gone = { ...given, people: given.people.map((one) => ({ ...one, status: 'left' as const })) };
    expect(mayDo(gone, 'ann')).toEqual([]);
  });
  test('AddRole: a new role gives nothing to anybody', () => {
    expect(mayDo(changed(given, role('new', [], ['jobs.view'])), 'ann')).toEqual(['orders.view']);
  });
  test('DeleteRole: a role that somebody has is not removed', () => {
    expect(faultOf(given, { kind: 'removeRole', id: 'clerk' })).toEqual({ kind: 'inUse', roleId: 'clerk' });
  });
  test('DeleteRole: a role that nobody has is', () => {
    const after = changed(changed(base, role('new', [], [])), { kind: 'removeRole', id: 'new' });
    expect(after.roles.map(({ id }) => id)).not.toContain('new');
  });
  test('DeleteRole: a role that is not there is refused', () => {
    expect(faultOf(base, { kind: 'removeRole', id: 'ghost' })).toMatchObject({
      kind: 'unknown',
      what: 'role',
    });
  });
  test('AssignUser: the user has the permissions of the role', () => {
    expect(mayDo(given, 'ann')).toEqual(['orders.view']);
  });
  test('AssignUser: to nobody else', () => {
    expect(mayDo(given, 'bob')).toEqual([]);
  });
  test('AssignUser: an unknown user is refused', () => {
    expect(faultOf(base, give('ghost', 'clerk'))).toMatchObject({ what: 'person' });
  });
  test('AssignUser: an unknown role is refused', () => {
    expect(faultOf(base, give('ann', 'ghost'))).toMatchObject({ what: 'role' });
  });
  test('AssignUser: a user who left is refused', () => {
    const gone = { ...base, people: base.people.map((one) => ({ ...one, status: 'left' as const })) };
    expect(faultOf(gone, give('ann', 'clerk'))).toEqual({ kind: 'left', personId: 'ann' });
  });
  test('AssignUser: twice the same is once', () => {
    const twice = changed(given, give('ann', 'clerk'));
    expect(twice.people.find(({ id }) => id === 'ann')?.roles).toHaveLength(1);
  });
  test('AssignUser: many users to one role, many roles to one user', () => {
    const many = changed(given, give('bob', 'clerk'), give('ann', 'auditor'));
    expect(mayDo(many, 'bob')).toEqual(['orders.view']);
    expect(mayDo(many, 'ann')).toEqual(['audit.view', 'orders.view']);
  });
  test('DeassignUser: the permissions go with the role', () => {
    const after = changed(given, { kind: 'revokeRole', personId: 'ann', roleId: 'clerk', from: 0 });
    expect(mayDo(after, 'ann')).toEqual([]);
  });
  test('DeassignUser: what another role gives stays', () => {
    const both = changed(given, give('ann', 'cashier'));
    const after = changed(both, { kind: 'revokeRole', personId: 'ann', roleId: 'clerk', from: 0 });
    expect(mayDo(after, 'ann')).toEqual(['attribution.view', 'orders.view']);
  });
  test('DeassignUser: a role that the user does not have is refused', () => {
    expect(faultOf(base, { kind: 'revokeRole', personId: 'ann', roleId: 'clerk', from: 0 })).toMatchObject({
      what: 'grant',
    });
  });
  test('GrantPermission: every user of the role has it at once', () => {
    expect(mayDo(changed(given, role('clerk', [], ['orders.view', 'jobs.view'])), 'ann')).toEqual([
      'jobs.view',
      'orders.view',
    ]);
  });
  test('RevokePermission: no user of the role has it any more', () => {
    expect(mayDo(changed(given, role('clerk', [], [])), 'ann')).toEqual([]);
  });
  test('CheckAccess: yes for a permission of a role, no for any other', () => {
    expect(explain(given, 'ann', { kind: 'permission', permission: 'orders.view' }, 1)?.may).toBe(true);
    expect(explain(given, 'ann', { kind: 'permission', permission: 'audit.view' }, 1)?.may).toBe(false);
  });
  test('AssignedUsers: exactly the users of the roles that give it', () => {
    const both = changed(given, give('bob', 'cashier'));
    const who = whoMay(both, { kind: 'permission', permission: 'orders.view' }, 1);
    expect(who.map(({ personId }) => personId)).toEqual(['ann', 'bob']);
  });
  test('UserPermissions: the union over the roles, each once', () => {
    expect(mayDo(changed(base, give('ann', 'chief'), give('ann', 'clerk')), 'ann')).toEqual(all);
  });
});

describe('hierarchical RBAC (6.2)', () => {
  test('AddInheritance: the senior role has what the junior has', () => {
    expect(mayDo(changed(base, give('ann', 'cashier')), 'ann')).toEqual(['attribution.view', 'orders.view']);
  });
  test('AddInheritance: and the junior nothing of the senior', () => {
    expect(mayDo(changed(base, give('ann', 'clerk')), 'ann')).toEqual(['orders.view']);
  });
  test('AddInheritance: over several levels and from several juniors', () => {
    expect(mayDo(changed(base, give('ann', 'chief')), 'ann')).toEqual(all);
  });
  test('AddInheritance: a circle is refused, by its path', () => {
    expect(faultOf(base, role('clerk', ['chief'], []))).toMatchObject({
      kind: 'circle',
      of: 'role',
      path: expect.arrayContaining(['clerk', 'chief', 'cashier']) as unknown,
    });
  });
  test('AddInheritance: a role is not its own senior', () => {
    expect(faultOf(base, role('clerk', ['clerk'], []))).toMatchObject({ path: ['clerk', 'clerk'] });
  });
  test('AddInheritance: an unknown junior is refused', () => {
    expect(faultOf(base, role('clerk', ['ghost'], []))).toMatchObject({ what: 'role', id: 'ghost' });
  });
  test('AddAscendant: a new role above one has all that it has', () => {
    const after = changed(base, role('head', ['chief'], []), give('ann', 'head'));
    expect(mayDo(after, 'ann')).toEqual(all);
  });
  test('AddDescendant: a new role below one gives it what it has', () => {
    const after = changed(
      base,
      role('new', [], ['jobs.view']),
      role('clerk', ['new'], []),
      give('ann', 'chief'),
    );
    expect(mayDo(after, 'ann')).toContain('jobs.view');
  });
  test('DeleteInheritance: what came by it alone is gone', () => {
    const after = changed(base, give('ann', 'cashier'), role('cashier', [], ['attribution.view']));
    expect(mayDo(after, 'ann')).toEqual(['attribution.view']);
  });
  test('DeleteInheritance: what comes by another way stays', () => {
    const diamond = changed(base, role('chief', ['cashier', 'clerk'], []), give('ann', 'chief'));
    expect(mayDo(changed(diamond, role('cashier', [], [])), 'ann')).toEqual(['orders.view']);
  });
  test('DeleteRole: a junior of another role is not removed', () => {
    expect(faultOf(base, { kind: 'removeRole', id: 'clerk' })).toMatchObject({ kind: 'inUse' });
  });
  test('AuthorizedUsers: those who have it through inheritance too, with the chain', () => {
    const after = changed(base, give('ann', 'chief'));
    expect(whoMay(after, { kind: 'permission', permission: 'orders.view' }, 1)).toMatchObject([
      { personId: 'ann', paths: [{ chain: ['chief', 'cashier', 'clerk'] }] },
    ]);
  });
  test('AuthorizedUsers: every chain of a diamond', () => {
    const after = changed(base, role('chief', ['cashier', 'clerk'], []), give('ann', 'chief'));
    const found = explain(after, 'ann', { kind: 'permission', permission: 'orders.view' }, 1);
    expect(found?.paths.map((path) => path.kind === 'role' && path.chain)).toEqual([
      ['chief', 'cashier', 'clerk'],
      ['chief', 'clerk'],
    ]);
  });
});

describe('static separation of duty (6.3)', () => {
  const pair = withDuty(ssd('roles', ['cashier', 'auditor']));
  test('AssignUser: one member of the set is no conflict', () => {
    expect(findConflicts(changed(pair, give('ann', 'cashier')), 1)).toEqual([]);
  });
  test('AssignUser: one more than the cardinality allows is', () => {
    const after = changed(pair, give('ann', 'cashier'), give('ann', 'auditor'));
    expect(findConflicts(after, 1)).toMatchObject([{ personId: 'ann', held: ['cashier', 'auditor'] }]);
  });
  test('AssignUser: two users with one each are no conflict', () => {
    expect(findConflicts(changed(pair, give('ann', 'cashier'), give('bob', 'auditor')), 1)).toEqual([]);
  });
  test('AssignUser: inherited roles count', () => {
    expect(findConflicts(changed(pair, give('ann', 'chief')), 1)).toMatchObject([{ personId: 'ann' }]);
  });
  test('AssignUser: inherited permissions count', () => {
    const rights = withDuty(ssd('permissions', ['orders.view', 'audit.view']));
    expect(findConflicts(changed(rights, give('ann', 'cashier'), give('ann', 'auditor')), 1)).toMatchObject([
      { held: ['orders.view', 'audit.view'] },
    ]);
  });
  test('AssignUser: roles at different times do not meet', () => {
    const after = changed(pair, give('ann', 'cashier', 0, 10), give('ann', 'auditor', 10));
    expect(findConflicts(after, 1)).toEqual([]);
  });
  test('AssignUser: roles that will meet are found before they do', () => {
    const after = changed(pair, give('ann', 'cashier'), give('ann', 'auditor', 50));
    expect(findConflicts(after, 1)).toMatchObject([{ at: 50 }]);
  });
  test('AddInheritance: an inheritance that brings a conflict is found', () => {
    const before = changed(pair, give('ann', 'cashier'));
    const after = changed(before, role('cashier', ['auditor'], []));
    expect(findNewConflicts(before, after, 1)).toMatchObject([{ dutyId: 'ssd', personId: 'ann' }]);
  });
  test('CreateSsdSet: a set that a user already breaks names the user', () => {
    const before = changed(base, give('ann', 'cashier'), give('ann', 'auditor'));
    expect(findNewConflicts(before, changed(before, save(['cashier', 'auditor'])), 1)).toHaveLength(1);
  });
  test('AddSsdRoleMember: a member that makes a user break it is found', () => {
    const before = changed(pair, give('ann', 'cashier'), give('ann', 'clerk'));
    const after = changed(before, save(['cashier', 'auditor', 'clerk']));
    expect(findNewConflicts(before, after, 1)).toMatchObject([{ held: ['cashier', 'clerk'] }]);
  });
  test('DeleteSsdRoleMember: takes the conflict away', () => {
    const before = changed(pair, give('ann', 'cashier'), give('ann', 'auditor'));
    expect(findConflicts(changed(before, save(['cashier', 'clerk'], 2)), 1)).toEqual([]);
  });
  test('SetSsdSetCardinality: a higher one takes the conflict away, a lower one brings it', () => {
    const two = changed(base, save(['cashier', 'auditor', 'clerk'], 2), give('ann', 'cashier'));
    expect(findConflicts(two, 1)).toEqual([]);
    expect(findNewConflicts(two, changed(two, save(['cashier', 'auditor', 'clerk'], 1)), 1)).toHaveLength(1);
  });
  test('DeleteSsdSet: nothing is forbidden any more', () => {
    const before = changed(pair, give('ann', 'chief'));
    expect(findConflicts(changed(before, { kind: 'removeDuty', id: 'ssd' }), 1)).toEqual([]);
  });
  test('CreateSsdSet: an unknown member is refused', () => {
    expect(faultOf(base, save(['cashier', 'ghost']))).toMatchObject({ what: 'role', id: 'ghost' });
  });
  test('DeleteRole: a role that a set names is not removed', () => {
    const after = changed(base, role('new', [], []), save(['new', 'auditor']));
    expect(faultOf(after, { kind: 'removeRole', id: 'new' })).toMatchObject({ kind: 'inUse' });
  });
});

describe('dynamic separation of duty (6.4)', () => {
  const duty = dsd(['routing.edit', 'routing.approve', 'routing.publish']);
  test('AddActiveRole: the first of the set may be used', () => {
    expect(breaksDynamicDuty([duty], new Set(), 'routing.approve')).toBeUndefined();
  });
  test('AddActiveRole: one more than the cardinality is refused by its duty', () => {
    expect(breaksDynamicDuty([duty], new Set(['routing.edit']), 'routing.approve')).toBe(duty);
  });
  test('AddActiveRole: the same once more is no other', () => {
    expect(breaksDynamicDuty([duty], new Set(['routing.edit']), 'routing.edit')).toBeUndefined();
  });
  test('AddActiveRole: what is not in the set is free', () => {
    expect(breaksDynamicDuty([duty], new Set(['routing.edit']), 'routing.view')).toBeUndefined();
  });
  test('SetDsdSetCardinality: two of three may be used together, three may not', () => {
    const two = dsd([...duty.members], 2);
    expect(breaksDynamicDuty([two], new Set(['routing.edit']), 'routing.approve')).toBeUndefined();
    expect(breaksDynamicDuty([two], new Set(['routing.edit', 'routing.approve']), 'routing.publish')).toBe(
      two,
    );
  });
  test('CreateDsdSet: having both is no static conflict', () => {
    const after = changed({ ...base, duties: [dsd(['orders.view', 'audit.view'])] }, give('ann', 'chief'));
    expect(findConflicts(after, 1)).toEqual([]);
  });
  test('CreateDsdSet: who may is told what limits it', () => {
    const after = changed({ ...base, duties: [dsd(['orders.view', 'audit.view'])] }, give('ann', 'chief'));
    expect(explain(after, 'ann', { kind: 'permission', permission: 'audit.view' }, 1)?.limits).toEqual([
      'dsd',
    ]);
  });
});
