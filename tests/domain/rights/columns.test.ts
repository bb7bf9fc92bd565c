import { ALL_HIDDEN, ALL_PLAIN, type Columns, mostOpen, readColumns } from '#domain/access';
import {
  diffPolicies,
  explain,
  findExcess,
  type Policy,
  resolveRights,
  undoOf,
  whoMay,
} from '#domain/rights';
import { changed, give, policyOf, role, show } from '#support/policy';
import { expect, test } from 'vitest';

const phones = (access: Columns['phone']): Columns => ({ ...ALL_HIDDEN, phone: access });
const people = { boss: 'team', ann: 'team' };
const units = { team: [null, null] } as const;
const roles = [
  role('masked', [], ['contacts.view'], phones('masked')),
  role('plain', [], [], phones('plain')),
  role('child', ['plain'], [], { ...ALL_HIDDEN, money: 'masked' }),
];
const base = changed(policyOf({ people, units }), ...roles);
const seenBy = (policy: Policy, id = 'ann', at = 1) => resolveRights(policy, id, at)?.columns;

test('without a role every column is hidden', () => {
  expect(seenBy(base)).toEqual(ALL_HIDDEN);
});

test('the most open of several roles counts, inherited ones too', () => {
  expect(seenBy(changed(base, give('ann', 'masked')))).toEqual(phones('masked'));
  expect(seenBy(changed(base, give('ann', 'masked'), give('ann', 'child')))).toEqual({
    phone: 'plain',
    money: 'masked',
    notes: 'hidden',
  });
  expect(mostOpen([])).toEqual(ALL_HIDDEN);
});

test('a role that has ended shows nothing', () => {
  const policy = changed(base, give('ann', 'plain', 1, 10));
  expect([seenBy(policy, 'ann', 9), seenBy(policy, 'ann', 10)]).toEqual([phones('plain'), ALL_HIDDEN]);
});

test('what is stored of a class that nobody knows opens nothing, and a class not named is hidden', () => {
  expect(readColumns({ phone: 'plain', money: 'everything', other: 'plain' })).toEqual(phones('plain'));
});

test('a change tells the columns that people gain and lose', () => {
  const before = changed(base, give('ann', 'masked'));
  const after = changed(before, role('masked', [], ['contacts.view'], phones('plain')));
  const gained = { column: 'phone', before: 'masked', after: 'plain' };
  expect(diffPolicies(before, after, 1)).toMatchObject([{ personId: 'ann', columns: [gained] }]);
  expect(diffPolicies(after, before, 1)).toMatchObject([
    { columns: [{ column: 'phone', before: 'plain', after: 'masked' }] },
  ]);
});

test('nobody opens columns further than they see them themselves', () => {
  const all = ['contacts', 'orders', 'routing', 'attribution'] as const;
  const lead = changed(
    base,
    give('boss', 'masked'),
    ...all.map((pageGroup) => show('boss', 'all', { pageGroup })),
  );
  expect(findExcess(lead, changed(lead, give('ann', 'masked')), 'boss', 1)).toBeUndefined();
  expect(findExcess(lead, changed(lead, give('ann', 'plain')), 'boss', 1)).toEqual({
    kind: 'column',
    column: 'phone',
  });
  const opened = changed(lead, role('masked', [], ['contacts.view'], phones('plain')));
  expect(findExcess(lead, opened, 'boss', 1)).toEqual({ kind: 'column', column: 'phone' });
});

const question = { kind: 'column', column: 'phone' } as const;

test('who sees a class in plain, and by which role', () => {
  const policy = changed(base, give('ann', 'child'), give('boss', 'masked'));
  expect(whoMay(policy, question, 1)).toMatchObject([
    { personId: 'ann', paths: [{ kind: 'role', chain: ['child', 'plain'] }] },
  ]);
});

test('why somebody does not, and the smallest change that shows it, which then does', () => {
  const policy = changed(base, give('ann', 'masked'));
  const found = explain(policy, 'ann', question, 1);
  expect(found).toMatchObject({ may: false, paths: [] });
  expect(found?.changes[0]?.rights).toBe(1);
  for (const { changes } of found?.changes ?? [])
    expect(seenBy(changed(policy, ...changes))?.phone).toBe('plain');
});

test('a change of columns is taken back as it was', () => {
  const state = (columns: Columns) => ({
    entity: 'role' as const,
    role: { id: 'r', label: { zh: 'r', en: 'r' }, parents: [], permissions: [], columns },
  });
  expect(undoOf(state(phones('masked')), state(ALL_PLAIN))).toMatchObject({
    kind: 'saveRole',
    columns: phones('masked'),
  });
});
