import { PERMISSIONS } from '#domain/access';
import type { Change } from '#domain/rights';
import { type Desk, desk } from '#support/desk';
import { fillCrowd } from '#support/crowd';
import { give, role, show } from '#support/policy';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const refused = (code: string, params: object = {}) => ({ ok: false, error: { code, params } });

/** 'own' may everything, 'ann' and 'bob' are reps of one team; 'ann' owns the first of a few opportunities, 'bob' the second. */
async function company() {
  const time = { now: 1_800_000_000_000 };
  const it = await desk({ now: () => time.now });
  fillCrowd(it.console.store, { cards: 6, followUps: 6, orders: 6 });
  const change = (sql: string) =>
    it.console.store.raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', ${time.now});
      ${sql}; DELETE FROM command_context`);
  change(`
    INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
    INSERT INTO users SELECT value, value, value, 'east', 'active', 's', value, 0 FROM json_each('["own","ann","bob"]');
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('everything', '全部', '', '${JSON.stringify(PERMISSIONS)}'),
      ('rep', '销售', '', '["contacts.view"]'), ('looker', '查看', '', '["access.view","contacts.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'everything'), ('ann', 'rep'), ('bob', 'looker');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'own', '[]'), ('bob', 'contacts', 'own', '[]');
    UPDATE opportunities SET owner_id = 'ann' WHERE id = 1;
    UPDATE opportunities SET owner_id = 'bob' WHERE id = 2`);
  const save = async (...changes: Change[]) => {
    const { revision } = await it.tell('access.getPolicy', {});
    return it.tell('access.applyChanges', { revision, changes }, 'own');
  };
  return { ...it, time, change, save };
}

const opportunity = (id: number) => ({ kind: 'opportunity', id }) as const;
const seers = async (it: Desk, id: number, asOf: number | null = null) =>
  (await it.tell('access.whoSees', { record: opportunity(id), asOf }, 'own')).people
    .map(({ personId }) => personId)
    .toSorted();

test('who is told to see a record is who is answered when they ask for it', async () => {
  const it = await company();
  for (const id of [1, 2, 3]) {
    const told = await seers(it, id);
    for (const who of ['own', 'ann', 'bob'])
      expect((await it.ask('contacts.getOpportunity', { id }, who)).ok, `${who} ${id}`).toBe(
        told.includes(who),
      );
  }
  expect(await seers(it, 1)).toEqual(['ann', 'own']);
});

test('a card and an order are seen by whoever owns an opportunity of the contact', async () => {
  const it = await company();
  const cardId = it.console.store.raw.prepare('SELECT card_id FROM orders WHERE id = 1').pluck().get();
  it.change(`UPDATE opportunities SET owner_id = 'ann' WHERE card_id = ${String(cardId)}`);
  const card = await it.tell('access.whoSees', { record: { kind: 'card', id: Number(cardId) } }, 'own');
  expect(card.people.map(({ personId }) => personId).toSorted()).toEqual(['ann', 'own']);
  await it.save(
    role('rep', [], ['contacts.view', 'orders.view']),
    show('ann', 'own', { pageGroup: 'orders' }),
  );
  const order = await it.tell('access.whoSees', { record: { kind: 'order', id: 1 } }, 'own');
  expect(order.people.map(({ personId }) => personId).toSorted()).toEqual(['ann', 'own']);
  expect((await it.ask('orders.getOrder', { id: 1 }, 'ann')).ok).toBe(true);
});

test('why not names both doors, and each offer has its price in pages and rows and does what it says', async () => {
  const it = await company();
  const asked = { personId: 'bob', record: opportunity(1), asOf: null };
  const found = await it.tell('access.explainRecord', asked, 'own');
  expect(found).toMatchObject({
    about: { owners: [{ id: 'ann', name: 'ann' }], permission: 'contacts.view', wasThere: true },
    may: false,
    page: { may: true },
    rows: { may: false },
  });
  const [first] = found.changes;
  expect(first).toMatchObject({ people: 1, permissions: [] });
  expect(first?.counts).toContainEqual({ kind: 'opportunities', gained: 1 });
  await it.save(...(first?.changes ?? []));
  expect((await it.ask('contacts.getOpportunity', { id: 1 }, 'bob')).ok).toBe(true);
  expect(await it.tell('access.explainRecord', asked, 'own')).toMatchObject({ may: true, changes: [] });
});

test('a record that the one who asks does not see is not spoken of', async () => {
  const it = await company();
  const hidden = refused('api.notFound', { what: 'opportunity', id: '1' });
  expect(await it.ask('access.whoSees', { record: opportunity(1) }, 'bob')).toEqual(hidden);
  expect(await it.ask('access.explainRecord', { personId: 'ann', record: opportunity(1) }, 'bob')).toEqual(
    hidden,
  );
  expect((await it.ask('access.whoSees', { record: opportunity(2) }, 'bob')).ok).toBe(true);
  expect(await it.ask('access.whoSees', { record: opportunity(1) }, 'ann')).toEqual(
    refused('api.notPermitted', { needs: 'access.view' }),
  );
  expect(await it.ask('access.whoSees', { record: opportunity(999) }, 'own')).toEqual(
    refused('api.notFound', { what: 'opportunity', id: '999' }),
  );
});

test('what somebody could see on a day is answered by the rights and by the owner of that day', async () => {
  const it = await company();
  const before = it.time.now;
  it.time.now += DAY;
  it.change(`UPDATE opportunities SET owner_id = 'bob' WHERE id = 1`);
  expect([await seers(it, 1, before), await seers(it, 1)]).toEqual([
    ['ann', 'own'],
    ['bob', 'own'],
  ]);
  it.time.now += DAY;
  await it.save({ kind: 'revokeRole', personId: 'bob', roleId: 'looker', from: 0 });
  expect([await seers(it, 1, it.time.now - 1), await seers(it, 1)]).toEqual([['bob', 'own'], ['own']]);
  const past = await it.tell(
    'access.explainRecord',
    { personId: 'bob', record: opportunity(1), asOf: before },
    'own',
  );
  expect(past).toMatchObject({ may: false, about: { owners: [{ id: 'ann' }] }, changes: [] });
  expect((await it.tell('access.whoSees', { record: opportunity(1), asOf: 5 }, 'own')).about.wasThere).toBe(
    false,
  );
});

const side = (kind: 'person' | 'role', id: string, asOf: number | null = null) => ({ kind, id, asOf });

test('two people are compared with their rows, and made alike by the changes that are offered', async () => {
  const it = await company();
  const ask = () => it.tell('access.compare', { a: side('person', 'own'), b: side('person', 'ann') }, 'own');
  const found = await ask();
  expect(found.rows.find(({ kind }) => kind === 'opportunities')).toEqual({
    kind: 'opportunities',
    onlyA: 5,
    onlyB: 0,
    both: 1,
  });
  expect(found.permissions.both).toEqual(['contacts.view']);
  await it.save(...found.changes);
  const after = await ask();
  expect(after).toMatchObject({ permissions: { onlyA: [], onlyB: [] }, changes: [] });
  expect(after.rows.find(({ kind }) => kind === 'opportunities')).toMatchObject({ onlyA: 0, both: 6 });
});

test('a role is compared with itself on another day and taken back to it', async () => {
  const it = await company();
  const before = it.time.now;
  it.time.now += DAY;
  await it.save(role('rep', ['looker'], ['orders.view']));
  const found = await it.tell(
    'access.compare',
    { a: side('role', 'rep', before), b: side('role', 'rep') },
    'own',
  );
  expect(found).toMatchObject({
    permissions: { onlyA: [], both: ['contacts.view'] },
    roles: { onlyB: ['looker'] },
    rows: [],
  });
  await it.save(...found.changes);
  expect((await it.tell('access.getPolicy', {})).roles.find(({ id }) => id === 'rep')).toMatchObject({
    parents: [],
    permissions: ['contacts.view'],
  });
});

test('what cannot be compared is refused, and nothing is offered for a day that is over', async () => {
  const it = await company();
  const ask = (a: ReturnType<typeof side>, b: ReturnType<typeof side>) =>
    it.ask('access.compare', { a, b }, 'own');
  expect(await ask(side('person', 'own'), side('role', 'rep'))).toEqual(refused('access.unlike'));
  expect(await ask(side('person', 'own'), side('person', 'ghost'))).toEqual(
    refused('api.notFound', { what: 'person', id: 'ghost' }),
  );
  expect(await ask(side('person', 'own'), side('person', 'ann', it.time.now))).toMatchObject({
    value: { changes: [] },
  });
});

test('a conflict is listed with the roles that made it, also for a day that is over', async () => {
  const it = await company();
  it.change(`INSERT INTO duties VALUES ('d', '分开', 'Apart', 'static', 'roles', '["rep","looker"]', 1);
    INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'looker')`);
  expect(await it.tell('access.listConflicts', {}, 'own')).toMatchObject([
    {
      dutyId: 'd',
      name: 'ann',
      held: [
        { member: 'rep', paths: [{ chain: ['rep'] }] },
        { member: 'looker', paths: [{ chain: ['looker'] }] },
      ],
    },
  ]);
  expect(await it.tell('access.listConflicts', { asOf: it.time.now - 1 }, 'own')).toEqual([]);
});

test('the history is narrowed to a person, a role, a unit, a maker and days', async () => {
  const it = await company();
  const first = it.time.now;
  it.time.now += DAY;
  await it.save(give('ann', 'looker'), show('bob', 'chosen', { unitIds: ['east'] }));
  it.time.now += DAY;
  await it.save(role('looker', ['rep'], []), { kind: 'saveUnit', id: 'east', leaderId: 'ann' });
  const of = async (filter: object) =>
    (await it.tell('access.listHistory', { from: first + 1, ...filter })).rows.map(
      ({ after }) => after?.entity,
    );
  expect(await of({})).toEqual(['unit', 'role', 'scopeGrant', 'roleGrant']);
  expect(await of({ personId: 'ann' })).toEqual(['roleGrant']);
  expect(await of({ roleId: 'looker' })).toEqual(['role', 'roleGrant']);
  expect(await of({ unitId: 'east' })).toEqual(['unit', 'scopeGrant']);
  expect(await of({ actorId: 'ann' })).toEqual([]);
  expect(await of({ to: it.time.now })).toEqual(['scopeGrant', 'roleGrant']);
});

test('everything since a moment is taken back at once', async () => {
  const it = await company();
  const since = it.time.now;
  const before = await it.tell('access.getPolicy', {});
  it.time.now += DAY;
  await it.save(give('ann', 'looker'), role('extra', ['looker'], ['jobs.view']), give('bob', 'extra'));
  await it.save(role('rep', ['extra'], []), { kind: 'saveUnit', id: 'east', leaderId: 'ann' });
  const { changes, left } = await it.tell('access.changesSince', { since }, 'own');
  expect(left).toBe(0);
  await it.save(...changes);
  expect({ ...(await it.tell('access.getPolicy', {})), revision: 0 }).toEqual({ ...before, revision: 0 });
});
