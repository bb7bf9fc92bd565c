import { contract } from '#contract/contract';
import { VIEW_MS } from '#api/view-as';
import { fillCrowd } from '#support/crowd';
import { officeAt, OWNER, secondOwner } from '#support/windows';
import { expect, test } from 'vitest';

const refused = (code: string, params: object = {}) => ({ ok: false, error: { code, params } });

/** An owner at a window, a rep 'ann' who sees her own opportunity of two, and a leader 'lea' who may change rights in the east only. */
async function office() {
  const it = await officeAt();
  fillCrowd(it.console.store, { cards: 4, followUps: 4, orders: 4 });
  it.change(`
    INSERT INTO units VALUES ('east', NULL, '东区', 'East', NULL, NULL);
    INSERT INTO users SELECT value, value, value, 'east', 'active', 's', value, 0 FROM json_each('["ann","lea"]');
    INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('seller', '销售', '', '["contacts.view"]'),
      ('keeper', '管理', '', '["access.view","access.edit","contacts.view"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'seller'), ('lea', 'keeper');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('ann', 'contacts', 'own', '[]'), ('lea', 'contacts', 'group', '[]');
    UPDATE opportunities SET owner_id = 'ann' WHERE id = 1`);
  const view = (personId = 'ann') => it.owner.tell('access.viewAs', { personId, reason: '客户说看不到商机' });
  const linesOf = async () =>
    (await it.tell('audit.listLines', {})).rows
      .filter(({ operation }) => /[vV]iewAs$/.test(operation))
      .map(({ operation, actorId, subject, detail }) => ({ operation, actorId, subject, detail }));
  return { ...it, view, linesOf };
}
type Office = Awaited<ReturnType<typeof office>>;

const seenBy = async (it: Pick<Office['owner'], 'ask'>) => {
  const reply = await it.ask('contacts.listOpportunities', {});
  return reply.ok ? reply.value.rows.map(({ id }) => id) : reply.error.code;
};
const ended = (why: string) => ({
  operation: 'access.endViewAs',
  actorId: expect.any(String) as string,
  subject: 'ann',
  detail: { why },
});

test('a window that views somebody shows what they see and their pages, until it is asked to end', async () => {
  const it = await office();
  const all = await seenBy(it.owner);
  await it.view();
  expect(await seenBy(it.owner)).toEqual([1]);
  expect(await it.owner.ask('orders.listOrders', {})).toEqual(
    refused('api.notPermitted', { needs: 'orders.view' }),
  );
  expect(await it.owner.tell('access.getSession', {})).toMatchObject({
    me: { userId: 'ann', permissions: ['contacts.view'] },
    locked: false,
    viewing: { byName: OWNER.name, until: it.time.now + VIEW_MS },
  });
  await it.owner.tell('access.endViewAs', {});
  expect(await seenBy(it.owner)).toEqual(all);
  expect(await it.linesOf()).toEqual([
    { ...ended('asked'), actorId: it.ownerId },
    {
      operation: 'access.viewAs',
      actorId: it.ownerId,
      subject: 'ann',
      detail: { reason: '客户说看不到商机', until: it.time.now + VIEW_MS },
    },
  ]);
  expect(await it.owner.ask('access.endViewAs', {})).toEqual(refused('access.notViewing'));
});

test('while viewing no write of any kind is taken: no job, no export, no second view', async () => {
  const it = await office();
  await it.view();
  const before = it.console.store.raw.prepare('SELECT max(seq) FROM audit_lines').pluck().get();
  const writes = Object.entries(contract).filter(
    ([name, { kind, needs }]) => kind === 'write' && needs !== 'nobody' && name !== 'access.endViewAs',
  );
  expect(writes.length).toBeGreaterThan(50);
  for (const [name] of writes)
    expect(await it.console.dispatch(it.owner.session, name, {}), name).toEqual(
      refused('access.viewingOnly', { name: 'ann' }),
    );
  expect(it.console.store.raw.prepare('SELECT max(seq) FROM audit_lines').pluck().get()).toBe(before);
  expect(it.console.store.raw.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(0);
});

test('files, exports, windows and the way to recover are not shown while viewing', async () => {
  const it = await office();
  await it.view();
  const exports = Object.keys(contract).filter((name) => /export/i.test(name));
  expect(exports.length).toBeGreaterThan(3);
  const kept = ['transfer.getFile', 'transfer.readChunk', 'access.listSessions', 'access.getRecovery'];
  for (const name of [...exports, ...kept])
    expect(await it.console.dispatch(it.owner.session, name, {}), name).toEqual(
      refused('access.viewingOnly', { name: 'ann' }),
    );
});

test('half an hour after it began the view is over, and the call that finds it so is not answered as somebody else', async () => {
  const it = await office();
  const all = await seenBy(it.owner);
  await it.view();
  it.time.now += VIEW_MS - 1;
  expect(await seenBy(it.owner)).toEqual([1]);
  it.time.now += 1;
  expect(await Promise.all([seenBy(it.owner), seenBy(it.owner)])).toContain('access.viewEnded');
  expect(await seenBy(it.owner)).toEqual(all);
  expect((await it.linesOf())[0]).toEqual(ended('time'));
  expect(await it.linesOf()).toHaveLength(2);
});

test('signing out, locking, idling and signing in as another end the view', async () => {
  const it = await office();
  for (const leave of ['access.signOut', 'access.lock'] as const) {
    await it.view();
    await it.owner.tell(leave, {});
    expect((await it.linesOf())[0], leave).toEqual(ended('window'));
    await it.owner.signIn(OWNER.login, OWNER.password);
    expect((await it.owner.tell('access.getSession', {})).me?.userId, leave).toBe(it.ownerId);
  }
  await it.view();
  it.owner.session.lastSeenAt -= VIEW_MS + 1;
  expect(await it.owner.ask('contacts.listOpportunities', {})).toEqual(refused('api.locked'));
  expect(await it.owner.tell('access.getSession', {})).toMatchObject({
    me: { userId: it.ownerId },
    locked: true,
    viewing: null,
  });
  await it.owner.tell('access.unlock', { password: OWNER.password });
  expect((await it.owner.tell('access.getSession', {})).viewing).toBeNull();
});

test('a window that was ended from elsewhere and signed in again by the same person shows their own console', async () => {
  const it = await office();
  const second = await secondOwner(it);
  await it.view();
  await second.tell('access.endSession', { id: it.owner.session.id });
  expect(await it.owner.tell('access.getSession', {})).toMatchObject({ me: null, viewing: null });
  expect((await it.linesOf())[0]).toEqual(ended('window'));
  await it.owner.signIn(OWNER.login, OWNER.password);
  expect((await it.owner.tell('access.getSession', {})).me?.userId).toBe(it.ownerId);
  expect((await it.linesOf())[0]).toEqual(ended('window'));
});

test('when the other one leaves, or the viewer may no longer, the view is over at the next call', async () => {
  const it = await office();
  await it.view();
  it.change(`UPDATE users SET status = 'left' WHERE id = 'ann'`);
  expect(await it.owner.ask('contacts.listOpportunities', {})).toEqual(refused('access.viewEnded'));
  expect((await it.linesOf())[0]).toEqual(ended('lost'));
  expect(await it.owner.ask('access.viewAs', { personId: 'ann', reason: 'x' })).toEqual(
    refused('api.notFound', { what: 'person', id: 'ann' }),
  );
  it.change(`UPDATE users SET status = 'active' WHERE id = 'ann'`);
  const second = await secondOwner(it);
  await second.tell('access.viewAs', { personId: 'ann', reason: 'x' });
  it.change(`DELETE FROM user_roles WHERE user_id = '${second.userId}'`);
  expect((await second.tell('access.getSession', {})).viewing).toBeNull();
  expect(await second.ask('contacts.listOpportunities', {})).toEqual(
    refused('api.notPermitted', { needs: 'contacts.view' }),
  );
});

test('one window views and the other of the same person does not', async () => {
  const it = await office();
  const other = it.window();
  await other.signIn(OWNER.login, OWNER.password);
  await it.view();
  expect((await other.tell('access.getSession', {})).viewing).toBeNull();
  expect(await other.ask('access.lock', {})).toMatchObject({ ok: true });
  expect(await seenBy(it.owner)).toEqual([1]);
});

test('two that begin at once leave one view, and its end ends it', async () => {
  const it = await office();
  await Promise.all([
    it.owner.ask('access.viewAs', { personId: 'ann', reason: 'x' }),
    it.owner.ask('access.viewAs', { personId: 'lea', reason: 'x' }),
  ]);
  await it.owner.tell('access.endViewAs', {});
  expect(await it.owner.tell('access.getSession', {})).toMatchObject({
    me: { userId: it.ownerId },
    viewing: null,
  });
});

test('only who may change rights views, never themselves, and nobody who may or sees more', async () => {
  const it = await office();
  const ask = (as: string, personId: string) => it.ask('access.viewAs', { personId, reason: 'x' }, as);
  expect(await ask('ann', 'lea')).toEqual(refused('api.notPermitted', { needs: 'access.edit' }));
  expect(await ask('lea', 'lea')).toEqual(refused('access.notYourself'));
  expect(await ask('lea', it.ownerId)).toEqual(refused('access.aboveYou', { name: OWNER.name }));
  expect(await ask('lea', 'ghost')).toEqual(refused('api.notFound', { what: 'person', id: 'ghost' }));
  expect(await ask('lea', 'ann')).toMatchObject({ ok: true });
  expect(await it.ask('access.viewAs', { personId: 'ann', reason: ' ' }, 'lea')).toMatchObject({
    ok: false,
    error: { code: 'api.badInput' },
  });
});

test('looking as somebody else is no use of their rights', async () => {
  const it = await office();
  await it.view();
  await seenBy(it.owner);
  const uses = it.console.store.raw.prepare(`SELECT count(*) FROM permission_uses WHERE user_id = 'ann'`);
  expect(uses.pluck().get()).toBe(0);
});
