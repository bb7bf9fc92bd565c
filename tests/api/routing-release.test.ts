import type { Condition } from '#domain/conditions';
import { rowChanges } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { findVersionInForce, linesOf } from '#store/routing-in-force';
import { saveReplay } from '#store/routing-replay';
import { desk } from '#support/desk';
import { arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const city = (value: string): Condition => ({ all: [{ op: 'equals', attribute: 'city', value }] });
const ALL: Condition = { all: [] };

/** A console where ann and bob edit and publish, and cat may only approve; the set's draft holds a few rules. */
async function office(approvalShare: number | null = null) {
  let now = Date.UTC(2026, 10, 1);
  const at = await desk({ now: () => now });
  const { console, tell, ask } = at;
  await arrange(console, () => {
    furnish(console, ['ann', 'bob', 'cat']);
    console.store.raw.exec(`
      INSERT INTO business_lines (id, label_zh, label_en, grain, position) VALUES ('meat', '肉', 'Meat', 'phone', 1);
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES
        ('editor', '编', '', '["routing.view","routing.edit","routing.publish","routing.approve"]'),
        ('approver', '审', '', '["routing.view","routing.approve"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'editor'), ('bob', 'editor'), ('cat', 'approver');`);
  });
  const { id: groupId } = await tell('routing.saveGroup', {
    label: { zh: '东组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'ann', weight: 1, openCap: null, isOn: true }],
  });
  const rule = (id: string, condition: Condition, more: Partial<Rule> = {}): Rule => ({
    id,
    name: id,
    condition,
    groupId,
    isOn: true,
    note: '',
    ...more,
  });
  const label = { zh: '总表', en: '' };
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label, approvalShare }, 'ann');
  const rules = [rule('sh', city('sh')), rule('bj', city('bj')), rule('rest', ALL)];
  await tell('routing.saveDraft', { versionId, revision: 1, rules }, 'ann');
  const read = async (id = versionId) => (await tell('routing.listRules', { versionId: id })).rules;
  const versions = async () => {
    const [set] = await tell('routing.listRuleSets', {}, 'cat');
    return (set?.versions ?? []).map(({ number, status, bringsBack }) => [number, status, bringsBack]);
  };
  const inForce = (when = now) => findVersionInForce(console.store.raw, ruleSetId, when);
  const wait = (ms: number) => void (now += ms);
  const draft = { versionId, revision: 2 };
  return { ...at, rule, rules, ruleSetId, versionId, groupId, draft, read, versions, inForce, wait, ask };
}

const refused = (code: string, params: object = {}) => ({ ok: false, error: { code, params } });

test('a draft is submitted, cannot be edited meanwhile, and is approved by somebody else only', async () => {
  const { ask, tell, draft, rules, versionId, console, inForce } = await office(0);
  const submitted = await tell('routing.submitDraft', { ...draft, note: 'Why' }, 'bob');
  expect(submitted).toMatchObject({ status: 'submitted', submittedByName: 'Name of bob', note: 'Why' });
  expect(await ask('routing.saveDraft', { ...draft, rules: [] }, 'ann')).toEqual(
    refused('routing.draftSubmitted'),
  );
  expect(await ask('routing.saveRows', { versionId, changes: [] }, 'ann')).toEqual(
    refused('routing.draftSubmitted'),
  );
  expect(await ask('routing.discardDraft', draft, 'ann')).toEqual(refused('routing.draftSubmitted'));
  await arrange(console, () => {
    const { raw } = console.store;
    expect(() => raw.exec(`UPDATE routing_rules SET name = 'x'`)).toThrow(/never changes/);
    expect(() => raw.exec(`UPDATE rule_set_versions SET approved_by = submitted_by`)).toThrow(/who acts/);
    expect(() => raw.exec(`UPDATE rule_set_versions SET approved_by = edited_by`)).toThrow(/who acts/);
  });
  // Bob submitted it, and ann wrote its last change.
  expect(await ask('routing.approveDraft', draft, 'bob')).toEqual(refused('routing.ownDraft'));
  expect(await ask('routing.approveDraft', draft, 'ann')).toEqual(refused('routing.ownDraft'));
  expect(await ask('routing.sendBack', { versionId, reason: 'No' }, 'bob')).toEqual(
    refused('routing.ownDraft'),
  );
  const seenBy = async (who: string) =>
    (await tell('routing.listRules', { versionId }, who)).version.mayApprove;
  expect([await seenBy('ann'), await seenBy('bob'), await seenBy('cat')]).toEqual([false, false, true]);
  const approved = await tell('routing.approveDraft', draft, 'cat');
  expect(approved).toMatchObject({
    status: 'published',
    approvedByName: 'Name of cat',
    publishedByName: 'Name of cat',
    submittedByName: 'Name of bob',
    note: 'Why',
  });
  expect(inForce()).toBe(versionId);
  expect((await tell('routing.listRules', { versionId }, 'cat')).rules).toEqual(rules);
});

test('a submitted draft is withdrawn, or sent back with a reason, and can be edited again', async () => {
  const { ask, tell, draft, versionId, rules } = await office();
  expect(await ask('routing.withdrawDraft', { versionId }, 'ann')).toEqual(refused('routing.notSubmitted'));
  expect(await ask('routing.approveDraft', draft, 'cat')).toEqual(refused('routing.notSubmitted'));
  await tell('routing.submitDraft', { ...draft, note: '' }, 'ann');
  expect(await tell('routing.withdrawDraft', { versionId }, 'bob')).toMatchObject({ status: 'draft' });
  await tell('routing.submitDraft', { ...draft, note: '' }, 'ann');
  expect(await tell('routing.sendBack', { versionId, reason: 'Too wide' }, 'cat')).toMatchObject({
    status: 'draft',
    submittedAt: null,
    sentBackByName: 'Name of cat',
    sentBackReason: 'Too wide',
  });
  await tell('routing.saveDraft', { ...draft, rules: rules.slice(1) }, 'ann');
  expect(await ask('routing.submitDraft', { ...draft, note: '' }, 'ann')).toEqual(
    refused('routing.draftChanged', { revision: 3 }),
  );
  expect(await tell('routing.submitDraft', { versionId, revision: 3, note: '' }, 'ann')).toMatchObject({
    sentBackReason: null,
  });
});

test('publishing without approval takes a replay of just this revision that moves no more than the share', async () => {
  const { ask, tell, draft, console, versionId, rules, rule } = await office(0.05);
  const publish = (revision: number) => ask('routing.publishDraft', { versionId, revision, note: '' }, 'ann');
  const replayed = (revision: number, moved: number, baselineVersionId: string | null = null) => {
    const result = { received: 100, moved, taken: 0 } as never;
    const of = { versionId, revision, baselineVersionId };
    return arrange(console, () => saveReplay(console.store.raw, of, result, 1));
  };
  expect(await publish(draft.revision)).toEqual(refused('routing.needsReplay'));
  // Beside itself a draft moves nobody: only the version in force, here none, is what it is measured against.
  await replayed(2, 0, versionId);
  expect(await publish(2)).toEqual(refused('routing.needsReplay'));
  await replayed(2, 6);
  expect(await publish(2)).toEqual(
    refused('routing.needsApproval', { moved: 6, received: 100, share: 0.05 }),
  );
  await tell('routing.saveDraft', { ...draft, rules: [rule('gz', city('gz')), ...rules] }, 'ann');
  expect(await publish(3)).toEqual(refused('routing.needsReplay'));
  await replayed(3, 5);
  expect(await publish(3)).toMatchObject({ ok: true, value: { status: 'published', approvedByName: null } });
});

test('saved cases keep what breaks them from being submitted, approved or published', async () => {
  const { ask, tell, draft, ruleSetId, groupId, versionId, rules } = await office();
  const other = await tell('routing.saveGroup', {
    label: { zh: '西组', en: '' },
    isOn: true,
    fallbackGroupId: null,
    members: [{ userId: 'bob', weight: 1, openCap: null, isOn: true }],
  });
  const one = { ruleSetId, name: 'Shanghai', facts: { city: 'sh' }, groupId };
  const saved = await tell('routing.saveCase', one, 'ann');
  await tell('routing.submitDraft', { ...draft, note: '' }, 'ann');
  await tell('routing.saveCase', { ...one, id: saved.id, groupId: other.id }, 'ann');
  const fails = refused('routing.casesFail', { count: 1, names: ['Shanghai'] });
  expect(await ask('routing.approveDraft', draft, 'cat')).toEqual(fails);
  await tell('routing.withdrawDraft', { versionId }, 'ann');
  expect(await ask('routing.submitDraft', { ...draft, note: '' }, 'ann')).toEqual(fails);
  expect(await ask('routing.publishDraft', { ...draft, note: '' }, 'ann')).toEqual(fails);
  expect(await ask('routing.saveCase', { ...one, groupId: 'nowhere' }, 'ann')).toEqual(
    refused('routing.unknownGroup', { groupId: 'nowhere' }),
  );
  const moved = rules.map((rule) => (rule.id === 'sh' ? { ...rule, groupId: other.id } : rule));
  await tell('routing.saveDraft', { ...draft, rules: moved }, 'ann');
  expect(await ask('routing.publishDraft', { versionId, revision: 3, note: '' }, 'ann')).toMatchObject({
    ok: true,
  });
  expect(await tell('routing.listCases', { ruleSetId }, 'cat')).toEqual([
    { id: saved.id, name: 'Shanghai', facts: { city: 'sh' }, groupId: other.id },
  ]);
  await tell('routing.removeCase', { id: saved.id }, 'ann');
  expect(await tell('routing.listCases', { ruleSetId }, 'cat')).toEqual([]);
});

test('a version decides from its time on, and going back takes one action that leaves the draft alone', async () => {
  const { ask, tell, draft, ruleSetId, versionId, inForce, wait, versions, rule, read, rules, console } =
    await office();
  const noon = console.env.now();
  await tell('routing.publishDraft', { ...draft, note: '' }, 'ann');
  const second = (await tell('routing.openDraft', { ruleSetId }, 'ann')).versionId;
  const later = { versionId: second, revision: 1, note: '', effectiveAt: noon + DAY };
  expect(await ask('routing.publishDraft', { ...later, effectiveAt: noon - 1 }, 'ann')).toEqual(
    refused('routing.effectiveInThePast'),
  );
  await tell('routing.publishDraft', later, 'ann');
  expect([inForce(), inForce(noon + DAY - 1), inForce(noon + DAY)]).toEqual([versionId, versionId, second]);
  wait(DAY);
  const third = (await tell('routing.openDraft', { ruleSetId }, 'ann')).versionId;
  await tell('routing.saveDraft', { versionId: third, revision: 1, rules: [rule('new', ALL)] }, 'bob');
  expect(await ask('routing.rollBack', { versionId: third }, 'ann')).toMatchObject({ ok: false });
  const back = await tell('routing.rollBack', { versionId }, 'ann');
  expect(back).toMatchObject({ status: 'published', bringsBack: 1, rules: 3 });
  expect(inForce()).toBe(back.id);
  expect(await read(back.id)).toEqual(rules);
  expect(await read(third)).toEqual([rule('new', ALL)]);
  expect(await versions()).toEqual([
    [4, 'published', 1],
    [3, 'draft', null],
    [2, 'published', null],
    [1, 'published', null],
  ]);
  expect(await ask('routing.rollBack', { versionId }, 'cat')).toEqual(
    refused('api.notPermitted', { needs: 'routing.publish' }),
  );
});

test('two people who edit one draft both keep what they did, and are told of the row that both changed', async () => {
  const { tell, read, versionId, rules, rule, wait } = await office();
  const named = (id: string, name: string) => (each: Rule) => (each.id === id ? { ...each, name } : each);
  const anns = [rule('first', city('gz')), ...rules.map(named('sh', 'Ann'))];
  const bobs = rules.map(named('sh', 'Bob')).map(named('bj', 'Bob too'));
  wait(1000);
  const { problems: _, ...hers } = await tell(
    'routing.saveRows',
    { versionId, changes: rowChanges(rules, anns) },
    'ann',
  );
  expect(hers).toEqual({ revision: 3, conflicts: [] });
  const his = await tell('routing.saveRows', { versionId, changes: rowChanges(rules, bobs) }, 'bob');
  expect(his).toMatchObject({
    revision: 4,
    conflicts: [
      { id: 'sh', why: 'changed', mine: { name: 'Bob' }, theirs: { name: 'Ann' }, byName: 'Name of ann' },
    ],
  });
  expect((await read()).map(({ name }) => name)).toEqual(['first', 'Ann', 'Bob too', 'rest']);
  // The same save sent again, after an answer that was lost, changes nothing.
  const again = await tell('routing.saveRows', { versionId, changes: rowChanges(rules, anns) }, 'ann');
  expect(again).toMatchObject({ revision: 4, conflicts: [] });
});

test('a row keeps its owner, validity, review and tags, in the draft and in what is made of it', async () => {
  const { tell, read, versionId, ruleSetId, rules } = await office();
  const more = { ownerId: 'bob', validFrom: 10, validTo: 20, reviewAt: 30, tags: ['expo', '春季'] };
  const told = rules.map((rule) => (rule.id === 'sh' ? { ...rule, ...more } : rule));
  await tell('routing.saveRows', { versionId, changes: rowChanges(rules, told) }, 'ann');
  expect(await read()).toEqual(told);
  await tell('routing.publishDraft', { versionId, revision: 3, note: '' }, 'ann');
  expect(await read((await tell('routing.openDraft', { ruleSetId }, 'ann')).versionId)).toEqual(told);
  const { versionId: draft } = await tell('routing.openDraft', { ruleSetId }, 'ann');
  await tell('routing.saveRows', { versionId: draft, changes: rowChanges(told, rules) }, 'ann');
  expect(await read(draft)).toEqual(rules);
});

test('a paste of 20,000 rows is saved as several calls, and one row more is refused', async () => {
  const { ask, tell, read, versionId, rules, rule } = await office();
  const pasted = Array.from({ length: 20_000 - rules.length }, (_, index) =>
    rule(`p${index}`, { all: [{ op: 'equals', attribute: 'stores', value: index }] }),
  );
  const changes = rowChanges(rules, [...pasted, ...rules]);
  for (let from = 0; from < changes.length; from += 5000)
    await tell('routing.saveRows', { versionId, changes: changes.slice(from, from + 5000) }, 'ann');
  expect((await read()).map(({ id }) => id)).toEqual([...pasted, ...rules].map(({ id }) => id));
  const more = [{ id: 'more', base: null, rule: rule('more', ALL), after: null }];
  expect(await ask('routing.saveRows', { versionId, changes: more }, 'ann')).toEqual(
    refused('routing.draftTooLong', { rules: 20_001, limit: 20_000 }),
  );
}, 60_000);

test('a line has at most one set of its own; all other lines stay with the general set', async () => {
  const { ask, tell, ruleSetId, console, draft, rules } = await office();
  const { raw } = console.store;
  const lines = (id: string) => linesOf(raw, id, console.env.now());
  const meat = { label: { zh: '肉表', en: '' }, lineId: 'meat' };
  const own = await tell('routing.createRuleSet', meat, 'ann');
  expect(await ask('routing.createRuleSet', meat, 'ann')).toEqual(
    refused('routing.lineHasSet', { lineId: 'meat' }),
  );
  expect(await ask('routing.createRuleSet', { ...meat, lineId: 'none' }, 'ann')).toMatchObject({
    error: { code: 'api.notFound' },
  });
  // What has nothing published yet takes nothing from the general set.
  expect([lines(ruleSetId), lines(own.ruleSetId)]).toEqual([['produce', 'meat'], ['meat']]);
  await tell('routing.saveDraft', { versionId: own.versionId, revision: 1, rules }, 'ann');
  await tell('routing.publishDraft', { versionId: own.versionId, revision: 2, note: '' }, 'ann');
  expect(lines(ruleSetId)).toEqual(['produce']);
  const settings = { ...meat, ruleSetId: own.ruleSetId, approvalShare: 0 };
  await tell('routing.saveRuleSet', settings, 'ann');
  const sets = await tell('routing.listRuleSets', {}, 'ann');
  expect(sets.find(({ id }) => id === own.ruleSetId)).toMatchObject({ lineId: 'meat', approvalShare: 0 });
  expect(await ask('routing.saveRuleSet', { ...settings, ruleSetId }, 'ann')).toEqual(
    refused('routing.lineHasSet', { lineId: 'meat' }),
  );
  await tell('routing.publishDraft', { ...draft, note: '' }, 'ann');
});
