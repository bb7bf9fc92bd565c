import { refusalByStore } from '#api/refusal';
import { officeAt, secondOwner } from '#support/windows';
import { expect, test } from 'vitest';

const last = { ok: false, error: { code: 'access.lastOwner', params: {} } };

test('the store keeps the last owner, whoever asks and however', async () => {
  const it = await officeAt();
  for (const [what, sql] of Object.entries({
    leaves: `UPDATE users SET status = 'left' WHERE id = '${it.ownerId}'`,
    'loses the role': `DELETE FROM user_roles WHERE user_id = '${it.ownerId}'`,
    'keeps the role only for a while': `UPDATE user_roles SET to_at = 9999999999999 WHERE user_id = '${it.ownerId}'`,
    'gets another role instead': `UPDATE user_roles SET role_id = 'role-rep' WHERE user_id = '${it.ownerId}'`,
    'loses the password': `DELETE FROM credentials WHERE user_id = '${it.ownerId}'`,
    'is there no more': `DELETE FROM users WHERE id = '${it.ownerId}'`,
    'owns a role that is gone': `DELETE FROM roles WHERE id = 'role-owner'`,
    'owns a role that opens less': `UPDATE roles SET permissions = '["orders.view"]' WHERE id = 'role-owner'`,
  }))
    expect(() => it.change(sql), what).toThrow(/the last owner stays|FOREIGN KEY/);
  expect(await it.owner.ask('audit.listLines', {})).toMatchObject({ ok: true });
});

test('somebody who owns in name only, and cannot sign in, does not count', async () => {
  const it = await officeAt();
  it.change(`INSERT INTO users (id, login, name, status, source, external_id, created_at) VALUES ('n', 'n', '名', 'active', 't', 'n', 0);
    INSERT INTO user_roles (user_id, role_id) VALUES ('n', 'role-owner')`);
  expect(() => it.change(`UPDATE users SET status = 'left' WHERE id = '${it.ownerId}'`)).toThrow(
    'the last owner stays',
  );
});

test('the console says so in words: the system itself does not end the last owner’s account', async () => {
  const it = await officeAt();
  expect(await it.ask('access.endAccount', { id: it.ownerId })).toEqual(last);
  await secondOwner(it);
  expect(await it.ask('access.endAccount', { id: it.ownerId })).toMatchObject({ ok: true });
});

test('a statement that the store refused for the last owner’s sake is that refusal, not a bug', async () => {
  const it = await officeAt();
  let thrown: unknown;
  try {
    it.change(`DELETE FROM user_roles WHERE user_id = '${it.ownerId}'`);
  } catch (error) {
    thrown = error;
  }
  expect(refusalByStore(thrown, it.console.env)).toMatchObject({ code: 'access.lastOwner' });
});

test('of two owners who end each other’s account at the same moment one stays', async () => {
  for (let round = 0; round < 5; round += 1) {
    const it = await officeAt();
    const second = await secondOwner(it);
    const replies = await Promise.all([
      it.owner.ask('access.endAccount', { id: second.userId }),
      second.ask('access.endAccount', { id: it.ownerId }),
    ]);
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
    expect(
      it.console.store.raw.prepare(`SELECT count(*) FROM users WHERE status = 'active'`).pluck().get(),
    ).toBe(1);
  }
});

test('two processes that each take one of two owners away leave one', async () => {
  const it = await officeAt();
  const second = await secondOwner(it);
  const stores = [it.besides(), it.besides()] as const;
  const outcomes = [it.ownerId, second.userId].map((id, index) => {
    const raw = stores[index === 0 ? 0 : 1].raw;
    // Each looks before either writes: both see two owners.
    const owners = raw.prepare(`SELECT count(*) FROM user_roles WHERE role_id = 'role-owner'`).pluck().get();
    return { id, raw, owners };
  });
  expect(outcomes.map(({ owners }) => owners)).toEqual([2, 2]);
  const taken = outcomes.map(({ id, raw }) => {
    try {
      raw
        .transaction(() => {
          raw.exec(`INSERT INTO command_context VALUES (1, 'test', 'system', 0);
          DELETE FROM user_roles WHERE user_id = '${id}' AND role_id = 'role-owner'; DELETE FROM command_context`);
        })
        .immediate();
      return true;
    } catch {
      return false;
    }
  });
  for (const store of stores) store.close();
  expect(taken).toEqual([true, false]);
});
