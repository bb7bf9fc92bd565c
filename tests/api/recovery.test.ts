import { officeAt, OWNER, secondOwner } from '#support/windows';
import { expect, test } from 'vitest';

const NEW = 'found again in a drawer';
const MINUTE = 60_000;

async function withCode() {
  const it = await officeAt();
  const made = await it.owner.tell('access.makeRecoveryCode', { password: OWNER.password });
  if (made.outcome !== 'made') throw new Error(made.outcome);
  return { ...it, code: made.code };
}

test('an owner who lost the password sets a new one by the code, however it is typed, and is signed in', async () => {
  const it = await withCode();
  const window = it.window();
  const code = it.code.toLowerCase().replaceAll('-', ' ');
  expect(await window.tell('access.recover', { login: 'OWNER', code, newPassword: NEW })).toMatchObject({
    outcome: 'signedIn',
    me: { login: 'Owner' },
  });
  expect(await window.ask('audit.listLines', {})).toMatchObject({ ok: true });
  // Whoever was at a window with the old password is out.
  expect(await it.owner.ask('audit.listLines', {})).toMatchObject({ error: { code: 'api.notSignedIn' } });
  expect(await it.window().signIn('owner', OWNER.password)).toMatchObject({ outcome: 'wrong' });
  expect(await it.window().signIn('owner', NEW)).toMatchObject({ outcome: 'signedIn' });
});

test('a code is used up by its use, and by the next one', async () => {
  const it = await withCode();
  const recover = (code: string, newPassword: string) =>
    it.window().tell('access.recover', { login: 'owner', code, newPassword });
  const second = await it.owner.tell('access.makeRecoveryCode', { password: OWNER.password });
  expect(await recover(it.code, NEW)).toMatchObject({ outcome: 'wrong' });
  const code = second.outcome === 'made' ? second.code : '';
  expect(await recover(code, NEW)).toMatchObject({ outcome: 'signedIn' });
  expect(await recover(code, 'and once more, please')).toMatchObject({ outcome: 'wrong' });
});

test('a code that two use at the same moment lets one in', async () => {
  const it = await withCode();
  const replies = await Promise.all(
    ['one new password', 'another new password'].map((newPassword) =>
      it.window().tell('access.recover', { login: 'owner', code: it.code, newPassword }),
    ),
  );
  expect(replies.map(({ outcome }) => outcome).toSorted()).toEqual(['signedIn', 'wrong']);
});

test('five wrong codes lock recovery for a quarter of an hour, and not the password; nor the other way round', async () => {
  const it = await withCode();
  const recover = (code: string) =>
    it.window().tell('access.recover', { login: 'owner', code, newPassword: NEW });
  for (const triesLeft of [4, 3, 2, 1])
    expect(await recover('WRONG')).toEqual({ outcome: 'wrong', triesLeft });
  const locked = { outcome: 'lockedOut', until: it.time.now + 15 * MINUTE };
  expect(await recover('WRONG')).toEqual(locked);
  expect(await recover(it.code)).toEqual(locked);
  expect(await it.window().signIn('owner', OWNER.password)).toMatchObject({ outcome: 'signedIn' });
  it.time.now += 15 * MINUTE;
  for (let guess = 0; guess < 5; guess += 1) await it.window().signIn('owner', 'a guess');
  expect(await recover(it.code)).toMatchObject({ outcome: 'signedIn' });
});

test('a login that nobody has, and one without a code, answer as one that has one', async () => {
  const verified: string[] = [];
  const it = await officeAt({
    passwords: {
      hash: async (password) => `hashed ${password}`,
      verify: async (hash) => verified.push(hash) < 0,
    },
  });
  for (const login of ['nobody', 'owner'])
    expect(await it.window().tell('access.recover', { login, code: 'X', newPassword: NEW })).toEqual({
      outcome: 'wrong',
      triesLeft: 4,
    });
  expect(verified).toHaveLength(2);
  expect(verified[0]).toBe(verified[1]);
});

test('a weak new password does not cost the code', async () => {
  const it = await withCode();
  const input = { login: 'owner', code: it.code, newPassword: 'password1234' };
  expect(await it.window().ask('access.recover', input)).toMatchObject({
    error: { code: 'access.weakPassword' },
  });
  expect(await it.window().tell('access.recover', { ...input, newPassword: NEW })).toMatchObject({
    outcome: 'signedIn',
  });
});

test('only an owner has a code, asks for it with the password, and keeps it only while being one', async () => {
  const it = await officeAt();
  expect(await it.owner.tell('access.makeRecoveryCode', { password: 'a guess' })).toMatchObject({
    outcome: 'wrong',
  });
  const second = await secondOwner(it);
  const made = await second.tell('access.makeRecoveryCode', { password: second.password });
  expect(await second.tell('access.getRecovery', {})).toEqual({ may: true, madeAt: it.time.now });
  it.change(`DELETE FROM user_roles WHERE user_id = '${second.userId}'`);
  expect(await second.tell('access.getRecovery', {})).toEqual({ may: false, madeAt: null });
  expect(await second.ask('access.makeRecoveryCode', { password: second.password })).toMatchObject({
    error: { code: 'access.notOwner' },
  });
  const code = made.outcome === 'made' ? made.code : '';
  expect(await it.window().tell('access.recover', { login: 'second', code, newPassword: NEW })).toMatchObject(
    {
      outcome: 'wrong',
    },
  );
});

test('what was recovered, and what was tried, is in the audit chain', async () => {
  const it = await withCode();
  await it.window().tell('access.recover', { login: 'owner', code: 'X', newPassword: NEW });
  await it.window().tell('access.recover', { login: 'owner', code: it.code, newPassword: NEW });
  const lines = it.console.store.raw
    .prepare(`SELECT subject, detail FROM audit_lines WHERE operation = 'access.recover' ORDER BY seq`)
    .all();
  expect(lines).toEqual([
    { subject: it.ownerId, detail: '{"outcome":"wrong"}' },
    { subject: it.ownerId, detail: '{"outcome":"recovered"}' },
  ]);
  expect(await it.tell('audit.verify', {})).toMatchObject({ ok: true });
});
