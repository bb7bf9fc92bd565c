// Default deny, operation by operation: whoever has no role, or a role and no scope, gets no page and no row.
import { contract, type OperationName } from '#contract/contract';
import type { Operation } from '#contract/operation';
import { PERMISSIONS } from '#domain/access';
import { canaryCompany, marksIn, type World } from '#support/canaries';
import { EXPORTS, NO_ROWS, READS, WRITES } from '#support/leak-shapes';
import { arrange } from '#support/routing-office';
import { expect, test } from 'vitest';

const operations = Object.entries(contract) as [OperationName, Operation][];

/** What anybody signed in may ask, and what it answers to somebody without any role: words of the console, or nothing. */
const OPEN_TO_ALL: Readonly<Record<string, string>> = {
  'access.listUnits': 'the tree of units: names, and no leader that is not theirs',
  'contacts.listLines': 'the business lines',
  'orders.listProducts': 'the catalogue of products',
  'tagging.listAttributes': 'the catalogue of attributes',
  'tagging.listFacts': 'what rules can test',
  'access.getPasswordPolicy': 'how long a password must be',
  'access.getRecovery': 'that they are no owner',
  'access.listSessions': 'their own windows',
  'access.getMyRights': 'their own rights',
  'access.noteUse': 'that the window is used',
};

/** A company with somebody who has a scope of everything, and no role. */
async function company(): Promise<World> {
  const world = await canaryCompany(PERMISSIONS);
  await arrange(world.console, () =>
    world.console.store.raw.exec(`INSERT INTO users (id, login, name, status, source, external_id, created_at) VALUES ('new', 'new', 'New', 'active', 't', 'new', 0);
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT 'new', value, 'all', '[]' FROM json_each('["contacts","routing","orders","attribution"]')`),
  );
  return world;
}

const inputOf = (world: World, name: OperationName): unknown => {
  const shapes = READS[name] ?? EXPORTS[name] ?? WRITES[name] ?? {};
  return Object.values(shapes)[0]?.(world)[0] ?? {};
};

test('who has no role is refused every operation that asks for a permission, whatever is asked', async () => {
  const world = await company();
  const kept = operations.filter(([, { needs }]) => needs !== 'nobody' && needs !== 'signedIn');
  expect(kept.length).toBeGreaterThan(100);
  for (const [name, { needs }] of kept)
    expect(await world.ask(name, inputOf(world, name) as never, 'new'), name).toEqual({
      ok: false,
      error: { code: 'api.notPermitted', params: { needs } },
    });
});

test('what anybody signed in may ask answers with no row: refused, empty, or words of the console', async () => {
  const world = await company();
  const open = operations.filter(([, { needs, kind }]) => needs === 'signedIn' && kind === 'read');
  for (const [name] of open) {
    const reply = await world.ask(name, inputOf(world, name) as never, 'new');
    expect(marksIn(JSON.stringify(reply)), name).toEqual(new Set());
    if (!reply.ok || reply.value === null || name in OPEN_TO_ALL) continue;
    const { rows, total, ...rest } = reply.value as { rows?: unknown[]; total?: number };
    const values = Array.isArray(reply.value) ? reply.value : (rows ?? Object.values(rest).flat());
    expect(values, name).toEqual([]);
    expect(total ?? 0, name).toBe(0);
  }
});

test('who has every permission and no scope meets no row in any list', async () => {
  const world = await company();
  for (const name of Object.keys(READS) as OperationName[]) {
    const reply = await world.ask(name, inputOf(world, name) as never, 'nil');
    expect(marksIn(JSON.stringify(reply)), name).toEqual(new Set());
  }
  for (const name of [
    'contacts.listCards',
    'contacts.listOpportunities',
    'contacts.listFollowUps',
    'orders.listOrders',
    'routing.listDecisions',
    'routing.listUnassigned',
    'pool.listPool',
  ] as const)
    expect(await world.tell(name, {}, 'nil'), name).toMatchObject({ rows: [], total: 0 });
});

test('an operation that is open to all is known as one, and none is named twice', () => {
  const signedIn = new Set(
    operations.flatMap(([name, { needs, kind }]) => (needs === 'signedIn' && kind === 'read' ? [name] : [])),
  );
  for (const name of Object.keys(OPEN_TO_ALL)) expect(signedIn, name).toContain(name);
  const rowless = Object.values(NO_ROWS).flat();
  expect(new Set(rowless).size).toBe(rowless.length);
});
