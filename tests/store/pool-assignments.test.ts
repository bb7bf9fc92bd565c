import type { Condition } from '#domain/conditions';
import { type ImportDesk, importDesk } from '#support/import-desk';
import { poolOffice } from '#support/pool-office';
import { addWaiting, arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

type Fact = { opportunityId: number; ownerId: string | null; at: number; how: string };
const FACTS =
  'SELECT opportunity_id AS opportunityId, owner_id AS ownerId, at, how FROM assignments ORDER BY id';

async function importing() {
  const made = await importDesk();
  await made.bring('code,name\nfresh,生鲜\n', {
    kind: 'lines',
    source: 's',
    mapping: { columns: { externalId: 'code', name: 'name' } },
  });
  await made.bring('id,name\nr1,陈伟\nr2,李娜\n', {
    kind: 'reps',
    source: 's',
    mapping: { columns: { externalId: 'id', name: 'name' } },
  });
  return made;
}
const choice = {
  kind: 'opportunities',
  source: 's',
  mapping: {
    columns: { externalId: 'id', contact: 'phone', owner: 'owner', status: 'status' },
    constants: { line: 'fresh' },
  },
} as const;
const bring = (made: ImportDesk, ...rows: string[]) =>
  made.bring(['id,phone,owner,status', ...rows].join('\n'), choice);

test('an import starts the clock of each row that has an owner, and again when the file names another', async () => {
  const made = await importing();
  await bring(made, 'E1,13800138000,r1,', 'E2,13900139000,,');
  await bring(made, 'E1,13800138000,r2,', 'E2,13900139000,,');
  await bring(made, 'E1,13800138000,r2,', 'E2,13900139000,r1,');
  const facts = made.rows<Fact & { name: string }>(
    `SELECT a.opportunity_id AS opportunityId, u.external_id AS name, a.how FROM assignments a JOIN users u ON u.id = a.owner_id ORDER BY a.id`,
  );
  expect(facts).toEqual([
    { opportunityId: 1, name: 'r1', how: 'job.transfer.commitImport' },
    { opportunityId: 1, name: 'r2', how: 'job.transfer.commitImport' },
    { opportunityId: 2, name: 'r1', how: 'job.transfer.commitImport' },
  ]);
});

test('one that an import opens again starts anew: its owner is not overdue from before', async () => {
  const made = await importing();
  await bring(made, 'E1,13800138000,r1,');
  await bring(made, 'E1,13800138000,r1,输单');
  expect(made.rows(FACTS)).toHaveLength(1);
  await bring(made, 'E1,13800138000,r1,进行中');
  expect(made.rows(FACTS)).toHaveLength(2);
});

test('an undone import takes its clocks along, and gives back the owner it had taken', async () => {
  const made = await importing();
  await bring(made, 'E1,13800138000,r1,');
  const { batchId } = await bring(made, 'E1,13800138000,r2,', 'E2,13900139000,r1,');
  expect(await made.undo(batchId)).toMatchObject({ status: 'done' });
  const facts = made.rows<{ name: string; how: string }>(
    `SELECT u.external_id AS name, a.how FROM assignments a JOIN users u ON u.id = a.owner_id ORDER BY a.id`,
  );
  expect(facts.map(({ name, how }) => `${name} ${how}`)).toEqual([
    'r1 job.transfer.commitImport',
    'r2 job.transfer.commitImport',
    'r1 job.transfer.undoImport',
  ]);
});

test('a routing run starts the clock of everything it gives away, at the moment of the decision', async () => {
  const { console, tell, run, rows, time } = await poolOffice();
  await arrange(console, () => addWaiting(console, [{}, {}, {}]));
  const { ruleSetId, versionId } = await tell('routing.createRuleSet', { label: { zh: '总表', en: '' } });
  const everything: Condition = { all: [] };
  const rule = { id: 'r', name: 'All', condition: everything, groupId: 'east', isOn: true, note: '' };
  const { revision } = await tell('routing.saveDraft', { versionId, revision: 1, rules: [rule] });
  await tell('routing.publishDraft', { versionId, revision, note: '' });
  await run((await tell('routing.runRouting', { ruleSetId, retryUnassigned: false })).jobId);
  const facts = rows<Fact>(FACTS);
  expect(facts.map(({ at, how }) => [at, how])).toEqual(
    Array.from({ length: 3 }, () => [time.now, 'job.routing.run']),
  );
  expect(facts.map(({ ownerId }) => ownerId)).toEqual(
    rows<{ owner: string }>('SELECT owner_id AS owner FROM opportunities ORDER BY id').map(
      ({ owner }) => owner,
    ),
  );
});

test('what a group hands out by hand lies in its pool, and a claim starts the clock of that group', async () => {
  const { console, opportunity, rows, tell } = await poolOffice();
  const id = await opportunity(null, null);
  const decide = (frame: number, reason: string) =>
    arrange(console, () =>
      console.store.raw.exec(`
        INSERT OR IGNORE INTO rule_sets (id, label_zh, label_en) VALUES ('s', '总表', '');
        INSERT OR IGNORE INTO rule_set_versions (id, rule_set_id, number, status, note, revision, created_by, created_at)
          VALUES ('v', 's', 1, 'draft', '', 1, 'system', 0);
        INSERT INTO decision_frames (id, run_id, version_id, seed, decided_at, first_decision_id, last_decision_id, groups)
          VALUES (${frame}, 'r', 'v', 1, 77, ${frame}, ${frame}, '{}');
        INSERT INTO decisions (id, opportunity_id, frame_id, rule_id, group_id, rep_id, reason, evidence)
          VALUES (${frame}, ${id}, ${frame}, 'x', 'east', NULL, '${reason}', '{}')`),
    );
  await decide(1, 'manualPool');
  expect(rows('SELECT * FROM pool_items')).toEqual([
    { opportunity_id: id, group_id: 'east', since: 77, reason: 'manualPick' },
  ]);
  await decide(2, 'noRule');
  expect(rows('SELECT * FROM pool_items')).toEqual([]);
  await decide(3, 'manualPool');
  await tell('pool.claim', { opportunityId: id }, 'ann');
  expect(rows('SELECT owner_id AS owner, group_id AS "group" FROM opportunities')).toEqual([
    { owner: 'ann', group: 'east' },
  ]);
  expect(rows<Fact>(FACTS)).toMatchObject([{ ownerId: 'ann', how: 'pool.claim' }]);
});

test('a claim, a transfer, a return and a breach each leave who had it from when on', async () => {
  const { opportunity, policy, rows, sweep, tell, time } = await poolOffice();
  await policy({ coolDownHours: 0 });
  const id = await opportunity('ann');
  time.now += 60_000;
  await tell('pool.transfer', { opportunityIds: [id], userId: 'bob' }, 'lea');
  time.now += 60_000;
  await tell('pool.return', { opportunityId: id, reason: '客户要求换人' }, 'bob');
  time.now += 60_000;
  await tell('pool.claim', { opportunityId: id }, 'ann');
  time.now += 24 * 3_600_000;
  await sweep();
  expect(rows<Fact>(FACTS).map(({ ownerId, how }) => [ownerId, how])).toEqual([
    ['ann', 'test.arrange'],
    ['bob', 'pool.transfer'],
    [null, 'pool.return'],
    ['ann', 'pool.claim'],
    [null, 'job.pool.sweep'],
  ]);
});

test('whatever writes an owner starts the clock, even where it forgets the moment', async () => {
  const { console, rows, time } = await poolOffice();
  let id = 0;
  await arrange(console, () => {
    id = addWaiting(console, [{}]);
    console.store.raw.prepare(`UPDATE opportunities SET owner_id = 'ann' WHERE id = ?`).run(id);
  });
  expect(rows(FACTS)).toEqual([{ opportunityId: id, ownerId: 'ann', at: time.now, how: 'test.arrange' }]);
});

test('what does not touch the owner leaves the clock alone', async () => {
  const { console, opportunity, rows } = await poolOffice();
  const id = await opportunity('ann');
  await arrange(console, () =>
    console.store.raw.prepare(`UPDATE opportunities SET stage = 'visited', title = 'x' WHERE id = ?`).run(id),
  );
  expect(rows(FACTS)).toHaveLength(1);
});
