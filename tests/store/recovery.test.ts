import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { openConsole, sessionAs } from '#main';
import { fileOf, makeBackup } from '#store/backup';
import { lookAt } from '#store/inspect';
import { placesIn } from '#store/places';
import { newHome } from '#support/home';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

const quiet = { jobs: 'byHand', ballastBytes: 0 } as const;

/** A home with a backup of `before` uploads and then `after` more, whose console ended without a farewell. */
async function homeWithBackup(before: number, after: number) {
  const home = newHome();
  const console = await openConsole({ home, ...quiet });
  const upload = async (times: number) => {
    for (let n = 0; n < times; n += 1)
      await console.dispatch(sessionAs(), 'transfer.startUpload', { name: 'a.csv', size: 1 });
  };
  await upload(before);
  const backup = await makeBackup(home, 'daily', Date.now());
  await upload(after);
  await console.close();
  rmSync(placesIn(home).clean);
  return { home, backup };
}

const PAGE = 4096;
/** What a broken disk does: other bytes in every page from the second on, or in those where some tables begin. */
function spoil(file: string, tables?: readonly string[]) {
  const last = statSync(file).size / PAGE;
  const pages = tables
    ? lookAt(file, (raw) =>
        tables.map((table) =>
          raw.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(table),
        ),
      )
    : undefined;
  const handle = openSync(file, 'r+');
  for (let page = 2; page <= last; page += 1)
    if (!pages || pages.includes(page))
      writeSync(handle, Buffer.alloc(PAGE, 0xa5), 0, PAGE, (page - 1) * PAGE);
  closeSync(handle);
}

test.each([
  ['every page but the first is spoiled', (db: string) => spoil(db)],
  [
    'the header is spoiled',
    (db: string) => writeFileSync(db, Buffer.concat([Buffer.alloc(100), readFileSync(db).subarray(100)])),
  ],
  [
    'the second half is gone',
    (db: string) => truncateSync(db, Math.floor(statSync(db).size / PAGE / 2) * PAGE),
  ],
  ['it is empty', (db: string) => truncateSync(db, 0)],
])('a store is put aside and its backup restored when %s', async (_, damage) => {
  const { home, backup } = await homeWithBackup(4, 3);
  const { db, anchor, quarantine } = placesIn(home);
  damage(db);
  const damaged = readFileSync(db);
  const anchored = readFileSync(anchor);

  const console = await openConsole({ home, ...quiet });
  const { recovery } = console.opening;
  expect(recovery).toMatchObject({ backup: backup.name, auditSeqBefore: 7, auditSeqAfter: 4 });
  expect(recovery?.tables.find((table) => table.name === 'files')).toMatchObject({ after: 4 });
  expect(console.store.raw.prepare('SELECT count(*) FROM files').pluck().get()).toBe(4);

  const [folder] = readdirSync(quarantine);
  expect(readFileSync(join(quarantine, String(folder), 'switchyard.db')).equals(damaged)).toBe(true);
  expect(readFileSync(join(quarantine, String(folder), 'audit.anchor')).equals(anchored)).toBe(true);

  const line = await console.dispatch(sessionAs(), 'audit.getLine', { seq: 5 });
  expect(line).toMatchObject({
    ok: true,
    value: { operation: 'store.restore', detail: { auditSeqBefore: 7, auditSeqAfter: 4 } },
  });
  expect(await console.dispatch(sessionAs(), 'audit.verify', {})).toMatchObject({
    ok: true,
    value: { ok: true },
  });
  await console.close();

  const again = await openConsole({ home, ...quiet });
  expect(again.opening.recovery).toBeUndefined();
  await again.close();
});

test('what can still be read of a damaged store is counted in the report', async () => {
  const { home } = await homeWithBackup(2, 3);
  spoil(placesIn(home).db, ['outbox', 'settings']);
  const console = await openConsole({ home, ...quiet });
  const { recovery } = console.opening;
  await console.close();
  const countsOf = (name: string) => recovery?.tables.find((table) => table.name === name);
  expect(countsOf('files')).toEqual({ name: 'files', before: 5, after: 2 });
  expect(countsOf('settings')).toEqual({ name: 'settings', before: null, after: 0 });
});

test('a store that vanished is restored from its backup', async () => {
  const { home } = await homeWithBackup(4, 3);
  rmSync(placesIn(home).db);
  const console = await openConsole({ home, ...quiet });
  expect(console.opening.recovery).toMatchObject({
    finding: 'the file is gone',
    auditSeqBefore: 7,
    auditSeqAfter: 4,
  });
  expect(console.store.raw.prepare('SELECT count(*) FROM files').pluck().get()).toBe(4);
  await console.close();
});

test('a backup that was changed since it was proved is passed over for an older one', async () => {
  const { home } = await homeWithBackup(4, 3);
  const first = await openConsole({ home, ...quiet });
  const newer = await makeBackup(home, 'daily', Date.now() + 86_400_000);
  await first.close();
  // Whole pages, other words: only its hash can tell.
  const meddled = new Database(fileOf(home, newer));
  meddled.exec("UPDATE files SET name = 'other.csv'");
  meddled.close();
  spoil(placesIn(home).db);
  writeFileSync(placesIn(home).suspect, '');
  const console = await openConsole({ home, ...quiet });
  expect(console.opening.recovery).toMatchObject({ auditSeqAfter: 4 });
  await console.close();
});

test('damage after a clean end is found at the next start once a statement met it', async () => {
  const { home } = await homeWithBackup(4, 0);
  const first = await openConsole({ home, ...quiet });
  await first.close();
  const { db, suspect } = placesIn(home);
  spoil(db, ['audit_lines']);

  const second = await openConsole({ home, ...quiet, environment: { report: () => {} } });
  expect(second.opening.recovery).toBeUndefined();
  const reply = await second.dispatch(sessionAs(), 'audit.listLines', {});
  expect(reply).toEqual({ ok: false, error: { code: 'api.storeDamaged', params: {} } });
  expect(existsSync(suspect)).toBe(true);
  await second.close();

  const third = await openConsole({ home, ...quiet });
  expect(third.opening.recovery).toMatchObject({ auditSeqAfter: 4 });
  expect(existsSync(suspect)).toBe(false);
  await third.close();
});

test('a new home without backups is no damage', async () => {
  const console = await openConsole({ home: newHome(), ...quiet });
  expect(console.opening.recovery).toBeUndefined();
  await console.close();
});
