// access.explain: over the one door as an administrator, in a company of 200 people in a tree of eight levels. access.resolve: who somebody is, as each call asks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findActor } from '#api/actor';
import type { InputOf, OperationName } from '#contract/contract';
import { PAGE_GROUPS, PERMISSIONS } from '#domain/access';
import { type Console, openConsole, sessionAs } from '#main';
import { arrange } from '#support/routing-office';
import { type Bench, type BenchLine, median, significant } from './bench.ts';

const PEOPLE = 200;
const LEVELS = 8;
const REPEATS = 15;
const SIZE = `${PEOPLE} people, a tree of ${LEVELS} levels`;

export const benches: readonly Bench[] = [
  { name: 'access.resolve', run: () => inCompany(measureResolve) },
  { name: 'access.explain', run: () => inCompany(measureExplain) },
];

const numbers = (count: number) => JSON.stringify(Array.from({ length: count }, (_, at) => at + 1));

/** Units in a binary tree, a leader each, people spread over them; everybody has a role that inherits and a subtree. */
async function inCompany(measure: (console: Console) => Promise<BenchLine>): Promise<BenchLine> {
  const console = await openConsole({
    home: mkdtempSync(join(tmpdir(), 'switchyard-bench-')),
    jobs: 'byHand',
    ballastBytes: 0,
  });
  const units = 2 ** LEVELS - 1;
  await arrange(console, () =>
    console.store.raw.exec(`
      INSERT INTO units SELECT 'u' || value, iif(value = 1, NULL, 'u' || (value / 2)), '组' || value, '', NULL, NULL FROM json_each('${numbers(units)}');
      INSERT INTO users SELECT 'p' || value, 'p' || value, 'p' || value, 'u' || (1 + value * 7 % ${units}), 'active', 's', value, 0 FROM json_each('${numbers(PEOPLE)}');
      UPDATE units SET leader_id = 'p' || (1 + CAST(substr(id, 2) AS INTEGER) % ${PEOPLE});
      INSERT INTO roles (id, label_zh, label_en, permissions, parents) VALUES ('all', '全部', '', '${JSON.stringify(PERMISSIONS)}', '[]'),
        ('base', '基础', '', '["contacts.view"]', '[]'), ('rep', '销售', '', '["orders.view"]', '["base"]'), ('lead', '组长', '', '["routing.assign"]', '["rep"]');
      INSERT INTO user_roles (user_id, role_id) SELECT id, iif(id = 'p1', 'all', 'lead') FROM users;
      INSERT INTO user_scopes (user_id, page_group, kind, unit_ids) SELECT users.id, page.value, iif(users.id = 'p1', 'all', 'subtree'), '[]'
        FROM users, json_each('${JSON.stringify(PAGE_GROUPS)}') AS page`),
  );
  try {
    return await measure(console);
  } finally {
    const home = dirname(console.store.raw.name);
    await console.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  await work();
  const times: number[] = [];
  for (let at = 0; at < REPEATS; at += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return significant(median(times));
}

async function ask<K extends OperationName>(console: Console, name: K, input: InputOf<K>): Promise<unknown> {
  const session = { ...sessionAs('p1'), lastSeenAt: console.env.now() };
  const reply = await console.dispatch(session, name, input);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value;
}

const line = (bench: string, ours: number, unit: string, goal: number): BenchLine => ({
  bench,
  size: SIZE,
  ours,
  unit,
  floor: null,
  peers: {},
  ratio: null,
  equal: null,
  goal: `≤ ${goal} ${unit}`,
  met: ours <= goal,
});

async function measureResolve(console: Console): Promise<BenchLine> {
  return line(
    'access.resolve',
    await timed(() => findActor(console.store.db, 'p2', console.env.now())),
    'ms',
    5,
  );
}

async function measureExplain(console: Console): Promise<BenchLine> {
  const questions = [
    { kind: 'permission', permission: 'audit.view' },
    { kind: 'row', pageGroup: 'contacts', ownerId: 'p1' },
  ] as const;
  const ours = await timed(async () => {
    for (const question of questions) await ask(console, 'access.explain', { personId: 'p150', question });
  });
  return line('access.explain', significant(ours / questions.length), 'ms', 100);
}
