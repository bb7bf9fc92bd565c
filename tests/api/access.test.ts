import { setEnvironmentData } from 'node:worker_threads';
import type { Environment } from '#api/context';
import { passwordsOn } from '#app/passwords';
import { openConsole, sessionAs } from '#main';
import { newHome } from '#support/home';
import { desk } from '#support/desk';
import { quickPasswords } from '#support/quick-passwords';
import { OWNER, windowOf } from '#support/windows';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FREE, HELD } from './held-hasher.ts';

const MINUTE = 60_000;
const wrong = (triesLeft: number) => ({ ok: true, value: { outcome: 'wrong', triesLeft } });

const realPasswords = passwordsOn(new URL('../../main/app/hasher.ts', import.meta.url));

/** A console whose clock stands still until a test moves it. */
async function companyAt(environment: Partial<Environment> = {}) {
  const time = { now: 1_800_000_000_000 };
  const it = await desk({ now: () => time.now, passwords: quickPasswords, ...environment });
  const first = windowOf(it.console, () => time.now);
  await first.ask('access.createOwner', OWNER);
  return { ...it, time, window: () => windowOf(it.console, () => time.now), first };
}

test('the first start makes an owner, who is signed in at once and may do everything', async () => {
  const { console } = await desk();
  const { ask } = windowOf(console);
  expect(await ask('access.getWelcome', {})).toMatchObject({
    value: { needsOwner: true, demoAccounts: [], demoPassword: null },
  });
  const made = await ask('access.createOwner', OWNER);
  expect(made).toMatchObject({ ok: true, value: { login: 'Owner', roles: [{ zh: '所有者', en: 'Owner' }] } });
  expect(await ask('access.getSession', {})).toMatchObject({
    value: { me: { name: '王店主' }, locked: false },
  });
  expect(await ask('audit.listLines', {})).toMatchObject({ ok: true });
  expect(await ask('access.getWelcome', {})).toMatchObject({ value: { needsOwner: false } });
});

test('of two who make themselves owner at the same moment one does', async () => {
  const { console } = await desk();
  const replies = await Promise.all(
    ['one', 'two', 'three'].map((login) => windowOf(console).ask('access.createOwner', { ...OWNER, login })),
  );
  expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
  for (const reply of replies.filter((one) => !one.ok))
    expect(reply).toEqual({ ok: false, error: { code: 'access.ownerExists', params: {} } });
  expect(console.store.raw.prepare('SELECT count(*) FROM users').pluck().get()).toBe(1);
});

test('signing in takes the login in any case, and the password exactly', async () => {
  const it = await companyAt();
  const { ask } = it.window();
  expect(await ask('access.signIn', { login: ' oWNER ', password: OWNER.password })).toMatchObject({
    value: { outcome: 'signedIn', me: { login: 'Owner' } },
  });
  expect(
    await it.window().ask('access.signIn', { login: 'owner', password: 'Correct horse battery' }),
  ).toEqual(wrong(4));
});

test('a word typed on another keyboard is the same password', async () => {
  const { console } = await desk();
  await windowOf(console).ask('access.createOwner', { ...OWNER, password: 'caf\u00e9 au lait' });
  expect(
    await windowOf(console).ask('access.signIn', { login: 'Owner', password: 'cafe\u0301 au lait' }),
  ).toMatchObject({ value: { outcome: 'signedIn' } });
});

test('five wrong passwords lock a login for a quarter of an hour, right password or not', async () => {
  const it = await companyAt();
  const { ask, session } = it.window();
  const guess = () => ask('access.signIn', { login: 'owner', password: 'a guess' });
  for (const triesLeft of [4, 3, 2, 1]) expect(await guess()).toEqual(wrong(triesLeft));
  const until = it.time.now + 15 * MINUTE;
  const locked = { ok: true, value: { outcome: 'lockedOut', until } };
  expect(await guess()).toEqual(locked);
  it.time.now += 15 * MINUTE - 1;
  expect(await ask('access.signIn', { login: 'OWNER', password: OWNER.password })).toEqual(locked);
  expect(session.userId).toBeNull();
  it.time.now += 1;
  expect(await guess()).toEqual(wrong(4));
  expect(await ask('access.signIn', { login: 'owner', password: OWNER.password })).toMatchObject({
    value: { outcome: 'signedIn' },
  });
  expect(await guess()).toEqual(wrong(4));
});

test('guesses that come at the same moment are all counted', async () => {
  const it = await companyAt();
  const guesses = Array.from({ length: 8 }, () =>
    it.window().ask('access.signIn', { login: 'owner', password: 'a guess' }),
  );
  const outcomes = (await Promise.all(guesses)).map((reply) => reply.ok && reply.value.outcome);
  expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(4);
  expect(outcomes.filter((outcome) => outcome === 'lockedOut')).toHaveLength(4);
});

test('a login that nobody has answers as one that somebody has', async () => {
  const verified: string[] = [];
  const verify = (hash: string, password: string) => {
    verified.push(hash);
    return realPasswords.verify(hash, password);
  };
  const it = await companyAt({ passwords: { ...realPasswords, verify } });
  const replies = [];
  for (const login of ['owner', 'nobody'])
    replies.push(await it.window().ask('access.signIn', { login, password: 'a guess' }));
  expect(replies[1]).toEqual(replies[0]);
  // The same work is done for both: as many hashes, each of the same cost and length.
  const ofCost = verified.map((hash) => hash.replace(/\$[^$]{22}\$[^$]{43}$/, ''));
  expect(ofCost).toEqual(['$argon2id$v=19$m=65536,t=3,p=1', '$argon2id$v=19$m=65536,t=3,p=1']);
  it.time.now += 31 * MINUTE;
  await it.window().ask('access.signIn', { login: 'another', password: 'a guess' });
  expect(it.console.store.raw.prepare('SELECT count(*) FROM unknown_logins').pluck().get()).toBe(1);
});

test('a lock survives a restart', async () => {
  const home = newHome();
  const environment = { passwords: quickPasswords };
  const options = { home, environment, jobs: 'byHand', ballastBytes: 0 } as const;
  const before = await openConsole(options);
  await windowOf(before).ask('access.createOwner', OWNER);
  for (const login of ['owner', 'nobody'])
    for (let guess = 0; guess < 5; guess += 1)
      await windowOf(before).ask('access.signIn', { login, password: 'a guess' });
  await before.close();
  const after = await openConsole(options);
  onTestFinished(() => after.close());
  for (const login of ['owner', 'nobody'])
    expect(await windowOf(after).ask('access.signIn', { login, password: OWNER.password })).toMatchObject({
      value: { outcome: 'lockedOut' },
    });
});

test('signing out leaves the window to nobody', async () => {
  const it = await companyAt();
  const { ask, session } = it.first;
  expect(await ask('access.signOut', {})).toEqual({ ok: true, value: { done: true } });
  expect(session.userId).toBeNull();
  expect(await ask('access.getSession', {})).toMatchObject({ ok: true, value: { me: null, locked: false } });
  expect(await ask('audit.listLines', {})).toEqual({
    ok: false,
    error: { code: 'api.notSignedIn', params: {} },
  });
});

test('a window that nobody used for half an hour locks, and opens again with the password', async () => {
  const it = await companyAt();
  const { ask } = it.first;
  it.time.now += 29 * MINUTE;
  expect(await ask('access.noteUse', {})).toMatchObject({ ok: true });
  it.time.now += 30 * MINUTE + 1;
  expect(await ask('access.getSession', {})).toMatchObject({
    value: { me: { login: 'Owner' }, locked: true },
  });
  const locked = { ok: false, error: { code: 'api.locked', params: {} } };
  expect(await ask('audit.listLines', {})).toEqual(locked);
  expect(await ask('access.unlock', { password: 'a guess' })).toEqual(wrong(4));
  expect(await ask('audit.listLines', {})).toEqual(locked);
  expect(await ask('access.unlock', { password: OWNER.password })).toMatchObject({
    value: { outcome: 'signedIn' },
  });
  expect(await ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('pages that look again by themselves do not keep an unused window open', async () => {
  const it = await companyAt();
  const { ask } = it.first;
  for (let minute = 0; minute < 30; minute += 1) {
    it.time.now += MINUTE;
    expect(await ask('audit.listLines', {})).toMatchObject({ ok: true });
  }
  it.time.now += 1;
  expect(await ask('audit.listLines', {})).toMatchObject({ error: { code: 'api.locked' } });
  expect(await ask('access.noteUse', {})).toMatchObject({ error: { code: 'api.locked' } });
});

test('a write is use', async () => {
  const it = await companyAt();
  const { ask } = it.first;
  it.time.now += 29 * MINUTE;
  expect(await ask('transfer.startUpload', { name: 'a.csv', size: 1 })).toMatchObject({ ok: true });
  it.time.now += 29 * MINUTE;
  expect(await ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('a window can be locked by hand, and signing in there needs a password all the same', async () => {
  const it = await companyAt();
  const { ask } = it.first;
  await ask('access.lock', {});
  expect(await ask('audit.listLines', {})).toMatchObject({ error: { code: 'api.locked' } });
  expect(await ask('access.signIn', { login: 'owner', password: 'a guess' })).toEqual(wrong(4));
  expect(await ask('audit.listLines', {})).toMatchObject({ error: { code: 'api.locked' } });
});

test('nobody unlocks a window that nobody signed in to', async () => {
  const it = await companyAt();
  expect(await it.window().ask('access.unlock', { password: OWNER.password })).toEqual({
    ok: false,
    error: { code: 'api.notSignedIn', params: {} },
  });
});

test('somebody who has left is out at the next call, and cannot come back', async () => {
  const it = await companyAt();
  const { raw } = it.console.store;
  raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO users (id, login, name, status, source, external_id, created_at)
      VALUES ('spare', 'spare', '备', 'active', 't', 'spare', 0);
    INSERT INTO user_roles (user_id, role_id) VALUES ('spare', 'role-owner');
    INSERT INTO credentials (user_id, password_hash, changed_at) VALUES ('spare', '', 0);
    UPDATE users SET status = 'left' WHERE id <> 'spare'; DELETE FROM command_context`);
  expect(await it.first.ask('audit.listLines', {})).toMatchObject({ error: { code: 'api.notSignedIn' } });
  expect(await it.first.ask('access.getSession', {})).toEqual({
    ok: true,
    value: { me: null, locked: false, mustChangePassword: false, viewing: null },
  });
  expect(await it.window().ask('access.signIn', { login: 'owner', password: OWNER.password })).toEqual(
    wrong(4),
  );
});

test('hashing a password holds up neither the page nor another command', async () => {
  const gate = new Int32Array(new SharedArrayBuffer(4));
  setEnvironmentData('gate', gate);
  const passwords = passwordsOn(new URL('./held-hasher.ts', import.meta.url));
  const { console, tell } = await desk({ passwords });
  const { ask } = windowOf(console);
  const making = ask('access.createOwner', OWNER);
  await vi.waitUntil(() => Atomics.load(gate, 0) === HELD, 20_000);
  expect(await ask('access.getWelcome', {})).toMatchObject({ value: { needsOwner: true } });
  await tell('transfer.startUpload', { name: 'a.csv', size: 1 });
  Atomics.store(gate, 0, FREE);
  Atomics.notify(gate, 0);
  expect(await making).toMatchObject({ ok: true });
});

test('a password is in no table and no audit line', async () => {
  const it = await companyAt({ passwords: realPasswords });
  await it.window().ask('access.signIn', { login: 'hunter2-typed-as-login', password: 'hunter2-secret' });
  const { raw } = it.console.store;
  const tables = raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all();
  const lines = JSON.stringify(tables.map((table) => raw.prepare(`SELECT * FROM "${String(table)}"`).all()));
  expect(lines).toContain(String.raw`"outcome\":\"wrong`);
  for (const secret of [OWNER.password, 'hunter2-secret', 'hunter2-typed-as-login'])
    expect(lines).not.toContain(secret);
});

test('the sign-in page names the demo accounts where the demo company put them', async () => {
  const { console } = await desk();
  const role = { zh: '财务', en: 'Finance' };
  const value = { password: 'demo', accounts: [{ login: 'finance', name: '林', role }] };
  const set = console.store.raw.prepare('INSERT INTO settings VALUES (?, ?)');
  set.run('demo.accounts', JSON.stringify(value));
  set.run('company.label', JSON.stringify({ zh: '示范公司', en: 'Demo' }));
  expect(await windowOf(console).ask('access.getWelcome', {})).toMatchObject({
    value: { company: { zh: '示范公司' }, demoAccounts: value.accounts, demoPassword: 'demo' },
  });
});

test('people are seen by those whose data scope names them, and logins of nobody by who may do nothing', async () => {
  const it = await companyAt();
  const { raw } = it.console.store;
  raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    INSERT INTO units VALUES ('u1', NULL, '一组', 'Team 1', NULL, NULL), ('u2', 'u1', '二组', 'Team 2', NULL, NULL);
    INSERT INTO users SELECT value, value, value, iif(value = 'c', 'u1', 'u2'), 'active', 's', value, 0
      FROM json_each('["a","b","c","d"]');
    INSERT INTO user_roles (user_id, role_id) VALUES ('a', 'role-rep'), ('c', 'role-leader');
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('a', 'contacts', 'own', '[]'), ('c', 'contacts', 'subtree', '[]'),
      ('d', 'contacts', 'all', '[]');
    DELETE FROM command_context`);
  const seen = async (as: string) => (await it.tell('access.listUsers', {}, as)).map(({ id }) => id);
  expect(await seen('a')).toEqual(['a']);
  expect(await seen('c')).toEqual(['a', 'b', 'c', 'd']);
  expect(await seen('d')).toEqual([]);
  expect(await it.tell('access.listUnits', {}, 'd')).toEqual([]);
  expect(await it.tell('access.listUnits', {}, 'a')).toMatchObject([
    { id: 'u1', people: 1, label: { zh: '一组', en: 'Team 1' } },
    { id: 'u2', people: 3, parentId: 'u1' },
  ]);
  expect(await it.tell('access.getSession', {})).toMatchObject({ me: { userId: sessionAs().userId } });
  // The tree is everybody's; who leads a unit is a person like any other.
  raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
    UPDATE units SET leader_id = 'c'; DELETE FROM command_context`);
  const leaders = async (as: string) =>
    (await it.tell('access.listUnits', {}, as)).map(({ leaderId, leaderName }) => [leaderId, leaderName]);
  expect(await leaders('c')).toEqual([
    ['c', 'c'],
    ['c', 'c'],
  ]);
  expect(await leaders('a')).toEqual([
    [null, null],
    [null, null],
  ]);
});
