import { HOUR, POLICY, poolOffice } from '#support/pool-office';
import { arrange } from '#support/routing-office';
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
