// Restrictive rules beside grants: whatever shows rows, every limit in force must let them through as well.
import { applyChanges, type Change, diffPolicies, explain, findExcess, undoOf, whoMay } from '#domain/rights';
import { changed, give, policyOf, sees, show } from '#support/policy';
import { describe, expect, test } from 'vitest';

const base = policyOf({
  roles: { rep: [[], ['contacts.view']] },
  units: { top: [null, 'dir'], east: ['top', 'lea'], west: ['top', null], far: ['west', null] },
  people: { dir: 'top', lea: 'east', ann: 'east', bob: 'west', cat: 'far' },
});
const limit = (personId: string, scope: Parameters<typeof show>[1], more: Parameters<typeof show>[2] = {}) =>
  show(personId, scope, { effect: 'limit', ...more });
const row = (ownerId: string | null) => ({ kind: 'row', ownerId, pageGroup: 'contacts' }) as const;
const lift = (personId: string, scope: 'own' | 'chosen' | 'group'): Change => ({
  kind: 'revokeScope',
  personId,
  pageGroup: 'contacts',
  effect: 'limit',
  scope,
  from: 0,
});

describe('what is seen', () => {
  test('a limit alone shows nothing', () => {
    expect(sees(changed(base, limit('dir', 'all')), 'dir')).toEqual([]);
    expect(sees(changed(base, limit('dir', 'subtree')), 'dir')).toEqual([]);
  });
  test('shown rows outside a limit are not seen', () => {
    const after = changed(base, show('dir', 'subtree'), limit('dir', 'chosen', { unitIds: ['west'] }));
    expect(sees(after, 'dir')).toEqual(['bob', 'cat']);
  });
  test('a limit takes from everything what is not inside it, rows of nobody too', () => {
    const after = changed(base, show('dir', 'all'), limit('dir', 'group'));
    expect(sees(after, 'dir')).toEqual(['dir']);
    expect(explain(after, 'dir', row(null), 1)?.may).toBe(false);
  });
  test('several limits hold each by itself', () => {
    const after = changed(
      base,
      show('dir', 'all'),
      limit('dir', 'chosen', { unitIds: ['west'] }),
      limit('dir', 'chosen', { unitIds: ['far'], from: 1 }),
    );
    expect(sees(after, 'dir', 0)).toEqual(['bob', 'cat']);
    expect(sees(after, 'dir', 1)).toEqual(['cat']);
  });
  test('limits that have nothing in common leave nothing', () => {
    const after = changed(
      base,
      show('dir', 'all'),
      limit('dir', 'own'),
      limit('dir', 'chosen', { unitIds: ['west'] }),
    );
    expect(sees(after, 'dir')).toEqual([]);
  });
  test('a limit to no units leaves nothing', () => {
    expect(sees(changed(base, show('dir', 'all'), limit('dir', 'chosen')), 'dir')).toEqual([]);
  });
  test('a limit to everything limits nothing', () => {
    expect(sees(changed(base, show('dir', 'all'), limit('dir', 'all')), 'dir')).toBe('all');
  });
  test('a limit of one page is none of another', () => {
    const after = changed(base, show('dir', 'all'), limit('dir', 'own', { pageGroup: 'orders' }));
    expect(sees(after, 'dir')).toBe('all');
  });
  test('a limit holds only from its first day to its last', () => {
    const after = changed(base, show('dir', 'all'), limit('dir', 'own', { from: 10, to: 20 }));
    expect([9, 10, 19, 20].map((at) => sees(after, 'dir', at))).toEqual(['all', ['dir'], ['dir'], 'all']);
  });
  test('a limit by the tree follows the tree', () => {
    const before = changed(base, show('lea', 'all'), limit('lea', 'subtree'));
    expect(sees(before, 'lea')).toEqual(['ann', 'lea']);
    const after = changed(before, { kind: 'saveUnit', id: 'west', parentId: 'east' });
    expect(sees(after, 'lea')).toEqual(['ann', 'bob', 'cat', 'lea']);
  });
});

describe('what is said', () => {
  const limited = changed(
    base,
    show('dir', 'subtree'),
    limit('dir', 'chosen', { unitIds: ['west'] }),
    show('lea', 'group'),
  );
  test('why not: what shows the row, and the limit that keeps it out', () => {
    expect(explain(limited, 'dir', row('ann'), 1)).toMatchObject({
      may: false,
      paths: [{ grant: { effect: 'show', kind: 'subtree' }, units: ['top', 'east'] }],
      keptOutBy: [{ effect: 'limit', kind: 'chosen', unitIds: ['west'] }],
    });
  });
  test('why: no limit is named where none is in the way', () => {
    expect(explain(limited, 'dir', row('bob'), 1)).toMatchObject({ may: true, keptOutBy: [] });
  });
  test('a limit is no way to a row', () => {
    const after = changed(base, limit('dir', 'subtree'));
    expect(explain(after, 'dir', row('ann'), 1)).toMatchObject({ paths: [], keptOutBy: [], may: false });
  });
  test('who sees a row: nobody whose limit keeps it out', () => {
    expect(whoMay(limited, row('ann'), 1).map(({ personId }) => personId)).toEqual(['lea']);
    expect(whoMay(limited, row('bob'), 1).map(({ personId }) => personId)).toEqual(['dir']);
  });
  test('the smallest change is the limit with one unit more, before the limit gone; each lets the row be seen', () => {
    const found = explain(limited, 'dir', row('ann'), 1)?.changes ?? [];
    expect(found[0]?.changes).toMatchObject([
      { kind: 'grantScope', effect: 'limit', unitIds: ['west', 'east'] },
    ]);
    expect(found.some(({ changes }) => changes[0]?.kind === 'revokeScope' && changes.length === 1)).toBe(
      true,
    );
    for (const { changes } of found)
      expect(explain(changed(limited, ...changes), 'dir', row('ann'), 1)?.may).toBe(true);
  });
  test('where nothing shows the row either, the change does both', () => {
    const after = changed(base, limit('lea', 'own'));
    const [smallest] = explain(after, 'lea', row('ann'), 1)?.changes ?? [];
    expect(smallest?.changes).toMatchObject([
      { kind: 'revokeScope', effect: 'limit' },
      { kind: 'grantScope', effect: 'show', scope: 'group' },
    ]);
  });
  test('what a new limit takes away is told before it is given', () => {
    const before = changed(base, show('dir', 'subtree'));
    const [difference] = diffPolicies(before, changed(before, limit('dir', 'own')), 1);
    expect(difference).toMatchObject({
      personId: 'dir',
      rows: [{ gained: [], lost: ['bob', 'cat', 'lea', 'ann'] }],
    });
  });
});

describe('what may be changed', () => {
  const held = changed(
    base,
    give('dir', 'rep'),
    show('dir', 'subtree'),
    limit('dir', 'chosen', { unitIds: ['west'] }),
    show('dir', 'own', { pageGroup: 'orders' }),
    show('lea', 'group'),
    limit('lea', 'own'),
  );
  const excess = (...changes: Change[]) => findExcess(held, changed(held, ...changes), 'dir', 1);
  test('nobody lifts their own limit', () => {
    expect(excess(lift('dir', 'chosen'))).toMatchObject({ kind: 'rows', personId: 'dir' });
  });
  test('nobody gives what their own limit keeps from them', () => {
    expect(excess(show('bob', 'chosen', { unitIds: ['east'] }))).toMatchObject({ kind: 'rows' });
    expect(excess(show('bob', 'chosen', { unitIds: ['far'] }))).toBeUndefined();
  });
  test("nobody lifts another's limit beyond their own rows", () => {
    const wide = changed(held, lift('dir', 'chosen'), show('dir', 'chosen', { unitIds: ['east'] }));
    expect(findExcess(wide, changed(wide, lift('lea', 'own')), 'dir', 1)).toBeUndefined();
    expect(excess(lift('lea', 'own'))).toBeDefined();
  });
  test('a limit that ends later than today counts at its end', () => {
    const until = changed(base, show('dir', 'subtree'), limit('dir', 'group', { from: 0, to: 50 }));
    const after = changed(until, limit('dir', 'group', { from: 0, to: 40 }));
    expect(findExcess(until, after, 'dir', 1)).toMatchObject({ kind: 'rows' });
  });
  test('a limit and a grant of the same kind and day are two things', () => {
    const both = changed(base, show('dir', 'group'), limit('dir', 'group'));
    expect(sees(both, 'dir')).toEqual(['dir']);
    const after = changed(both, lift('dir', 'group'));
    expect(after.people.find(({ id }) => id === 'dir')?.scopes).toMatchObject([{ effect: 'show' }]);
  });
  test('a limit that is not there cannot be lifted', () => {
    expect(applyChanges(base, [lift('dir', 'own')])).toMatchObject({
      fault: { kind: 'unknown', what: 'grant' },
    });
  });
  test('a limit that was given, or lifted, is taken back as a limit', () => {
    const grant = held.people.find(({ id }) => id === 'lea')?.scopes.find((one) => one.effect === 'limit');
    if (!grant) throw new Error('no limit');
    const state = { entity: 'scopeGrant', personId: 'lea', grant } as const;
    expect(undoOf(null, state)).toEqual(lift('lea', 'own'));
    expect(undoOf(state, null)).toEqual(limit('lea', 'own'));
  });
});
