import {
  beginAt,
  canFollow,
  findApprover,
  leads,
  mayDecide,
  PROPOSAL_STATES,
  STEPS,
  touchedThings,
} from '#domain/proposals';
import { findBroken, runTest } from '#domain/permission-tests';
import type { Change, PermissionTest } from '#domain/rights';
import { changed, give, policyOf, role, show } from '#support/policy';
import { expect, test } from 'vitest';

/** A tree of three, led at each level: `top` may and sees all, `mid` and `low` have contacts, `own` changes rights. */
const base = changed(
  policyOf({
    roles: {
      rep: [[], ['contacts.view']],
      clerk: [[], ['orders.view']],
      keeper: [[], ['access.edit', 'contacts.view', 'orders.view']],
    },
    units: { a: [null, 'top'], b: ['a', 'mid'], c: ['b', 'low'] },
    people: { top: 'a', mid: 'b', low: 'c', ann: 'c', out: null, own: null },
  }),
  ...['top', 'mid', 'low'].flatMap((id) => [give(id, 'rep'), show(id, 'subtree')]),
  give('top', 'clerk'),
  give('own', 'keeper'),
  show('own', 'all'),
);
const request = (proposerId: string, ...changes: Change[]) => ({
  kind: 'request' as const,
  proposerId,
  changes,
});

test('who decides is the nearest leader who has all of it and neither asks nor gets it', () => {
  const decides = (proposerId: string, ...changes: Change[]) => {
    const found = findApprover(base, request(proposerId, ...changes), 1);
    return found.kind === 'leader' ? found.personId : found.personIds;
  };
  expect(decides('ann', give('ann', 'rep'))).toBe('low');
  expect(decides('low', give('low', 'rep'))).toBe('mid');
  expect(decides('low', give('ann', 'rep'))).toBe('mid');
  expect(decides('ann', give('ann', 'clerk'))).toBe('top');
  expect(decides('ann', give('ann', 'keeper'))).toEqual(['own']);
  expect(decides('out', give('out', 'rep'))).toEqual(['own']);
  expect(decides('own', give('own', 'rep'))).toEqual([]);
  const left = changed(base, { kind: 'changePerson', personId: 'low', status: 'left' });
  expect(findApprover(left, request('ann', give('ann', 'rep')), 1)).toMatchObject({ personId: 'mid' });
});

test('a tree that goes in a circle ends the search', () => {
  const round = {
    ...base,
    units: base.units.map((unit) => (unit.id === 'a' ? { ...unit, parentId: 'c' } : unit)),
  };
  expect(findApprover(round, request('ann', give('ann', 'keeper')), 1)).toEqual({
    kind: 'keepers',
    personIds: ['own'],
  });
  expect(leads(round, 'nobody', 'ann')).toBe(false);
});

test('of the leaders only the one found decides, a change is for who may change rights, and nobody decides their own', () => {
  const asked = request('ann', give('ann', 'rep'));
  const why = (id: string) => mayDecide(base, asked, id, 1);
  expect([why('low'), why('mid'), why('own'), why('ann'), why('out')]).toEqual([
    undefined,
    'notYours',
    undefined,
    'own',
    'notYours',
  ]);
  expect(mayDecide(base, request('low', give('ann', 'rep')), 'ann', 1)).toBe('forYou');
  expect(mayDecide(base, { ...asked, kind: 'change' }, 'low', 1)).toBe('notYours');
});

test('every state takes only the steps that may follow it', () => {
  const follows = PROPOSAL_STATES.map((state) => [state, STEPS.filter((step) => canFollow(state, step))]);
  expect(Object.fromEntries(follows)).toEqual({
    waiting: ['approved', 'rejected', 'withdrawn'],
    approved: ['withdrawn', 'applied', 'failed'],
    rejected: [],
    withdrawn: [],
    applied: [],
    failed: [],
  });
});

test('what is new begins when it is made, what is extended keeps its beginning', () => {
  const had = changed(base, give('ann', 'rep', 3, 50));
  const [longer, newer, later] = beginAt(
    had,
    [give('ann', 'rep', 3, 90), give('ann', 'clerk', 3, 90), give('ann', 'clerk', 70, 90)],
    10,
  );
  expect([longer, newer, later]).toMatchObject([{ from: 3, to: 90 }, { from: 10 }, { from: 70 }]);
});

test('what is written whole is told, what people are given is not', () => {
  const after = changed(base, role('rep', [], []), give('ann', 'clerk'), {
    kind: 'saveUnit',
    id: 'c',
    leaderId: 'ann',
  });
  expect(touchedThings(base, after)).toEqual([
    { entity: 'roles', id: 'rep' },
    { entity: 'units', id: 'c' },
  ]);
});

const expectation = (more: Partial<PermissionTest>): PermissionTest => ({
  id: 't',
  name: 't',
  who: { kind: 'leader', unitId: 'b' },
  question: { kind: 'unit', pageGroup: 'contacts', unitId: 'c' },
  expected: true,
  ...more,
});

test('a permission test asks a role, a person or whoever leads a unit; yes is all rows of a unit, no is none', () => {
  const holds = (more: Partial<PermissionTest>) => runTest(base, expectation(more), 1).holds;
  expect(holds({})).toBe(true);
  expect(holds({ expected: false })).toBe(false);
  expect(holds({ question: { kind: 'unit', pageGroup: 'contacts', unitId: 'a' }, expected: false })).toBe(
    true,
  );
  expect(
    holds({
      who: { kind: 'role', roleId: 'rep' },
      question: { kind: 'permission', permission: 'orders.view' },
      expected: false,
    }),
  ).toBe(true);
  expect(
    holds({ who: { kind: 'person', personId: 'ann' }, question: { kind: 'column', column: 'money' } }),
  ).toBe(false);
  expect(runTest(base, expectation({ who: { kind: 'leader', unitId: 'gone' } }), 1)).toMatchObject({
    isLost: true,
  });
});

test('a change breaks a test also at the moment from which it counts, and one that is red already breaks nothing', () => {
  const no = expectation({
    who: { kind: 'person', personId: 'ann' },
    question: { kind: 'permission', permission: 'orders.view' },
    expected: false,
  });
  const red = expectation({ id: 'r', who: { kind: 'leader', unitId: 'gone' } });
  const before = { ...base, tests: [no, red] };
  expect(findBroken(before, changed(before, give('ann', 'clerk', 100)), 1)).toEqual([no]);
  expect(findBroken(before, changed(before, give('ann', 'rep', 100)), 1)).toEqual([]);
});
