import type { Condition } from '#domain/conditions';
import { DAY, need, tagOffice, tagRule } from '#support/tag-office';
import { addPerson, arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

const shanghai: Condition = { op: 'equals', attribute: 'city', value: 'sh' };
const hasNeed = (value: string): Condition => ({ op: 'equals', attribute: 'needs', value });

test('tag rules are saved as a list; of two editors the later is told, and a saved list never changes', async () => {
  const { ask, console, save, tell } = await tagOffice();
  const rule = tagRule('r1', shanghai, need('price'));
  expect(await tell('tagging.listRules', {})).toEqual({
    revision: 0,
    rules: [],
    savedAt: null,
    savedByName: null,
  });
  expect(await save(rule)).toEqual({ revision: 1 });
  expect(await ask('tagging.saveRules', { revision: 0, rules: [] })).toMatchObject({
    error: { code: 'tagging.rulesChanged', params: { revision: 1 } },
  });
  expect(await tell('tagging.listRules', {})).toMatchObject({ revision: 1, rules: [rule] });
  const { raw } = console.store;
  await arrange(console, () => {
    expect(() => raw.prepare('DELETE FROM tag_rule_lists').run()).toThrow(/never changes/);
    expect(() => raw.prepare(`UPDATE tag_rule_lists SET rules = '[]'`).run()).toThrow(/never changes/);
  });
  expect(() =>
    raw
      .prepare(`INSERT INTO tag_rule_lists (revision, rules, saved_at, saved_by) VALUES (9, '[]', 0, 'x')`)
      .run(),
  ).toThrow(/only inside a command/);
});

test('rules that need each other, fit no attribute, or set an unknown value are refused by name', async () => {
  const { ask } = await tagOffice();
  const saving = async (...rules: ReturnType<typeof tagRule>[]) => {
    const reply = await ask('tagging.saveRules', { revision: 0, rules });
    return reply.ok ? reply.value : { [reply.error.code]: reply.error.params };
  };
  const one = tagRule('one', hasNeed('credit'), need('price'));
  const two = tagRule('two', hasNeed('price'), need('credit'));
  expect(await saving(one, two)).toEqual({
    'tagging.ruleCircle': { path: 'Rule one → Rule two → Rule one' },
  });
  expect(await saving(tagRule('x', shanghai, need('fish')))).toEqual({
    'tagging.badRule': { rule: 'Rule x', attribute: 'needs' },
  });
  expect(await saving(tagRule('x', { op: 'isSet', attribute: 'gone' }, need('price')))).toEqual({
    'tagging.badRule': { rule: 'Rule x', attribute: 'gone' },
  });
  expect(await saving(tagRule('x', shanghai, { kind: 'set', attribute: 'stores', value: 'many' }))).toEqual({
    'tagging.badRule': { rule: 'Rule x', attribute: 'stores' },
  });
  expect(await saving(one, one)).toEqual({ 'tagging.repeatedRule': { id: 'one' } });
  expect(await saving(one, { ...two, isOn: false })).toEqual({ revision: 1 });
});

test('every tag says who or which rule set it, what that saw, and until when', async () => {
  const { opportunity, runRules, save, tell, time } = await tagOffice();
  const id = await opportunity({ city: 'sh' });
  await save(tagRule('r1', shanghai, need('price'), { expiresAfterDays: 7 }));
  await runRules();
  await tell('tagging.addTag', { opportunityId: id, attribute: 'stores', value: 12 });
  expect(await tell('tagging.listTagsOf', { opportunityId: id })).toEqual([
    {
      attribute: 'needs',
      code: 'price',
      state: 'set',
      by: 'rule',
      ruleName: 'Rule r1',
      personName: null,
      revision: 1,
      evidence: { city: 'sh' },
      at: time.now,
      expiresAt: time.now + 7 * DAY,
    },
    expect.objectContaining({
      attribute: 'stores',
      code: null,
      by: 'person',
      ruleName: null,
      revision: null,
    }),
  ]);
  const facts = (await tell('tagging.listFacts', {})).map(({ key }) => key);
  expect(facts).toEqual(expect.arrayContaining(['city', 'source', 'heat', 'followUps30', 'lastTouchDays']));
});

test('what a person removed stays removed whatever the rules say, until a person adds it again', async () => {
  const { attributesOf, opportunity, runRules, save, tell } = await tagOffice();
  const id = await opportunity({ city: 'sh' });
  await save(tagRule('r1', shanghai, need('price')));
  await runRules();
  expect(attributesOf(id)).toEqual({ city: 'sh', needs: ['price'] });
  await tell('tagging.removeTag', { opportunityId: id, attribute: 'needs', code: 'price' });
  expect(await runRules()).toMatchObject({ changed: 0, byRule: { r1: { withheld: 1 } } });
  expect(attributesOf(id)).toEqual({ city: 'sh' });
  expect(await tell('tagging.listTagsOf', { opportunityId: id })).toMatchObject([
    { state: 'removed', by: 'person' },
  ]);
  await tell('tagging.addTag', {
    opportunityId: id,
    attribute: 'needs',
    value: 'price',
    expiresAfterDays: 1,
  });
  expect(attributesOf(id)).toEqual({ city: 'sh', needs: ['price'] });
  expect(await tell('tagging.listTagsOf', { opportunityId: id })).toMatchObject([
    { state: 'set', by: 'person' },
  ]);
});

test('by hand only what the catalogue knows is set, and only within the scope of who asks', async () => {
  const { ask, console, opportunity } = await tagOffice();
  const id = await opportunity({});
  const add = (value: unknown, attribute = 'needs', as?: string) =>
    ask('tagging.addTag', { opportunityId: id, attribute, value: value as string }, as);
  expect(await add('fish')).toMatchObject({ error: { code: 'tagging.badValue' } });
  expect(await add('x', 'gone')).toMatchObject({ error: { code: 'api.notFound' } });
  const remove = { opportunityId: id, attribute: 'needs', code: null };
  expect(await ask('tagging.removeTag', remove)).toMatchObject({ error: { code: 'tagging.badValue' } });
  const { raw } = console.store;
  await arrange(console, () => {
    addPerson(raw, 'eve');
    raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('tagger', '标', 'Tagger', '["contacts.view","tagging.edit"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('eve', 'tagger')`);
  });
  expect(await add('price', 'needs', 'eve')).toMatchObject({ error: { code: 'api.notFound' } });
  expect(await ask('tagging.listTagsOf', { opportunityId: id }, 'eve')).toMatchObject({
    error: { code: 'api.notFound' },
  });
  expect(await add('price', 'needs', 'ann')).toMatchObject({ error: { code: 'api.notPermitted' } });
});
