// Manager chains, grants that end, custom roles and several tenants in one store.
import {
  decide,
  diffPolicies,
  explain,
  findExcess,
  findLostKeeper,
  resolveRights,
  whoMay,
} from '#domain/rights';
import { changed, faultOf, give, mayDo, policyOf, role, sees, show } from '#support/policy';
import { describe, expect, test } from 'vitest';

/** Two tenants; in the first one, a chain of four managers. */
const base = policyOf({
  roles: { rep: [[], ['contacts.view']], lead: [['rep'], ['routing.assign']], keeper: [[], ['access.edit']] },
  units: {
    north: [null, 'vp'],
    east: ['north', 'dir'],
    team: ['east', 'lea'],
    squad: ['team', null],
    rival: [null, 'riv'],
    rivalTeam: ['rival', null],
  },
  people: {
    vp: 'north',
    dir: 'east',
    lea: 'team',
    ann: 'team',
    bob: 'squad',
    riv: 'rival',
    eve: 'rivalTeam',
    nil: null,
  },
});
const row = (ownerId: string | null, pageGroup: 'contacts' | 'orders' = 'contacts') =>
  ({ kind: 'row', ownerId, pageGroup }) as const;
const lead = (id: string, parentId: string | null, leaderId: string | null) =>
  ({ kind: 'saveUnit', id, parentId, leaderId }) as const;

describe('a manager chain', () => {
  test.each([
    ['vp', ['ann', 'bob', 'dir', 'lea', 'vp']],
    ['dir', ['ann', 'bob', 'dir', 'lea']],
    ['lea', ['ann', 'bob', 'lea']],
    ['bob', ['bob']],
  ])('%s sees the rows of everybody below', (who, rows) => {
    expect(sees(changed(base, show(who, 'subtree')), who)).toEqual(rows);
  });
  test.each([
    ['lea', ['ann', 'lea']],
    ['dir', ['dir']],
    ['bob', ['bob']],
    ['nil', []],
  ])('the own group of %s is the unit, not what is below', (who, rows) => {
    expect(sees(changed(base, show(who, 'group')), who)).toEqual(rows);
  });
  test.each(['vp', 'lea', 'ann'])('%s with the scope "own" sees only themselves', (who) => {
    expect(sees(changed(base, show(who, 'own')), who)).toEqual([who]);
  });
  test('a leader who sits in another unit sees the group that they lead as well', () => {
    const after = changed(base, lead('squad', 'team', 'dir'), show('dir', 'group'));
    expect(sees(after, 'dir')).toEqual(['bob', 'dir']);
  });
  test('when the leader is swapped, the rows go from one to the other', () => {
    const before = changed(
      base,
      lead('rivalTeam', 'rival', 'nil'),
      show('nil', 'group'),
      show('dir', 'group'),
    );
    const diff = diffPolicies(before, changed(before, lead('rivalTeam', 'rival', 'dir')), 1);
    expect(diff).toEqual([
      expect.objectContaining({
        personId: 'dir',
        rows: [{ pageGroup: 'contacts', everything: null, gained: ['eve'], lost: [] }],
      }),
      expect.objectContaining({
        personId: 'nil',
        rows: [{ pageGroup: 'contacts', everything: null, gained: [], lost: ['eve'] }],
      }),
    ]);
  });
  test('when a team moves, its rows move with it', () => {
    const before = changed(base, show('dir', 'subtree'));
    const diff = diffPolicies(before, changed(before, lead('team', 'north', 'lea')), 1);
    expect(diff).toMatchObject([{ personId: 'dir', rows: [{ lost: ['lea', 'ann', 'bob'] }] }]);
  });
  test('a unit is not below itself: the circle is refused by its path', () => {
    expect(faultOf(base, lead('north', 'squad', null))).toMatchObject({
      kind: 'circle',
      of: 'unit',
      path: expect.arrayContaining(['north', 'squad', 'team', 'east']) as unknown,
    });
  });
  test('why a director sees a rep: the units from one to the other', () => {
    const found = explain(changed(base, show('dir', 'subtree')), 'dir', row('bob'), 1);
    expect(found?.paths).toMatchObject([{ kind: 'scope', units: ['east', 'team', 'squad'] }]);
  });
  test('who sees a rep: everybody above with a scope that reaches down', () => {
    const after = changed(
      base,
      show('vp', 'subtree'),
      show('dir', 'group'),
      show('lea', 'subtree'),
      show('bob', 'own'),
    );
    expect(whoMay(after, row('bob'), 1).map(({ personId }) => personId)).toEqual(['vp', 'lea', 'bob']);
  });
});

describe('no rule: no rows', () => {
  test('somebody without a scope sees nothing, not even their own', () => {
    expect(sees(base, 'ann')).toEqual([]);
  });
  test('a role gives no row', () => {
    expect(sees(changed(base, give('ann', 'lead')), 'ann')).toEqual([]);
  });
  test('a scope opens no page', () => {
    expect(mayDo(changed(base, show('ann', 'all')), 'ann')).toEqual([]);
  });
  test("a page's scope widens no other page", () => {
    const after = changed(base, show('lea', 'all', { pageGroup: 'orders' }), show('lea', 'own'));
    expect(sees(after, 'lea')).toEqual(['lea']);
    expect(sees(after, 'lea', 1, 'orders')).toBe('all');
    expect(sees(after, 'lea', 1, 'routing')).toEqual([]);
  });
  test('no units chosen: no rows', () => {
    expect(sees(changed(base, show('ann', 'chosen')), 'ann')).toEqual([]);
  });
  test('chosen units show everybody in and below them, and nobody else', () => {
    expect(sees(changed(base, show('ann', 'chosen', { unitIds: ['team', 'rivalTeam'] })), 'ann')).toEqual([
      'ann',
      'bob',
      'eve',
      'lea',
    ]);
  });
  test('a unit that does not exist cannot be chosen', () => {
    expect(faultOf(base, show('ann', 'chosen', { unitIds: ['ghost'] }))).toMatchObject({ what: 'unit' });
  });
  test("nobody's rows are seen only by who sees all", () => {
    const after = changed(base, show('vp', 'subtree'), show('nil', 'all'));
    expect(whoMay(after, row(null), 1).map(({ personId }) => personId)).toEqual(['nil']);
  });
  test('decide needs both: the action and the row', () => {
    const after = changed(base, give('lea', 'lead'), show('lea', 'group'));
    const rights = resolveRights(after, 'lea', 1);
    if (!rights) throw new Error('lea is gone');
    const may = (ownerId: string | null, pageGroup: 'contacts' | 'orders' = 'contacts') =>
      decide(rights, 'routing.assign', { pageGroup, ownerId });
    expect([may('ann'), may('bob'), may(null), may('ann', 'orders')]).toEqual([true, false, false, false]);
    expect(decide(rights, 'access.edit', { pageGroup: 'contacts', ownerId: 'ann' })).toBe(false);
  });
});

describe('grants that end', () => {
  const dated = changed(base, give('ann', 'lead', 100, 200), show('ann', 'all', { from: 150, to: 200 }));
  test.each([
    [99, []],
    [100, ['contacts.view', 'routing.assign']],
    [199, ['contacts.view', 'routing.assign']],
    [200, []],
  ])('a role at %s gives %j', (at, may) => {
    expect(mayDo(dated, 'ann', at)).toEqual(may);
  });
  test.each([
    [149, []],
    [150, 'all'],
    [200, []],
  ])('a scope at %s shows %j', (at, rows) => {
    expect(sees(dated, 'ann', at)).toEqual(rows);
  });
  test('a wider scope for a while leaves the lasting one when it ends', () => {
    const after = changed(base, show('lea', 'own'), show('lea', 'subtree', { from: 10, to: 20 }));
    expect([sees(after, 'lea', 5), sees(after, 'lea', 15), sees(after, 'lea', 20)]).toEqual([
      ['lea'],
      ['ann', 'bob', 'lea'],
      ['lea'],
    ]);
  });
  test('a grant that ends before it begins is refused', () => {
    expect(faultOf(base, give('ann', 'rep', 10, 10))).toEqual({ kind: 'endsBeforeStart' });
  });
  test('the same grant with another end is the same grant', () => {
    expect(mayDo(changed(dated, give('ann', 'lead', 100, 300)), 'ann', 250)).toHaveLength(2);
  });
  test('why not: the grant that is over is named', () => {
    const found = explain(dated, 'ann', { kind: 'permission', permission: 'routing.assign' }, 250);
    expect(found).toMatchObject({ may: false, paths: [], lapsed: [{ grant: { to: 200 }, chain: ['lead'] }] });
  });
  test('the last who may change rights keeps them, also against a date', () => {
    const before = changed(base, give('vp', 'keeper'));
    expect(findLostKeeper(before, changed(before, give('vp', 'keeper', 0, 500)), 1)).toBe(500);
    const second = changed(before, give('dir', 'keeper'));
    expect(findLostKeeper(second, changed(second, give('vp', 'keeper', 0, 500)), 1)).toBeUndefined();
  });
});

describe('custom roles', () => {
  test('a role of one action is the smallest change that gives it', () => {
    const after = changed(base, role('assigner', [], ['routing.assign']));
    const found = explain(after, 'ann', { kind: 'permission', permission: 'routing.assign' }, 1);
    expect(found?.changes[0]).toMatchObject({
      changes: [{ kind: 'grantRole', roleId: 'assigner' }],
      rights: 1,
      people: 1,
    });
  });
  test('each suggestion allows it, and none goes further than needed before one that does not', () => {
    const after = changed(base, give('ann', 'rep'), give('bob', 'rep'));
    const found = explain(after, 'ann', { kind: 'permission', permission: 'routing.assign' }, 1);
    expect(found?.changes.length).toBeGreaterThan(1);
    for (const { changes } of found?.changes ?? [])
      expect(mayDo(changed(after, ...changes), 'ann')).toContain('routing.assign');
    expect(found?.changes.map(({ rights }) => rights)).toEqual([1, 2]);
  });
  test('a suggestion breaks no static duty', () => {
    const strict = changed(
      base,
      {
        kind: 'saveDuty',
        id: 'd',
        label: { zh: '分', en: 'd' },
        duty: 'static',
        of: 'permissions',
        members: ['contacts.view', 'routing.assign'],
        atMost: 1,
      },
      give('ann', 'rep'),
    );
    const found = explain(strict, 'ann', { kind: 'permission', permission: 'routing.assign' }, 1);
    expect(found).toMatchObject({ may: false, changes: [] });
  });
  test('the smallest scope that shows a row comes first, and each shows it', () => {
    const found = explain(base, 'lea', row('ann'), 1);
    expect(
      found?.changes.map(({ changes: [change] }) => change?.kind === 'grantScope' && change.scope),
    ).toEqual(['group', 'subtree', 'chosen', 'all']);
    for (const { changes } of found?.changes ?? [])
      expect(sees(changed(base, ...changes), 'lea')).toEqual(expect.anything());
  });
  test('who left gets no suggestion', () => {
    const gone = { ...base, people: base.people.map((one) => ({ ...one, status: 'left' as const })) };
    expect(explain(gone, 'ann', row('ann'), 1)).toMatchObject({ may: false, isActive: false, changes: [] });
  });
  test('of somebody unknown nothing is said', () => {
    expect(explain(base, 'ghost', row('ann'), 1)).toBeUndefined();
  });
});

describe('several tenants', () => {
  test.each([
    ['vp', 'eve'],
    ['riv', 'bob'],
  ])('%s sees nobody of the other tenant', (who, stranger) => {
    const after = changed(base, show(who, 'subtree'));
    expect(sees(after, who)).not.toContain(stranger);
    expect(explain(after, who, row(stranger), 1)?.may).toBe(false);
  });
  const admins = changed(base, give('vp', 'keeper'), give('vp', 'lead'), show('vp', 'subtree'));
  const excess = (...changes: Parameters<typeof changed>[1][]) =>
    findExcess(admins, changed(admins, ...changes), 'vp', 1);
  test("a tenant's administrator gives their own people what they have", () => {
    expect(excess(give('ann', 'lead'), show('ann', 'group'))).toBeUndefined();
  });
  test("and nothing to another tenant's people", () => {
    expect(excess(give('eve', 'rep'))).toEqual({ kind: 'person', personId: 'eve' });
  });
  test('no action that they do not have', () => {
    expect(excess(role('new', [], ['audit.view']))).toEqual({ kind: 'permission', permission: 'audit.view' });
  });
  test('no row that they do not see, by whichever scope', () => {
    expect(excess(show('ann', 'all'))).toMatchObject({ kind: 'rows', personId: 'ann' });
    expect(excess(show('ann', 'chosen', { unitIds: ['rival'] }))).toMatchObject({ kind: 'rows' });
    expect(excess(show('ann', 'own', { pageGroup: 'orders' }))).toMatchObject({
      kind: 'rows',
      pageGroup: 'orders',
    });
  });
  test('no unit of another tenant, even when nobody is in it yet', () => {
    const empty = policyOf({
      units: { mine: [null, null], theirs: [null, null] },
      people: { vp: 'mine', ann: 'mine' },
    });
    const before = changed(empty, show('vp', 'subtree'));
    const after = changed(before, show('ann', 'chosen', { unitIds: ['theirs'] }));
    expect(findExcess(before, after, 'vp', 1)).toEqual({
      kind: 'rows',
      personId: 'ann',
      pageGroup: 'contacts',
    });
  });
  test('no longer than they have it themselves', () => {
    const brief = changed(base, give('vp', 'rep', 0, 100), show('vp', 'subtree'));
    const after = changed(brief, give('ann', 'rep'));
    expect(findExcess(brief, after, 'vp', 1)).toEqual({ kind: 'permission', permission: 'contacts.view' });
    expect(findExcess(brief, changed(brief, give('ann', 'rep', 0, 100)), 'vp', 1)).toBeUndefined();
  });
  test('no unit of theirs goes under another tenant', () => {
    expect(excess(lead('team', 'rival', 'lea'))).toEqual({ kind: 'unit', unitId: 'rival' });
  });
  test('they raise nobody, themselves included, by a role that others have', () => {
    expect(excess(role('rep', [], ['contacts.view', 'jobs.view']))).toMatchObject({ kind: 'permission' });
  });
});
