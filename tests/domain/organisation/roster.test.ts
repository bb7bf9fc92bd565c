import { copyRights, type Present, readRoster, type RosterTable } from '#domain/organisation';
import { changed, give, policyOf, show } from '#support/policy';
import { describe, expect, test } from 'vitest';

const DATES = { zone: 'Asia/Shanghai', now: Date.UTC(2026, 10, 25) };
const present: Present = {
  units: [
    { id: 'u1', code: 'E', label: { zh: '东区', en: 'East' }, parentId: null, leaderId: 'p1' },
    { id: 'u2', code: 'E-1', label: { zh: '一组', en: '' }, parentId: 'u1', leaderId: null },
  ],
  people: [
    { id: 'p1', login: 'ann', name: '安', unitId: 'u1', status: 'active' },
    { id: 'p2', login: 'Bob', name: '鲍', unitId: 'u2', status: 'active' },
  ],
};
const table = (...lines: string[]): RosterTable => {
  const [header = '', ...rows] = lines;
  return {
    header: header.split(','),
    rows: rows.map((row, at) => ({ line: at + 2, cells: row.split(',') })),
  };
};
const read = (units: RosterTable | null, people: RosterTable | null) =>
  readRoster({ units, people }, present, DATES);
const UNITS = '部门编码,部门名称,上级编码,负责人登录名';
const PEOPLE = 'login,name,unit code,status,effective date';

describe('a roster that is sound', () => {
  test('what is the same changes nothing, and who is not in it is told, not removed', () => {
    const same = read(table(UNITS, 'e,东区,,ann', 'E-1,一组,E,'), table(PEOPLE, 'bob,鲍,e-1,,'));
    expect(same).toEqual({ faults: [], batches: [], unchanged: 3, missingPeople: ['p1'], missingUnits: [] });
  });
  test('new units come below their parents, new people before those that they lead', () => {
    const { batches, faults } = read(
      table(UNITS, 'W-1,西一组,W,cat', 'W,西区,,', 'E,东区,,ann', 'E-1,一组,W,'),
      table(PEOPLE, 'cat,陈,W-1,在职,', 'bob,鲍勃,W,active,'),
    );
    expect(faults).toEqual([]);
    expect(batches).toEqual([
      {
        at: null,
        changes: [
          { kind: 'saveUnit', id: 'W', label: { zh: '西区', en: '' }, parentId: null, leaderId: null },
          { kind: 'saveUnit', id: 'W-1', label: { zh: '西一组', en: '' }, parentId: 'W', leaderId: null },
          { kind: 'saveUnit', id: 'u2', parentId: 'W' },
          { kind: 'addPerson', id: 'hr-cat', login: 'cat', name: '陈', unitId: 'W-1' },
          { kind: 'changePerson', personId: 'p2', name: '鲍勃', unitId: 'W' },
          { kind: 'saveUnit', id: 'W-1', leaderId: 'hr-cat' },
        ],
      },
    ]);
  });
  test('two units that change places are no circle', () => {
    const { batches, faults } = read(table(UNITS, 'E,东区,E-1,ann', 'E-1,一组,,'), null);
    expect(faults).toEqual([]);
    expect(batches[0]?.changes).toEqual([
      { kind: 'saveUnit', id: 'u2', parentId: null },
      { kind: 'saveUnit', id: 'u1', parentId: 'u2' },
    ]);
  });
  test('what begins on a later day waits for it, with whom it makes a leader', () => {
    const { batches } = read(
      table(UNITS, 'E,东区,,dan', 'E-1,一组,E,'),
      table(PEOPLE, 'ann,安,E,离职,2026-12-01', 'dan,丹,E,,2026/12/1'),
    );
    expect(batches.map(({ at, changes }) => [at, changes.map(({ kind }) => kind)])).toEqual([
      [Date.UTC(2026, 10, 30, 16), ['changePerson', 'addPerson', 'saveUnit']],
    ]);
  });
  test('a cell guarded against spreadsheets is read as it was, and one that looks like a formula is a text', () => {
    const { batches } = read(null, table(PEOPLE, `ann,'=1+1,E,,`, `bob,=HYPERLINK(1),E-1,,`));
    expect(batches[0]?.changes).toMatchObject([{ name: '=1+1' }, { name: '=HYPERLINK(1)' }]);
  });
});

describe('a roster that is not', () => {
  test.each([
    ['no code column', table('部门名称', '东区'), null, ['units', 1, 'noColumn']],
    ['an empty code', table(UNITS, ',东区,,'), null, ['units', 2, 'missing']],
    ['a code twice', table(UNITS, 'E,东区,,', 'e,东区,,'), null, ['units', 3, 'duplicate']],
    ['a parent nowhere', table(UNITS, 'E,东区,X,'), null, ['units', 2, 'unknownUnit']],
    ['a leader nowhere', table(UNITS, 'E,东区,,zoe'), null, ['units', 2, 'unknownLeader']],
    [
      'a leader who leaves',
      table(UNITS, 'E,东区,,bob'),
      table(PEOPLE, 'bob,鲍,E,left,'),
      ['units', 2, 'leaderLeft'],
    ],
    ['a circle', table(UNITS, 'A,甲,B,', 'B,乙,A,'), null, ['units', 2, 'circle']],
    ['a unit above itself through the old tree', table(UNITS, 'E,东区,E-1,'), null, ['units', 2, 'circle']],
    ['the inner name of another unit as a code', table(UNITS, 'u2,别名,,'), null, ['units', 2, 'duplicate']],
    ['a login twice', null, table(PEOPLE, 'ann,安,,,', 'ANN,安,,,'), ['people', 3, 'duplicate']],
    ['an unknown unit', null, table(PEOPLE, 'ann,安,X,,'), ['people', 2, 'unknownUnit']],
    ['an unknown status', null, table(PEOPLE, 'ann,安,E,半职,'), ['people', 2, 'unknownStatus']],
    ['no date', null, table(PEOPLE, 'ann,安,E,,明天'), ['people', 2, 'notADate']],
    ['a very long name', null, table(PEOPLE, `ann,${'安'.repeat(71)},E,,`), ['people', 2, 'tooLong']],
  ])('%s is named with its line, and nothing is changed', (_, units, people, [file, line, code]) => {
    const { faults, batches } = read(units, people);
    expect(faults[0]).toMatchObject({ file, line, code });
    expect(batches).toEqual([]);
  });
});

test('rights of one are copied to another as far as they have not got them, and what is over is not', () => {
  const policy = changed(
    policyOf({ roles: { rep: [[], []], old: [[], []] }, units: {}, people: { ann: null, bob: null } }),
    give('ann', 'rep'),
    give('ann', 'old', 0, 50),
    show('ann', 'own'),
    show('ann', 'subtree', { from: 200, to: 300 }),
    show('bob', 'own'),
  );
  const copied = copyRights(policy, { fromId: 'ann', toId: 'bob', at: 100 });
  expect(copied).toMatchObject([
    { kind: 'grantRole', roleId: 'rep', from: 0, to: null },
    { kind: 'grantScope', scope: 'subtree', from: 200, to: 300 },
  ]);
  expect(copyRights(changed(policy, ...copied), { fromId: 'ann', toId: 'bob', at: 100 })).toEqual([]);
});
