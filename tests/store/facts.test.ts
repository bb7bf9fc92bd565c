import { join } from 'node:path';
import { inChunk } from '#store/command';
import { connect, migrate, type Store } from '#store/open';
import { newHome } from '#support/home';
import { fillerRow, insertRow } from '#support/rows';
import { describe, expect, onTestFinished, test } from 'vitest';

const COMMAND = { operation: 'test.seed', actorId: 'system', at: 1 };

/** A migrated store that minds no foreign keys and no CHECKs, so that one filler row can stand alone. */
async function looseStore(): Promise<Store> {
  const store = connect(join(newHome(), 'store.db'));
  onTestFinished(() => store.close());
  await migrate(store);
  store.raw.pragma('foreign_keys = OFF');
  store.raw.pragma('ignore_check_constraints = ON');
  return store;
}

/** A store with one row of a kind of fact. */
async function storeWith(fact: string): Promise<Store> {
  const store = await looseStore();
  const { raw } = store;
  inChunk(store, COMMAND, () => {
    if (fact === 'attributions')
      insertRow(raw, 'attribution_runs', fillerRow(raw, 'attribution_runs', { seq: 1, status: 'done' }));
    insertRow(raw, fact, fillerRow(raw, fact));
  });
  return store;
}

const REFUSED = /append-only|kept|only the undo/;

describe.each([
  'follow_ups',
  'orders',
  'refunds',
  'decisions',
  'attributions',
  'audit_lines',
  'assignments',
  'pool_events',
  'merges',
])('a fact in %s', (table) => {
  test('is never changed, inside a command or not', async () => {
    const store = await storeWith(table);
    const [column] = Object.keys(fillerRow(store.raw, table));
    const change = () => store.raw.prepare(`UPDATE ${table} SET ${column} = ${column}`).run();
    expect(change).toThrow(REFUSED);
    expect(() => inChunk(store, COMMAND, change)).toThrow(REFUSED);
  });

  test('is never deleted, inside a command or not', async () => {
    const store = await storeWith(table);
    const remove = () => store.raw.prepare(`DELETE FROM ${table}`).run();
    expect(remove).toThrow(REFUSED);
    expect(() => inChunk(store, COMMAND, remove)).toThrow(REFUSED);
  });

  test('is never replaced by another with its key', async () => {
    const store = await storeWith(table);
    // By name: what a table generates from its other columns cannot be written.
    const columns = Object.keys(fillerRow(store.raw, table)).join(', ');
    const replace = () =>
      store.raw.prepare(`INSERT OR REPLACE INTO ${table} (${columns}) SELECT ${columns} FROM ${table}`).run();
    expect(replace).toThrow(REFUSED);
    expect(() => inChunk(store, COMMAND, replace)).toThrow(REFUSED);
    expect(store.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(1);
  });
});

test('two open opportunities on one lead entity cannot exist', async () => {
  const { raw } = await looseStore();
  const row = (external: string, status: string) =>
    fillerRow(raw, 'opportunities', { id: Number(external), external_id: external, status, grain_key: 'g' });
  insertRow(raw, 'opportunities', row('1', 'open'));
  expect(() => insertRow(raw, 'opportunities', row('2', 'open'))).toThrow(/UNIQUE/);
  insertRow(raw, 'opportunities', row('3', 'lost'));
});

test('configuration changes only inside a command, whichever table it is in, and each change is captured', async () => {
  const store = await looseStore();
  const { raw } = store;
  const captured = raw
    .prepare(
      `SELECT tbl_name AS tableName, json_group_array(replace(name, tbl_name || '_capture_', '')) AS changes FROM sqlite_schema
       WHERE type = 'trigger' AND name LIKE '%\\_capture\\_%' ESCAPE '\\' GROUP BY tbl_name`,
    )
    .raw()
    .all() as [table: string, changes: string][];
  expect(captured.map(([table]) => table)).toEqual(
    expect.arrayContaining(['users', 'roles', 'rule_sets', 'policy_versions']),
  );
  const seen = raw.prepare('SELECT table_name, change FROM outbox ORDER BY seq DESC LIMIT 1');
  for (const [table, caught] of captured) {
    const row = fillerRow(raw, table);
    const [column] = Object.keys(row);
    const changes = {
      insert: () => insertRow(raw, table, row),
      update: () => raw.prepare(`UPDATE ${table} SET "${column}" = "${column}"`).run(),
      delete: () => raw.prepare(`DELETE FROM ${table}`).run(),
    };
    for (const [change, make] of Object.entries(changes)) {
      // What is written once and never changed is caught when it is written.
      if (!(JSON.parse(caught) as string[]).includes(change)) continue;
      expect(make, `${change} of ${table}`).toThrow(/only inside a command/);
      inChunk(store, COMMAND, make);
      expect(seen.get()).toEqual({ table_name: table, change });
    }
  }
});

test('what a command wrote before it failed is gone, and so is its context', async () => {
  const store = await looseStore();
  const { raw } = store;
  const row = fillerRow(raw, 'rule_sets');
  expect(() =>
    inChunk(store, COMMAND, () => {
      insertRow(raw, 'rule_sets', row);
      throw new Error('half-way');
    }),
  ).toThrow('half-way');
  for (const table of ['rule_sets', 'outbox', 'command_context'])
    expect(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
});
