import { join } from 'node:path';
import { connect, migrate, SETTINGS } from '#store/open';
import { newHome } from '#support/home';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

test.each(Object.entries(SETTINGS))('every connection has %s = %s, read back', (pragma, value) => {
  const file = join(newHome(), 'store.db');
  // The second connection finds a file that exists: some settings are the file's, some the connection's.
  for (const store of [connect(file), connect(file)]) {
    expect(store.raw.pragma(pragma, { simple: true })).toBe(value);
    store.close();
  }
});

test('the settings are not what a plain connection has anyway: without them the test above would fail', () => {
  const plain = new Database(join(newHome(), 'plain.db'));
  plain.pragma('journal_mode = WAL');
  plain.prepare('SELECT count(*) FROM sqlite_schema').get();
  const differing = Object.entries(SETTINGS).filter(
    ([pragma, value]) => plain.pragma(pragma, { simple: true }) !== value,
  );
  expect(differing.map(([pragma]) => pragma)).toEqual(
    expect.arrayContaining(['synchronous', 'trusted_schema', 'cell_size_check', 'recursive_triggers']),
  );
  plain.close();
});

test('a migrated store has its foreign keys on again, and no row without its parent', async () => {
  const store = connect(join(newHome(), 'store.db'));
  await migrate(store);
  expect(store.raw.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(() =>
    store.raw.prepare(`INSERT INTO file_chunks (file_id, seq, bytes) VALUES ('nobody', 0, x'00')`).run(),
  ).toThrow(/FOREIGN KEY/);
  store.close();
});
