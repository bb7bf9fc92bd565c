import type { Rule } from '#domain/rules';
import {
  type ColumnKey,
  type CellChange,
  columnsOf,
  type GridAction,
  gridReducer,
  type GridState,
  intentOf,
  isDirty,
  selectedIds,
  startGrid,
  type View,
} from '#features/routing/grid';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const rule = (id: string, province?: string): Rule => ({
  id,
  name: `rule ${id}`,
  condition: {
    all: province === undefined ? [] : [{ op: 'equals', attribute: 'province', value: province }],
  },
  groupId: 'north',
  isOn: true,
  note: '',
});

/** Three rules and the catch-all at the end. */
const table = () => startGrid([rule('a', 'hebei'), rule('b', 'henan'), rule('c', 'hunan'), rule('z')]);

const viewOf = (state: GridState, ruleIds = state.rules.map(({ id }) => id)): View => ({
  ruleIds,
  columns: columnsOf(state.rules, [], ['line', 'province']),
});

const ids = (state: GridState) => state.rules.map(({ id }) => id).join('');
const play = (state: GridState, ...actions: GridAction[]) => actions.reduce(gridReducer, state);
const at = (ruleId: string, column: ColumnKey): GridAction => ({ type: 'reach', place: { ruleId, column } });
const extend = (ruleId: string, column: ColumnKey): GridAction => ({
  type: 'reach',
  place: { ruleId, column },
  extend: true,
});
const catchAll = { id: 'new-z', name: 'the rest' };

describe('moving rows', () => {
  test('a row moves past its neighbour and back again', () => {
    const start = play(table(), at('b', 'name'));
    const up = play(start, { type: 'moveBy', by: -1, view: viewOf(start) });
    expect(ids(up)).toBe('bacz');
    const back = play(up, { type: 'moveBy', by: 1, view: viewOf(up) });
    expect(ids(back)).toBe('abcz');
  });

  test('no row moves below the catch-all, and the catch-all does not move', () => {
    const start = play(table(), at('c', 'name'));
    expect(ids(play(start, { type: 'moveBy', by: 1, view: viewOf(start) }))).toBe('abcz');
    expect(ids(play(start, { type: 'moveBefore', ruleIds: ['a'], beforeId: null }))).toBe('bcaz');
    expect(ids(play(start, { type: 'moveBefore', ruleIds: ['z'], beforeId: 'a' }))).toBe('abcz');
    const pinned = play(table(), at('z', 'name'));
    expect(ids(play(pinned, { type: 'moveBy', by: -1, view: viewOf(pinned) }))).toBe('abcz');
  });

  test('while a filter hides rows, a row moves past the neighbour that is seen and hidden rows keep their order', () => {
    const start = play(table(), at('c', 'name'));
    const filtered = viewOf(start, ['a', 'c', 'z']);
    expect(ids(play(start, { type: 'moveBy', by: -1, view: filtered }))).toBe('cabz');
  });

  test('any series of moves keeps every row exactly once and the catch-all last', () => {
    const names = ['a', 'b', 'c', 'z'] as const;
    const move = fc.record({
      ruleIds: fc.uniqueArray(fc.constantFrom(...names)),
      beforeId: fc.option(fc.constantFrom(...names)),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const end = moves.reduce(
          (state, each) => gridReducer(state, { type: 'moveBefore', ...each }),
          table(),
        );
        expect(ids(end).split('').sort().join('')).toBe('abcz');
        expect(ids(end).at(-1)).toBe('z');
      }),
    );
  });
});

describe('entering cells', () => {
  test('a test is entered in a cell, and the cursor goes one row down', () => {
    const start = play(table(), at('a', 'fact:province'), { type: 'edit', typed: '河' });
    expect(start.editing).toEqual({ typed: '河' });
    const end = play(start, {
      type: 'commit',
      ruleId: 'a',
      change: {
        column: 'tests',
        attribute: 'province',
        tests: [{ op: 'oneOf', attribute: 'province', values: ['hebei', 'henan'] }],
      },
      step: 'down',
      view: viewOf(start),
    });
    expect(end.rules[0]?.condition).toEqual({
      all: [{ op: 'oneOf', attribute: 'province', values: ['hebei', 'henan'] }],
    });
    expect(end).toMatchObject({ place: { ruleId: 'b', column: 'fact:province' }, editing: null });
  });

  test('Esc leaves the cell as it was', () => {
    const start = play(table(), at('a', 'name'), { type: 'edit', typed: 'x' }, { type: 'leave' });
    expect(start.rules).toBe(start.saved);
    expect(start.editing).toBeNull();
  });

  test('entering what was there is no change and no step of undo', () => {
    const start = play(table(), at('a', 'name'), {
      type: 'change',
      ruleId: 'a',
      change: { column: 'name', text: 'rule a' },
    });
    expect(start.past).toHaveLength(0);
    expect(isDirty(start)).toBe(false);
  });

  test('the catch-all takes a group and a name, and no test', () => {
    const start = play(table(), at('z', 'group'));
    const grouped = play(start, { type: 'change', ruleId: 'z', change: { column: 'group', text: 'south' } });
    expect(grouped.rules[3]?.groupId).toBe('south');
    const tested = play(grouped, {
      type: 'change',
      ruleId: 'z',
      change: { column: 'tests', attribute: 'province', tests: [{ op: 'isSet', attribute: 'province' }] },
    });
    expect(tested).toBe(grouped);
  });

  test('Delete empties a test but never the group', () => {
    const view = viewOf(table());
    const tests = play(table(), at('a', 'fact:province'), { type: 'clear', view });
    expect(tests.rules[0]?.condition).toEqual({ all: [] });
    const start = play(table(), at('a', 'group'));
    expect(play(start, { type: 'clear', view }).rules).toBe(start.rules);
  });

  test('Ctrl+D takes the cell above, or the first selected row’s cells into all the others', () => {
    const one = play(table(), at('c', 'fact:province'));
    const filled = play(one, { type: 'fillDown', view: viewOf(one) });
    expect(filled.rules[2]?.condition).toEqual(one.rules[1]?.condition);
    const view = viewOf(one);
    const many = play(table(), at('a', 'fact:province'), extend('c', 'group'), { type: 'fillDown', view });
    expect(many.rules.slice(0, 3).map(({ condition }) => condition)).toEqual(
      Array.from({ length: 3 }, () => many.rules[0]?.condition),
    );
    expect(many.past).toHaveLength(1);
  });
});

describe('rows', () => {
  test('a new row stands below the cursor, and above the catch-all even when the cursor is there', () => {
    const below = play(table(), at('a', 'name'), { type: 'add', id: 'n', groupId: 'north', catchAll });
    expect(ids(below)).toBe('anbcz');
    expect(below.place).toEqual({ ruleId: 'n', column: 'name' });
    const last = play(table(), at('z', 'name'), { type: 'add', id: 'n', groupId: 'north', catchAll });
    expect(ids(last)).toBe('abcnz');
  });

  test('the first row of an empty table comes with the catch-all that every table needs', () => {
    const first = play(startGrid([]), { type: 'add', id: 'n', groupId: 'north', catchAll });
    expect(first.rules.map(({ id }) => id)).toEqual(['n', 'new-z']);
    const again = play(first, { type: 'add', id: 'm', groupId: 'north', catchAll });
    expect(again.rules.map(({ id }) => id)).toEqual(['n', 'm', 'new-z']);
  });

  test('a duplicate follows its original; the catch-all cannot be duplicated or removed', () => {
    const view = viewOf(table());
    const twice = play(table(), at('b', 'group'), { type: 'duplicate', ids: ['n'], view });
    expect(ids(twice)).toBe('abncz');
    expect(twice.rules[2]).toEqual({ ...twice.rules[1], id: 'n' });
    const pinned = play(table(), at('z', 'group'));
    expect(play(pinned, { type: 'duplicate', ids: ['n'], view })).toBe(pinned);
    expect(play(pinned, { type: 'remove', view: viewOf(pinned) })).toBe(pinned);
  });

  test('after removing a row the cursor stands on the one below it', () => {
    const start = play(table(), at('b', 'group'));
    const end = play(start, { type: 'remove', view: viewOf(start) });
    expect(ids(end)).toBe('acz');
    expect(end.place).toEqual({ ruleId: 'c', column: 'group' });
  });
});

describe('several rows at once', () => {
  test('what is entered in one of the selected rows goes into all of them, as one step', () => {
    const start = play(table(), at('a', 'group'), extend('c', 'group'));
    const view = viewOf(start);
    const change = { column: 'group' as const, text: 'south' };
    const end = play(start, { type: 'commit', ruleId: 'c', change, step: 'down', view });
    expect(end.rules.map(({ groupId }) => groupId)).toEqual(['south', 'south', 'south', 'north']);
    expect(play(end, { type: 'undo' }).rules).toBe(end.saved);
  });

  test('shift and the arrows draw a range; a plain arrow lets it go', () => {
    const start = play(table(), at('a', 'name'));
    const view = viewOf(start);
    const step = (name: 'down' | 'right', more = true): GridAction => ({
      type: 'step',
      step: name,
      view,
      page: 5,
      extend: more,
    });
    const drawn = play(start, step('down'), step('down'), step('right'));
    expect(selectedIds(drawn, view)).toEqual(['a', 'b', 'c']);
    expect(selectedIds(play(drawn, step('down', false)), view)).toEqual(['z']);
    expect(selectedIds(play(start, { type: 'selectAll', view }), view)).toEqual(['a', 'b', 'c', 'z']);
  });

  test('a selected block moves, is copied and is removed together; the catch-all stays', () => {
    const start = play(table(), at('b', 'name'), extend('c', 'name'));
    const view = viewOf(start);
    expect(ids(play(start, { type: 'moveBy', by: -1, view }))).toBe('bcaz');
    expect(ids(play(start, { type: 'moveBefore', ruleIds: ['b', 'c'], beforeId: 'c' }))).toBe('abcz');
    expect(ids(play(start, { type: 'duplicate', ids: ['m', 'n'], view }))).toBe('abcmnz');
    const removed = play(start, { type: 'remove', view });
    expect(ids(removed)).toBe('az');
    expect(removed.place).toEqual({ ruleId: 'z', column: 'name' });
    expect(ids(play(table(), at('a', 'name'), { type: 'selectAll', view }, { type: 'remove', view }))).toBe(
      'z',
    );
  });

  test('owner, validity, review and tags are entered and cleared like any cell', () => {
    const change = (entered: CellChange): GridAction => ({ type: 'change', ruleId: 'a', change: entered });
    const full = play(
      table(),
      change({ column: 'owner', text: 'ann' }),
      change({ column: 'validFrom', at: 1 }),
      change({ column: 'validTo', at: 2 }),
      change({ column: 'reviewAt', at: 3 }),
      change({ column: 'tags', tags: ['pilot'] }),
    );
    expect(full.rules[0]).toMatchObject({
      ownerId: 'ann',
      validFrom: 1,
      validTo: 2,
      reviewAt: 3,
      tags: ['pilot'],
    });
    const view = viewOf(full);
    expect(view.columns).toEqual(
      expect.arrayContaining(['owner', 'validFrom', 'validTo', 'reviewAt', 'tags']),
    );
    const cleared = play(full, at('a', 'owner'), extend('a', 'tags'), { type: 'clear', view });
    expect(cleared.rules[0]).toEqual(cleared.saved[0]);
  });

  test('nested conditions never make an ordinary rule of the catch-all', () => {
    const condition = { any: [{ op: 'isSet' as const, attribute: 'line' }] };
    const start = table();
    const tried = play(start, { type: 'change', ruleId: 'z', change: { column: 'condition', condition } });
    expect(tried).toBe(start);
  });

  test('other rows altogether are one step of undo', () => {
    const start = play(table(), at('b', 'name'));
    const other = play(start, { type: 'replace', rules: [rule('x'), rule('z')] });
    expect(other.place).toBeNull();
    expect(play(other, { type: 'undo' }).rules).toBe(start.rules);
  });
});

describe('undo', () => {
  test('undo and redo walk through every change, and a new change forgets what was undone', () => {
    const start = play(table(), at('a', 'name'));
    const changed = play(
      start,
      { type: 'change', ruleId: 'a', change: { column: 'name', text: 'one' } },
      { type: 'remove', ruleId: 'b', view: viewOf(start) },
    );
    const undone = play(changed, { type: 'undo' });
    expect(ids(undone)).toBe('abcz');
    expect(play(undone, { type: 'redo' }).rules).toBe(changed.rules);
    const clean = play(undone, { type: 'undo' });
    expect(isDirty(clean)).toBe(false);
    const other = play(undone, { type: 'change', ruleId: 'c', change: { column: 'note', text: 'x' } });
    expect(play(other, { type: 'redo' })).toBe(other);
  });

  test('undoing everything always gives back the rules that were loaded', () => {
    const step = fc.oneof(
      fc.record({
        type: fc.constant('moveBefore' as const),
        ruleIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
        beforeId: fc.constantFrom('a', 'b', 'c', null),
      }),
      fc.record({
        type: fc.constant('change' as const),
        ruleId: fc.constantFrom('a', 'b'),
        change: fc.record({ column: fc.constant('note' as const), text: fc.string({ maxLength: 3 }) }),
      }),
      fc.constantFrom('n', 'm', 'o').map((id) => ({ type: 'add' as const, id, groupId: 'north', catchAll })),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const end = play(table(), ...steps);
        const back = end.past.reduce((state) => gridReducer(state, { type: 'undo' }), end);
        expect(back.rules).toBe(back.saved);
      }),
    );
  });

  test('what was changed while a save was under way stays unsaved', () => {
    const start = play(table(), { type: 'change', ruleId: 'a', change: { column: 'name', text: 'one' } });
    const sent = start.rules;
    const more = play(start, { type: 'change', ruleId: 'a', change: { column: 'name', text: 'two' } });
    expect(isDirty(play(more, { type: 'saved', rules: sent }))).toBe(true);
    expect(isDirty(play(start, { type: 'saved', rules: sent }))).toBe(false);
  });
});

describe('columns and keys', () => {
  test('columns are the attributes in use in the catalogue’s order, those added by hand, and what is unknown last', () => {
    const rules = [
      rule('a', 'hebei'),
      { ...rule('b'), condition: { all: [{ op: 'isSet' as const, attribute: 'gone' }] } },
    ];
    expect(columnsOf(rules, ['fact:line'], ['line', 'province', 'source'])).toEqual([
      'isOn',
      'name',
      'fact:line',
      'fact:province',
      'fact:gone',
      'group',
      'note',
    ]);
  });

  test('a group of alternatives, which no cell can show, has a column of its own', () => {
    const nested = { ...rule('a'), condition: { any: [{ op: 'isSet' as const, attribute: 'line' }] } };
    expect(columnsOf([nested], [], ['line'])).toContain('others');
  });

  test('typing begins editing with the key that was typed; Enter and F2 begin with what is there', () => {
    const view = viewOf(table());
    const key = (name: string, held: { mod?: boolean; alt?: boolean; shift?: boolean } = {}) =>
      intentOf({ key: name, mod: false, alt: false, shift: false, ...held }, view, 20);
    expect(key('5')).toEqual({ type: 'edit', typed: '5' });
    expect(key('河')).toEqual({ type: 'edit', typed: '河' });
    expect(key('Enter')).toEqual({ type: 'edit', typed: '' });
    expect(key('F2')).toEqual({ type: 'edit', typed: '' });
    expect(key('Process')).toEqual({ type: 'edit', typed: '' });
    expect(key('ArrowUp', { alt: true })).toEqual({ type: 'moveBy', by: -1, view });
    expect(key('z', { mod: true })).toEqual({ type: 'undo' });
    expect(key('Z', { mod: true, shift: true })).toEqual({ type: 'redo' });
    expect(key('y', { mod: true })).toEqual({ type: 'redo' });
    expect(key('k', { mod: true })).toBeNull();
    expect(key('Escape')).toBeNull();
    expect(key('Tab')).toBeNull();
  });

  test('arrows walk over cells and stop at the edges; page and Ctrl+End reach far', () => {
    const start = play(table(), at('a', 'name'));
    const view = viewOf(start);
    const go = (step: 'up' | 'down' | 'left' | 'pageDown' | 'last' | 'rowEnd', from = start) =>
      gridReducer(from, { type: 'step', step, view, page: 2 }).place;
    expect(go('up')).toEqual({ ruleId: 'a', column: 'name' });
    expect(go('down')).toEqual({ ruleId: 'b', column: 'name' });
    expect(go('left')).toEqual({ ruleId: 'a', column: 'isOn' });
    expect(go('pageDown')).toEqual({ ruleId: 'c', column: 'name' });
    expect(go('last')).toEqual({ ruleId: 'z', column: 'name' });
    expect(go('rowEnd')).toEqual({ ruleId: 'a', column: 'note' });
  });
});
