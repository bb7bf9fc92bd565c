// A go-live round: leaders confirm their people, and everything is granted at one moment.
import type { InputOf } from '#contract/contract';
import { PERMISSIONS } from '#domain/access';
import { desk } from '#support/desk';
import { arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 25);
const MOMENT = START + 3 * DAY;
const MAPPING = {
  leaderRoleId: 'lead',
  leaderScope: 'subtree',
  memberRoleId: 'rep',
  memberScope: 'own',
} as const;

/** Two teams with a leader each and a unit that nobody leads; an owner administers. */
async function company() {
  const clock = { now: START };
  const made = await desk({ now: () => clock.now });
  await arrange(made.console, () =>
    made.console.store.raw.exec(`
      INSERT INTO users SELECT value, value, value, NULL, 'active', 's', value, 0 FROM json_each('["own","ann","bob","cat","dan","eve"]');
      INSERT INTO units VALUES ('east', NULL, '东组', '', 'ann', NULL), ('west', NULL, '西组', '', 'cat', NULL), ('lone', NULL, '孤组', '', NULL, NULL);
      UPDATE users SET unit_id = 'east' WHERE id IN ('ann', 'bob'); UPDATE users SET unit_id = 'west' WHERE id IN ('cat', 'dan'); UPDATE users SET unit_id = 'lone' WHERE id = 'eve';
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('all', '全部', '', '${JSON.stringify(PERMISSIONS)}'), ('rep', '销售', '', '["contacts.view"]'), ('lead', '组长', '', '["contacts.view","routing.assign"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('own', 'all');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'own', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]')`),
  );
  const start = () => made.tell('access.startGoLive', { mapping: MAPPING, effectiveAt: MOMENT }, 'own');
  const confirm = (who: string, unitId: string, more: Partial<InputOf<'access.confirmGoLive'>> = {}) =>
    made.ask('access.confirmGoLive', { round: 1, unitId, leftOut: [], ...more }, who);
  const code = async (reply: Promise<{ ok: boolean; error?: { code: string } }>) => {
    const answer = await reply;
    return answer.ok ? 'done' : answer.error?.code;
  };
  return { ...made, clock, start, confirm, code };
}

test('what is confirmed waits for its moment, the rest is named; a leader sees their own unit only', async () => {
  const { tell, start, confirm, code } = await company();
  await start();
  const seen = await tell('access.getGoLive', {}, 'ann');
  expect(seen).toMatchObject({
    state: 'asking',
    plan: [],
    units: [{ id: 'east', isMine: true, confirmed: null }],
  });
  expect(await tell('access.getGoLive', {}, 'bob')).toBeNull();
  expect(await code(confirm('ann', 'east', { leftOut: ['bob'], note: 'bob 休假' }))).toBe('done');
  expect(await code(confirm('ann', 'east'))).toBe('done');
  const whole = await tell('access.getGoLive', {}, 'own');
  expect(whole?.units.map(({ id, confirmed }) => [id, confirmed?.by.id])).toEqual([
    ['east', 'ann'],
    ['lone', undefined],
    ['west', undefined],
  ]);
  const finished = await tell('access.finishGoLive', { round: 1 }, 'own');
  expect(finished.leftOut.map(({ id }) => id)).toEqual(['lone', 'west']);
  const proposal = await tell('access.listProposals', { which: 'all' }, 'own');
  expect(proposal.rows).toMatchObject([{ state: 'approved', effectiveAt: MOMENT }]);
  expect(proposal.rows[0]?.reason).toContain('西组');
  const given = new Set(
    proposal.rows[0]?.changes.map((change) => ('personId' in change ? change.personId : '')),
  );
  expect(given).toEqual(new Set(['ann', 'bob']));
  expect((await tell('access.getGoLive', {}, 'own'))?.state).toBe('granted');
});

test('who a leader leaves out gets nothing, and a leader gets more than a member', async () => {
  const { tell, start, confirm } = await company();
  await start();
  await confirm('ann', 'east', { leftOut: ['bob'] });
  await confirm('cat', 'west');
  const plan = (await tell('access.getGoLive', {}, 'own'))?.plan ?? [];
  const roles = plan.flatMap((change) =>
    change.kind === 'grantRole' ? [[change.personId, change.roleId]] : [],
  );
  expect(roles).toEqual([
    ['ann', 'lead'],
    ['cat', 'lead'],
    ['dan', 'rep'],
  ]);
  expect(plan.every((change) => 'from' in change && change.from === MOMENT)).toBe(true);
  expect(plan).toContainEqual(
    expect.objectContaining({ kind: 'grantScope', personId: 'ann', scope: 'subtree', pageGroup: 'orders' }),
  );
});

test('only the leader confirms, only about their people, and only before the moment', async () => {
  const { start, confirm, code, clock } = await company();
  await start();
  expect(await code(confirm('bob', 'east'))).toBe('access.notYourUnit');
  expect(await code(confirm('own', 'east'))).toBe('access.notYourUnit');
  expect(await code(confirm('ann', 'west'))).toBe('access.notYourUnit');
  expect(await code(confirm('ann', 'east', { leftOut: ['dan'] }))).toBe('api.notFound');
  clock.now = MOMENT;
  expect(await code(confirm('ann', 'east'))).toBe('access.goLiveOver');
});

test('one round at a time, nothing granted where nothing is confirmed, and a cancelled one is over', async () => {
  const { ask, tell, start, confirm, code } = await company();
  await start();
  expect(await code(ask('access.startGoLive', { mapping: MAPPING, effectiveAt: MOMENT }, 'own'))).toBe(
    'access.goLiveOpen',
  );
  expect(await code(ask('access.finishGoLive', { round: 1 }, 'own'))).toBe('access.nothingConfirmed');
  expect(await code(ask('access.startGoLive', { mapping: MAPPING, effectiveAt: MOMENT }, 'ann'))).toBe(
    'api.notPermitted',
  );
  await tell('access.cancelGoLive', { round: 1 }, 'own');
  expect(await code(confirm('ann', 'east'))).toBe('access.goLiveOver');
  await start();
  expect((await tell('access.getGoLive', {}, 'own'))?.round).toBe(2);
});

test('answers are kept as they were given, in the name of who gave them', async () => {
  const { console, start, confirm } = await company();
  await start();
  await confirm('ann', 'east');
  const attempt = (text: string) => arrange(console, () => console.store.raw.exec(text));
  await expect(attempt(`UPDATE go_live_answers SET left_out = '[]'`)).rejects.toThrow(/append-only/);
  await expect(attempt(`DELETE FROM go_live_rounds`)).rejects.toThrow(/append-only/);
  await expect(
    attempt(
      `INSERT INTO go_live_answers (round_seq, unit_id, left_out, note, actor_id, at) VALUES (1, 'west', '[]', '', 'cat', 0)`,
    ),
  ).rejects.toThrow(/by who it names/);
});
