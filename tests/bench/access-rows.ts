// access.first-page, access.aggregate, access.preview: 500,000 opportunities and 500,000 orders of 200 people in a tree of
// eight levels, over the one door. The floor of a page is the same rows asked for by hand, with the owners written out.
import { type Console, openConsole, sessionAs } from '#main';
import { findActor } from '#api/actor';
import type { InputOf, OperationName, OutputOf } from '#contract/contract';
import { ALL_PLAIN, PAGE_GROUPS, PERMISSIONS } from '#domain/access';
import type { Change } from '#domain/rights';
import { runJob } from '#jobs/run';
import { queueJob } from '#store/jobs';
import { fillCrowd } from '#support/crowd';
import { type Bench, type BenchLine, median, significant } from './bench.ts';
import { inFolder } from './folder.ts';

const PEOPLE = 200;
const LEVELS = 8;
const ROWS = 500_000;
const SIZE = `${ROWS.toLocaleString('en')} opportunities, ${PEOPLE} people, a tree of ${LEVELS} levels`;
const ROUNDS = 25;

export const benches: readonly Bench[] = [
  { name: 'access.first-page', run: () => inCompany(measurePage) },
  { name: 'access.aggregate', run: () => inCompany(measureAggregate) },
  { name: 'access.preview', run: () => inCompany(measurePreview) },
];

const user = (number: number) => `019a0000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const OWNER = user(PEOPLE);

/** Everybody sees the subtree of their own unit; the last one may do and see everything. */
function seat({ store: { raw } }: Console): void {
  raw.exec(`
    INSERT INTO command_context VALUES (1, 'bench', 'system', 0);
    INSERT INTO roles (id, label_zh, label_en, permissions, columns) VALUES ('all', '全部', '', '${JSON.stringify(PERMISSIONS)}', '${JSON.stringify(ALL_PLAIN)}');
    INSERT INTO user_roles (user_id, role_id) SELECT id, 'all' FROM users;
    INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT users.id, page.value, iif(users.id = '${OWNER}', 'all', 'subtree'), '[]'
      FROM users, json_each('${JSON.stringify(PAGE_GROUPS)}') AS page;
    DELETE FROM command_context`);
}

async function inCompany(measure: (console: Console) => Promise<BenchLine>): Promise<BenchLine> {
  return inFolder(async (home) => {
    const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
    try {
      fillCrowd(console.store, {
        cards: ROWS,
        followUps: 100_000,
        orders: ROWS,
        company: { people: PEOPLE, levels: LEVELS },
      });
      seat(console);
      return await measure(console);
    } finally {
      await console.close();
    }
  });
}

async function ask<K extends OperationName>(
  console: Console,
  name: K,
  input: InputOf<K>,
  as: string,
): Promise<{ value: OutputOf<K>; ms: number }> {
  const began = performance.now();
  const session = { ...sessionAs(as), lastSeenAt: console.env.now() };
  const reply = await console.dispatch(session, name, input);
  const ms = performance.now() - began;
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return { value: reply.value as OutputOf<K>, ms };
}

const p95 = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? NaN;

/** Those who lead nothing, a few, a region and half of the company: units 1, 2, 5, 20 and 100 of the tree. */
const SEATS = [255 - 199, 1, 4, 19, 99].map((number) => user(number));

async function ownersOf(console: Console, userId: string): Promise<readonly string[]> {
  const actor = await findActor(console.store.db, userId, console.env.now());
  const scope = actor?.scopes.contacts;
  if (scope?.kind !== 'owners') throw new Error('a subtree has owners');
  return scope.userIds;
}

async function measurePage(console: Console): Promise<BenchLine> {
  const { raw } = console.store;
  const [ours, byHand, unscoped]: number[][] = [[], [], []];
  let equal = true;
  const widths: Record<string, number> = {};
  for (const seatOf of SEATS) {
    const owners = await ownersOf(console, seatOf);
    const list = owners.map((id) => `'${id}'`).join();
    const page = raw.prepare(
      `SELECT id FROM opportunities WHERE owner_id IN (${list}) ORDER BY created_at DESC, id DESC LIMIT 50`,
    );
    const count = raw.prepare(`SELECT count(*) FROM opportunities WHERE owner_id IN (${list})`);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const began = performance.now();
      const ids = page.pluck().all();
      const total = count.pluck().get();
      const hand = performance.now() - began;
      const { value, ms } = await ask(console, 'contacts.listOpportunities', { limit: 50 }, seatOf);
      const all = await ask(console, 'contacts.listOpportunities', { limit: 50 }, OWNER);
      equal &&=
        total === value.total && JSON.stringify(ids) === JSON.stringify(value.rows.map(({ id }) => id));
      if (round === 0) continue;
      ours?.push(ms);
      byHand?.push(hand);
      unscoped?.push(all.ms);
    }
    widths[`median of ${owners.length} owners`] = significant(median((ours ?? []).slice(-ROUNDS)));
  }
  const [mine, hand, whole] = [ours, byHand, unscoped].map((times) => significant(p95(times ?? [])));
  return {
    bench: 'access.first-page',
    size: SIZE,
    ours: mine ?? NaN,
    unit: 'ms p95',
    floor: hand ?? NaN,
    peers: { unscoped: whole ?? NaN },
    ratio: significant((mine ?? NaN) / (whole ?? NaN)),
    equal,
    also: widths,
    goal: '≤ 50 ms p95, ≤ 1.1 × the same page without scope',
    met: equal && (mine ?? NaN) <= 50 && (mine ?? NaN) <= 1.1 * (whole ?? NaN),
  };
}

/** A policy that decides as nothing configured would: open. */
async function publishPolicy(console: Console): Promise<void> {
  const opened = await ask(console, 'attribution.openDraft', {}, OWNER);
  const { id: versionId, revision } = opened.value;
  await ask(console, 'attribution.publishDraft', { versionId, revision, note: '' }, OWNER);
}

/** What a judged order brought in, summed over the widest subtree: the waterfall of half of the company, with its units. */
async function measureAggregate(console: Console): Promise<BenchLine> {
  const { store, env } = console;
  await publishPolicy(console);
  const id = env.newId();
  await queueJob(store.db, { id, kind: 'attribution.run', input: {}, actorId: 'system', at: env.now() });
  await runJob(store, env, id);
  const leader = user(1);
  const owners = (await ownersOf(console, leader)).map((one) => `'${one}'`).join();
  const byHand = store.raw.prepare(
    `SELECT count(*) AS orders, sum(gross_minor) AS gross FROM attributions
      WHERE run_seq = (SELECT max(seq) FROM attribution_runs WHERE status = 'done') AND currency = 'CNY' AND rep_id IN (${owners})`,
  );
  const [times, floors, lists]: number[][] = [[], [], []];
  let equal = true;
  for (let round = 0; round <= ROUNDS; round += 1) {
    const began = performance.now();
    const sums = byHand.get() as { orders: number; gross: number };
    const floor = performance.now() - began;
    const { value, ms } = await ask(console, 'attribution.getWaterfall', { currency: 'CNY' }, leader);
    const units = await ask(console, 'attribution.getBreakdown', { by: 'unit', currency: 'CNY' }, leader);
    equal &&= value?.sums.orders === sums.orders && value.sums.grossMinor === sums.gross && sums.orders > 0;
    if (round === 0) continue;
    times?.push(ms + units.ms);
    floors?.push(floor);
    if (round % 8 === 0) lists?.push((await ask(console, 'orders.listOrders', { limit: 50 }, leader)).ms);
  }
  const ours = significant(p95(times ?? []));
  return {
    bench: 'access.aggregate',
    size: `${SIZE}, ${ROWS.toLocaleString('en')} judged orders`,
    ours,
    unit: 'ms p95',
    floor: significant(p95(floors ?? [])),
    peers: {},
    ratio: significant(median(times ?? []) / median(floors ?? [])),
    equal,
    also: { 'the page of orders, all of them summed': significant(median(lists ?? [])) },
    goal: '≤ 250 ms',
    met: equal && ours <= 250,
  };
}

/** Everybody's subtree becomes their own rows, and the role that all have loses an action: rights of everybody change. */
async function measurePreview(console: Console): Promise<BenchLine> {
  const role = {
    kind: 'saveRole',
    id: 'all',
    label: { zh: '全部', en: '' },
    parents: [],
    columns: ALL_PLAIN,
  } as const;
  const scope = { pageGroup: 'contacts', effect: 'show', from: 0 } as const;
  const changes: Change[] = [
    {
      ...role,
      parents: [],
      permissions: PERMISSIONS.filter((permission) => permission !== 'attribution.run'),
    },
    ...Array.from({ length: PEOPLE - 1 }, (_, at) => user(at + 1)).flatMap((personId): Change[] => [
      { kind: 'revokeScope', personId, ...scope, scope: 'subtree' },
      { kind: 'grantScope', personId, ...scope, scope: 'own', unitIds: [], to: null },
    ]),
  ];
  const times: number[] = [];
  let people = 0;
  for (let round = 0; round <= 5; round += 1) {
    const { value, ms } = await ask(console, 'access.previewChanges', { changes }, OWNER);
    people = value.people.length;
    if (round > 0) times.push(ms);
  }
  const ours = significant(median(times));
  return {
    bench: 'access.preview',
    size: `${SIZE}; rights of ${people} people change, counted to the row`,
    ours,
    unit: 'ms',
    floor: null,
    peers: {},
    ratio: null,
    equal: null,
    goal: '≤ 1,000 ms',
    met: ours <= 1000 && people === PEOPLE,
  };
}
