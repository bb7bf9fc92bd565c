import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConsole, sessionAs } from '#main';
import { listBackups, makeBackup } from '#store/backup';
import { runJob } from '#jobs/run';
import { doubtAbout, layBallast } from '#store/disk';
import { queueJob } from '#store/jobs';
import { placesIn } from '#store/places';
import { newHome } from '#support/home';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';

const MIB = 1024 * 1024;

/** A disk of 48 MiB, or undefined where only root may mount one. */
const disk = mountSmallDisk();
afterAll(() => {
  if (!disk) return;
  spawnSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true, force: true });
});

function mountSmallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'switchyard-disk-'));
  const run = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', folder], { stdio: 'ignore' });
  if (run.status === 0) return folder;
  rmSync(folder, { recursive: true });
  return undefined;
}

async function openOnDisk(ballastBytes: number) {
  const home = newHome(disk);
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await console.close();
    isOpen = false;
  };
  onTestFinished(close);
  const ask = (name: string, input: unknown) => console.dispatch(sessionAs(), name, input);
  return { home, console, ask, close };
}

type Opened = Awaited<ReturnType<typeof openOnDisk>>;

const PIECE = Buffer.alloc(256 * 1024, 'x').toString('base64');

/** Uploads one piece after another until the disk is full; answers how many were acknowledged, and the refusal. */
async function fill({ ask }: Opened) {
  for (let pieces = 0; ; pieces += 1) {
    const started = await ask('transfer.startUpload', { name: 'a.csv', size: 256 * 1024 });
    if (!started.ok) return { pieces, error: started.error };
    const { fileId } = started.value as { fileId: string };
    const put = await ask('transfer.putChunk', { fileId, seq: 0, base64: PIECE });
    if (!put.ok) return { pieces, error: put.error };
  }
}

const piecesIn = ({ console }: Opened) =>
  console.store.raw.prepare('SELECT count(*) FROM file_chunks').pluck().get();

describe.skipIf(!disk)(`on a full disk${disk ? '' : ' (skipped: mounting a small one needs root)'}`, () => {
  test('a write is refused by name, what was acknowledged is there, and the ballast lets room be made', async () => {
    const opened = await openOnDisk(2 * MIB);
    const { home, console, ask, close } = opened;
    expect(existsSync(placesIn(home).ballast)).toBe(true);
    const { pieces, error } = await fill(opened);
    expect(error).toEqual({ code: 'api.storeFull', params: {} });
    expect(pieces).toBeGreaterThan(20);
    expect(piecesIn(opened)).toBe(pieces);
    expect(existsSync(placesIn(home).ballast)).toBe(false);

    const { raw } = console.store;
    raw.exec('DELETE FROM file_chunks');
    raw.pragma('wal_checkpoint(TRUNCATE)');
    expect(await ask('transfer.startUpload', { name: 'again.csv', size: 1 })).toMatchObject({ ok: true });
    expect(await ask('audit.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
    await close();
    const again = await openConsole({ home, jobs: 'byHand', ballastBytes: 2 * MIB });
    expect(again.opening.recovery).toBeUndefined();
    await again.close();
  });

  test('without a ballast not even a delete works: the test above would fail without it', async () => {
    const opened = await openOnDisk(0);
    // While somebody reads, nothing moves from the journal to the file: each write needs new room.
    const reader = new Database(placesIn(opened.home).db, { readonly: true });
    onTestFinished(() => void reader.close());
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM files').get();
    await fill(opened);
    stuff(opened.home);
    // What was refused leaves room in the journal: one page after another takes it.
    const onePage = () => opened.console.store.raw.pragma(`user_version = ${Date.now() % 1000}`);
    expect(() => {
      for (;;) onePage();
    }).toThrow(/full/);
    expect(() => opened.console.store.raw.exec('DELETE FROM file_chunks')).toThrow(/full/);
  });

  test('what was acknowledged can still be read, and the audit chain is whole', async () => {
    const opened = await openOnDisk(0);
    const { pieces } = await fill(opened);
    stuff(opened.home);
    expect(await opened.ask('audit.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
    expect(piecesIn(opened)).toBe(pieces);
  });

  test('a backup that has no room is refused before it begins, and the older ones stay', async () => {
    const opened = await openOnDisk(0);
    const first = await makeBackup(opened.home, 'daily', 1);
    await fill(opened);
    await expect(makeBackup(opened.home, 'daily', 2)).rejects.toMatchObject({ code: 'store.full' });
    expect(listBackups(opened.home)).toEqual([first]);
  });

  test('long work is not begun where little is free, unless it makes room', async () => {
    const { console } = await openOnDisk(0);
    const { store, env } = console;
    const registry = { 'some.work': () => 'done', 'transfer.undoImport': () => 'undone' };
    for (const kind of Object.keys(registry))
      await queueJob(store.db, { id: kind, kind, input: {}, actorId: 'system', at: 1 });
    expect(await runJob(store, env, 'some.work', { registry })).toEqual({
      status: 'failed',
      code: 'api.storeFull',
      params: {},
    });
    expect(await runJob(store, env, 'transfer.undoImport', { registry })).toMatchObject({ status: 'done' });
  });

  test('no ballast is laid down where it would take a good part of what is free', () => {
    const home = newHome(disk);
    layBallast(home, 16 * MIB);
    expect(existsSync(placesIn(home).ballast)).toBe(false);
  });
});

/** Takes the last free bytes, which SQLite's page-wise growth leaves. */
function stuff(home: string) {
  const { bavail, bsize } = statfsSync(home);
  if (bavail > 0) writeFileSync(join(home, 'stuffing'), Buffer.alloc(bavail * bsize));
}

test('a folder of a sync program is doubted', () => {
  for (const home of [
    '/Users/a/Dropbox/sw',
    'C:\\Users\\a\\OneDrive - Firm\\sw',
    '/Users/a/Library/Mobile Documents/x',
    '//server/share'.replaceAll('/', '\\'),
  ])
    expect(doubtAbout(home), home).toBeDefined();
  expect(doubtAbout(tmpdir())).toBeUndefined();
});
