import { PERMISSIONS } from '#domain/access';
import type { Change } from '#domain/rights';
import { type Desk, desk } from '#support/desk';
import { give, role, show } from '#support/policy';
import { expect, test } from 'vitest';

const DAY = 86_400_000;

/** A company of two teams: 'own' may everything, 'lea' leads 'east' and may change rights there, the others have nothing. */
async function company(): Promise<
  Desk & { time: { now: number }; save: (changes: Change[], as?: string) => Promise<unknown> }
> {
  const time = { now: 1_800_000_000_000 };
  const it = await desk({ now: () => time.now });
  it.console.store.raw.exec(`
    INSERT INTO command_context VALUES (1, 'test', 'system', 1);
    INSERT INTO units VALUES ('root', NULL, '总部', 'HQ', NULL, NULL), ('east', 'root', '东区', 'East', NULL, NULL), ('west', 'root', '西区', 'West', NULL, NULL);
    INSERT INTO users SELECT value, value, value, iif(value = 'wes', 'west', iif(value = 'own', NULL, 'east')), 'active', 's', value, 0
      FROM json_each('["own","lea","ann","bob","wes"]');
    UPDATE units SET leader_id = 'lea' WHERE id = 'east';
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('everything', '全部', '', '${JSON.stringify(PERMISSIONS)}'),
      ('keeper', '管理', '', '["access.view","access.edit","contacts.view"]'), ('rep', '销售', '', '["contacts.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'everything'), ('lea', 'keeper');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('lea', 'contacts', 'subtree', '[]');
    DELETE FROM command_context`);
  const save = async (changes: Change[], as = 'own') => {
    const { revision } = await it.tell('access.getPolicy', {});
    return it.ask('access.applyChanges', { revision, changes }, as);
  };
  return { ...it, time, save };
}

const seen = async (it: Desk, as: string) =>
  (await it.tell('access.listUsers', {}, as)).map(({ id }) => id).toSorted();
const refused = (code: string, params: object = {}) => ({
  ok: false,
  error: { code, params: expect.objectContaining(params) as unknown },
});

test('what an administrator saves counts from the next call on, and is told before it is saved', async () => {
  const it = await company();
  const changes = [role('viewer', ['rep'], ['orders.view']), give('ann', 'viewer'), show('ann', 'group')];
  const preview = await it.tell('access.previewChanges', { changes }, 'own');
  expect(preview).toMatchObject({
    people: [
      {
        personId: 'ann',
        permissions: { gained: ['orders.view', 'contacts.view'], lost: [] },
        rows: [{ pageGroup: 'contacts', gained: ['ann', 'bob', 'lea'], lost: [] }],
      },
    ],
    conflicts: [],
    excess: null,
    lostKeeperAt: null,
  });
  expect(await seen(it, 'ann')).toEqual([]);
  expect(await it.save(changes)).toMatchObject({ ok: true });
  expect(await seen(it, 'ann')).toEqual(['ann', 'bob', 'lea']);
  expect(await it.ask('access.getPolicy', {}, 'ann')).toEqual(refused('api.notPermitted'));
});

test('a grant ends by itself at its moment', async () => {
  const it = await company();
  await it.save([give('ann', 'keeper', it.time.now, it.time.now + DAY)]);
  expect(await it.ask('access.getPolicy', {}, 'ann')).toMatchObject({ ok: true });
  it.time.now += DAY;
  expect(await it.ask('access.getPolicy', {}, 'ann')).toEqual(refused('api.notPermitted'));
});

test('the second of two who change at the same time is told to look again', async () => {
  const it = await company();
  const { revision } = await it.tell('access.getPolicy', {});
  await it.tell('access.applyChanges', { revision, changes: [give('ann', 'rep')] }, 'own');
  expect(await it.ask('access.applyChanges', { revision, changes: [give('bob', 'rep')] }, 'own')).toEqual(
    refused('access.stale'),
  );
});

test('a leader who administers gives their own people what they have, and nothing else to nobody else', async () => {
  const it = await company();
  expect(await it.save([give('ann', 'rep'), show('ann', 'own')], 'lea')).toMatchObject({ ok: true });
  for (const [change, kind] of [
    [give('wes', 'rep'), 'person'],
    [give('ann', 'everything'), 'permission'],
    [show('ann', 'all'), 'rows'],
    [show('ann', 'own', { pageGroup: 'orders' }), 'rows'],
    [role('rep', [], ['contacts.view', 'jobs.view']), 'permission'],
    [{ kind: 'saveUnit', id: 'east', parentId: null, leaderId: 'ann' }, 'unit'],
  ] as [Change, string][])
    expect(await it.save([change], 'lea'), JSON.stringify(change)).toEqual(
      refused('access.beyondYou', { kind }),
    );
});

test('nobody is given what a duty keeps apart, and what cannot be made is refused by name', async () => {
  const it = await company();
  const label = { zh: '制单与审核', en: 'Make and check' };
  const duty: Change = {
    kind: 'saveDuty',
    id: 'd',
    label,
    duty: 'static',
    of: 'roles',
    members: ['rep', 'keeper'],
    atMost: 1,
  };
  await it.save([duty]);
  expect(await it.save([give('lea', 'rep')])).toEqual(
    refused('access.dutyBroken', { duty: label.zh, name: 'lea' }),
  );
  expect(await it.save([role('rep', ['keeper'], []), role('keeper', ['rep'], [])])).toEqual(
    refused('access.circle'),
  );
  expect(await it.save([{ kind: 'removeRole', id: 'rep' }])).toEqual(refused('access.roleInUse'));
  expect(await it.save([give('ghost', 'rep')])).toEqual(refused('api.notFound', { what: 'person' }));
  expect(await it.save([give('ann', 'rep', 5, 5)])).toEqual(refused('access.endsBeforeStart'));
});

test('somebody can always change rights', async () => {
  const it = await company();
  await it.save([{ kind: 'revokeRole', personId: 'lea', roleId: 'keeper', from: 0 }]);
  expect(await it.save([{ kind: 'revokeRole', personId: 'own', roleId: 'everything', from: 0 }])).toEqual(
    refused('access.lastKeeper'),
  );
  expect(await it.save([give('own', 'everything', 0, it.time.now + DAY)])).toEqual(
    refused('access.lastKeeper'),
  );
});

test('why somebody may not, and the smallest change that lets them, which then does', async () => {
  const it = await company();
  const question = { kind: 'row', pageGroup: 'contacts', ownerId: 'bob' } as const;
  const ask = () => it.tell('access.explain', { personId: 'ann', question }, 'own');
  const found = await ask();
  expect(found).toMatchObject({ may: false, paths: [] });
  const changes = found.changes[0]?.changes;
  if (!changes) throw new Error('nothing was suggested');
  expect(await it.save(changes)).toMatchObject({ ok: true });
  expect(await ask()).toMatchObject({ may: true, paths: [{ kind: 'scope', units: ['east'] }], changes: [] });
  expect((await it.tell('access.whoMay', { question }, 'own')).map(({ personId }) => personId)).toEqual([
    'ann',
    'lea',
    'own',
  ]);
  expect(await it.ask('access.explain', { personId: 'ghost', question }, 'own')).toEqual(
    refused('api.notFound'),
  );
});

test('what was true on a day is answered for that day, and each change can be taken back', async () => {
  const it = await company();
  const before = it.time.now;
  it.time.now += DAY;
  await it.save([give('ann', 'rep'), show('ann', 'own'), role('rep', [], ['contacts.view', 'orders.view'])]);
  const question = { kind: 'permission', permission: 'contacts.view' } as const;
  const mayAt = async (asOf: number | null) =>
    (await it.tell('access.explain', { personId: 'ann', question, asOf })).may;
  expect([await mayAt(before), await mayAt(null)]).toEqual([false, true]);
  const { rows } = await it.tell('access.listHistory', { limit: 3 });
  expect(rows.map(({ actorName }) => actorName)).toEqual(['own', 'own', 'own']);
  const undos = rows.flatMap(({ undo }) => (undo ? [undo] : []));
  expect(undos.map(({ kind }) => kind)).toEqual(['saveRole', 'revokeScope', 'revokeRole']);
  await it.save(undos);
  const now = await it.tell('access.getPolicy', {});
  const then = await it.tell('access.getPolicy', { asOf: before });
  expect({ ...now, revision: 0 }).toEqual({ ...then, revision: 0 });
});
