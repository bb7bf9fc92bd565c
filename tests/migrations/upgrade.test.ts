import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '#db/migrations/index';
import { openStore } from '#store/home';
import { fileOf, listBackups } from '#store/backup';
import { lookAt, schemaOf } from '#store/inspect';
import { connect, migrate, NEWEST, versionOf } from '#store/open';
import { placesIn } from '#store/places';
import { isTrouble } from '#store/trouble';
import { newHome } from '#support/home';
import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, test } from 'vitest';

const OPENING = { now: () => 1_700_000_000_000, anchoredSeq: () => null, ballastBytes: 0 };
const names = Object.keys(migrations);
const upTo = (version: number) => Object.fromEntries(Object.entries(migrations).slice(0, version));

/** A home with a store of an earlier version and something in it. */
async function homeAt(version: number): Promise<string> {
  const home = newHome();
  const store = connect(placesIn(home).db);
  await migrate(store, upTo(version));
  store.raw.exec(`INSERT INTO settings (key, value) VALUES ('company.zone', '"Asia/Shanghai"')`);
  store.close();
  return home;
}

/** What the migrations make of nothing. */
async function newestSchema(): Promise<string> {
  const store = connect(join(newHome(), 'store.db'));
  await migrate(store);
  const drawn = schemaOf(store.raw);
  store.close();
  return drawn;
}

const settingsIn = (file: string) =>
  lookAt(file, (raw) => raw.prepare('SELECT key, value FROM settings').all());
const KEPT = [{ key: 'company.zone', value: '"Asia/Shanghai"' }];

describe('an upgrade', () => {
  test.each(names.slice(0, -1).map((name, index) => [index + 1, name] as const))(
    'from version %i (%s) keeps what is there, after a verified backup, and ends in the newest shape',
    async (version) => {
      const home = await homeAt(version);
      const opened = await openStore(home, OPENING);
      expect(versionOf(opened.store.raw)).toBe(NEWEST);
      const drawn = schemaOf(opened.store.raw);
      opened.close();
      expect(drawn).toBe(await newestSchema());
      expect(settingsIn(placesIn(home).db)).toEqual(KEPT);
      const backups = listBackups(home);
      expect(backups).toMatchObject([{ kind: 'migration', version, rows: { settings: 1 } }]);
      expect(backups.map((backup) => settingsIn(fileOf(home, backup)))).toEqual([KEPT]);
    },
  );

  test('of a new store makes no backup, for there is nothing to lose', async () => {
    const home = newHome();
    (await openStore(home, OPENING)).close();
    expect(listBackups(home)).toEqual([]);
  });

  test('is done once: the second opening neither migrates nor backs up', async () => {
    const home = await homeAt(3);
    (await openStore(home, OPENING)).close();
    const phases: string[] = [];
    (await openStore(home, { ...OPENING, tell: (phase) => phases.push(phase) })).close();
    expect(phases).toEqual([]);
    expect(listBackups(home)).toHaveLength(1);
  });
});

describe('a migration that fails', () => {
  const failing: Record<string, [Record<string, Migration>, RegExp]> = {
    'with a bad statement after good ones': [
      {
        ...migrations,
        '9998-adds': {
          up: async (db: Kysely<never>) => void (await sql`CREATE TABLE added (id TEXT) STRICT`.execute(db)),
        },
        '9999-breaks': {
          up: async (db: Kysely<never>) => {
            await sql`DROP TABLE settings`.execute(db);
            await sql`SELECT absent FROM files`.execute(db);
          },
        },
      },
      /no such column/,
    ],
    'with rows that lose their parents': [
      {
        ...migrations,
        '9999-orphans': {
          up: async (db: Kysely<never>) =>
            void (await sql`INSERT INTO file_chunks (file_id, seq, bytes) VALUES ('nobody', 0, x'00')`.execute(
              db,
            )),
        },
      },
      /file_chunks lost its files/,
    ],
  };

  test.each(Object.entries(failing))(
    '%s stops the opening and leaves the file byte for byte as it was',
    async (_, [list, reason]) => {
      const home = await homeAt(NEWEST);
      const { db } = placesIn(home);
      const before = readFileSync(db);
      const opening = openStore(home, { ...OPENING, migrations: list }).catch((error: unknown) => error);
      const trouble = await opening;
      if (!isTrouble(trouble, 'store.migrationFailed')) throw new Error('It opened, or failed otherwise.');
      expect(trouble.params).toMatchObject({ file: db, migration: expect.stringMatching(/^9999/) });
      expect(trouble.params.reason).toMatch(reason);
      expect(trouble.params.backup).toBe(listBackups(home)[0]?.name);
      expect(readFileSync(db).equals(before)).toBe(true);
      expect(existsSync(`${db}-wal`)).toBe(false);
      // And the old Switchyard goes on with it.
      const opened = await openStore(home, OPENING);
      expect(versionOf(opened.store.raw)).toBe(NEWEST);
      opened.close();
    },
  );
});

describe('a migration that is interrupted', () => {
  test('before any of its statements leaves the old version, or the new one, and never something between', async () => {
    const home = await homeAt(1);
    const { db } = placesIn(home);
    const snapshots = join(home, 'snapshots');
    mkdirSync(snapshots);
    const store = connect(db);
    let count = 0;
    const snapshot = () => {
      count += 1;
      for (const suffix of ['', '-wal'])
        if (existsSync(db + suffix)) copyFileSync(db + suffix, join(snapshots, `${count}.db${suffix}`));
    };
    const prepare = store.raw.prepare.bind(store.raw);
    Reflect.set(store.raw, 'prepare', (text: string) => {
      snapshot();
      return prepare(text);
    });
    await migrate(store);
    snapshot();
    store.close();
    expect(count).toBeGreaterThan(100);
    const versions = Array.from({ length: count }, (_, index) => {
      const copy = connect(join(snapshots, `${index + 1}.db`));
      const version = versionOf(copy.raw);
      expect(copy.raw.pragma('quick_check', { simple: true })).toBe('ok');
      expect(copy.raw.prepare('SELECT count(*) FROM settings').pluck().get()).toBe(1);
      copy.close();
      return version;
    });
    expect(new Set(versions.slice(0, -1))).toEqual(new Set([1]));
    expect(versions.at(-1)).toBe(NEWEST);
  });

  test.each([1, 2, 20, 60, 90, 120])(
    'by kill -9 at statement %i goes through at the next start',
    async (statement) => {
      const home = await homeAt(1);
      const child = fork(new URL('./victim.ts', import.meta.url), [home, String(statement)], {
        execArgv: [],
      });
      const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
      expect(signal).toBe('SIGKILL');
      expect(lookAt(placesIn(home).db, versionOf)).toBe(1);
      const opened = await openStore(home, OPENING);
      expect(versionOf(opened.store.raw)).toBe(NEWEST);
      opened.close();
      expect(settingsIn(placesIn(home).db)).toEqual(KEPT);
    },
  );
});
