import { maskContact } from '#domain/pool';
import { MASKED } from '#store/search';
import { HOUR, POLICY, poolOffice } from '#support/pool-office';
import { arrange } from '#support/routing-office';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';

const refused = (code: string, params: unknown = expect.anything()) => ({
  ok: false,
  error: { code, params },
});
const ids = (page: { rows: { id: number }[] }) => page.rows.map(({ id }) => id);

describe('what is in the pool', () => {
  test('is seen by the group’s members, by who sees one of them, and by who sees all', async () => {
    const { pooled, tell } = await poolOffice();
    const east = await pooled('east');
    const west = await pooled('west');
    const nowhere = await pooled(null);
    const seen = async (as: string) => ids(await tell('pool.listPool', {}, as));
    expect(await seen('ann')).toEqual([east]);
    expect(await seen('cid')).toEqual([west]);
    expect(await seen('lea')).toEqual([east]);
    expect(await seen('ops')).toEqual([east, west, nowhere]);
    expect(await seen('nil')).toEqual([]);
    expect(ids(await tell('pool.listPool', { groupId: 'west' }, 'ops'))).toEqual([west]);
  });

  test('shows a contact only as far as two can be told apart, and why and since when it lies there', async () => {
    const { console, pooled, tell, time } = await poolOffice();
    const id = await pooled();
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE cards SET kind = 'phone', contact = '+8613800138000'`),
    );
    const { rows } = await tell('pool.listPool', {}, 'ann');
    expect(rows).toEqual([
      expect.objectContaining({
        id,
        contact: '+86138****8000',
        group: { zh: '东组', en: 'East' },
        since: time.now,
        reason: 'byHand',
        coolDownUntil: null,
      }),
    ]);
    expect(JSON.stringify(rows)).not.toContain('13800138000');
  });
});

describe('claiming', () => {
  test('of five who claim one at the same moment, one gets it and the others are told', async () => {
    const { ask, pooled, rows } = await poolOffice();
    const id = await pooled();
    const people = ['ann', 'bob', 'ann', 'bob', 'lea'];
    const replies = await Promise.all(people.map((as) => ask('pool.claim', { opportunityId: id }, as)));
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect(replies.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 4 }, () => refused('pool.taken', { id })),
    );
    expect(rows(`SELECT kind FROM pool_events`)).toEqual([{ kind: 'claimed' }]);
    expect(rows('SELECT * FROM pool_items')).toEqual([]);
  });

  test('what one does not see one cannot claim, and is not told that it is there', async () => {
    const { ask, pooled } = await poolOffice();
    const west = await pooled('west');
    expect(await ask('pool.claim', { opportunityId: west }, 'ann')).toEqual(
      refused('pool.taken', { id: west }),
    );
    expect(await ask('pool.claim', { opportunityId: 999 }, 'ann')).toEqual(
      refused('pool.taken', { id: 999 }),
    );
  });

  test('who lost it waits until the cool-down is over; a colleague does not', async () => {
    const { ask, opportunity, policy, tell, time } = await poolOffice();
    await policy();
    const id = await opportunity('ann');
    await tell('pool.return', { opportunityId: id, reason: '联系不上' }, 'ann');
    const until = time.now + 12 * HOUR;
    const listed = async (as: string) => (await tell('pool.listPool', {}, as)).rows[0]?.coolDownUntil;
    expect(await listed('ann')).toBe(until);
    expect(await listed('bob')).toBeNull();
    time.now = until - 1;
    expect(await ask('pool.claim', { opportunityId: id }, 'ann')).toEqual(
      refused('pool.coolingDown', { until }),
    );
    time.now = until;
    expect(await ask('pool.claim', { opportunityId: id }, 'ann')).toMatchObject({ ok: true });
  });

  test('limits count what is held and what was taken today, and tomorrow is another day', async () => {
    const { ask, console, pooled, policy, tell, time } = await poolOffice();
    await policy();
    const all = [await pooled(), await pooled(), await pooled(), await pooled(), await pooled()];
    const claim = (n: number) => ask('pool.claim', { opportunityId: all[n] as number }, 'ann');
    expect(await claim(0)).toMatchObject({ ok: true });
    expect(await claim(1)).toMatchObject({ ok: true });
    expect(await claim(2)).toEqual(refused('pool.tooManyOpen', { limit: 2 }));
    await arrange(console, () =>
      console.store.raw.prepare(`UPDATE opportunities SET status = 'won' WHERE id = ?`).run(all[0]),
    );
    expect(await claim(2)).toMatchObject({ ok: true });
    await tell('pool.transfer', { opportunityIds: [all[1] as number], userId: 'bob' }, 'lea');
    expect(await claim(3)).toEqual(refused('pool.tooManyToday', { limit: 3 }));
    time.now += 24 * HOUR;
    expect(await claim(3)).toMatchObject({ ok: true });
  });
});

describe('giving away', () => {
  test('a leader transfers in bulk within the scope: all or none', async () => {
    const { ask, opportunity, pooled, rows, tell } = await poolOffice();
    const ann = await opportunity('ann');
    const lying = await pooled('east');
    const cid = await opportunity('cid', 'west');
    const owners = () =>
      rows<{ owner: string | null }>('SELECT owner_id AS owner FROM opportunities ORDER BY id');
    expect(await ask('pool.transfer', { opportunityIds: [ann, cid], userId: 'bob' }, 'lea')).toEqual(
      refused('api.notFound', { what: 'opportunity', id: String(cid) }),
    );
    expect(owners()[0]?.owner).toBe('ann');
    expect(await ask('pool.transfer', { opportunityIds: [ann], userId: 'cid' }, 'lea')).toEqual(
      refused('pool.unknownReceiver', { userId: 'cid' }),
    );
    expect(await tell('pool.transfer', { opportunityIds: [ann, lying, ann], userId: 'bob' }, 'lea')).toEqual({
      transferred: 2,
      unchanged: 0,
    });
    expect(owners().map(({ owner }) => owner)).toEqual(['bob', 'bob', 'cid']);
    expect(await ask('pool.transfer', { opportunityIds: [ann], userId: 'bob' }, 'ann')).toEqual(
      refused('api.notPermitted', { needs: 'routing.assign' }),
    );
  });

  test('nobody who has left gets anything', async () => {
    const { ask, console, opportunity } = await poolOffice();
    const id = await opportunity('ann');
    await arrange(console, () => console.store.raw.exec(`UPDATE users SET status = 'left' WHERE id = 'bob'`));
    expect(await ask('pool.transfer', { opportunityIds: [id], userId: 'bob' }, 'lea')).toEqual(
      refused('pool.unknownReceiver', { userId: 'bob' }),
    );
  });

  test('a rep returns their own, with a reason, and not a colleague’s', async () => {
    const { ask, opportunity, rows } = await poolOffice();
    const id = await opportunity('ann');
    const give = (as: string, reason: string) => ask('pool.return', { opportunityId: id, reason }, as);
    expect(await give('bob', '想要')).toEqual(
      refused('api.notFound', { what: 'opportunity', id: String(id) }),
    );
    expect(await give('ann', '  ')).toMatchObject({ error: { code: 'api.badInput' } });
    expect(await give('ann', '客户在外地')).toMatchObject({ ok: true });
    expect(rows(`SELECT kind, user_id AS userId, actor_id AS actorId, note FROM pool_events`)).toEqual([
      { kind: 'returned', userId: 'ann', actorId: 'ann', note: '客户在外地' },
    ]);
    expect(await give('ann', '再次')).toMatchObject({ error: { code: 'api.notFound' } });
  });
});

describe('the clock of an opportunity', () => {
  test('says until when it is protected, what is due next, and what made it so', async () => {
    const { opportunity, policy, tell, time, touch } = await poolOffice();
    const start = time.now;
    await policy();
    const id = await opportunity('ann');
    const clock = () => tell('pool.getClock', { opportunityId: id }, 'ann');
    expect(await clock()).toMatchObject({
      state: 'running',
      clock: { dueFor: 'firstResponse', dueAt: start + 4 * HOUR, protectedUntil: start + 240 * HOUR },
    });
    time.now += HOUR;
    await touch(id, 'ann', '已报价');
    expect(await clock()).toMatchObject({
      clock: {
        firstResponseDueAt: null,
        followUpDueAt: start + 73 * HOUR,
        protectedUntil: start + 336 * HOUR,
      },
    });
    // A colleague's follow-up is not the owner's.
    time.now += HOUR;
    await touch(id, 'bob', '已报价');
    expect(await clock()).toMatchObject({ clock: { followUpDueAt: start + 73 * HOUR } });
  });

  test('is longer by what a leader grants, up to the maximum', async () => {
    const { ask, opportunity, policy, tell, time } = await poolOffice();
    const start = time.now;
    await policy();
    const id = await opportunity('ann');
    const extend = (hours: number, as = 'lea') =>
      ask('pool.extend', { opportunityId: id, hours, reason: '客户出差' }, as);
    expect(await extend(24)).toMatchObject({ value: { protectedUntil: start + 264 * HOUR } });
    expect(await extend(8000)).toMatchObject({ value: { protectedUntil: start + 480 * HOUR } });
    expect(await extend(1)).toEqual(refused('pool.atMaximum', { protectedUntil: start + 480 * HOUR }));
    expect(await extend(1, 'ann')).toMatchObject({ error: { code: 'api.notPermitted' } });
    const { events } = await tell('pool.getClock', { opportunityId: id }, 'ann');
    expect(events.map(({ kind, hours, byName }) => [kind, hours, byName])).toEqual([
      ['extended', 8000, null],
      ['extended', 24, null],
    ]);
    const seenByLead = await tell('pool.getClock', { opportunityId: id }, 'lea');
    expect(seenByLead.events[0]).toMatchObject({ byName: 'Name of lea', userName: 'Name of ann' });
  });

  test('is not wiped by switching the policy off, and does not start anew by switching it on', async () => {
    const { opportunity, policy, tell, time } = await poolOffice();
    await policy();
    const id = await opportunity('ann');
    const before = (await tell('pool.getClock', { opportunityId: id }, 'ann')).clock;
    const set = async (isOn: boolean) => {
      const [known] = await tell('pool.listPolicies', {});
      if (!known) throw new Error('The policy is gone.');
      const { id: _, ...rest } = known;
      await tell('pool.savePolicy', { ...rest, isOn });
    };
    await set(false);
    expect(await tell('pool.getClock', { opportunityId: id }, 'ann')).toMatchObject({
      state: 'noPolicy',
      clock: null,
    });
    time.now += HOUR;
    await set(true);
    expect((await tell('pool.getClock', { opportunityId: id }, 'ann')).clock).toEqual(before);
  });

  test('is not told of what is outside the scope', async () => {
    const { ask, opportunity } = await poolOffice();
    const id = await opportunity('cid', 'west');
    for (const as of ['ann', 'lea', 'nil'])
      expect(await ask('pool.getClock', { opportunityId: id }, as)).toMatchObject({
        error: { code: 'api.notFound' },
      });
  });
});

describe('a policy', () => {
  test('that somebody else changed meanwhile is not overwritten', async () => {
    const { ask, policy, tell } = await poolOffice();
    await policy();
    const input = { groupId: 'east', lineId: null, isOn: true, policy: POLICY };
    expect(await ask('pool.savePolicy', { ...input, revision: 0 })).toEqual(
      refused('pool.policyChanged', {}),
    );
    expect(await tell('pool.savePolicy', { ...input, revision: 1 })).toMatchObject({ revision: 2 });
  });

  test('that cannot be is refused with what is wrong', async () => {
    const { ask } = await poolOffice();
    const save = (more: object) =>
      ask('pool.savePolicy', {
        groupId: null,
        lineId: null,
        isOn: true,
        revision: 0,
        policy: { ...POLICY, ...more },
      });
    expect(await save({ maxProtection: { amount: 9, unit: 'days' } })).toEqual(
      refused('pool.maximumTooShort', {}),
    );
    const strange = { op: 'equals', attribute: 'nothing', value: 'x' } as const;
    expect(
      await save({ extensions: [{ when: 'condition', condition: strange, by: POLICY.protection }] }),
    ).toEqual(refused('pool.badCondition', { extension: 1, attribute: 'nothing' }));
    const both = { groupId: 'east', lineId: 'produce', isOn: true, revision: 0, policy: POLICY };
    expect(await ask('pool.savePolicy', both)).toEqual(refused('pool.twoPlaces', {}));
    expect(await ask('pool.savePolicy', { ...both, lineId: null, groupId: 'x' })).toMatchObject({
      error: { code: 'api.notFound' },
    });
  });
});

describe('finding something in the pool', () => {
  test('is by group, line, reason, who had it last, and in another order, within what the asker sees', async () => {
    const { console, pooled, opportunity, tell, time } = await poolOffice();
    const [first, second, third] = [await pooled('east'), await pooled('east'), await pooled('west')];
    const lost = await opportunity('ann');
    time.now += HOUR;
    await tell('pool.return', { opportunityId: lost, reason: '不做了' }, 'lea');
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE opportunities SET amount_minor = id;
        UPDATE pool_items SET reason = 'followUp' WHERE opportunity_id = ${second}`),
    );
    const find = async (input: Parameters<typeof tell<'pool.listPool'>>[1], as = 'ops') =>
      ids(await tell('pool.listPool', input, as));
    expect(await find({ groupId: 'east' })).toEqual([first, second, lost]);
    expect(await find({ reason: 'followUp' })).toEqual([second]);
    expect(await find({ lineId: 'meat' })).toEqual([]);
    expect(await find({ sort: '-since', limit: 1 })).toEqual([lost]);
    expect(await find({ sort: '-amount', offset: 1, limit: 2 })).toEqual([third, second]);
    expect(await find({ lastOwnerId: 'ann' })).toEqual([lost]);
    expect((await tell('pool.listPool', { lastOwnerId: 'ann' }, 'lea')).rows).toMatchObject([
      { id: lost, lastOwnerName: 'Name of ann' },
    ]);
    // A colleague sees the pool, and not who lost something to it.
    expect(await find({ lastOwnerId: 'ann' }, 'bob')).toEqual([]);
    expect(
      (await tell('pool.listPool', { groupId: 'east' }, 'bob')).rows.map((row) => row.lastOwnerName),
    ).toEqual([null, null, null]);
    expect(await find({ groupId: 'west' }, 'ann')).toEqual([]);
  });

  test('by text finds titles and what is shown of a contact, never what is masked', async () => {
    const { console, pooled, tell } = await poolOffice();
    const [phone, mail, short] = [await pooled(), await pooled(), await pooled()];
    await arrange(console, () =>
      console.store.raw.exec(`UPDATE opportunities SET title = '海底捞 100%' WHERE id = ${short};
        UPDATE cards SET contact = CASE id WHEN (SELECT card_id FROM opportunities WHERE id = ${phone}) THEN '+8613812348000;ext=77'
          WHEN (SELECT card_id FROM opportunities WHERE id = ${mail}) THEN 'zoe@example.com' ELSE '12345' END`),
    );
    const find = async (search: string) => ids(await tell('pool.listPool', { search }, 'ann'));
    expect(await find('8000')).toEqual([phone]);
    expect(await find('+86 138')).toEqual([phone]);
    expect(await find('example.com')).toEqual([mail]);
    expect(await find('海底捞')).toEqual([short]);
    expect(await find('100%')).toEqual([short]);
    for (const hidden of ['1234', '13812348000', '2348000', 'ext=77', 'zoe', '345'])
      expect(await find(hidden)).toEqual([]);
  });

  test('what the query takes for the shown contact is what is shown', async () => {
    const { console } = await poolOffice();
    const ways = [
      '+8613800138000',
      '+861062345678;ext=8001',
      'a@b.cn',
      'ann@b.cn;x',
      '@b',
      '1234567',
      '12345678',
      ';ext=1',
      '账号甲乙丙丁戊己庚辛',
    ];
    await arrange(console, () => {
      const add = console.store.raw.prepare(
        `INSERT INTO cards (kind, contact, name, company, created_at) VALUES ('account', ?, '', '', 0)`,
      );
      for (const way of ways) add.run(way);
    });
    const { rows } = await sql<{
      contact: string;
      shown: string;
    }>`SELECT contact, ${MASKED} AS shown FROM cards`.execute(console.store.db);
    expect(rows.map(({ shown }) => shown)).toEqual(rows.map(({ contact }) => maskContact(contact)));
    expect(rows).toHaveLength(ways.length);
  });
});

test('reminders are told apart by what has run out, what does today, and what later', async () => {
  const { opportunity, policy, sweep, tell, time } = await poolOffice();
  await policy({ followUpEvery: { amount: 2, unit: 'days' }, firstResponse: null, remindHoursBefore: 30 });
  const early = await opportunity('ann');
  time.now += 19 * HOUR;
  const late = await opportunity('bob');
  const due = async (which?: 'overdue' | 'dueToday' | 'later') =>
    (await tell('pool.listReminders', { whose: 'all', due: which }, 'lea')).map((row) => row.opportunityId);
  time.now += 12 * HOUR;
  await sweep();
  // Tuesday afternoon: the first runs out on Wednesday at nine, the other on Thursday.
  expect([await due('dueToday'), await due('later')]).toEqual([[], [early]]);
  time.now += 14 * HOUR;
  await sweep();
  expect([await due('dueToday'), await due('later'), await due('overdue')]).toEqual([[early], [late], []]);
  time.now += 4 * HOUR;
  expect([await due('overdue'), await due('dueToday')]).toEqual([[early], []]);
  expect(
    await tell('pool.listReminders', { whose: 'all', ownerId: 'bob', groupId: 'east' }, 'lea'),
  ).toMatchObject([{ opportunityId: late }]);
  expect(await tell('pool.listReminders', { whose: 'all', lineId: 'meat' }, 'lea')).toEqual([]);
});
