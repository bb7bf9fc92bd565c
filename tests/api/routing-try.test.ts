import { desk } from '#support/desk';
import { addWaiting, arrange, furnish } from '#support/routing-office';
import { expect, test } from 'vitest';

/** Two groups: ann alone in the first, bob and cid in the one that it falls back to. */
async function office() {
  const made = await desk();
  await arrange(made.console, () => furnish(made.console, ['ann', 'bob', 'cid']));
  const member = (userId: string, more = {}) => ({ userId, weight: 1, openCap: null, isOn: true, ...more });
  const save = (zh: string, members: object[], more: object = {}) =>
    made.tell('routing.saveGroup', {
      label: { zh, en: '' },
      isOn: true,
      fallbackGroupId: null,
      members: members as never,
      ...more,
    });
  const second = await save('二组', [member('bob', { weight: 3 }), member('cid')], {
    skillAttribute: 'city',
  });
  const first = await save('一组', [member('ann', { openCap: 0 })], { fallbackGroupId: second.id });
  return { ...made, member, save, first, second };
}

test('the groups are asked one after the other, each says why nobody is there, and the last gives it to somebody', async () => {
  const { first, second, save, member, tell } = await office();
  const asked = { groupId: first.id, facts: {} };
  expect(await tell('routing.tryGroup', asked)).toEqual({
    path: [
      { groupId: first.id, group: { zh: '一组', en: '' }, reason: 'allAtCap' },
      { groupId: second.id, group: { zh: '二组', en: '' }, reason: 'routed' },
    ],
    repName: 'Name of bob',
  });
  // It asks for a skill that nobody has.
  const { path, repName } = await tell('routing.tryGroup', { ...asked, facts: { city: 'sh' } });
  expect(path.map(({ reason }) => reason)).toEqual(['allAtCap', 'noSkill']);
  expect(repName).toBeNull();
  await save('二组', [member('cid', { skills: ['sh'] })], { id: second.id, skillAttribute: 'city' });
  expect(await tell('routing.tryGroup', { ...asked, facts: { city: 'sh' } })).toMatchObject({
    repName: 'Name of cid',
  });
});

test('of an opportunity that is there, who had it before counts; nobody can say so of themselves', async () => {
  const { console, second, save, member, tell } = await office();
  await save('二组', [member('bob', { weight: 3 }), member('cid')], {
    id: second.id,
    sticky: 'previousOwner',
  });
  let opportunityId = 0;
  await arrange(console, () => {
    opportunityId = addWaiting(console, [{}], { ownerId: 'cid' });
    console.store.raw
      .prepare(`UPDATE opportunities SET owner_id = 'cid', assigned_at = 5 WHERE id = ?`)
      .run(opportunityId);
  });
  const asked = { groupId: second.id, facts: {} };
  expect(await tell('routing.tryGroup', { ...asked, opportunityId })).toMatchObject({
    repName: 'Name of cid',
  });
  expect(await tell('routing.tryGroup', asked)).toMatchObject({ repName: 'Name of bob' });
  expect(await tell('routing.tryGroup', { ...asked, facts: { '@previousOwner': 'cid' } })).toMatchObject({
    repName: 'Name of bob',
  });
});

test('trying writes nothing, and a group that is not there is refused', async () => {
  const { ask, first, tell } = await office();
  const before = await tell('routing.listGroups', {});
  await tell('routing.tryGroup', { groupId: first.id, facts: {} });
  await tell('routing.tryGroup', { groupId: first.id, facts: {} });
  expect(await tell('routing.listGroups', {})).toEqual(before);
  expect(await ask('routing.tryGroup', { groupId: 'gone', facts: {} })).toMatchObject({
    ok: false,
    error: { code: 'api.notFound' },
  });
});
