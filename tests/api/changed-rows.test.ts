// What a preview counts is what everybody's own pages show, before and after: asked as each of them, row by row.
import type { InputOf } from '#contract/contract';
import { PAGE_GROUPS } from '#domain/access';
import { change, judge, trialDesk } from './attribution-desk.ts';
import { expect, test } from 'vitest';

type Change = InputOf<'access.applyChanges'>['changes'][number];
type Desk = Awaited<ReturnType<typeof trialDesk>>;

const numbers = JSON.stringify(Array.from({ length: 150 }, (_, at) => at + 1));
const people = Array.from({ length: 14 }, (_, at) => `rep-${String(at).padStart(4, '0')}`);
const KINDS = ['opportunities', 'cards', 'followUps', 'routed', 'orders', 'judgements'] as const;

/** Facts of every awkward kind, opportunities of many owners and of nobody, and everybody with some scope. */
async function company() {
  const made = await trialDesk({ reps: 14, cards: 60, followUps: 500, orders: 200 });
  await judge(made);
  change(made, (raw) =>
    raw.exec(`
      INSERT INTO opportunities (source, external_id, card_id, line_id, grain_key, title, status, stage, attributes, owner_id, routing_state, created_at)
        SELECT 's', value, 1 + value * 7 % 60, 'line-a', value, '商机' || value, 'won', 'x', '{}',
          (SELECT id FROM users WHERE rowid = 1 + (value * value) % 16), 'none', value FROM json_each('${numbers}');
      INSERT INTO roles (id, label_zh, label_en, permissions) VALUES ('rep', '销售', '', '["contacts.view","orders.view","routing.view","attribution.view"]'),
        ('part', '部分', '', '["orders.view"]'), ('admin', '管理', '', '["access.view"]');
      INSERT INTO user_roles (user_id, role_id) SELECT id, iif(rowid % 5 = 0, 'part', 'rep') FROM users;
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT users.id, value, CASE users.rowid % 4 WHEN 0 THEN 'own' WHEN 1 THEN 'group' WHEN 2 THEN 'subtree' ELSE 'all' END, '[]'
        FROM users, json_each('${JSON.stringify(PAGE_GROUPS)}') WHERE users.rowid % 7 <> 0;
      UPDATE units SET leader_id = (SELECT id FROM users WHERE users.rowid = units.rowid);`),
  );
  return made;
}

async function seenBy({ ask }: Desk, userId: string) {
  const totals: Record<string, number> = {};
  const count = async (kind: string, reply: Promise<{ ok: boolean; value?: unknown }>) => {
    const { ok, value } = await reply;
    totals[kind] = (totals[kind] ?? 0) + (ok ? (value as { total: number }).total : 0);
  };
  await count('opportunities', ask('contacts.listOpportunities', { limit: 1 }, userId));
  await count('cards', ask('contacts.listCards', { limit: 1 }, userId));
  await count('followUps', ask('contacts.listFollowUps', { limit: 1 }, userId));
  await count('orders', ask('orders.listOrders', { limit: 1 }, userId));
  for (const currency of ['CNY', 'USD', 'JPY', 'EUR'])
    await count('judgements', ask('attribution.listJudgements', { limit: 1, currency }, userId));
  return totals;
}

const ROUNDS: Change[][] = [
  [{ kind: 'changePerson', personId: 'rep-0003', unitId: 'unit-r0' }],
  [{ kind: 'saveUnit', id: 'unit-r0', leaderId: 'rep-0005' }],
  [{ kind: 'saveUnit', id: 'unit-r1', parentId: 'unit-r0' }],
  [{ kind: 'changePerson', personId: 'rep-0007', status: 'left' }],
  [
    {
      kind: 'grantScope',
      personId: 'rep-0004',
      pageGroup: 'orders',
      scope: 'all',
      unitIds: [],
      from: 0,
      to: null,
      effect: 'show',
    },
    {
      kind: 'grantScope',
      personId: 'rep-0004',
      pageGroup: 'attribution',
      scope: 'subtree',
      unitIds: [],
      from: 0,
      to: null,
      effect: 'show',
    },
  ],
  [{ kind: 'revokeScope', personId: 'rep-0002', pageGroup: 'contacts', scope: 'all', from: 0 }],
  [{ kind: 'grantRole', personId: 'rep-0004', roleId: 'rep', from: 0, to: null }],
  [{ kind: 'saveUnit', id: 'unit-r0-t0', leaderId: null }],
];

test('each change gives and takes exactly the rows that everybody sees more and less of', async () => {
  const made = await company();
  const now = new Map<string, Record<string, number>>();
  for (const id of people) now.set(id, await seenBy(made, id));
  expect([...now.values()].some((one) => (one['judgements'] ?? 0) > 0)).toBe(true);
  const told = new Set<string>();
  for (const changes of ROUNDS) {
    const preview = await made.tell('access.previewChanges', { changes });
    const { revision } = await made.tell('access.getPolicy', {});
    await made.tell('access.applyChanges', { revision, changes });
    expect(preview.isPartial).toBe(false);
    for (const id of people) {
      const [before, after] = [now.get(id) ?? {}, await seenBy(made, id)];
      now.set(id, after);
      const counts = preview.people.find((one) => one.personId === id)?.counts ?? [];
      for (const one of counts) told.add(one.kind);
      for (const kind of KINDS.filter((one) => one !== 'routed')) {
        const { gained = 0, lost = 0 } = counts.find((one) => one.kind === kind) ?? {};
        expect([id, kind, gained - lost]).toEqual([id, kind, (after[kind] ?? 0) - (before[kind] ?? 0)]);
      }
    }
  }
  expect([...told].toSorted()).toEqual([...KINDS].toSorted());
});

test('examples are rows that come or go, and only ones that the one who asks sees', async () => {
  const made = await company();
  change(made, (raw) =>
    raw.exec(`INSERT INTO user_roles (user_id, role_id) VALUES ('rep-0000', 'admin');
      DELETE FROM user_scopes WHERE user_id = 'rep-0000';
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) VALUES ('rep-0000', 'contacts', 'own', '[]')`),
  );
  const policy = await made.tell('access.getPolicy', {});
  const limited = policy.people.find(
    ({ id, scopes }) => id !== 'rep-0000' && scopes.some((one) => one.kind === 'own'),
  );
  const personId = limited?.id ?? '';
  const changes: Change[] = [
    { kind: 'grantRole', personId, roleId: 'rep', from: 0, to: null },
    {
      kind: 'grantScope',
      personId,
      pageGroup: 'contacts',
      scope: 'all',
      unitIds: [],
      from: 0,
      to: null,
      effect: 'show',
    },
  ];
  const asked = { changes, personId, what: 'gained', limit: 500 } as const;
  for (const kind of ['opportunities', 'cards'] as const) {
    const preview = await made.tell('access.previewChanges', { changes });
    const counts = preview.people.find((one) => one.personId === personId)?.counts;
    const gained = counts?.find((one) => one.kind === kind)?.gained ?? 0;
    expect(gained).toBeGreaterThan(0);
    expect(await made.tell('access.listChangedRows', { ...asked, kind })).toHaveLength(gained);
  }
  const own = await made.tell('contacts.listOpportunities', { limit: 500 }, 'rep-0000');
  const seen = await made.tell('access.listChangedRows', { ...asked, kind: 'opportunities' }, 'rep-0000');
  expect(new Set(seen.map((one) => one.id))).toEqual(new Set(own.rows.map((one) => one.id)));
  const preview = await made.tell('access.previewChanges', { changes }, 'rep-0000');
  expect(preview.isPartial).toBe(true);
  expect(preview.people[0]?.counts).toContainEqual({ kind: 'opportunities', gained: own.total, lost: 0 });
  expect(await made.tell('access.listChangedRows', { ...asked, kind: 'orders' }, 'rep-0000')).toEqual([]);
});
