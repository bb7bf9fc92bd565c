// Every row bears a mark: no reply to anybody holds the mark of a row outside their scope, and lists hold all of those inside.
import { contract, type OperationName } from '#contract/contract';
import type { Operation } from '#contract/operation';
import type { Reply } from '#contract/reply';
import { PERMISSIONS } from '#domain/access';
import { canaryCompany, marksIn, OWNERS, VIEWERS, type World } from '#support/canaries';
import { type AllShapes, EXPORTS, NO_ROWS, READS, WRITES } from '#support/leak-shapes';
import { fitting, type Known, remember } from '#support/payloads';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const operations = Object.entries(contract) as [OperationName, Operation][];
/** How often each way of reading is asked by chance. */
const CHANCES = Number(process.env['LEAK_CHANCES'] ?? 4);
const viewers = Object.entries(VIEWERS).map(([viewer, { scope }]) => ({ viewer, scope }));

type Call = { readonly name: OperationName; readonly shape: string; readonly input: unknown };

function callsOf(shapes: AllShapes, world: World): Call[] {
  return Object.entries(shapes).flatMap(([name, ways]) =>
    Object.entries(ways).flatMap(([shape, inputs]) =>
      inputs(world).map((input: unknown) => ({ name: name as OperationName, shape, input })),
    ),
  );
}

const ask = (world: World, { name, input }: Call, viewer: string) =>
  world.ask(name, input as never, viewer) as Promise<Reply>;
const roomOf = (name: string) => name.split('.')[0] ?? '';

/** The marks that a viewer may meet in a room's replies. */
const allowed = (world: World, viewer: string, name: OperationName) =>
  new Set([...world.marksFor(viewer), ...world.marksFor(viewer, roomOf(name))]);

/** What a reply tells of rows that are not the viewer's. */
function strangersIn(world: World, viewer: string, { call, text }: { call: Call; text: string }): string[] {
  const may = allowed(world, viewer, call.name);
  return [...marksIn(text)]
    .filter((mark) => !may.has(mark))
    .map((mark) => `${call.name} (${call.shape}) ${JSON.stringify(call.input).slice(0, 120)}: ${mark}`);
}

/** List → the kind of mark that it must hold for every row of the scope. */
const COMPLETE = {
  'contacts.listCards': 'c',
  'contacts.listOpportunities': 'o',
  'contacts.listFollowUps': 'f',
  'contacts.getOpportunity': 'o',
  'orders.listOrders': 's',
  'orders.getOrder': 's',
} as const;

describe.each(viewers)('somebody with the scope "$scope"', ({ viewer }) => {
  test('meets no row outside it in any way of reading, and every row inside it in the lists', async () => {
    const world = await canaryCompany(PERMISSIONS);
    const met = new Map<string, Set<string>>();
    const leaks: string[] = [];
    const shapes = new Set<string>();
    for (const call of callsOf(READS, world)) {
      const reply = await ask(world, call, viewer);
      const text = JSON.stringify(reply);
      if (!reply.ok && reply.error.code === 'api.badInput') throw new Error(`${call.name}: ${text}`);
      leaks.push(...strangersIn(world, viewer, { call, text }));
      met.set(call.name, new Set([...(met.get(call.name) ?? []), ...marksIn(text)]));
      shapes.add(`${call.name} ${call.shape}`);
    }
    expect(leaks).toEqual([]);
    expect(shapes.size).toBeGreaterThan(60);
    for (const [name, kind] of Object.entries(COMPLETE)) {
      const ofKind = (marks: Iterable<string>) => [...marks].filter((mark) => mark[4] === kind).toSorted();
      expect(ofKind(met.get(name) ?? []), name).toEqual(ofKind(world.marksFor(viewer)));
    }
  }, 180_000);

  test('meets none in an export or by chance, changes none, and is told nothing of one', async () => {
    const world = await canaryCompany(PERMISSIONS);
    const leaks: string[] = [];
    for (const call of callsOf(EXPORTS, world)) {
      const reply = await ask(world, call, viewer);
      const text = reply.ok ? await exported(world, reply.value, viewer) : JSON.stringify(reply);
      leaks.push(...strangersIn(world, viewer, { call, text }));
    }
    const known: Known = new Map();
    remember(known, world.ids);
    for (const kind of ['opportunities', 'cards', 'orders', 'decisions'] as const)
      known.set('id', [...(known.get('id') ?? []), ...world.ids[kind].slice(0, 12)]);
    known.set('personId', Object.keys(OWNERS));
    for (const [name, { kind, input: schema }] of operations) {
      if (kind !== 'read') continue;
      const payloads = fitting(
        z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as never,
        known,
      );
      for (const input of fc.sample(payloads, { numRuns: CHANCES, seed: 7 })) {
        const call = { name, shape: 'by chance', input };
        const text = JSON.stringify(await ask(world, call, viewer));
        leaks.push(...strangersIn(world, viewer, { call, text }));
      }
    }
    // Writes last: they move rows.
    for (const call of callsOf(WRITES, world)) {
      const may = allowed(world, viewer, call.name);
      const before = rowsOf(world);
      const text = JSON.stringify(await ask(world, call, viewer));
      const strangers = [...marksIn(text)].filter((mark) => !may.has(mark));
      leaks.push(...strangers.map((mark) => `${call.name}: ${mark}`));
      const changed = Object.entries(rowsOf(world)).filter(([mark, row]) => before[mark] !== row);
      leaks.push(
        ...changed
          .filter(([mark]) => !may.has(mark))
          .map(([mark]) => `${call.name} ${JSON.stringify(call.input)} wrote ${mark}`),
      );
    }
    expect(leaks).toEqual([]);
  }, 180_000);
});

/** The text of the file that a viewer's export wrote. */
async function exported(world: World, value: unknown, viewer: string): Promise<string> {
  const { jobId } = value as { jobId: string };
  const { fileId } = (await world.run(jobId)) as { fileId: string };
  const { base64 } = await world.tell('transfer.readChunk', { fileId, seq: 0 }, viewer);
  return Buffer.from(base64, 'base64').toString();
}

/** Every opportunity, with what was ever written to it, by its mark. */
function rowsOf({ console: { store } }: World): Record<string, string> {
  const rows = store.raw
    .prepare(`SELECT id, json_array(owner_id, status, title, attributes, group_id, routing_state,
      (SELECT count(*) FROM pool_events e WHERE e.opportunity_id = o.id)) AS row FROM opportunities o`)
    .all() as { id: number; row: string }[];
  return Object.fromEntries(rows.map(({ id, row }) => [`KNRYo${id}Q`, row]));
}

test('every operation is asked for rows above, or is said to have none and why', () => {
  const named = [READS, EXPORTS, WRITES].flatMap((shapes) => Object.keys(shapes));
  const rowless = Object.values(NO_ROWS).flat();
  expect([...named, ...rowless].toSorted()).toEqual(operations.map(([name]) => name).toSorted());
});
