import { applyRows, mergeRows, rowChanges, rowStamp } from '#domain/routing';
import type { Rule } from '#domain/rules';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const rule = (id: string, name = id): Rule => ({
  id,
  name,
  condition: { all: [] },
  groupId: 'g',
  isOn: true,
  note: '',
});

const table = (...ids: string[]) => ids.map((id) => rule(id));
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);

/** A table that somebody made of another: rows removed, renamed, moved and added, by chance. */
function edited(from: readonly Rule[], by: string): fc.Arbitrary<Rule[]> {
  const fate = fc.constantFrom('keep', 'keep', 'keep', 'rename', 'remove');
  return fc
    .record({
      fates: fc.array(fate, { minLength: from.length, maxLength: from.length }),
      moves: fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 4 }),
      added: fc.array(fc.nat(20), { maxLength: 4 }),
    })
    .map(({ fates, moves, added }) => {
      const rows = from.flatMap((row, index) =>
        fates[index] === 'remove'
          ? []
          : [fates[index] === 'rename' ? rule(row.id, `${row.id} by ${by}`) : row],
      );
      for (const [a, b] of moves) {
        const [row] = rows.splice(a % Math.max(1, rows.length), 1);
        if (row) rows.splice(b % (rows.length + 1), 0, row);
      }
      for (const [index, at] of added.entries())
        rows.splice(at % (rows.length + 1), 0, rule(`${by}${index}`));
      return rows;
    });
}

const BASE = table(...Array.from({ length: 12 }, (_, index) => `r${index}`));
const both = fc.record({ mine: edited(BASE, 'm'), theirs: edited(BASE, 't') });

describe('what leads from one table to another', () => {
  test('done to the first it makes the second, whatever was changed', () => {
    fc.assert(
      fc.property(edited(BASE, 'm'), (after) => {
        expect(applyRows(BASE, rowChanges(BASE, after))).toEqual({ rules: after, conflicts: [] });
      }),
    );
  });

  test('is nothing where nothing changed, and one row where one was renamed or moved', () => {
    expect(rowChanges(BASE, [...BASE])).toEqual([]);
    expect(rowChanges(table('a', 'b', 'c'), [rule('a'), rule('b', 'B'), rule('c')])).toEqual([
      { id: 'b', base: rowStamp(rule('b')), rule: rule('b', 'B') },
    ]);
    expect(rowChanges(table('a', 'b', 'c'), table('b', 'c', 'a'))).toEqual([
      { id: 'a', base: rowStamp(rule('a')), after: 'c' },
    ]);
  });

  test('can be done twice: what is done already stays done', () => {
    fc.assert(
      fc.property(edited(BASE, 'm'), (after) => {
        const changes = rowChanges(BASE, after).filter(
          ({ base, rule: now }) => base === null || now !== null,
        );
        const once = applyRows(BASE, changes);
        expect(applyRows(once.rules, changes)).toEqual({ rules: once.rules, conflicts: [] });
      }),
    );
  });
});

describe('of two people who changed one table', () => {
  test('no row is lost and none is there twice', () => {
    fc.assert(
      fc.property(both, ({ mine, theirs }) => {
        const { rules, conflicts } = mergeRows(BASE, mine, theirs);
        const merged = ids(rules);
        expect(new Set(merged).size).toBe(merged.length);
        const told = new Set(conflicts.map(({ id }) => id));
        const base = ids(BASE);
        const isIn = (rows: readonly Rule[]) => (id: string) => rows.some((row) => row.id === id);
        const added = ids([...mine, ...theirs]).filter((id) => !base.includes(id));
        const keptByBoth = base.filter(isIn(mine)).filter(isIn(theirs));
        const removed = base.filter((id) => !keptByBoth.includes(id) && !told.has(id));
        expect(merged).toEqual(expect.arrayContaining([...added, ...keptByBoth]));
        expect(removed.filter((id) => merged.includes(id))).toEqual([]);
      }),
    );
  });

  test('each row that one of them changed says what that one wrote; of both, theirs stands and both are told', () => {
    fc.assert(
      fc.property(both, ({ mine, theirs }) => {
        const { rules, conflicts } = mergeRows(BASE, mine, theirs);
        const named = (rows: readonly Rule[], id: string) => rows.find((row) => row.id === id)?.name;
        const meant = BASE.map(({ id, name }) => {
          const [my, their] = [named(mine, id), named(theirs, id)];
          return [id, their === name ? my : their, my !== name && their !== name && my !== their];
        });
        const isTold = (id: string) => conflicts.some((each) => each.id === id && each.why === 'changed');
        expect(BASE.map(({ id }) => [id, named(rules, id), isTold(id)])).toEqual(meant);
      }),
    );
  });

  test('rows that nobody moved keep their order, and a new row stands where it was put', () => {
    const mine = table('a', 'new', 'b', 'c');
    const theirs = table('x', 'a', 'c');
    expect(ids(mergeRows(table('a', 'b', 'c'), mine, theirs).rules)).toEqual(['x', 'a', 'new', 'c']);
    const behindGone = table('a', 'b', 'new', 'c');
    expect(ids(mergeRows(table('a', 'b', 'c'), behindGone, theirs).rules)).toEqual(['x', 'a', 'new', 'c']);
  });

  test('a row whose place is gone is not put anywhere by guess', () => {
    const changes = rowChanges(table('a', 'b'), table('a', 'b', 'new'));
    const { rules, conflicts } = applyRows(table('a'), changes);
    expect(ids(rules)).toEqual(['a']);
    expect(conflicts).toEqual([{ id: 'new', why: 'placeGone', mine: rule('new'), theirs: null }]);
  });
});

test('two rows that say the same have one stamp, however their keys are written', () => {
  const a = { ...rule('a'), condition: { op: 'equals' as const, attribute: 'x', value: 1 } };
  const b = { ...rule('a', ' a '), condition: { value: 1, attribute: 'x', op: 'equals' as const } };
  expect(rowStamp(a)).toBe(rowStamp(b));
  expect(rowStamp({ ...a, tags: [] })).toBe(rowStamp(a));
  for (const more of [{ note: 'x' }, { validFrom: 1 }, { tags: ['x'] }, { ownerId: 'u' }, { isOn: false }])
    expect(rowStamp({ ...a, ...more })).not.toBe(rowStamp(a));
});
