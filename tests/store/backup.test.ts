import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { openConsole, sessionAs } from '#main';
import {
  type Backup,
  type BackupKind,
  fileOf,
  hashOf,
  isBackupDue,
  kept,
  listBackups,
  makeBackup,
} from '#store/backup';
import { lookAt } from '#store/inspect';
import { placesIn } from '#store/places';
import { newHome } from '#support/home';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';

async function openHome(home = newHome()) {
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0 });
  onTestFinished(() => console.close());
  for (let n = 1; n <= 3; n += 1)
    await console.dispatch(sessionAs(), 'transfer.startUpload', { name: 'a.csv', size: n });
  return { home, console };
}

describe('a backup', () => {
  test('of a store in use is one whole file with every row, proved before it has its name', async () => {
    const { home } = await openHome();
    const backup = await makeBackup(home, 'daily', 1_000_000);
    const file = fileOf(home, backup);
    expect(backup).toMatchObject({
      kind: 'daily',
      auditSeq: 3,
      rows: { files: 3, audit_lines: 3, orders: 0 },
    });
    expect(hashOf(file)).toBe(backup.sha256);
    expect(lookAt(file, (raw) => raw.prepare('SELECT count(*) FROM files').pluck().get())).toBe(3);
    expect(listBackups(home)).toEqual([backup]);
    expect(readdirSync(placesIn(home).backups).toSorted()).toEqual([
      `${backup.name}.db`,
      `${backup.name}.json`,
    ]);
  });

  test('shows one moment, also while somebody writes', async () => {
    const { home, console } = await openHome();
    const { raw } = console.store;
    raw.exec('CREATE TABLE filler (text TEXT) STRICT');
    const insert = raw.prepare('INSERT INTO filler VALUES (?)');
    raw.transaction(() => {
      for (let n = 0; n < 30_000; n += 1) insert.run('x'.repeat(400));
    })();
    let steps = 0;
    const backup = await makeBackup(home, 'daily', 1, () => {
      steps += 1;
      insert.run('written meanwhile');
    });
    expect(steps).toBeGreaterThan(1);
    expect(backup.rows['filler']).toBe(30_000);
    expect(raw.prepare('SELECT count(*) FROM filler').pluck().get()).toBe(30_000 + steps);
  });

  test('that is given up half-way leaves nothing behind', async () => {
    const { home } = await openHome();
    const giveUp = makeBackup(home, 'daily', 1, () => {
      throw new Error('enough');
    });
    await expect(giveUp).rejects.toThrow('enough');
    expect(listBackups(home)).toEqual([]);
    expect(readdirSync(placesIn(home).backups)).toEqual([]);
  });

  test('whose description was not finished does not count', async () => {
    const { home } = await openHome();
    const backup = await makeBackup(home, 'daily', 1);
    writeFileSync(`${placesIn(home).backups}/${backup.name}.json`, '{"name": "hal');
    expect(listBackups(home)).toEqual([]);
  });

  test('is due when there is none, and again a day after the last', async () => {
    const { home } = await openHome();
    const now = Date.UTC(2026, 10, 22);
    expect(isBackupDue(home, now)).toBe(true);
    await makeBackup(home, 'migration', now);
    expect(isBackupDue(home, now)).toBe(true);
    await makeBackup(home, 'daily', now);
    expect(isBackupDue(home, now + 86_399_999)).toBe(false);
    expect(isBackupDue(home, now + 86_400_000)).toBe(true);
  });
});

describe('of many backups', () => {
  const made = (kind: BackupKind, day: number, hour = 3): Backup => {
    // Monday, 5 January 2026.
    const at = Date.UTC(2026, 0, 5 + day, hour);
    return {
      name: `${kind}-${day}-${hour}`,
      kind,
      at,
      version: 1,
      rows: {},
      auditSeq: 0,
      bytes: 1,
      sha256: '',
    };
  };
  const namesOf = (backups: Iterable<Backup>) => [...backups].map((backup) => backup.name).toSorted();

  test('the last 3 before migrations are kept, and daily ones do not push them out', () => {
    const backups = [1, 2, 3, 4, 5].map((day) => made('migration', day));
    const daily = Array.from({ length: 40 }, (_, day) => made('daily', day));
    const left = [...kept([...backups, ...daily])].filter((backup) => backup.kind === 'migration');
    expect(namesOf(left)).toEqual(['migration-3-3', 'migration-4-3', 'migration-5-3']);
  });

  test('the last of each of 7 days and of each of 4 weeks are kept', () => {
    // Day 45 is a Thursday; the weeks before it end on the Sundays 41, 34 and 27.
    const daily = Array.from({ length: 46 }, (_, day) => made('daily', day));
    expect(namesOf(kept(daily))).toEqual(
      [45, 44, 43, 42, 41, 40, 39, 34, 27].map((day) => `daily-${day}-3`).toSorted(),
    );
  });

  test('of two on one day the later one is kept', () => {
    expect(namesOf(kept([made('daily', 1, 3), made('daily', 1, 9)]))).toEqual(['daily-1-9']);
  });

  test('the others go, with their descriptions', async () => {
    const { home } = await openHome();
    for (let day = 0; day < 6; day += 1) await makeBackup(home, 'migration', Date.UTC(2026, 0, 5 + day));
    expect(listBackups(home)).toHaveLength(3);
    expect(readdirSync(placesIn(home).backups)).toHaveLength(6);
  });
});

test('a store that is not whole is not backed up over', async () => {
  const { home } = await openHome();
  // Two tables on the same pages: each answers, and neither is right.
  const { db } = placesIn(home);
  const raw = new Database(db);
  raw.unsafeMode(true);
  raw.pragma('writable_schema = ON');
  raw.exec(
    `UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'orders') WHERE name = 'files'`,
  );
  raw.close();
  await expect(makeBackup(home, 'daily', 1)).rejects.toMatchObject({ code: 'store.damaged' });
  expect(listBackups(home)).toEqual([]);
  expect(existsSync(`${placesIn(home).backups}/daily.part`)).toBe(false);
});
