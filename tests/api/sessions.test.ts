import { officeAt, OWNER, secondOwner } from '#support/windows';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
const refused = (code: string) => ({ ok: false, error: { code } });

test('everybody sees and ends their own windows; who may edit access sees and ends all', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  it.change(`UPDATE roles SET permissions = '["orders.view"]' WHERE id = 'role-rep';
    INSERT INTO user_roles (user_id, role_id) VALUES ('${second.userId}', 'role-rep');
    DELETE FROM user_roles WHERE user_id = '${second.userId}' AND role_id = 'role-owner'`);
  it.time.now += HOUR / 4;
  const own = await second.tell('access.listSessions', {});
  expect(own).toEqual([
    {
      id: second.session.id,
      userId: second.userId,
      name: '二店主',
      shell: null,
      since: it.time.now - HOUR / 4,
      lastSeenAt: it.time.now - HOUR / 4,
      isLocked: false,
      isThis: true,
      endsAt: it.time.now + 11.75 * HOUR,
    },
  ]);
  expect(await second.ask('access.endSession', { id: it.owner.session.id })).toMatchObject(
    refused('api.notFound'),
  );
  expect(await it.owner.tell('access.listSessions', {})).toHaveLength(2);
  await it.owner.tell('access.endSession', { id: second.session.id });
  expect(await second.ask('access.listUsers', {})).toMatchObject(refused('api.notSignedIn'));
  expect(await it.owner.tell('access.listSessions', {})).toMatchObject([{ isThis: true }]);
});

test('somebody ends their other window, and goes on in this one', async () => {
  const it = await officeAt();
  const other = it.window();
  await other.signIn('owner', OWNER.password);
  await it.owner.tell('access.endSession', { id: other.session.id });
  expect(await other.ask('audit.listLines', {})).toMatchObject(refused('api.notSignedIn'));
  expect(await it.owner.ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('a change of password ends the other windows of its person, and nobody else’s', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  const other = it.window();
  await other.signIn('owner', OWNER.password);
  await other.tell('access.lock', {});
  await it.owner.tell('access.changePassword', {
    password: OWNER.password,
    newPassword: 'something else altogether',
  });
  expect(other.session).toMatchObject({ userId: null, locked: false });
  expect(await it.owner.ask('audit.listLines', {})).toMatchObject({ ok: true });
  expect(await second.ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('twelve hours after the password a window is nobody’s, however much it is used', async () => {
  const it = await officeAt();
  for (let quarter = 0; quarter < 47; quarter += 1) {
    it.time.now += HOUR / 4;
    expect(await it.owner.ask('access.noteUse', {})).toMatchObject({ ok: true });
  }
  it.time.now += HOUR / 4;
  expect(await it.owner.ask('audit.listLines', {})).toMatchObject(refused('api.notSignedIn'));
  expect(await it.owner.ask('access.unlock', { password: OWNER.password })).toMatchObject(
    refused('api.notSignedIn'),
  );
});

test('a session that was signed out is in no list, and cannot be ended', async () => {
  const it = await officeAt();
  const other = it.window();
  await other.signIn('owner', OWNER.password);
  await other.tell('access.signOut', {});
  expect(await it.owner.tell('access.listSessions', {})).toHaveLength(1);
  expect(await it.owner.ask('access.endSession', { id: other.session.id })).toMatchObject(
    refused('api.notFound'),
  );
});
