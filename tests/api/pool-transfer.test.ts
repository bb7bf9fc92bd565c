import { poolOffice } from '#support/pool-office';
import { arrange } from '#support/routing-office';
import { describe, expect, test } from 'vitest';

const refused = (code: string, params: unknown) => ({ ok: false, error: { code, params } });

/** The office, where 'ann' and 'bob' of 'east' have a cap of two each and skills, and 'lea' leads them. */
async function office() {
  const made = await poolOffice();
  const { console, rows, opportunity } = made;
  await arrange(console, () =>
    console.store.raw.exec(`UPDATE group_members SET open_cap = 2, skills = '["sh"]' WHERE group_id = 'east';
      UPDATE distribution_groups SET skill_attribute = 'city' WHERE id = 'east'`),
  );
  return {
    ...made,
    write: (text: string) => arrange(console, () => console.store.raw.exec(text)),
    some: async (ownerId: string | null, count: number) => {
      const ids: number[] = [];
      for (let left = count; left > 0; left -= 1) ids.push(await opportunity(ownerId));
      return ids;
    },
    owners: () =>
      Object.fromEntries(
        rows<{ id: number; owner_id: string | null }>('SELECT id, owner_id FROM opportunities').map(
          ({ id, owner_id }) => [id, owner_id],
        ),
      ),
  };
}

describe('a transfer of many to a person', () => {
  test('gives what it can and says row by row why not; insisting gives what was warned of', async () => {
    const { ask, tell, some, write, owners, rows, opportunity } = await office();
    const [one, two, three, four] = await some('ann', 4);
    const own = await opportunity('bob');
    const far = await opportunity('cid', 'west');
    await write(`UPDATE opportunities SET attributes = '{"city":"bj"}' WHERE id = ${two};
      UPDATE opportunities SET status = 'won' WHERE id = ${three}`);
    const asked = {
      opportunityIds: [one, two, three, four, own, far, 9999, one] as number[],
      groupId: 'east',
      userId: 'bob',
    };
    const before = owners();
    const preview = await tell('pool.previewTransfer', asked, 'lea');
    expect(preview.map(({ opportunityId, verdict, reason }) => [opportunityId, verdict, reason])).toEqual([
      [one, 'given', 'ready'],
      [two, 'warned', 'atCap'],
      [three, 'refused', 'notOpen'],
      [four, 'warned', 'atCap'],
      [own, 'unchanged', 'ownedAlready'],
      [far, 'refused', 'notSeen'],
      [9999, 'refused', 'notSeen'],
    ]);
    expect(preview[5]).toMatchObject({ title: '', contact: '', ownerName: null });
    expect(owners()).toEqual(before);
    const first = await tell('pool.transferMany', { ...asked, reason: '换人' }, 'lea');
    expect(first).toMatchObject({ given: 1, unchanged: 1, refused: 5 });
    expect(owners()).toEqual({ ...before, [String(one)]: 'bob' });
    const second = await tell('pool.transferMany', { ...asked, insist: true }, 'lea');
    expect(second).toMatchObject({ given: 2, unchanged: 2, refused: 3 });
    expect(owners()).toMatchObject({ [String(two)]: 'bob', [String(four)]: 'bob', [far]: 'cid' });
    expect(await tell('pool.transferMany', { ...asked, insist: true }, 'lea')).toMatchObject({ given: 0 });
    expect(rows(`SELECT opportunity_id, user_id, note FROM pool_events`)).toMatchObject([
      { opportunity_id: one, user_id: 'bob', note: '换人' },
      { opportunity_id: two },
      { opportunity_id: four },
    ]);
    const other = { ...asked, userId: 'cid' };
    expect(await ask('pool.transferMany', other, 'lea')).toEqual(
      refused('pool.unknownReceiver', { userId: 'cid' }),
    );
    expect(await ask('pool.transferMany', other, 'ops')).toEqual(
      refused('pool.notAMember', { userId: 'cid' }),
    );
    expect(await ask('pool.transferMany', asked, 'ann')).toMatchObject({
      error: { code: 'api.notPermitted' },
    });
  });

  test('warns of who is away or lacks the skill, and never gives to who has left', async () => {
    const { tell, ask, some, write, time } = await office();
    const [one] = await some('ann', 1);
    const asked = { opportunityIds: [one as number], groupId: 'east', userId: 'bob' };
    const reason = async () => (await tell('pool.previewTransfer', asked, 'lea'))[0]?.reason;
    await write(`UPDATE opportunities SET attributes = '{"city":"bj"}'`);
    expect(await reason()).toBe('unskilled');
    await write(`INSERT INTO absences VALUES ('x', 'bob', ${time.now - 1}, ${time.now + 1}, '')`);
    expect(await reason()).toBe('absent');
    await write(`DELETE FROM absences; UPDATE group_members SET is_on = 0`);
    expect(await reason()).toBe('off');
    await write(`UPDATE users SET status = 'left' WHERE id = 'bob'`);
    expect(await ask('pool.transferMany', { ...asked, insist: true }, 'lea')).toEqual(
      refused('pool.unknownReceiver', { userId: 'bob' }),
    );
  });

  test('warns where a colleague follows the same card on the line', async () => {
    const { tell, some, write } = await office();
    const [mine, theirs] = await some('ann', 2);
    await write(
      `UPDATE opportunities SET owner_id = NULL, card_id = (SELECT card_id FROM opportunities WHERE id = ${theirs}) WHERE id = ${mine}`,
    );
    const asked = { opportunityIds: [mine as number], groupId: 'east', userId: 'bob' };
    expect(await tell('pool.previewTransfer', asked, 'ops')).toMatchObject([
      { verdict: 'warned', reason: 'collision' },
    ]);
    expect(await tell('pool.previewTransfer', { ...asked, userId: 'ann' }, 'ops')).toMatchObject([
      { verdict: 'given' },
    ]);
  });
});

describe('a transfer of many to a group', () => {
  test('hands out by turns within the caps, keeps the turns, and names what nobody could take', async () => {
    const { tell, some, owners, rows } = await office();
    const ids = await some(null, 5);
    const result = await tell(
      'pool.transferMany',
      { opportunityIds: ids, groupId: 'east', userId: null },
      'ops',
    );
    expect(result).toMatchObject({ given: 4, refused: 1 });
    expect(result.rows.at(-1)).toMatchObject({ receiverName: null, reason: 'allAtCap' });
    expect(Object.values(owners()).filter((owner) => owner === 'ann')).toHaveLength(2);
    expect(Object.values(owners()).filter((owner) => owner === 'bob')).toHaveLength(2);
    expect(rows('SELECT user_id, assigned, given FROM group_turns ORDER BY user_id')).toEqual([
      { user_id: 'ann', assigned: 2, given: 2 },
      { user_id: 'bob', assigned: 2, given: 2 },
    ]);
  });

  test('starts the clock of each, whoever had it before', async () => {
    const { tell, policy, opportunity, pooled, time } = await office();
    await policy();
    const owned = await opportunity('cid', 'west');
    const lying = await pooled();
    time.now += 3_600_000;
    await tell('pool.transferMany', { opportunityIds: [owned, lying], groupId: 'east', userId: null }, 'ops');
    for (const opportunityId of [owned, lying])
      expect(await tell('pool.getClock', { opportunityId }, 'ops')).toMatchObject({
        state: 'running',
        pool: null,
        clock: { why: expect.arrayContaining([{ kind: 'assigned', at: time.now }]) as unknown },
        events: [{ kind: 'transferred' }],
      });
  });

  test('is for who sees all of its members; what lies in a pool stays masked', async () => {
    const { ask, tell, pooled, write } = await office();
    const id = await pooled();
    await write(`INSERT INTO group_members (id, group_id, user_id, weight, is_on) VALUES ('m9', 'east', 'cid', 1, 1);
      UPDATE cards SET kind = 'phone', contact = '+8613800138000'`);
    const asked = { opportunityIds: [id], groupId: 'east', userId: null };
    expect(await ask('pool.previewTransfer', asked, 'lea')).toEqual(refused('pool.groupBeyondScope', {}));
    expect(await tell('pool.previewTransfer', { ...asked, userId: 'bob' }, 'lea')).toMatchObject([
      { contact: '+86138****8000', receiverName: 'Name of bob' },
    ]);
    expect(await ask('pool.previewTransfer', { ...asked, groupId: 'nope' }, 'ops')).toMatchObject({
      error: { code: 'api.notFound' },
    });
  });

  test('two at once hand each opportunity over once', async () => {
    const { ask, some, rows } = await office();
    const ids = await some(null, 2);
    const asked = { opportunityIds: ids, groupId: 'east', userId: 'bob' };
    await Promise.all([ask('pool.transferMany', asked, 'ops'), ask('pool.transferMany', asked, 'ops')]);
    expect(rows('SELECT * FROM pool_events')).toHaveLength(2);
    expect(rows(`SELECT * FROM assignments WHERE how = 'pool.transferMany'`)).toHaveLength(2);
  });
});
