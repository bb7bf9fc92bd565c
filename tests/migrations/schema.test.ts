import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '#db/migrations/index';
import { schemaOf } from '#store/inspect';
import { connect, migrate } from '#store/open';
import { newHome } from '#support/home';
import { expect, test } from 'vitest';

const folder = new URL('../../db/migrations/', import.meta.url);
const files = readdirSync(folder).filter((name) => name !== 'index.ts');

test('the list of migrations is the folder, in order, numbered without a gap', () => {
  expect(Object.keys(migrations)).toEqual(files.map((name) => name.replace(/\.ts$/, '')).toSorted());
  expect(files.toSorted().map((name) => Number(name.slice(0, 4)))).toEqual(
    files.map((_, index) => index + 1),
  );
});

test('a migration imports nothing of ours, so that its meaning never changes', () => {
  for (const name of files) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const imported = [...text.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(
      imported.filter((from) => from !== 'kysely'),
      name,
    ).toEqual([]);
  }
});

test('db/schema.sql is the picture of the migrated database ("npm run schema" draws it anew)', async () => {
  const store = connect(join(newHome(), 'store.db'));
  await migrate(store);
  const drawn = schemaOf(store.raw);
  store.close();
  expect(readFileSync(new URL('../../db/schema.sql', import.meta.url), 'utf8')).toBe(drawn);
});

test('every table is STRICT', async () => {
  const store = connect(join(newHome(), 'store.db'));
  await migrate(store);
  const loose = store.raw
    .prepare(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'`,
    )
    .pluck()
    .all();
  store.close();
  expect(loose).toEqual([]);
});
