// The tree and the people in it as changes: units made, renamed, moved and removed, people added, moved and gone.
import { SYSTEM_ACTOR } from '#domain/access';
import { applyChanges, type Change, countShifts, findExcess, findShifts, undoOf } from '#domain/rights';
import { changed, faultOf, give, policyOf, sees, show } from '#support/policy';
import { describe, expect, test } from 'vitest';

const base = policyOf({
  roles: { rep: [[], ['contacts.view']], keeper: [[], ['access.edit', 'contacts.view']] },
  units: { east: [null, 'dir'], team: ['east', 'lea'], west: [null, null] },
  people: { boss: null, dir: 'east', lea: 'team', ann: 'team', wes: 'west' },
});
const unit = (id: string, more: Partial<Extract<Change, { kind: 'saveUnit' }>> = {}): Change => ({
  kind: 'saveUnit',
  id,
  ...more,
});
const named = (zh: string) => ({ zh, en: '' });
const add = (id: string, unitId: string | null): Change => ({
  kind: 'addPerson',
  id,
  login: id,
  name: id,
  unitId,
});
const move = (personId: string, unitId: string | null): Change => ({
  kind: 'changePerson',
  personId,
  unitId,
});

describe('the tree', () => {
  test('a unit is made with a name, and without one it is not', () => {
    const after = changed(base, unit('new', { label: named('新组'), parentId: 'team' }));
    expect(after.units.at(-1)).toEqual({ id: 'new', label: named('新组'), parentId: 'team', leaderId: null });
    expect(faultOf(base, unit('new', { parentId: 'team' }))).toEqual({ kind: 'noLabel', unitId: 'new' });
  });
  test('what a change does not name stays: a new leader moves no unit, a new name swaps no leader', () => {
    expect(changed(base, unit('team', { leaderId: 'ann' })).units[1]).toMatchObject({
      parentId: 'east',
      leaderId: 'ann',
      label: { zh: 'team' },
    });
    expect(changed(base, unit('team', { label: named('一组') })).units[1]).toMatchObject({ leaderId: 'lea' });
  });
  test('a unit is below something that is there, and never below itself', () => {
    expect(faultOf(base, unit('team', { parentId: 'nowhere' }))).toMatchObject({ kind: 'unknown' });
    expect(faultOf(base, unit('east', { parentId: 'team' }))).toMatchObject({ kind: 'circle' });
    expect(faultOf(base, unit('east', { parentId: 'east' }))).toMatchObject({ kind: 'circle' });
  });
  test('nobody who left becomes a leader', () => {
    const gone = changed(base, { kind: 'changePerson', personId: 'ann', status: 'left' });
    expect(faultOf(gone, unit('west', { leaderId: 'ann' }))).toEqual({ kind: 'left', personId: 'ann' });
  });
  test.each([
    ['with people', 'west', base],
    ['with a unit below it', 'east', base],
    [
      'that a scope names',
      'free',
      changed(base, unit('free', { label: named('空') }), show('ann', 'chosen', { unitIds: ['free'] })),
    ],
  ])('a unit %s is not removed', (_, id, policy) => {
    expect(faultOf(policy, { kind: 'removeUnit', id })).toEqual({ kind: 'unitInUse', unitId: id });
  });
  test('an empty unit is removed, and comes back by the undo of that', () => {
    const more = changed(base, unit('free', { label: named('空'), parentId: 'east', leaderId: 'dir' }));
    const free = more.units.at(-1);
    const undo = free && undoOf({ entity: 'unit', unit: free }, null);
    const less = changed(more, { kind: 'removeUnit', id: 'free' });
    expect(less.units).toEqual(base.units);
    expect(undo && changed(less, undo).units).toEqual(more.units);
    expect(free && undoOf(null, { entity: 'unit', unit: free })).toEqual({ kind: 'removeUnit', id: 'free' });
  });
});

describe('the people', () => {
  test('somebody new sees nothing, and the same one is not added twice', () => {
    const after = changed(base, add('new', 'team'));
    expect(sees(after, 'new')).toEqual([]);
    expect(faultOf(after, add('new', 'west'))).toEqual({ kind: 'known', personId: 'new' });
  });
  test('who is moved is seen by the leader of the new unit, and comes back by the undo', () => {
    const before = changed(base, show('lea', 'group'), show('dir', 'subtree'));
    const after = changed(before, move('wes', 'team'));
    expect(sees(after, 'lea')).toEqual(['ann', 'lea', 'wes']);
    const state = {
      entity: 'person',
      person: { id: 'wes', name: 'wes', unitId: 'west', status: 'active' },
    } as const;
    const undo = undoOf(state, { ...state, person: { ...state.person, unitId: 'team' } });
    expect(undo && sees(changed(after, undo), 'lea')).toEqual(['ann', 'lea']);
  });
  test('an order of changes that works only backwards is refused whole', () => {
    const outcome = applyChanges(base, [add('new', 'fresh'), unit('fresh', { label: named('新') })]);
    expect(outcome).toMatchObject({ fault: { kind: 'unknown', id: 'fresh' } });
  });
});

describe('who administers a part of the tree', () => {
  const policy = changed(
    base,
    give('dir', 'keeper'),
    ...(['contacts', 'routing', 'orders', 'attribution'] as const).map((pageGroup) =>
      show('dir', 'subtree', { pageGroup }),
    ),
  );
  const excess = (...changes: Change[]) => findExcess(policy, changed(policy, ...changes), 'dir', 1);
  test('makes units and people inside it, with rights of their own', () => {
    expect(
      excess(
        unit('squad', { label: named('小队'), parentId: 'team' }),
        unit('half', { label: named('半队'), parentId: 'squad', leaderId: 'ann' }),
        add('new', 'half'),
        give('new', 'rep'),
        show('new', 'own'),
        show('ann', 'group'),
      ),
    ).toBeUndefined();
  });
  test.each<[string, Change, string]>([
    ['a unit beside it', unit('side', { label: named('旁'), parentId: 'west' }), 'unit'],
    ['a unit at the top', unit('top', { label: named('顶') }), 'unit'],
    ['somebody outside', add('out', 'west'), 'person'],
    ['somebody in no unit', add('out', null), 'person'],
    ['a move out of it', move('ann', 'west'), 'unit'],
    ['a move into it', move('wes', 'team'), 'person'],
  ])('does not make %s', (_, change, kind) => {
    expect(excess(change)).toMatchObject({ kind });
  });
});

describe('rows that come and go', () => {
  const held = {
    opportunities: [
      { holders: ['ann'], count: 412 },
      { holders: ['wes'], count: 5 },
      { holders: [], count: 7 },
    ],
    cards: [
      { holders: ['ann', 'wes'], count: 3 },
      { holders: ['wes'], count: 2 },
    ],
  };
  const policy = changed(
    base,
    give('lea', 'rep'),
    give('wes', 'rep'),
    show('lea', 'group'),
    show('wes', 'own'),
  );
  const count = (...changes: Change[]) => {
    const policies = { before: policy, after: changed(policy, ...changes), at: 1 };
    const { people, orphaned } = countShifts({
      shifts: findShifts(policies.before, policies.after, 1),
      policies,
      holdings: held,
      seen: SYSTEM_ACTOR.scopes,
    });
    return { people: Object.fromEntries(people), orphaned };
  };
  test('a leader who loses a person loses exactly their rows, and rows that nobody else sees are told', () => {
    expect(count(move('ann', 'west'))).toEqual({
      people: {
        lea: [
          { kind: 'opportunities', gained: 0, lost: 412 },
          { kind: 'cards', gained: 0, lost: 3 },
        ],
      },
      // Three cards of hers are still seen by wes, who has opportunities of theirs too.
      orphaned: [{ kind: 'opportunities', count: 412 }],
    });
  });
  test('a card that two people share is counted once', () => {
    expect(count(move('wes', 'team')).people).toEqual({
      lea: [
        { kind: 'opportunities', gained: 5, lost: 0 },
        { kind: 'cards', gained: 2, lost: 0 },
      ],
    });
  });
  test('a scope without the page shows no row, and the page alone neither', () => {
    expect(count(show('ann', 'own')).people).toEqual({});
    expect(count(give('ann', 'rep')).people).toEqual({});
    expect(count(give('ann', 'rep'), show('ann', 'own')).people).toEqual({
      ann: [
        { kind: 'opportunities', gained: 412, lost: 0 },
        { kind: 'cards', gained: 3, lost: 0 },
      ],
    });
  });
  test('who comes to see everything gains also what belongs to nobody', () => {
    expect(count(show('wes', 'all')).people['wes']).toEqual([
      { kind: 'opportunities', gained: 419, lost: 0 },
    ]);
  });
});
