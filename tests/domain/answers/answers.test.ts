import { ALL_HIDDEN, ALL_PLAIN } from '#domain/access';
import {
  changesBack,
  compare,
  explainRecord,
  findConflictPaths,
  matchPerson,
  matchRole,
  splitRows,
  whoSees,
} from '#domain/answers';
import { applyChanges, type Policy, resolveRights, SCOPE_EFFECTS } from '#domain/rights';
import { changed, give, label, policyOf, role, show } from '#support/policy';
import fc from 'fast-check';
import { expect, test } from 'vitest';

/** Two teams below a head office: 'lea' leads the east and sees it, 'ann' sees her own, 'bob' has a page and no rows, 'wes' rows and no page. */
function office(): Policy {
  const policy = policyOf({
    roles: { rep: [[], ['contacts.view']], lead: [['rep'], ['orders.view']], clerk: [[], ['jobs.view']] },
    units: { root: [null, null], east: ['root', 'lea'], west: ['root', null] },
    people: { lea: 'east', ann: 'east', bob: 'east', wes: 'west' },
  });
  return changed(
    policy,
    give('lea', 'lead'),
    give('ann', 'rep'),
    give('bob', 'rep'),
    give('wes', 'clerk'),
    show('lea', 'subtree'),
    show('ann', 'own'),
    show('wes', 'all'),
  );
}
const record = (...ownerIds: string[]) =>
  ({ permission: 'contacts.view', pageGroup: 'contacts', ownerIds }) as const;

test('a record is seen by who has both its page and its row, with every way to each', () => {
  const seen = whoSees(office(), record('ann'), 1);
  expect(seen.map(({ personId }) => personId).toSorted()).toEqual(['ann', 'lea']);
  expect(seen.find(({ personId }) => personId === 'lea')).toMatchObject({
    page: [{ kind: 'role', chain: ['lead', 'rep'] }],
    rows: [{ kind: 'scope', units: ['east'] }],
  });
});

test('a record of several is seen by who sees one of them, and one of nobody only by who sees all', () => {
  const policy = changed(office(), give('wes', 'rep'));
  const seenOf = (...owners: string[]) =>
    whoSees(policy, record(...owners), 1).map(({ personId }) => personId);
  expect(seenOf('ann', 'wes').toSorted()).toEqual(['ann', 'lea', 'wes']);
  expect(seenOf()).toEqual(['wes']);
});

test('whoever is told to see a record is let see it by the rights that the console enforces, and nobody else', () => {
  const kinds = ['own', 'group', 'subtree', 'chosen', 'all'] as const;
  const scopes = fc.array(
    fc.tuple(
      fc.constantFrom('lea', 'ann', 'bob', 'wes'),
      fc.constantFrom(...kinds),
      fc.constantFrom(...SCOPE_EFFECTS),
      fc.constantFrom('east', 'west'),
    ),
    { maxLength: 6 },
  );
  const owners = fc.subarray(['lea', 'ann', 'bob', 'wes']);
  fc.assert(
    fc.property(scopes, owners, (given, ownerIds) => {
      const policy = changed(
        office(),
        ...given.map(([personId, kind, effect, unit]) =>
          show(personId, kind, { effect, unitIds: kind === 'chosen' ? [unit] : [] }),
        ),
      );
      const asked = record(...ownerIds);
      const told = new Set(whoSees(policy, asked, 1).map(({ personId }) => personId));
      for (const { id } of policy.people) {
        const { permissions, scopes: seen } = resolveRights(policy, id, 1) ?? {};
        const scope = seen?.contacts;
        const isSeen =
          scope?.kind === 'all' || ownerIds.some((owner) => scope?.userIds.includes(owner) === true);
        expect(told.has(id)).toBe(isSeen && permissions?.has('contacts.view') === true);
        expect(explainRecord(policy, id, asked, 1)?.may).toBe(told.has(id));
      }
    }),
    { numRuns: 300 },
  );
});

test('who lacks the page and the row is offered both together, and each offer does it', () => {
  const policy = changed(office(), { kind: 'revokeRole', personId: 'bob', roleId: 'rep', from: 0 });
  const found = explainRecord(policy, 'bob', record('ann'), 1);
  expect(found).toMatchObject({ may: false, page: { may: false }, rows: { may: false } });
  expect(found?.changes[0]?.changes.map(({ kind }) => kind)).toEqual(['grantRole', 'grantScope']);
  expect(found?.changes.length).toBeGreaterThan(1);
  for (const { changes } of found?.changes ?? [])
    expect(explainRecord(changed(policy, ...changes), 'bob', record('ann'), 1)?.may).toBe(true);
});

test('who only lacks the row is offered only rows, the fewest first', () => {
  const found = explainRecord(office(), 'bob', record('bob'), 1);
  expect(found).toMatchObject({ page: { may: true }, rows: { may: false } });
  expect(found?.changes[0]?.changes).toMatchObject([{ kind: 'grantScope', scope: 'own' }]);
});

test('nobody who left sees anything or is offered anything', () => {
  const policy = changed(office(), { kind: 'changePerson', personId: 'ann', status: 'left' });
  expect(explainRecord(policy, 'ann', record('ann'), 1)).toMatchObject({
    may: false,
    isActive: false,
    changes: [],
  });
  expect(explainRecord(policy, 'ghost', record('ann'), 1)).toBeUndefined();
});

const person = (policy: Policy, id: string, at = 1) => ({ policy, at, of: { kind: 'person', id } }) as const;
const roleSide = (policy: Policy, id: string) => ({ policy, at: 1, of: { kind: 'role', id } }) as const;

test('two people are compared by what each can do, is given and is shown', () => {
  const policy = office();
  expect(compare(person(policy, 'lea'), person(policy, 'ann'))).toEqual({
    permissions: { onlyA: ['orders.view'], onlyB: [], both: ['contacts.view'] },
    roles: { onlyA: ['lead'], onlyB: ['rep'], both: [] },
    scopes: {
      onlyA: [{ effect: 'show', pageGroup: 'contacts', kind: 'subtree', unitIds: [] }],
      onlyB: [{ effect: 'show', pageGroup: 'contacts', kind: 'own', unitIds: [] }],
      both: [],
    },
    columns: { a: expect.anything() as unknown, b: expect.anything() as unknown },
  });
  expect(compare(person(policy, 'lea'), person(policy, 'ghost'))).toBeUndefined();
});

test('one person is compared with themselves at another moment', () => {
  const policy = changed(office(), give('bob', 'lead', 100, 200));
  expect(compare(person(policy, 'bob', 150), person(policy, 'bob', 250))).toMatchObject({
    permissions: { onlyA: ['orders.view'], onlyB: [], both: ['contacts.view'] },
    roles: { onlyA: ['lead'], onlyB: [], both: ['rep'] },
  });
});

test('roles are compared with what they inherit', () => {
  expect(compare(roleSide(office(), 'lead'), roleSide(office(), 'rep'))).toMatchObject({
    permissions: { onlyA: ['orders.view'], onlyB: [], both: ['contacts.view'] },
    roles: { onlyA: ['rep'], onlyB: [], both: [] },
  });
});

test('made like another, somebody has the same, whatever they had', () => {
  const policy = changed(
    office(),
    show('bob', 'chosen', { unitIds: ['west'] }),
    give('bob', 'clerk', 0, 900),
  );
  const find = (id: string) => {
    const found = policy.people.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };
  const changes = matchPerson(find('lea'), 500, find('bob'), 500);
  const after = changed(policy, ...changes);
  expect(compare(person(after, 'lea', 500), person(after, 'bob', 500))).toMatchObject({
    permissions: { onlyA: [], onlyB: [] },
    roles: { onlyA: [], onlyB: [] },
    scopes: { onlyA: [], onlyB: [] },
  });
  expect(matchPerson(find('lea'), 500, find('lea'), 500)).toEqual([]);
});

test('a role made like another keeps its name, and nothing is offered where they are alike', () => {
  const [rep, lead] = [office().roles[0], office().roles[1]];
  if (!rep || !lead) throw new Error('no roles');
  expect(matchRole(lead, rep)).toMatchObject([{ kind: 'saveRole', id: 'rep', label: label('rep') }]);
  expect(matchRole(rep, { ...rep, id: 'other' })).toEqual([]);
  expect(matchRole({ ...rep, columns: ALL_PLAIN }, { ...rep, columns: ALL_HIDDEN })).toHaveLength(1);
});

test('a row that both see is counted once, under both', () => {
  const holdings = [
    { holders: ['ann'], count: 3 },
    { holders: ['ann', 'bob'], count: 5 },
    { holders: ['bob'], count: 7 },
    { holders: [], count: 11 },
  ];
  const of = (...userIds: string[]) => ({ kind: 'owners', userIds }) as const;
  expect(splitRows(holdings, { a: of('ann'), b: of('bob'), seen: { kind: 'all' } })).toEqual({
    onlyA: 3,
    onlyB: 7,
    both: 5,
  });
  const all = { kind: 'all' } as const;
  expect(splitRows(holdings, { a: all, b: of('bob'), seen: all })).toEqual({ onlyA: 14, onlyB: 0, both: 12 });
  expect(splitRows(holdings, { a: all, b: of('bob'), seen: of('ann') })).toEqual({
    onlyA: 3,
    onlyB: 0,
    both: 5,
  });
});

test('a conflict tells by which roles somebody came to each part, inherited ones too', () => {
  const policy: Policy = {
    ...office(),
    duties: [
      { id: 'd', label: label('d'), kind: 'static', of: 'roles', members: ['rep', 'clerk'], atMost: 1 },
      {
        id: 'p',
        label: label('p'),
        kind: 'static',
        of: 'permissions',
        members: ['contacts.view', 'jobs.view'],
        atMost: 1,
      },
    ],
  };
  const found = findConflictPaths(changed(policy, give('lea', 'clerk')), 1);
  expect(found.map(({ dutyId, personId }) => `${dutyId} ${personId}`)).toEqual(['d lea', 'p lea']);
  for (const { held } of found)
    expect(held.map(({ paths }) => paths.map(({ chain }) => chain))).toEqual([
      [['lead', 'rep']],
      [['clerk']],
    ]);
});

const sorted = (policy: Policy) => {
  const byId = <T extends { id: string }>(all: readonly T[]) =>
    all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const grants = <T>(all: readonly T[]) =>
    all.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    roles: byId(policy.roles),
    units: byId(policy.units),
    duties: byId(policy.duties),
    people: byId(policy.people).map((one) => ({
      ...one,
      roles: grants(one.roles),
      scopes: grants(one.scopes),
    })),
  };
};

test('the way back makes again what was: roles turned round, grants, scopes, duties, units', () => {
  const then = office();
  const now = changed(
    then,
    { kind: 'revokeRole', personId: 'lea', roleId: 'lead', from: 0 },
    role('lead', [], ['orders.view']),
    role('rep', ['lead'], ['contacts.view']),
    role('extra', ['rep'], []),
    role('more', ['extra'], []),
    give('ann', 'more', 5),
    show('ann', 'all'),
    { kind: 'revokeScope', personId: 'wes', pageGroup: 'contacts', effect: 'show', scope: 'all', from: 0 },
    { kind: 'saveUnit', id: 'east', parentId: null },
    { kind: 'saveUnit', id: 'root', parentId: 'east', leaderId: 'ann' },
    { kind: 'saveUnit', id: 'north', parentId: 'root', label: label('north') },
    { kind: 'changePerson', personId: 'wes', unitId: 'north' },
    {
      kind: 'saveDuty',
      id: 'd',
      label: label('d'),
      duty: 'static',
      of: 'roles',
      members: ['more', 'clerk'],
      atMost: 1,
    },
  );
  const { changes, left } = changesBack(now, then);
  expect(left).toBe(0);
  expect(sorted(changed(now, ...changes))).toEqual(sorted(then));
  expect(changesBack(then, then)).toEqual({ changes: [], left: 0 });
});

test('who came or went since stays so, and is counted', () => {
  const then = office();
  const now = changed(
    then,
    { kind: 'changePerson', personId: 'ann', status: 'left' },
    { kind: 'addPerson', id: 'new', login: 'new', name: 'new', unitId: 'east' },
    give('new', 'rep'),
  );
  const { changes, left } = changesBack(now, then);
  expect(left).toBe(2);
  expect(changes).toEqual([{ kind: 'revokeRole', personId: 'new', roleId: 'rep', from: 0 }]);
  expect(applyChanges(now, changes)).toHaveProperty('policy');
});
