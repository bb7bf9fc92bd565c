import type { Condition } from '#domain/conditions';
import { approvalHindrance, diffConditions, draftProblems, failedCases, publishGate } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { describe, expect, test } from 'vitest';

const rule = (id: string, condition: Condition, more: Partial<Rule> = {}): Rule => ({
  id,
  name: id,
  condition,
  groupId: 'g',
  isOn: true,
  note: '',
  ...more,
});
const city = (value: string): Condition => ({ op: 'equals', attribute: 'city', value });
const ALL: Condition = { all: [] };

describe('publishing without approval', () => {
  test('needs nothing where no share is set, and is never allowed where the share is nothing', () => {
    expect(publishGate(null, undefined)).toBe('open');
    expect(publishGate(0, { received: 100, moved: 0 })).toBe('needsApproval');
  });

  test('needs a replay, and at most the share of moved opportunities', () => {
    expect(publishGate(0.05, undefined)).toBe('needsReplay');
    expect(publishGate(0.05, { received: 100, moved: 5 })).toBe('open');
    expect(publishGate(0.05, { received: 100, moved: 6 })).toBe('needsApproval');
    expect(publishGate(0.05, { received: 0, moved: 0 })).toBe('open');
  });

  test('approving is for somebody who neither submitted nor edited last', () => {
    const draft = { submittedBy: 'ann', editedBy: 'bob' };
    expect(['ann', 'bob', 'cat'].map((who) => approvalHindrance(draft, who))).toEqual([
      'ownDraft',
      'ownDraft',
      null,
    ]);
    expect(approvalHindrance({ submittedBy: null, editedBy: 'bob' }, 'cat')).toBe('notSubmitted');
  });
});

test('a saved case fails when another group, or nobody, would get it', () => {
  const rules = [rule('sh', city('sh'), { groupId: 'east', validTo: 100 }), rule('bj', city('bj'))];
  const each = (id: string, value: string, groupId: string) => ({
    id,
    name: id,
    facts: { city: value },
    groupId,
  });
  const cases = [each('a', 'sh', 'east'), each('b', 'bj', 'east'), each('c', 'gz', 'g')];
  const failed = (at: number) =>
    failedCases(rules, cases, at).map((result) => [result.case.id, result.rule?.id]);
  expect(failed(50)).toEqual([
    ['b', 'bj'],
    ['c', undefined],
  ]);
  expect(failed(100)[0]).toEqual(['a', undefined]);
});

test('what decides only for a time is no catch-all, hides nothing for ever, and has its ends in order', () => {
  const codes = (rules: Rule[]) =>
    draftProblems(
      rules,
      new Map([['city', { kind: 'text', codes: new Set<string>() }]]),
      new Map([['g', { isOn: true, hasMember: true }]]),
    ).map(({ ruleId, code }) => [ruleId, code]);
  expect(codes([rule('a', ALL, { validTo: 5 })])).toEqual([[null, 'noCatchAll']]);
  expect(codes([rule('a', ALL, { validTo: 5 }), rule('rest', ALL)])).toEqual([]);
  expect(codes([rule('a', city('x'), { validFrom: 5, validTo: 5 }), rule('rest', ALL)])).toEqual([
    ['a', 'emptyValidity'],
  ]);
  const twins = (more: Partial<Rule>) =>
    codes([rule('a', city('x'), more), rule('b', city('x')), rule('r', ALL)]);
  expect(twins({ validFrom: 5 })).toEqual([]);
  expect(twins({})).toEqual([['b', 'twin']]);
});

describe('what changed in a condition', () => {
  const oneOf = (...values: string[]): Condition => ({ op: 'oneOf', attribute: 'city', values });

  test('is told as the values that came and went', () => {
    expect(diffConditions(city('sh'), { all: [oneOf('sh', 'bj')] })).toEqual([
      { kind: 'values', attribute: 'city', excludes: false, added: ['bj'], removed: [] },
    ]);
    expect(diffConditions(oneOf('sh', 'gz'), oneOf('bj', 'sh'))).toEqual([
      { kind: 'values', attribute: 'city', excludes: false, added: ['bj'], removed: ['gz'] },
    ]);
    expect(diffConditions(oneOf('sh', 'gz'), oneOf('gz', 'sh'))).toEqual([]);
  });

  test('is told as what was asked before and is now, where lists do not say it', () => {
    const range = (min: number): Condition => ({ op: 'between', attribute: 'stores', min, max: null });
    expect(diffConditions({ all: [range(1)] }, { all: [range(2), city('sh')] })).toEqual([
      { kind: 'tests', attribute: 'stores', before: [range(1)], after: [range(2)] },
      { kind: 'tests', attribute: 'city', before: [], after: [city('sh')] },
    ]);
    const nested: Condition = { any: [city('sh'), range(3)] };
    expect(diffConditions(ALL, { all: [nested] })).toEqual([{ kind: 'nested', before: [], after: [nested] }]);
  });
});
