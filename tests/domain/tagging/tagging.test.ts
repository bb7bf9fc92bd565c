import type { Condition } from '#domain/conditions';
import { behaviourOf, type Mark, type TagRule, tagOrder, tagsFor, type Touch } from '#domain/tagging';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const AT = Date.UTC(2026, 10, 25);
const rule = (
  id: string,
  condition: Condition,
  effect: TagRule['effect'],
  days: number | null = null,
): TagRule => ({
  id,
  name: id,
  isOn: true,
  condition,
  effect,
  expiresAfterDays: days,
});
const tag = (code: string): TagRule['effect'] => ({ kind: 'tag', attribute: 'tags', code });
const hasTag = (code: string): Condition => ({ op: 'equals', attribute: 'tags', value: code });
const fromExpo: Condition = { op: 'equals', attribute: 'source', value: 'expo' };
const PRIORITY: TagRule['effect'] = { kind: 'set', attribute: 'followUpPriority', value: 'high' };
const mark = (code: string, more: Partial<Mark> = {}): Mark => ({
  attribute: 'tags',
  code,
  state: 'set',
  by: 'rule',
  byId: 'hot',
  value: code,
  at: AT - DAY,
  expiresAt: null,
  ...more,
});
const kinds = (tagged: ReturnType<typeof tagsFor>) => tagged.changes.map(({ kind }) => kind);

test('a rule that needs what another derives comes after it, however they are listed', () => {
  const urgent = rule('urgent', hasTag('hot'), PRIORITY);
  const hot = rule('hot', fromExpo, tag('hot'));
  const order = tagOrder([urgent, hot]);
  expect(order.ok && order.rules.map(({ id }) => id)).toEqual(['hot', 'urgent']);
  const made = tagsFor(
    { attributes: { city: 'sh' }, facts: { source: 'expo' }, marks: [] },
    [hot, urgent],
    AT,
  );
  expect(made.attributes).toEqual({ city: 'sh', tags: ['hot'], followUpPriority: 'high' });
  expect(made.changes).toMatchObject([
    { kind: 'set', code: 'hot', ruleId: 'hot', evidence: { source: 'expo' } },
    { kind: 'set', attribute: 'followUpPriority', ruleId: 'urgent', evidence: { tags: ['hot'] } },
  ]);
});

test('rules that need each other are refused with the way round; another tag of the same set is no circle', () => {
  const one = rule('one', hasTag('b'), tag('a'));
  const two = rule('two', { not: hasTag('c') }, tag('b'));
  const three = rule('three', { op: 'isSet', attribute: 'tags' }, tag('c'));
  expect(tagOrder([one, two])).toMatchObject({ ok: true });
  expect(tagOrder([one, two, three])).toEqual({ ok: false, path: ['one', 'two', 'three', 'one'] });
  expect(tagOrder([one, two, { ...three, isOn: false }])).toMatchObject({ ok: true });
  expect(tagOrder([rule('self', hasTag('a'), tag('a'))])).toEqual({ ok: false, path: ['self', 'self'] });
});

test('without expiry a tag lasts as long as its condition holds, and a second look changes nothing', () => {
  const hot = rule('hot', fromExpo, tag('hot'));
  const expo = { attributes: { tags: ['x', 'hot'] }, facts: { source: 'expo' }, marks: [mark('hot')] };
  const kept = tagsFor(expo, [hot], AT);
  expect(kinds(kept)).toEqual(['kept']);
  expect(kept.attributes).toBe(expo.attributes);
  const gone = tagsFor({ ...expo, facts: { source: 'website' } }, [hot], AT);
  expect(gone.attributes).toEqual({ tags: ['x'] });
  expect(kinds(gone)).toEqual(['removed']);
  expect(kinds(tagsFor(expo, [], AT))).toEqual(['removed']);
});

test('with expiry a tag stays until its day although the condition holds no more, then goes, or comes anew', () => {
  const hot = rule('hot', fromExpo, tag('hot'), 7);
  const fresh = tagsFor({ attributes: {}, facts: { source: 'expo' }, marks: [] }, [hot], AT);
  expect(fresh.changes).toMatchObject([{ kind: 'set', expiresAt: AT + 7 * DAY }]);
  const later = { attributes: { tags: ['hot'] }, marks: [mark('hot', { expiresAt: AT + 7 * DAY })] };
  expect(kinds(tagsFor({ ...later, facts: {} }, [hot], AT + 7 * DAY - 1))).toEqual(['kept']);
  const expired = tagsFor({ ...later, facts: {} }, [hot], AT + 7 * DAY);
  expect(kinds(expired)).toEqual(['expired']);
  expect(expired.attributes).toEqual({});
  const again = tagsFor({ ...later, facts: { source: 'expo' } }, [hot], AT + 7 * DAY);
  expect(again.changes).toMatchObject([{ kind: 'set', expiresAt: AT + 14 * DAY }]);
});

test('what a person removed stays removed, and what somebody filled in is not overwritten', () => {
  const hot = rule('hot', fromExpo, tag('hot'));
  const urgent = rule('urgent', fromExpo, PRIORITY);
  const given = {
    attributes: { followUpPriority: 'low' },
    facts: { source: 'expo' },
    marks: [mark('hot', { state: 'removed', by: 'person', byId: 'ann' })],
  };
  const made = tagsFor(given, [hot, urgent], AT);
  expect(kinds(made)).toEqual(['withheld', 'withheld']);
  expect(made.attributes).toEqual({ followUpPriority: 'low' });
});

test('a tag set by hand goes when it expires; of two rules for one attribute the earlier wins', () => {
  const byHand = mark('vip', { by: 'person', byId: 'ann', expiresAt: AT });
  expect(tagsFor({ attributes: { tags: ['vip'] }, facts: {}, marks: [byHand] }, [], AT)).toMatchObject({
    attributes: {},
    changes: [{ kind: 'expired', code: 'vip', ruleId: null }],
  });
  const low = rule('low', { all: [] }, { kind: 'set', attribute: 'followUpPriority', value: 'low' });
  const made = tagsFor(
    { attributes: {}, facts: { source: 'expo' }, marks: [] },
    [rule('high', fromExpo, PRIORITY), low],
    AT,
  );
  expect(made.attributes).toEqual({ followUpPriority: 'high' });
  expect(kinds(made)).toEqual(['set']);
});

test('heat halves every fortnight, and what was never done is not set', () => {
  const touch = (days: number, channel: Touch['channel'], durationSeconds: number | null = null): Touch => ({
    at: AT - days * DAY,
    channel,
    durationSeconds,
  });
  expect(behaviourOf([], AT)).toEqual({ followUps7: 0, followUps30: 0, heat: 0 });
  expect(behaviourOf([touch(0, 'visit')], AT).heat).toBe(3);
  expect(behaviourOf([touch(14, 'visit')], AT).heat).toBe(1.5);
  expect(behaviourOf([touch(28, 'call', 60), touch(0, 'call', 0), touch(6, 'message')], AT)).toEqual({
    followUps7: 2,
    followUps30: 3,
    heat: Math.round((0.5 + 0.5 + 2 ** (-6 / 14)) * 100) / 100,
    lastTouchDays: 0,
    answeredRate: 0.5,
  });
  expect(behaviourOf([touch(-1, 'visit')], AT)).toEqual(behaviourOf([], AT));
});
