import type { Change } from '#domain/rights';
import type { Desk } from '#support/desk';
import { give, role } from '#support/policy';
import { company, NOW } from '#support/rights-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;

const refused = (code: string, params: object = {}) => ({
  ok: false,
  error: { code, params: expect.objectContaining(params) as unknown },
});
const end = NOW + 30 * DAY;
const ask = (it: Desk, as: string, ...changes: Change[]) =>
  it.ask('access.request', { changes, reason: '支援东区活动，需要查看客户' }, as);
const propose = (it: Desk, changes: Change[], more: { effectiveAt?: number; alone?: boolean } = {}) =>
  it.tell('access.propose', { changes, reason: '换季调整', ...more }, 'own');

async function decide(it: Desk, id: string, as: string, decision: 'approve' | 'reject' = 'approve') {
  const { revision } = await it.tell('access.getPolicy', {});
  return it.ask('access.decideProposal', { id, revision, decision, note: '好' }, as);
}
const stateOf = async (it: Desk, id: string) => (await it.tell('access.getProposal', { id }, 'own')).state;
const rolesOf = async (it: Desk, personId: string) => {
  const { people } = await it.tell('access.getPolicy', {});
  return people.find((one) => one.id === personId)?.roles ?? [];
};

test('a rep asks for a role for a month, their leader sees it and what it does, and approves: it counts at once', async () => {
  const it = await company();
  const asked = await it.tell(
    'access.request',
    { changes: [give('ann', 'rep', NOW - DAY, end)], reason: '新来的' },
    'ann',
  );
  expect(asked).toMatchObject({ state: 'waiting', approver: { kind: 'leader', people: [{ id: 'lea' }] } });
  const waiting = await it.tell('access.listProposals', { which: 'toDecide' }, 'lea');
  expect(waiting).toMatchObject({
    total: 1,
    rows: [{ proposer: { name: 'ann' }, names: { rep: { zh: '销售' } } }],
  });
  expect(await it.tell('access.getProposal', { id: asked.id }, 'lea')).toMatchObject({
    mayDecide: true,
    against: null,
    preview: { people: [{ personId: 'ann', permissions: { gained: ['contacts.view'], lost: [] } }] },
  });
  it.time.now += DAY;
  expect(await decide(it, asked.id, 'lea')).toEqual({ ok: true, value: { state: 'applied' } });
  // It begins when it is approved, not when it was asked for, and ends when it was asked to.
  expect(await rolesOf(it, 'ann')).toEqual([{ roleId: 'rep', from: NOW + DAY, to: end }]);
  expect(await it.tell('access.listProposals', { which: 'mine' }, 'ann')).toMatchObject({
    rows: [
      { state: 'applied', steps: [{ step: 'approved', by: { id: 'lea' }, note: '好' }, { step: 'applied' }] },
    ],
  });
});

test('it goes up the tree past a leader who does not have it, asks themself or left, and at last to who may change rights', async () => {
  const it = await company();
  const approverOf = async (as: string, ...changes: Change[]) => {
    const reply = await ask(it, as, ...changes);
    return reply.ok ? reply.value.approver : reply;
  };
  const people = (kind: string, ...ids: string[]) =>
    expect.objectContaining({ kind, people: ids.map((id) => ({ id, name: id })) }) as unknown;
  expect(await approverOf('ann', give('ann', 'clerk', NOW, end))).toEqual(people('leader', 'top'));
  expect(await approverOf('lea', give('lea', 'clerk', NOW, end))).toEqual(people('leader', 'top'));
  expect(await approverOf('top', give('top', 'everything', NOW, end))).toEqual(
    people('keepers', 'own', 'two'),
  );
  expect(await approverOf('wes', give('wes', 'rep', NOW, end))).toEqual(people('keepers', 'own', 'two'));
  expect(await approverOf('two', give('two', 'rep', NOW, end))).toEqual(people('keepers', 'own'));
  // A leader asks for their own people; who leads above decides.
  expect(await approverOf('lea', give('bob', 'rep', NOW, end))).toEqual(people('leader', 'top'));
  await it.tell('access.endAccount', { id: 'lea' });
  expect(await approverOf('ann', give('ann', 'rep', NOW, end))).toEqual(people('leader', 'top'));
});

test('nobody asks for others, for more than grants, or for ever in two words; what a duty keeps apart is refused by its name', async () => {
  const it = await company();
  expect(await ask(it, 'ann', give('bob', 'rep', NOW, end))).toEqual(refused('access.notYourPeople'));
  expect(await ask(it, 'ann', role('rep', [], ['access.edit']))).toEqual(refused('api.badInput'));
  const changes = [give('ann', 'rep', NOW)];
  expect(await it.ask('access.request', { changes, reason: '要' }, 'ann')).toEqual(
    refused('access.endlessNeedsWords'),
  );
  const { revision } = await it.tell('access.getPolicy', {});
  const label = { zh: '制单与审核', en: '' };
  const duty = { kind: 'saveDuty', id: 'd', label, duty: 'static', of: 'roles', atMost: 1 } as const;
  await it.tell(
    'access.applyChanges',
    { revision, changes: [{ ...duty, members: ['rep', 'clerk'] }, give('ann', 'rep')] },
    'own',
  );
  expect(await ask(it, 'ann', give('ann', 'clerk', NOW, end))).toEqual(
    refused('access.dutyBroken', { duty: label.zh }),
  );
});

test('nobody decides their own or what is for them, a stranger does not even see it, and a leader only what they have', async () => {
  const it = await company();
  const { id } = await it.tell(
    'access.request',
    { changes: [give('bob', 'clerk', NOW, end)], reason: '内勤休假' },
    'lea',
  );
  expect(await decide(it, id, 'lea')).toEqual(refused('access.ownProposal'));
  expect(await decide(it, id, 'bob')).toEqual(refused('access.ownProposal'));
  expect(await decide(it, id, 'wes')).toEqual(refused('api.notFound'));
  expect(await it.ask('access.getProposal', { id }, 'ann')).toEqual(refused('api.notFound'));
  expect(await it.ask('access.listProposals', { which: 'all' }, 'ann')).toEqual(refused('api.notPermitted'));
  // What it does to whom is for who decides it: whoever asks sees their own wish.
  expect(await it.tell('access.getProposal', { id }, 'lea')).toMatchObject({
    preview: null,
    mayDecide: false,
  });
  const mine = await it.tell(
    'access.request',
    { changes: [give('ann', 'clerk', NOW, end)], reason: '内勤休假' },
    'ann',
  );
  expect(await decide(it, mine.id, 'lea')).toEqual(refused('api.notFound'));
  expect(await decide(it, mine.id, 'top', 'reject')).toEqual({ ok: true, value: { state: 'rejected' } });
  expect(await rolesOf(it, 'ann')).toEqual([]);
});

test('of two who approve at once one does, and what is decided stays decided', async () => {
  const it = await company();
  const { id } = await it.tell(
    'access.request',
    { changes: [give('wes', 'rep', NOW, end)], reason: '新来的' },
    'wes',
  );
  const replies = await Promise.all([decide(it, id, 'own'), decide(it, id, 'two')]);
  expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
  expect(replies).toContainEqual(refused('access.alreadyDecided', { state: 'applied' }));
  expect(await decide(it, id, 'two', 'reject')).toEqual(refused('access.alreadyDecided'));
  expect(await it.ask('access.withdrawProposal', { id }, 'wes')).toEqual(refused('access.alreadyDecided'));
  expect(await rolesOf(it, 'wes')).toHaveLength(1);
});

test('what was previewed on other rights is stale, and what would overwrite a later change is not applied', async () => {
  const it = await company();
  const { id } = await propose(it, [role('rep', [], ['contacts.view', 'orders.view'])]);
  const { revision } = await it.tell('access.getProposal', { id }, 'two');
  await it.tell('access.applyChanges', { revision, changes: [give('ann', 'rep')] }, 'own');
  expect(await it.ask('access.decideProposal', { id, revision, decision: 'approve' }, 'two')).toEqual(
    refused('access.stale'),
  );
  // Who has a role is another matter than what it is.
  expect(await it.tell('access.getProposal', { id }, 'two')).toMatchObject({ against: null });
  const now = (await it.tell('access.getPolicy', {})).revision;
  await it.tell('access.applyChanges', { revision: now, changes: [role('rep', [], ['jobs.view'])] }, 'own');
  expect(await it.tell('access.getProposal', { id }, 'two')).toMatchObject({
    against: { code: 'access.basisChanged' },
  });
  expect(await decide(it, id, 'two')).toEqual(refused('access.basisChanged', { name: 'rep' }));
  expect(await stateOf(it, id)).toBe('waiting');
});

test('an approved change waits for its moment and is made then, all of it in one step', async () => {
  const it = await company();
  const at = NOW + DAY;
  const { id } = await propose(it, [role('night', [], ['jobs.view']), give('ann', 'night', at)], {
    effectiveAt: at,
  });
  expect(await decide(it, id, 'two')).toEqual({ ok: true, value: { state: 'approved' } });
  await it.tick();
  expect(await rolesOf(it, 'ann')).toEqual([]);
  it.time.now = at;
  await it.tick();
  expect(await stateOf(it, id)).toBe('applied');
  expect(await rolesOf(it, 'ann')).toEqual([{ roleId: 'night', from: at, to: null }]);
  await it.tick();
  expect(await rolesOf(it, 'ann')).toHaveLength(1);
  const told = `SELECT count(*) FROM audit_lines WHERE operation = 'access.applyProposal' AND subject = '${id}'`;
  expect(it.console.store.raw.prepare(told).pluck().get()).toBe(1);
});

test.each([
  ['who gets something left', 'ann', 'access.personLeft'],
  ['who proposed it left', 'own', 'access.beyondMaker'],
  ['who approved it left', 'two', 'access.beyondMaker'],
])('at its moment %s: nothing of it is made, and it says why', async (_, leaver, code) => {
  const it = await company();
  const at = NOW + DAY;
  const { id } = await propose(it, [give('bob', 'rep', at), give('ann', 'rep', at)], { effectiveAt: at });
  expect(await decide(it, id, 'two')).toMatchObject({ ok: true });
  await it.tell('access.endAccount', { id: leaver });
  it.time.now = at;
  await it.tick();
  const found = await it.tell('access.getProposal', { id });
  expect(found).toMatchObject({
    state: 'failed',
    steps: [{ step: 'approved' }, { step: 'failed', failure: { code } }],
  });
  expect(await rolesOf(it, 'bob')).toEqual([]);
});

test('a change may wait for its moment alone, be taken back until then, and not be proposed into the past', async () => {
  const it = await company();
  const effectiveAt = NOW + DAY;
  const changes = [give('ann', 'rep', effectiveAt)];
  const { id, state } = await propose(it, changes, { effectiveAt, alone: true });
  expect(state).toBe('approved');
  expect(await it.ask('access.withdrawProposal', { id, note: '不用了' }, 'own')).toMatchObject({ ok: true });
  it.time.now = effectiveAt;
  await it.tick();
  expect(await rolesOf(it, 'ann')).toEqual([]);
  expect((await propose(it, [give('ann', 'rep')], { alone: true })).state).toBe('applied');
  expect(await it.ask('access.propose', { changes, reason: '昨天', effectiveAt: NOW }, 'own')).toEqual(
    refused('access.momentPassed'),
  );
});

test('nobody proposes beyond what they have, and what nobody else could approve is refused', async () => {
  const it = await company();
  await propose(
    it,
    [role('keeper', [], ['access.view', 'access.edit', 'contacts.view']), give('lea', 'keeper')],
    { alone: true },
  );
  const changes = [give('ann', 'everything')];
  expect(await it.ask('access.propose', { changes, reason: '试试' }, 'lea')).toEqual(
    refused('access.beyondYou'),
  );
  await it.tell('access.endAccount', { id: 'two' });
  expect(await it.ask('access.propose', { changes, reason: '试试' }, 'own')).toEqual(
    refused('access.noApprover'),
  );
});

test('while a second person is required nobody changes rights alone, not even to require none any more', async () => {
  const it = await company();
  const revision = async () => (await it.tell('access.getPolicy', {})).revision;
  const apply = async (changes: Change[]) =>
    it.ask('access.applyChanges', { revision: await revision(), changes }, 'own');
  expect(await apply([{ kind: 'needSecond', isOn: true }])).toMatchObject({ ok: true });
  for (const changes of [[give('ann', 'rep')], [{ kind: 'needSecond', isOn: false } as const]]) {
    expect(await apply(changes)).toEqual(refused('access.needsSecond'));
    expect(await it.ask('access.propose', { changes, reason: '一个人', alone: true }, 'own')).toEqual(
      refused('access.needsSecond'),
    );
  }
  const { id } = await propose(it, [{ kind: 'needSecond', isOn: false }]);
  expect(await decide(it, id, 'own')).toEqual(refused('access.ownProposal'));
  expect(await decide(it, id, 'two')).toEqual({ ok: true, value: { state: 'applied' } });
  expect(await apply([give('ann', 'rep')])).toMatchObject({ ok: true });
});

test('a second person is required only where there are two, and the second is not taken away', async () => {
  const it = await company();
  await it.tell('access.endAccount', { id: 'two' });
  const alone: Change = { kind: 'needSecond', isOn: true };
  const revision = async () => (await it.tell('access.getPolicy', {})).revision;
  expect(
    await it.ask('access.applyChanges', { revision: await revision(), changes: [alone] }, 'own'),
  ).toEqual(refused('access.lastKeeper'));
  await it.tell('access.reopenAccount', { id: 'two' });
  const changes: Change[] = [alone, { kind: 'revokeRole', personId: 'two', roleId: 'everything', from: 0 }];
  expect(await it.ask('access.applyChanges', { revision: await revision(), changes }, 'own')).toEqual(
    refused('access.lastKeeper'),
  );
});

test('a change that breaks a permission test is refused by its name, unless the test changes with it', async () => {
  const it = await company();
  const revision = async () => (await it.tell('access.getPolicy', {})).revision;
  const apply = async (...changes: Change[]) =>
    it.ask('access.applyChanges', { revision: await revision(), changes }, 'own');
  const noOrders = {
    kind: 'saveTest',
    id: 't',
    name: '销售看不到订单',
    who: { kind: 'role', roleId: 'rep' },
    question: { kind: 'permission', permission: 'orders.view' },
    expected: false,
  } as const;
  const east = {
    kind: 'saveTest',
    id: 'e',
    name: '东区负责人看到东区客户',
    who: { kind: 'leader', unitId: 'east' },
    question: { kind: 'unit', pageGroup: 'contacts', unitId: 'east' },
    expected: true,
  } as const;
  expect(await apply(noOrders, east)).toMatchObject({ ok: true });
  const wider = role('rep', [], ['contacts.view', 'orders.view']);
  expect(await it.tell('access.previewChanges', { changes: [wider] }, 'own')).toMatchObject({
    broken: ['销售看不到订单'],
  });
  expect(await apply(wider)).toEqual(refused('access.testBroken', { name: '销售看不到订单' }));
  expect(
    await apply({
      kind: 'revokeScope',
      personId: 'lea',
      pageGroup: 'contacts',
      effect: 'show',
      scope: 'subtree',
      from: 0,
    }),
  ).toEqual(refused('access.testBroken', { name: '东区负责人看到东区客户' }));
  expect(await apply(wider, { ...noOrders, expected: true })).toMatchObject({ ok: true });
  expect(await it.tell('access.runTests', {}, 'own')).toEqual([
    { testId: 'e', holds: true, isLost: false },
    { testId: 't', holds: true, isLost: false },
  ]);
});
