import { passwordsOn } from '#app/passwords';
import { contract } from '#contract/contract';
import { desk } from '#support/desk';
import { officeAt, OWNER, secondOwner } from '#support/windows';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
const refused = (code: string) => ({ ok: false, error: { code } });

test('a password that is short, well known or one’s own name is refused with its reason', async () => {
  const it = await officeAt();
  const change = (newPassword: string) =>
    it.owner.ask('access.changePassword', { password: OWNER.password, newPassword });
  for (const [newPassword, fault] of [
    ['short', 'short'],
    ['Password2026!', 'common'],
    [OWNER.password, 'same'],
    ['121212121212', 'repeats'],
  ] as const)
    expect(await change(newPassword), newPassword).toEqual({
      ok: false,
      error: { code: 'access.weakPassword', params: { fault, minLength: 12 } },
    });
  expect(await change('six small words of mine')).toEqual({ ok: true, value: { outcome: 'changed' } });
});

test('the first owner’s password meets the same policy', async () => {
  const it = await desk();
  const reply = await it.ask('access.createOwner', { ...OWNER, password: 'switchyard2026' });
  expect(reply).toMatchObject({ error: { code: 'access.weakPassword', params: { fault: 'common' } } });
});

test('how long a password must be, and whether it grows old, is the company’s choice', async () => {
  const it = await officeAt();
  await it.owner.tell('access.savePasswordPolicy', { minLength: 16, rotationDays: 90 });
  expect(await it.window().tell('access.getWelcome', {})).toMatchObject({ minPasswordLength: 16 });
  it.time.now += 90 * 24 * HOUR;
  const window = it.window();
  await window.signIn('owner', OWNER.password);
  expect(await window.ask('audit.listLines', {})).toMatchObject(refused('api.passwordToChange'));
  const newPassword = 'a new one that is long enough';
  expect(await window.tell('access.changePassword', { password: OWNER.password, newPassword })).toEqual({
    outcome: 'changed',
  });
  expect(await window.ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('without a choice no password grows old', async () => {
  const it = await officeAt();
  it.time.now += 10 * 365 * 24 * HOUR;
  const window = it.window();
  await window.signIn('owner', OWNER.password);
  expect(await window.ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('a first password opens nothing but its own change, at every door', async () => {
  const it = await officeAt();
  const { firstPassword } = await it.owner.tell('access.createPerson', {
    login: 'rep',
    name: '小李',
    unitId: null,
  });
  const rep = it.window();
  await rep.signIn('rep', firstPassword);
  expect(await rep.tell('access.getSession', {})).toMatchObject({ mustChangePassword: true });
  const closed = Object.entries(contract).filter(
    ([name, { needs }]) => needs !== 'nobody' && name !== 'access.changePassword',
  );
  for (const [name] of closed)
    expect(await it.console.dispatch(rep.session, name, {}), name).toMatchObject(
      refused('api.passwordToChange'),
    );
  const change = { password: firstPassword, newPassword: 'seven geese on one pond' };
  expect(await rep.tell('access.changePassword', { ...change, password: 'not the first one' })).toEqual({
    outcome: 'wrong',
    triesLeft: 4,
  });
  expect(await rep.tell('access.changePassword', change)).toEqual({ outcome: 'changed' });
  expect(await rep.ask('access.listUsers', {})).toMatchObject({ ok: true });
  expect(await it.window().signIn('rep', firstPassword)).toMatchObject({ outcome: 'wrong' });
  expect(await it.window().signIn('rep', change.newPassword)).toMatchObject({ outcome: 'signedIn' });
});

test('a first password is told once, and is in no table and no audit line', async () => {
  const passwords = passwordsOn(new URL('../../main/app/hasher.ts', import.meta.url));
  const it = await officeAt({ passwords });
  const { firstPassword } = await it.owner.tell('access.createPerson', {
    login: 'rep',
    name: '小李',
    unitId: null,
  });
  const made = await it.owner.tell('access.makeRecoveryCode', { password: OWNER.password });
  const { raw } = it.console.store;
  const tables = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
  const rows = JSON.stringify(tables.map((table) => raw.prepare(`SELECT * FROM "${String(table)}"`).all()));
  expect(rows).toContain('access.makeRecoveryCode');
  for (const secret of [firstPassword, made.outcome === 'made' ? made.code : ''])
    for (const form of [secret, secret.replaceAll('-', '')]) expect(rows).not.toContain(form);
});

test('whoever forgot their password gets a first one, and is signed out where they were signed in', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  const { firstPassword } = await it.owner.tell('access.resetPassword', { id: second.userId });
  expect(await second.ask('audit.listLines', {})).toMatchObject(refused('api.notSignedIn'));
  expect(await it.window().signIn('second', second.password)).toMatchObject({ outcome: 'wrong' });
  const window = it.window();
  expect(await window.signIn('second', firstPassword)).toMatchObject({ outcome: 'signedIn' });
  expect(await window.ask('audit.listLines', {})).toMatchObject(refused('api.passwordToChange'));
});

test('a login that was locked by wrong tries is open again with its first password', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  for (let guess = 0; guess < 5; guess += 1) await it.window().signIn('second', 'a guess');
  expect(await it.window().signIn('second', second.password)).toMatchObject({ outcome: 'lockedOut' });
  const { firstPassword } = await it.owner.tell('access.resetPassword', { id: second.userId });
  expect(await it.window().signIn('second', firstPassword)).toMatchObject({ outcome: 'signedIn' });
});

/** Somebody who may edit access and nothing else. */
async function clerk(it: Awaited<ReturnType<typeof officeAt>>) {
  const made = await it.owner.tell('access.createPerson', { login: 'clerk', name: '文员', unitId: null });
  it.change(`INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('clerk', '文员', '', '["access.view","access.edit"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('${made.userId}', 'clerk')`);
  const window = it.window();
  await window.signIn('clerk', made.firstPassword);
  await window.tell('access.changePassword', {
    password: made.firstPassword,
    newPassword: 'a clerk and a half',
  });
  return { ...window, userId: made.userId };
}

test('nobody sets the password of somebody who may do more, nor ends the account; nor their own', async () => {
  const it = await officeAt();
  const window = await clerk(it);
  for (const name of ['access.resetPassword', 'access.endAccount'] as const) {
    expect(await window.ask(name, { id: it.ownerId })).toMatchObject(refused('access.aboveYou'));
    expect(await window.ask(name, { id: window.userId })).toMatchObject(refused('access.notYourself'));
  }
  expect(await it.owner.ask('access.resetPassword', { id: window.userId })).toMatchObject({ ok: true });
});

test('wider rows are more, too: with the same permissions the narrower one does not set the wider one’s password', async () => {
  const it = await officeAt();
  const one = await clerk(it);
  const other = await it.owner.tell('access.createPerson', { login: 'other', name: '他', unitId: null });
  it.change(`INSERT INTO user_roles (user_id, role_id) VALUES ('${other.userId}', 'clerk');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('${other.userId}', 'contacts', 'own', '[]')`);
  expect(await one.ask('access.resetPassword', { id: other.userId })).toMatchObject(
    refused('access.aboveYou'),
  );
});

test('an account that was ended is out at the next call, and comes back as it was', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  await it.owner.tell('access.endAccount', { id: second.userId });
  expect(await second.ask('audit.listLines', {})).toMatchObject(refused('api.notSignedIn'));
  expect(await it.window().signIn('second', second.password)).toMatchObject({ outcome: 'wrong' });
  expect(await it.owner.tell('access.listAccounts', {})).toContainEqual(
    expect.objectContaining({ login: 'second', status: 'left' }),
  );
  await it.owner.tell('access.reopenAccount', { id: second.userId });
  expect(await it.window().signIn('second', second.password)).toMatchObject({ outcome: 'signedIn' });
});
