import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { desk, type Desk } from '#support/desk';
import { addPerson, addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

const label = (zh: string) => ({ zh, en: '' });
const rule = (id: string, condition: Condition, groupId: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: `Rule ${id}`,
  condition,
  groupId,
  isOn: true,
  note: '',
  ...more,
});
const city = (value: string): Condition => ({ all: [{ op: 'equals', attribute: 'city', value }] });
const CATCH_ALL: Condition = { all: [] };

/** A console with a small office: two groups of two, and a rule set whose draft is empty. */
async function office() {
  const at = await desk();
  const { console } = at;
  await arrange(console, () => furnish(console, ['ann', 'bob', 'cat', 'dan']));
  const group = async (zh: string, people: string[], fallbackGroupId: string | null = null) =>
    at.tell('routing.saveGroup', {
      label: label(zh),
      isOn: true,
      fallbackGroupId,
      members: people.map((userId) => ({ userId, weight: 1, openCap: null, isOn: true })),
    });
  const east = await group('东组', ['ann', 'bob']);
  const west = await group('西组', ['cat', 'dan'], east.id);
  const { ruleSetId, versionId } = await at.tell('routing.createRuleSet', { label: label('总表') });
  return { ...at, east, west, ruleSetId, versionId, group };
}

async function publish(at: Desk, versionId: string, rules: Rule[], revision = 1) {
  const saved = await at.tell('routing.saveDraft', { versionId, revision, rules });
  expect(saved.problems).toEqual([]);
  return at.tell('routing.publishDraft', { versionId, revision: saved.revision, note: '' });
}

test('a rule set is made, edited, published, and its published version never changes', async () => {
  const at = await office();
  const { ruleSetId, versionId, east, west } = at;
  const rules = [rule('r1', city('sh'), east.id), rule('r2', CATCH_ALL, west.id)];
  const version = await publish(at, versionId, rules);
  expect(version).toMatchObject({
    id: versionId,
    number: 1,
    status: 'published',
    rules: 2,
    publishedByName: 'system',
  });
  expect((await at.tell('routing.listRules', { versionId })).rules).toEqual(rules);
  expect(await at.ask('routing.saveDraft', { versionId, revision: 2, rules: [] })).toMatchObject({
    error: { code: 'routing.notADraft' },
  });
  const { raw } = at.console.store;
  await arrange(at.console, () => {
    expect(() => raw.prepare(`UPDATE routing_rules SET name = 'x'`).run()).toThrow(/never changes/);
    expect(() => raw.prepare(`DELETE FROM routing_rules`).run()).toThrow(/never changes/);
    expect(() => raw.prepare(`UPDATE rule_set_versions SET note = 'x'`).run()).toThrow(/never changes/);
  });
  const draft = await at.tell('routing.openDraft', { ruleSetId });
  expect(await at.tell('routing.openDraft', { ruleSetId })).toEqual(draft);
  expect((await at.tell('routing.listRules', draft)).rules).toEqual(rules);
  const [set] = await at.tell('routing.listRuleSets', {});
  expect(set).toMatchObject({
    id: ruleSetId,
    publishedVersionId: versionId,
    draftVersionId: draft.versionId,
  });
  expect(set?.versions.map(({ number, status }) => [number, status])).toEqual([
    [2, 'draft'],
    [1, 'published'],
  ]);
});

test('of two people who edit one draft the second is told, and nothing of theirs is written', async () => {
  const at = await office();
  const { versionId, east } = at;
  await at.tell('routing.saveDraft', { versionId, revision: 1, rules: [rule('mine', CATCH_ALL, east.id)] });
  expect(
    await at.ask('routing.saveDraft', {
      versionId,
      revision: 1,
      rules: [rule('theirs', CATCH_ALL, east.id)],
    }),
  ).toEqual({ ok: false, error: { code: 'routing.draftChanged', params: { revision: 2 } } });
  expect(await at.ask('routing.publishDraft', { versionId, revision: 1, note: '' })).toMatchObject({
    error: { code: 'routing.draftChanged' },
  });
  expect(await at.ask('routing.discardDraft', { versionId, revision: 1 })).toMatchObject({
    error: { code: 'routing.draftChanged' },
  });
  expect((await at.tell('routing.listRules', { versionId })).rules.map(({ id }) => id)).toEqual(['mine']);
});

test('everything wrong with a draft is named, and keeps it from being published', async () => {
  const at = await office();
  const { versionId, east, group } = at;
  const empty = await group('空组', []);
  const off = await at.tell('routing.saveGroup', {
    label: label('停'),
    isOn: false,
    fallbackGroupId: null,
    members: [],
  });
  const rules: Rule[] = [
    rule('unknown', { op: 'isSet', attribute: 'shoeSize' }, east.id),
    rule('value', city('paris'), east.id),
    rule('unfit', { op: 'between', attribute: 'city', min: 1, max: 2 }, east.id),
    rule('type', { op: 'equals', attribute: 'stores', value: 'many' }, east.id),
    rule('crossed', { op: 'between', attribute: 'stores', min: 9, max: 1 }, east.id),
    rule('endless', { op: 'age', attribute: 'since', minDays: null, maxDays: null }, east.id),
    rule('first', CATCH_ALL, east.id),
    rule('empty', city('bj'), empty.id),
    rule('off', city('gz'), off.id),
    rule('one', { any: [city('sh'), { op: 'isSet', attribute: 'needs' }] }, east.id, { name: '' }),
    rule('two', { any: [{ op: 'isSet', attribute: 'needs' }, city('sh')] }, east.id),
    rule('sleeping', { op: 'isSet', attribute: 'shoeSize' }, east.id, { isOn: false }),
  ];
  const { revision, problems } = await at.tell('routing.saveDraft', { versionId, revision: 1, rules });
  expect(problems.map(({ ruleId, code, attribute, value }) => [ruleId, code, attribute, value])).toEqual([
    ['unknown', 'unknownAttribute', 'shoeSize', null],
    ['value', 'unknownValue', 'city', 'paris'],
    ['unfit', 'unfitTest', 'city', null],
    ['type', 'unfitTest', 'stores', 'many'],
    ['crossed', 'emptyRange', 'stores', null],
    ['endless', 'emptyRange', 'since', null],
    ['first', 'catchAllNotLast', null, null],
    ['empty', 'groupEmpty', null, null],
    ['off', 'groupOff', null, null],
    ['one', 'emptyName', null, null],
    ['two', 'twin', null, null],
  ]);
  expect(await at.tell('routing.checkDraft', { versionId })).toEqual(problems);
  expect(await at.ask('routing.publishDraft', { versionId, revision, note: '' })).toEqual({
    ok: false,
    error: { code: 'routing.draftHasProblems', params: { problems: 11 } },
  });
  const without = await at.tell('routing.saveDraft', {
    versionId,
    revision,
    rules: [rule('a', city('sh'), east.id)],
  });
  expect(without.problems).toEqual([{ ruleId: null, code: 'noCatchAll', attribute: null, value: null }]);
});

test('rows that cannot be stored are refused by name and nothing is written', async () => {
  const at = await office();
  const { versionId, east } = at;
  const save = (rules: Rule[]) => at.ask('routing.saveDraft', { versionId, revision: 1, rules });
  expect(await save([rule('a', CATCH_ALL, east.id), rule('a', city('sh'), east.id)])).toMatchObject({
    error: { code: 'routing.duplicateRuleId', params: { ruleId: 'a' } },
  });
  expect(await save([rule('a', CATCH_ALL, 'nowhere')])).toMatchObject({
    error: { code: 'routing.unknownGroup', params: { groupId: 'nowhere' } },
  });
  expect(await at.tell('routing.listRules', { versionId })).toMatchObject({
    version: { revision: 1 },
    rules: [],
  });
  expect(await at.ask('routing.saveDraft', { versionId: 'no', revision: 1, rules: [] })).toMatchObject({
    error: { code: 'api.notFound', params: { what: 'version', id: 'no' } },
  });
});

test('a draft is thrown away, and an older version comes back as a draft, never over another draft', async () => {
  const at = await office();
  const { ruleSetId, versionId, east, west } = at;
  await publish(at, versionId, [rule('old', CATCH_ALL, east.id)]);
  const second = await at.tell('routing.openDraft', { ruleSetId });
  await publish(at, second.versionId, [rule('new', CATCH_ALL, west.id)]);
  const third = await at.tell('routing.openDraft', { ruleSetId });
  expect(await at.ask('routing.restoreVersion', { versionId })).toEqual({
    ok: false,
    error: { code: 'routing.draftExists', params: third },
  });
  await at.tell('routing.discardDraft', { ...third, revision: 1 });
  const restored = await at.tell('routing.restoreVersion', { versionId });
  expect((await at.tell('routing.listRules', restored)).rules.map(({ id }) => id)).toEqual(['old']);
  expect(await at.ask('routing.discardDraft', { versionId, revision: 2 })).toMatchObject({
    error: { code: 'routing.notADraft' },
  });
  const [set] = await at.tell('routing.listRuleSets', {});
  expect(set?.versions.map(({ number, status }) => [number, status])).toEqual([
    [3, 'draft'],
    [2, 'published'],
    [1, 'published'],
  ]);
});

test('one changed row of 20,000 is written alone, and a row put between two others moves nobody', async () => {
  const at = await office();
  const { versionId, east } = at;
  const many = Array.from({ length: 20_000 }, (_, index) =>
    rule(`r${index}`, { all: [{ op: 'equals', attribute: 'stores', value: index }] }, east.id),
  );
  await at.tell('routing.saveDraft', { versionId, revision: 1, rules: many });
  const { raw } = at.console.store;
  const written = () =>
    Number(raw.prepare(`SELECT count(*) FROM outbox WHERE table_name = 'routing_rules'`).pluck().get());
  const before = written();
  expect(before).toBe(20_000);
  const changed = many.map((one, index) => (index === 9_999 ? { ...one, name: 'Renamed' } : one));
  await at.tell('routing.saveDraft', { versionId, revision: 2, rules: changed });
  expect(written() - before).toBe(1);
  const inserted = changed.toSpliced(5000, 0, rule('between', city('sh'), east.id));
  const moved = [...inserted.slice(1, 19_000), ...inserted.slice(0, 1), ...inserted.slice(19_001)];
  await at.tell('routing.saveDraft', { versionId, revision: 3, rules: moved });
  expect(written() - before).toBe(4);
  const { rules } = await at.tell('routing.listRules', { versionId });
  expect(rules.map(({ id }) => id)).toEqual(moved.map(({ id }) => id));
}, 60_000);

test('a group is refused when somebody is in it twice or unknown, or when its fallbacks run in a circle', async () => {
  const at = await office();
  const { east, west } = at;
  const save = (more: object) =>
    at.ask('routing.saveGroup', {
      label: label('组'),
      isOn: true,
      fallbackGroupId: null,
      members: [],
      ...more,
    });
  const member = (userId: string) => ({ userId, weight: 1, openCap: null, isOn: true });
  expect(await save({ members: [member('ann'), member('ann')] })).toMatchObject({
    error: { code: 'routing.duplicateMember', params: { userId: 'ann' } },
  });
  expect(await save({ members: [member('zoe')] })).toMatchObject({
    error: { code: 'routing.unknownUser', params: { userId: 'zoe' } },
  });
  expect(await save({ fallbackGroupId: 'nowhere' })).toMatchObject({
    error: { code: 'routing.unknownGroup', params: { groupId: 'nowhere' } },
  });
  expect(await save({ id: 'nowhere' })).toMatchObject({ error: { code: 'api.notFound' } });
  expect(await save({ id: east.id, fallbackGroupId: east.id })).toMatchObject({
    error: { code: 'routing.fallbackCircle', params: { path: [east.id, east.id] } },
  });
  const circle = await save({ id: east.id, fallbackGroupId: west.id });
  expect(circle).toMatchObject({ error: { code: 'routing.fallbackCircle' } });
  expect(await at.tell('routing.listGroups', {})).toHaveLength(2);
});

test('of two people who edit one group the second is told, and nothing of theirs is written', async () => {
  const at = await office();
  const read = async () => (await at.tell('routing.listGroups', {})).find(({ id }) => id === at.east.id);
  const seen = await read();
  const save = (weight: number, stamp: string | undefined) =>
    at.ask('routing.saveGroup', {
      id: at.east.id,
      stamp,
      label: label('东组'),
      isOn: true,
      fallbackGroupId: null,
      members: [{ userId: 'ann', weight, openCap: null, isOn: true }],
    });
  const first = await save(3, seen?.stamp);
  expect(first).toMatchObject({ ok: true });
  expect(await save(5, seen?.stamp)).toEqual({
    ok: false,
    error: { code: 'routing.groupChanged', params: {} },
  });
  expect((await read())?.members).toMatchObject([{ userId: 'ann', weight: 3 }]);
  expect(await save(5, (await read())?.stamp)).toMatchObject({ ok: true });
  // Who changed whose share, and from what, stands in the audit.
  const [line] = (await at.tell('audit.listLines', { subject: at.east.id })).rows;
  expect(line?.detail).toMatchObject({
    before: { members: [{ userId: 'ann', weight: 3 }] },
    after: { members: [{ userId: 'ann', weight: 5 }] },
  });
});

test('a circle of fallbacks that came in past the page keeps a draft from being published', async () => {
  const at = await office();
  const { east, west, versionId } = at;
  const rules = [rule('r', CATCH_ALL, east.id)];
  const { revision } = await at.tell('routing.saveDraft', { versionId, revision: 1, rules });
  await arrange(at.console, () =>
    at.console.store.raw
      .prepare('UPDATE distribution_groups SET fallback_group_id = ? WHERE id = ?')
      .run(west.id, east.id),
  );
  expect(await at.ask('routing.publishDraft', { versionId, revision, note: '' })).toMatchObject({
    error: { code: 'routing.fallbackCircle' },
  });
  expect((await at.tell('routing.listRules', { versionId })).version.status).toBe('draft');
});

test('a group keeps the members that did not change, and cannot be switched off while published rules need it', async () => {
  const at = await office();
  const { east, versionId } = at;
  await publish(at, versionId, [rule('r', CATCH_ALL, east.id)]);
  const { raw } = at.console.store;
  const ids = () =>
    raw
      .prepare('SELECT user_id, id FROM group_members WHERE group_id = ? ORDER BY user_id')
      .raw()
      .all(east.id);
  const before = ids();
  const saved = await at.tell('routing.saveGroup', {
    id: east.id,
    label: label('东组'),
    isOn: true,
    fallbackGroupId: null,
    members: [
      { userId: 'ann', weight: 3, openCap: 5, isOn: true },
      { userId: 'cat', weight: 1, openCap: null, isOn: false },
    ],
  });
  expect(saved.rules).toBe(1);
  const usual = { periodCap: null, skills: [], calendarId: null, given: 0, turn: 0 };
  expect(saved.members).toEqual([
    {
      userId: 'ann',
      userName: 'Name of ann',
      unit: { zh: '一组', en: 'Team one' },
      weight: 3,
      openCap: 5,
      isOn: true,
      openCount: 0,
      assigned: 0,
      ...usual,
      state: 'ready',
    },
    {
      userId: 'cat',
      userName: 'Name of cat',
      unit: { zh: '一组', en: 'Team one' },
      weight: 1,
      openCap: null,
      isOn: false,
      openCount: 0,
      assigned: 0,
      ...usual,
      state: 'off',
    },
  ]);
  expect(ids()[0]).toEqual(before[0]);
  const off = { id: east.id, label: label('东组'), isOn: false, members: [] };
  expect(await at.ask('routing.saveGroup', { ...off, fallbackGroupId: null })).toEqual({
    ok: false,
    error: { code: 'routing.groupInUse', params: { rules: 1 } },
  });
  const third = await at.group('三组', ['dan']);
  const switched = await at.tell('routing.saveGroup', { ...off, fallbackGroupId: third.id });
  expect(switched).toMatchObject({ isOn: false, fallbackGroupId: third.id, rules: 1 });
});

test('rules can test the business line and the amount without anybody tagging them', async () => {
  const at = await office();
  const facts = await at.tell('routing.listFacts', {});
  expect(facts.map(({ key, kind }) => [key, kind])).toEqual([
    ['city', 'enum'],
    ['stores', 'number'],
    ['since', 'date'],
    ['needs', 'set'],
    ['line', 'enum'],
    ['source', 'text'],
    ['amount', 'number'],
    ['createdAt', 'date'],
  ]);
  const { ruleSetId, versionId, east, west } = at;
  const produce: Condition = {
    all: [
      { op: 'equals', attribute: 'line', value: 'produce' },
      { op: 'between', attribute: 'amount', min: 1234.56, max: 1234.56 },
    ],
  };
  await publish(at, versionId, [rule('line', produce, west.id), rule('rest', CATCH_ALL, east.id)]);
  await arrange(at.console, () => addWaiting(at.console, [{}]));
  await at.run((await at.tell('routing.runRouting', { ruleSetId })).jobId);
  const { rows } = await at.tell('routing.listDecisions', {});
  expect(rows.map(({ ruleId, groupId }) => [ruleId, groupId])).toEqual([['line', west.id]]);
  const explained = await at.tell('routing.explainDecision', { id: rows[0]?.id ?? 0 });
  expect(explained.seen).toEqual({ line: 'produce', amount: 1234.56 });
  expect(explained.reproduced).toBe(true);
});

test('a decision says which rules came close, what they saw, who stood for it, and is made again the same', async () => {
  const at = await office();
  const { ruleSetId, versionId, east, west } = at;
  const since = at.console.env.now() - 40 * 86_400_000;
  await publish(at, versionId, [
    rule('far', { all: [city('bj'), { op: 'between', attribute: 'stores', min: 50, max: null }] }, west.id),
    rule(
      'near',
      { all: [city('sh'), { op: 'age', attribute: 'since', minDays: null, maxDays: 30 }] },
      west.id,
    ),
    rule(
      'hit',
      {
        all: [
          city('sh'),
          {
            any: [
              { op: 'isSet', attribute: 'needs' },
              { op: 'isNotSet', attribute: 'stores' },
            ],
          },
        ],
      },
      east.id,
    ),
    rule('rest', CATCH_ALL, west.id),
  ]);
  await arrange(at.console, () =>
    addWaiting(at.console, [{ city: 'sh', since, needs: ['price'], stores: 3 }]),
  );
  await at.run((await at.tell('routing.runRouting', { ruleSetId })).jobId);
  const [decision] = (await at.tell('routing.listDecisions', {})).rows;
  expect(decision).toMatchObject({
    contact: 'account-1',
    ruleName: 'Rule hit',
    group: { zh: '东组', en: '' },
    outcome: 'routed',
  });
  const explained = await at.tell('routing.explainDecision', { id: decision?.id ?? 0 });
  expect(explained.earlierRules).toBe(2);
  expect(
    explained.trace.map(({ ruleId, position, matched, tests }) => [
      ruleId,
      position,
      matched,
      tests.map(({ held, seen }) => [held, seen]),
    ]),
  ).toEqual([
    [
      'far',
      1,
      false,
      [
        [false, 'sh'],
        [false, 3],
      ],
    ],
    [
      'near',
      2,
      false,
      [
        [true, 'sh'],
        [false, since],
      ],
    ],
    [
      'hit',
      3,
      true,
      [
        [true, 'sh'],
        [true, null],
      ],
    ],
  ]);
  // The order of the candidates is the one that the choice was made in.
  expect(explained.candidates.map(({ userId, state }) => [userId, state])).toEqual([
    ['ann', decision?.repId === 'ann' ? 'chosen' : 'lost'],
    ['bob', decision?.repId === 'bob' ? 'chosen' : 'lost'],
  ]);
  expect(explained).toMatchObject({ reproduced: true, propensity: 0.5 });
  expect(explained.fallbackPath).toEqual([
    { groupId: east.id, group: { zh: '东组', en: '' }, reason: 'routed' },
  ]);
});

test('people see the decisions of their scope: their own and their opportunities, and nobody else’s', async () => {
  const at = await office();
  const { ruleSetId, versionId, east } = at;
  await publish(at, versionId, [rule('r', city('sh'), east.id), rule('rest', CATCH_ALL, east.id)]);
  await arrange(at.console, () => {
    addWaiting(
      at.console,
      Array.from({ length: 6 }, () => ({ city: 'sh' })),
    );
    const { raw } = at.console.store;
    raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('looker', '看', 'Look', '["routing.view"]');
      INSERT INTO user_roles (user_id, role_id) SELECT id, 'looker' FROM users;
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'routing', 'own', '[]'), ('bob', 'routing', 'all', '[]');`);
  });
  await at.run((await at.tell('routing.runRouting', { ruleSetId })).jobId);
  const ofAnn = await at.tell('routing.listDecisions', {}, 'ann');
  expect(ofAnn.total).toBe(3);
  expect(ofAnn.rows.every(({ repId }) => repId === 'ann')).toBe(true);
  expect((await at.tell('routing.listDecisions', {}, 'bob')).total).toBe(6);
  expect((await at.tell('routing.listDecisions', {}, 'cat')).total).toBe(0);
  // The run is somebody else's job: where it may not be opened, it is not named either.
  expect(await at.tell('routing.getWaiting', {}, 'ann')).toEqual({
    waiting: 0,
    unassigned: 0,
    routed: 3,
    lastRunJobId: null,
    runs: [],
  });
  expect((await at.tell('routing.getWaiting', {})).lastRunJobId).toBe(ofAnn.rows[0]?.runId);
  const ofBob = (await at.tell('routing.listDecisions', { repId: 'bob' })).rows[0];
  expect(await at.ask('routing.explainDecision', { id: ofBob?.id ?? 0 }, 'ann')).toMatchObject({
    error: { code: 'api.notFound' },
  });
  // Who takes an opportunity over sees how it came about.
  await arrange(at.console, () =>
    at.console.store.raw
      .prepare(`UPDATE opportunities SET owner_id = 'ann' WHERE id = ?`)
      .run(ofBob?.opportunityId),
  );
  const explained = await at.tell('routing.explainDecision', { id: ofBob?.id ?? 0 }, 'ann');
  expect(explained.reproduced).toBe(true);
  // Who else stood for it stays unnamed outside the scope.
  expect(explained.candidates.map(({ userId, userName }) => [userId, userName])).toEqual([
    ['ann', 'Name of ann'],
    ['', ''],
  ]);
  // The shares of a group are everybody's to see, but not whose they are.
  const members = async (as?: string) =>
    (await at.tell('routing.listGroups', {}, as)).flatMap((group) =>
      group.members.map(({ userId, userName, unit, weight, openCount, assigned }) => [
        userId,
        userName,
        unit?.zh,
        weight,
        openCount,
        assigned,
      ]),
    );
  const hidden = ['', '', undefined, 1, 0, 0];
  expect(await members('ann')).toEqual([['ann', 'Name of ann', '一组', 1, 4, 3], hidden, hidden, hidden]);
  expect(await members('cat')).toEqual([hidden, hidden, hidden, hidden]);
  expect((await members('bob')).every(([userId]) => userId !== '')).toBe(true);
});

test('who may edit a group sees all its members, for saving it replaces them', async () => {
  const at = await office();
  await arrange(at.console, () =>
    at.console.store.raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('editor', '编', '', '["routing.view","routing.edit"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'editor');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'routing', 'own', '[]');`),
  );
  const [group] = await at.tell('routing.listGroups', {}, 'ann');
  expect(group?.members.map(({ userId }) => userId)).toEqual(['ann', 'bob']);
});

test('a closed opportunity that is routed shows only its own facts as seen', async () => {
  const at = await office();
  const { ruleSetId, versionId, east } = at;
  await publish(at, versionId, [rule('r', CATCH_ALL, east.id)]);
  await arrange(at.console, () => addWaiting(at.console, [{ city: 'sh' }], { status: 'won' }));
  await at.run((await at.tell('routing.runRouting', { ruleSetId })).jobId);
  const explained = await at.tell('routing.explainDecision', { id: 1 });
  expect(explained).toMatchObject({ reproduced: true, seen: { city: 'sh' } });
  expect(Object.keys(explained.seen)).toEqual(['city']);
});

test('somebody who has left is never chosen, and a rule set without a published version does not run', async () => {
  const at = await office();
  const { ruleSetId, versionId, group } = at;
  expect(await at.ask('routing.runRouting', { ruleSetId })).toMatchObject({
    error: { code: 'routing.nothingPublished' },
  });
  expect(await at.ask('routing.runRouting', { ruleSetId: 'no' })).toMatchObject({
    error: { code: 'api.notFound' },
  });
  await arrange(at.console, () => addPerson(at.console.store.raw, 'eve'));
  const team = await group('三组', ['ann', 'eve']);
  await publish(at, versionId, [rule('r', CATCH_ALL, team.id)]);
  await arrange(at.console, () => {
    at.console.store.raw.exec(`UPDATE users SET status = 'left' WHERE id = 'eve'`);
    addWaiting(
      at.console,
      Array.from({ length: 5 }, () => ({})),
    );
  });
  await at.run((await at.tell('routing.runRouting', { ruleSetId })).jobId);
  const { rows } = await at.tell('routing.listDecisions', {});
  expect(new Set(rows.map(({ repId }) => repId))).toEqual(new Set(['ann']));
  const explained = await at.tell('routing.explainDecision', { id: rows[0]?.id ?? 0 });
  expect(explained.candidates.find(({ userId }) => userId === 'eve')?.state).toBe('left');
});

test('a long table is read part by part, and each part says how long the whole is and of which revision it is', async () => {
  const at = await office();
  const { versionId, east, west } = at;
  const rules = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => rule(id, city(`city-${id}`), east.id));
  const all = [...rules, rule('rest', CATCH_ALL, west.id)];
  await at.tell('routing.saveDraft', { versionId, revision: 1, rules: all });
  const part = async (offset?: number, limit?: number) => {
    const read = await at.tell('routing.listRules', { versionId, offset, limit });
    expect(read).toMatchObject({ total: 8, version: { revision: 2 } });
    return read.rules;
  };
  expect([...(await part(0, 3)), ...(await part(3, 3)), ...(await part(6, 3))]).toEqual(all);
  expect(await part(undefined, 2)).toEqual(all.slice(0, 2));
  expect(await part(7)).toEqual(all.slice(7));
  expect(await part(8, 3)).toEqual([]);
});
