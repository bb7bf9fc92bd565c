import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { OperationName } from '#contract/contract';
import { type Console, type ConsoleOptions, openConsole, sessionAs } from '#main';
import { fileOf, listBackups, makeBackup } from '#store/backup';
import { inspect } from '#store/inspect';
import { makeKeyFile, readKeyFile, saveKeyFile } from '#store/key-file';
import { isVeiled } from '#store/keyring';
import { placesIn } from '#store/places';
import { newHome } from '#support/home';
import { killRepeatedly } from '#support/kill';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';

const PASSPHRASE = 'der rote Zug hält um neun 站台';
const quiet = { jobs: 'byHand', ballastBytes: 0 } as const;
/** A name that is in the store, and must not be readable in any of its files. */
const CANARY = 'Kanarienvogel Importdatei.csv';

type Told = Record<string, unknown>;

async function tell(console: Console, name: OperationName, input: unknown): Promise<Told> {
  const session = { ...sessionAs('boss'), lastSeenAt: console.env.now() };
  const reply = await console.dispatch(session, name, input);
  if (!reply.ok) throw new Error(`${name}: ${reply.error.code}`);
  return reply.value as Told;
}

const refusal = async (console: Console, name: OperationName, input: unknown) =>
  tell(console, name, input).then(
    () => 'done',
    (error: Error) => error.message,
  );

const open = (home: string, words?: string, more: Partial<ConsoleOptions> = {}) =>
  openConsole({ home, ...quiet, ...more, ...(words !== undefined && { secret: { words } }) });

/** Opens, does, and closes. */
async function within<T>(home: string, words: string | undefined, work: (console: Console) => Promise<T>) {
  const console = await open(home, words);
  try {
    return await work(console);
  } finally {
    await console.close();
  }
}

const troubleOf = (home: string, words?: string) =>
  open(home, words).then(
    async (console) => {
      await console.close();
      return 'opened';
    },
    (error: { code: string }) => error.code,
  );

/** A plain store with an owner, something to find again, and a backup. */
async function plainHome() {
  const home = newHome();
  await within(home, undefined, async (console) => {
    const { db } = console.store;
    const { saveOwner } = await import('#store/access');
    const { inCommand } = await import('#store/command');
    const owner = { id: 'boss', login: 'boss', name: 'Boss', passwordHash: 'x', at: 1 };
    const { sha256 } = console.env;
    const noted = { subject: '', detail: null };
    await inCommand(
      console.store,
      { operation: 'access.createOwner', actorId: 'system', at: 1, sha256, noted },
      (inside) => saveOwner(inside ?? db, owner),
    );
    await console.dispatch(sessionAs(), 'transfer.startUpload', { name: CANARY, size: 1 });
    await makeBackup(home, 'daily', Date.now());
  });
  return home;
}

/** What guessing costs is no part of these tests: a thousandth of it. */
const words = { passphrase: PASSPHRASE, code: 'AAAAA-BBBBB', work: 128 };

async function encryptedHome() {
  const home = await plainHome();
  saveKeyFile(home, await makeKeyFile(words, null));
  await within(home, PASSPHRASE, async () => {});
  return home;
}

const uploadsIn = (console: Console) =>
  console.store.raw.prepare('SELECT count(*) FROM files WHERE name = ?').pluck().get(CANARY);

/** Every file of a home in which the canary can be read. */
function readable(home: string): string[] {
  return readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(CANARY));
}

test('an encrypted store opens with its passphrase or its code, and with nothing else', async () => {
  const home = await plainHome();
  const { code } = await within(home, undefined, (console) =>
    tell(console, 'access.encryptStore', { passphrase: PASSPHRASE }),
  );
  expect(await troubleOf(home)).toBe('store.keyNeeded');
  expect(await troubleOf(home, 'der rote Zug hält um zehn')).toBe('store.keyWrong');
  expect(await troubleOf(home, PASSPHRASE.normalize('NFD'))).toBe('opened');
  expect(await troubleOf(home, String(code).toLowerCase().replaceAll('-', ' '))).toBe('opened');
  expect(await within(home, PASSPHRASE, async (console) => uploadsIn(console))).toBe(1);
});

test('nothing of it can be read in the file, its log or a backup, and a plain tool cannot open it', async () => {
  const home = await plainHome();
  expect(readable(home)).toHaveLength(2);
  await within(home, undefined, (console) =>
    tell(console, 'access.encryptStore', { passphrase: PASSPHRASE }),
  );
  expect(readable(home), 'until the next start').toHaveLength(2);
  await within(home, PASSPHRASE, async (console) => {
    expect(readable(home), 'neither the store nor the backup from before').toEqual([]);
    await console.dispatch(sessionAs(), 'transfer.startUpload', { name: CANARY, size: 2 });
    expect(statSync(`${placesIn(home).db}-wal`).size).toBeGreaterThan(0);
    await makeBackup(home, 'daily', Date.now() + 1);
    expect(readable(home)).toEqual([]);
    for (const backup of listBackups(home)) inspect(fileOf(home, backup), { thorough: true });
  });
  expect(listBackups(home), 'the newest of a day stays').toHaveLength(1);
  const raw = new Database(placesIn(home).db);
  expect(() => raw.prepare('SELECT count(*) FROM sqlite_schema').get()).toThrow('not a database');
  raw.close();
});

test('a start that asks in vain changes nothing, and is not taken for damage', async () => {
  const home = await encryptedHome();
  const before = readFileSync(placesIn(home).db);
  await troubleOf(home);
  await troubleOf(home, 'no');
  expect(existsSync(placesIn(home).quarantine)).toBe(false);
  expect(readFileSync(placesIn(home).db).equals(before)).toBe(true);
});

test('a damaged encrypted store is put aside, and an encrypted backup takes its place', async () => {
  const home = await encryptedHome();
  const { db, clean } = placesIn(home);
  const bytes = readFileSync(db);
  bytes.fill(0xa5, 4096);
  writeFileSync(db, bytes);
  rmSync(clean);
  await within(home, PASSPHRASE, async (console) => {
    expect(console.opening.recovery).toBeDefined();
    expect(uploadsIn(console)).toBe(1);
  });
  expect(isVeiled(db)).toBe(true);
});

test('a new passphrase opens at once, and the old one no more', async () => {
  const home = await encryptedHome();
  const next = 'ein ganz anderer Satz am Abend';
  await within(home, PASSPHRASE, async (console) => {
    const change = { current: 'wrong', passphrase: next };
    expect(await refusal(console, 'access.changePassphrase', change)).toContain('access.wrongPassphrase');
    const weak = { current: PASSPHRASE, passphrase: 'password1234' };
    expect(await refusal(console, 'access.changePassphrase', weak)).toContain('access.weakPassword');
    await tell(console, 'access.changePassphrase', { current: PASSPHRASE, passphrase: next });
  });
  expect(await troubleOf(home, PASSPHRASE)).toBe('store.keyWrong');
  expect(await within(home, next, async (console) => uploadsIn(console))).toBe(1);
});

test('of two who change the passphrase at once one is told that theirs opens nothing', async () => {
  const home = await encryptedHome();
  const others = ['ein Satz für den Vormittag', 'ein Satz für den Nachmittag'];
  const told = await within(home, PASSPHRASE, (console) =>
    Promise.all(
      others.map((passphrase) =>
        refusal(console, 'access.changePassphrase', { current: PASSPHRASE, passphrase }),
      ),
    ),
  );
  expect(told.toSorted()).toEqual(['access.changePassphrase: access.wrongPassphrase', 'done']);
  expect(await troubleOf(home, others[told.indexOf('done')])).toBe('opened');
});

test('after a change of key a stolen key file and its passphrase open neither store nor backup', async () => {
  const home = await encryptedHome();
  const { key, db, clean } = placesIn(home);
  copyFileSync(key, `${key}.stolen`);
  await within(home, PASSPHRASE, async (console) => {
    await tell(console, 'access.changeKey', { passphrase: PASSPHRASE });
    expect(await tell(console, 'access.getEncryption', {})).toMatchObject({ isWaiting: true });
    const again = await refusal(console, 'access.changeKey', { passphrase: PASSPHRASE });
    expect(again).toContain('access.encryptionWaits');
  });
  await within(home, PASSPHRASE, async (console) => {
    expect(uploadsIn(console)).toBe(1);
    expect(await tell(console, 'access.getEncryption', {})).toMatchObject({ isWaiting: false });
  });
  copyFileSync(key, `${key}.new-one`);
  const bytes = readFileSync(db);
  copyFileSync(`${key}.stolen`, key);
  rmSync(clean);
  expect(await troubleOf(home, PASSPHRASE)).toBe('store.damaged');
  expect(readFileSync(db).equals(bytes), 'nothing was changed').toBe(true);
  copyFileSync(`${key}.new-one`, key);
  expect(await within(home, PASSPHRASE, async (console) => uploadsIn(console))).toBe(1);
});

test('decrypted, store and backups are plain again and no key is left', async () => {
  const home = await encryptedHome();
  expect(listBackups(home).map((backup) => isVeiled(fileOf(home, backup)))).toEqual([true]);
  await within(home, PASSPHRASE, (console) =>
    tell(console, 'access.decryptStore', { passphrase: PASSPHRASE }),
  );
  await within(home, PASSPHRASE, async () => {});
  expect(readKeyFile(home)).toBeUndefined();
  expect(await within(home, undefined, async (console) => uploadsIn(console))).toBe(1);
  for (const backup of listBackups(home)) expect(isVeiled(fileOf(home, backup))).toBe(false);
});

test('an encryption that the next start has yet to make is taken back', async () => {
  const home = await plainHome();
  await within(home, undefined, async (console) => {
    await tell(console, 'access.encryptStore', { passphrase: PASSPHRASE });
    const again = await refusal(console, 'access.encryptStore', { passphrase: PASSPHRASE });
    expect(again).toContain('access.alreadyEncrypted');
    await tell(console, 'access.decryptStore', { passphrase: PASSPHRASE });
  });
  expect(await troubleOf(home)).toBe('opened');
});

test('a key file that is none is said, and the store stays as it is', async () => {
  const home = await encryptedHome();
  writeFileSync(placesIn(home).key, '{"version":1');
  expect(await troubleOf(home, PASSPHRASE)).toBe('store.keyFileUnreadable');
  expect(isVeiled(placesIn(home).db)).toBe(true);
});

test('the job thread and a command line beside the console open it too', async () => {
  const home = await encryptedHome();
  const console = await open(home, PASSPHRASE, { jobs: 'clock' });
  const beside = await open(home, PASSPHRASE, { beside: true });
  const { jobId } = await tell(beside, 'audit.startVerify', {});
  const id = String(jobId);
  await expect
    .poll(async () => (await tell(console, 'jobs.get', { id }))['status'], { timeout: 60_000 })
    .toBe('done');
  await beside.close();
  await console.close();
});

test('killed anywhere while it is encrypted, decrypted or given a new key, it loses nothing', async () => {
  const home = await plainHome();
  const kills = Number(process.env['SWITCHYARD_KILLS'] ?? 4);
  await within(home, undefined, async (console) => {
    const fill = console.store.raw.prepare(
      `INSERT INTO unknown_logins (login_hash, failed_count, last_at) VALUES (?, 1, 0)`,
    );
    console.store.raw.transaction(() => {
      for (let n = 0; n < 100_000; n += 1) fill.run(`${n}`.repeat(12));
    })();
  });
  saveKeyFile(home, await makeKeyFile(words, null));
  await killRepeatedly({
    script: new URL('./encryption-victim.ts', import.meta.url),
    args: [home, PASSPHRASE],
    kills,
    withinMs: 700,
    after: 'work',
    refill: async () => {
      const file = readKeyFile(home);
      if (!file) saveKeyFile(home, await makeKeyFile(words, null));
      else saveKeyFile(home, { ...file, wanted: file.wanted === 'plain' ? 'encrypted' : 'plain' });
    },
  });
  expect(readKeyFile(home)?.wanted ?? 'plain').toBe(isVeiled(placesIn(home).db) ? 'encrypted' : 'plain');
  await within(home, readKeyFile(home) && PASSPHRASE, async (console) => {
    expect(uploadsIn(console)).toBe(1);
    const rows = console.store.raw.prepare('SELECT count(*) FROM unknown_logins').pluck().get();
    expect(rows).toBe(100_000);
  });
  for (const backup of listBackups(home)) expect(existsSync(fileOf(home, backup))).toBe(true);
}, 300_000);
