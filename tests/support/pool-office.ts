import type { PoolPolicy } from '#domain/pool';
import { desk, type Desk } from './desk.ts';
import { addWaiting, arrange, furnish } from './routing-office.ts';

export const HOUR = 3_600_000;
/** A Monday at nine in Shanghai. */
const MONDAY = Date.parse('2026-11-23T09:00+08:00');

export const POLICY: PoolPolicy = {
  protection: { amount: 10, unit: 'days' },
  maxProtection: { amount: 20, unit: 'days' },
  extensions: [{ when: 'outcome', outcomes: ['已报价'], by: { amount: 4, unit: 'days' } }],
  firstResponse: { amount: 4, unit: 'workingHours' },
  followUpEvery: { amount: 3, unit: 'days' },
  remindHoursBefore: 1,
  onBreach: 'return',
  coolDownHours: 12,
  maxOpenClaimed: 2,
  maxClaimsPerDay: 3,
};

export type PoolOffice = Desk & {
  readonly time: { now: number };
  /** An open opportunity of somebody, or of nobody, of the group 'east' unless said otherwise; answers its id. */
  readonly opportunity: (ownerId: string | null, groupId?: string | null) => Promise<number>;
  /** Lays one that nobody owns into a group's pool; answers its id. */
  readonly pooled: (groupId?: string | null) => Promise<number>;
  readonly touch: (opportunityId: number, userId: string, outcome: string) => Promise<void>;
  readonly policy: (more?: Partial<PoolPolicy>, groupId?: string | null) => Promise<void>;
  readonly sweep: () => Promise<unknown>;
  readonly rows: <Row = Record<string, unknown>>(text: string) => Row[];
};

/**
 * Two teams: 'ann' and 'bob' in the group 'east' under the leader 'lea', 'cid' in the group 'west'. 'ops' sees all,
 * 'nil' may everything and sees nobody. A clock that is moved by hand.
 */
export async function poolOffice(): Promise<PoolOffice> {
  const time = { now: MONDAY };
  const made = await desk({ now: () => time.now });
  const { console, tell } = made;
  const { raw } = console.store;
  await arrange(console, () => {
    furnish(console, ['ann', 'bob', 'lea', 'cid', 'ops', 'nil']);
    raw.exec(`INSERT INTO units (id, label_zh, label_en) VALUES ('two', '二组', 'Team two');
      UPDATE users SET unit_id = 'two' WHERE id = 'cid';
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES
        ('rep', '销售', 'Rep', '["contacts.view","pool.view","pool.claim"]'),
        ('lead', '组长', 'Lead', '["contacts.view","pool.view","pool.claim","routing.view","routing.assign"]');
      INSERT INTO user_roles (user_id, role_id) VALUES ('ann', 'rep'), ('bob', 'rep'), ('cid', 'rep'), ('lea', 'lead'), ('ops', 'lead'), ('nil', 'lead');
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids)
        SELECT users.id, g.value, CASE users.id WHEN 'lea' THEN 'subtree' WHEN 'ops' THEN 'all' ELSE 'own' END, '[]'
        FROM users, json_each('["contacts","routing"]') g WHERE users.id <> 'nil';
      INSERT INTO distribution_groups (id, label_zh, label_en, is_on) VALUES ('east', '东组', 'East', 1), ('west', '西组', 'West', 1);
      INSERT INTO group_members (id, group_id, user_id, weight, is_on) VALUES
        ('m1', 'east', 'ann', 1, 1), ('m2', 'east', 'bob', 1, 1), ('m3', 'west', 'cid', 1, 1);`);
  });
  const opportunity = async (ownerId: string | null, groupId: string | null = 'east') => {
    let id = 0;
    await arrange(console, () => {
      id = addWaiting(console, [{}], { routingState: 'none' });
      raw
        .prepare('UPDATE opportunities SET owner_id = ?, group_id = ?, assigned_at = ? WHERE id = ?')
        .run(ownerId, groupId, ownerId === null ? null : time.now, id);
    });
    return id;
  };
  return {
    ...made,
    time,
    opportunity,
    pooled: async (groupId = 'east') => {
      const id = await opportunity(null, groupId);
      await arrange(console, () =>
        raw.prepare(`INSERT INTO pool_items VALUES (?, ?, ?, 'byHand')`).run(id, groupId, time.now),
      );
      return id;
    },
    touch: (opportunityId, userId, outcome) =>
      arrange(console, () => {
        raw
          .prepare(
            `INSERT INTO follow_ups (source, external_id, card_id, line_id, user_id, channel, outcome, note, happened_at, recorded_at)
             SELECT 'test', hex(randomblob(8)), card_id, line_id, ?, 'call', ?, '', ?, ? FROM opportunities WHERE id = ?`,
          )
          .run(userId, outcome, time.now, time.now, opportunityId);
      }),
    policy: async (more = {}, groupId = 'east') => {
      const known = (await tell('pool.listPolicies', {})).find((one) => one.groupId === groupId);
      await tell('pool.savePolicy', {
        groupId,
        lineId: null,
        isOn: true,
        revision: known?.revision ?? 0,
        policy: { ...POLICY, ...more },
      });
    },
    sweep: async () => made.run((await tell('pool.runSweep', {})).jobId),
    rows: (text) => raw.prepare(text).all() as never[],
  };
}
