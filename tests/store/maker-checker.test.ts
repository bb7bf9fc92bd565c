// Maker and checker are two people in the data as well: what somebody with a SQL tool inside a command can and cannot write.
import { desk } from '#support/desk';
import { arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

/** A submitted version: edited last by ann, submitted by bob. */
async function office() {
  const { console, tell, ask } = await desk();
  const { raw } = console.store;
  await arrange(console, () => {
    furnish(console, ['ann', 'bob', 'cat']);
    raw.exec(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES
        ('editor', '编', '', '["routing.view","routing.edit","routing.publish","routing.approve"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'editor'), ('bob', 'editor'), ('cat', 'editor');`);
  });
  const label = { zh: '总表', en: '' };
  const group = { label, isOn: true, fallbackGroupId: null };
  const members = [{ userId: 'ann', weight: 1, openCap: null, isOn: true }];
  const { id: groupId } = await tell('routing.saveGroup', { ...group, members });
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label, approvalShare: null }, 'ann');
  const rule = { id: 'rest', name: '其余', condition: { all: [] }, groupId, isOn: true, note: '' };
  await tell('routing.saveDraft', { versionId, revision: 1, rules: [rule] }, 'ann');
  const draft = { versionId, revision: 2 };
  /** Statements as one actor's command; rolled back where one is refused. */
  const as = (actorId: string, ...statements: string[]) => {
    raw
      .transaction(() => {
        raw.exec(
          `INSERT INTO command_context (id, operation, actor_id, at) VALUES (1, 'sql', '${actorId}', 9)`,
        );
        for (const statement of statements) raw.exec(statement);
        raw.exec('DELETE FROM command_context');
      })
      .immediate();
  };
  const version = () => raw.prepare('SELECT * FROM rule_set_versions WHERE id = ?').get(versionId);
  return { tell, ask, as, draft, ruleSetId, versionId, version, raw };
}

const approve = (by: string, more = '') =>
  `UPDATE rule_set_versions SET status = 'published', published_by = '${by}', published_at = 9, approved_by = '${by}'${more}`;

test('whoever else acts approves what was submitted; nobody approves as somebody else', async () => {
  const it = await office();
  await it.tell('routing.submitDraft', { ...it.draft, note: '' }, 'bob');
  expect(() => it.as('ann', approve('cat'))).toThrow(/who acts/);
  it.as('cat', approve('cat'));
  expect(it.version()).toMatchObject({ status: 'published', approved_by: 'cat', submitted_by: 'bob' });
});

test.each([
  ['who submitted it', 'bob', [approve('bob')], /CHECK/],
  ['who edited it last', 'ann', [approve('ann')], /CHECK/],
  ['the submitter under another name', 'bob', [approve('bob', `, submitted_by = 'cat'`)], /who acts/],
  [
    'the submitter, who forgets the submission in the same breath',
    'bob',
    [approve('bob', ', submitted_by = NULL, submitted_at = NULL')],
    /as it was submitted/,
  ],
  [
    'the editor under another name',
    'ann',
    [`UPDATE rule_set_versions SET edited_by = 'cat'`, approve('ann')],
    /who acts/,
  ],
  [
    'the editor, who is forgotten',
    'ann',
    [`UPDATE rule_set_versions SET edited_by = NULL`, approve('ann')],
    /not forgotten/,
  ],
  [
    'who changes it once more',
    'cat',
    [`UPDATE rule_set_versions SET edited_by = 'cat'`, approve('cat')],
    /CHECK/,
  ],
  [
    'who changes its rows after it was submitted',
    'cat',
    [`UPDATE routing_rules SET name = 'x'`],
    /never changes/,
  ],
  ['who counts it on', 'cat', [approve('cat', ', revision = revision + 1')], /as it was submitted/],
  [
    'who submits it again',
    'cat',
    [`UPDATE rule_set_versions SET submitted_by = 'cat'`, approve('cat')],
    /CHECK/,
  ],
])('%s does not approve it', async (_, actorId, statements, because) => {
  const it = await office();
  await it.tell('routing.submitDraft', { ...it.draft, note: '' }, 'bob');
  const before = it.version();
  expect(() => it.as(actorId, ...statements)).toThrow(because);
  expect(it.version()).toEqual(before);
});

test('what nobody submitted is not approved, and nothing is born approved', async () => {
  const it = await office();
  expect(() => it.as('cat', approve('cat'))).toThrow(/as it was submitted/);
  const columns = 'id, rule_set_id, number, status, note, revision, created_by, created_at';
  const values = `'x', '${it.ruleSetId}', 9, 'published', '', 1, 'ann', 0`;
  expect(() =>
    it.as('cat', `INSERT INTO rule_set_versions (${columns}, approved_by) VALUES (${values}, 'cat')`),
  ).toThrow(/before it is approved/);
  expect(() =>
    it.as(
      'cat',
      `INSERT INTO rule_set_versions (${columns}, submitted_by, submitted_at) VALUES (${values}, 'ann', 1)`,
    ),
  ).toThrow(/before it is submitted/);
});

test('what a dynamic duty keeps apart, nobody does on one record; on two they may', async () => {
  const it = await office();
  const duty = {
    id: 'd',
    label: { zh: '编发分离', en: '' },
    duty: 'dynamic',
    of: 'permissions',
    atMost: 1,
  } as const;
  const { revision } = await it.tell('access.getPolicy', {});
  const members = ['routing.edit', 'routing.publish'];
  await it.tell('access.applyChanges', { revision, changes: [{ kind: 'saveDuty', ...duty, members }] });
  const publish = (by: string) => it.ask('routing.publishDraft', { ...it.draft, note: '' }, by);
  const lines = () => it.raw.prepare('SELECT count(*) FROM audit_lines').pluck().get();
  const before = [it.version(), lines()];
  expect(await publish('ann')).toEqual({
    ok: false,
    error: { code: 'access.dutyBroken', params: { duty: '编发分离', name: 'Name of ann' } },
  });
  expect([it.version(), lines()]).toEqual(before);
  expect(await publish('bob')).toMatchObject({ ok: true });
  // The next draft is another record: who published the last one may edit it, and not publish it then.
  const { versionId } = await it.tell('routing.openDraft', { ruleSetId: it.ruleSetId }, 'bob');
  const next = { versionId, revision: 1, note: '' };
  expect(await it.ask('routing.publishDraft', next, 'bob')).toMatchObject({
    error: { code: 'access.dutyBroken' },
  });
  expect(await it.ask('routing.publishDraft', next, 'ann')).toMatchObject({ ok: true });
});
