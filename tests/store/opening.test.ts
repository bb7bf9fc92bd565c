import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openConsole, sessionAs } from '#main';
import type { OpeningPhase } from '#store/home';
import { connect, NEWEST } from '#store/open';
import { placesIn } from '#store/places';
import { StoreTrouble } from '#store/trouble';
import { newHome } from '#support/home';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';

/** Opens a console and closes it when the test ends; answers what the opening was busy with, too. */
async function open(home: string, options: { beside?: boolean } = {}) {
  const phases: OpeningPhase[] = [];
  const tell = (phase: OpeningPhase) => void phases.push(phase);
  const console = await openConsole({ home, jobs: 'byHand', ballastBytes: 0, tell, ...options });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await console.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...console, phases, close };
}

/** What a refused opening says. */
async function troubleOn(opening: () => unknown) {
  try {
    await opening();
  } catch (error) {
    if (error instanceof StoreTrouble) return { code: error.code, params: error.params };
    throw error;
  }
  throw new Error('It opened.');
}

/** A console in a process of its own. */
async function holder(home: string): Promise<ChildProcess> {
  const child = fork(new URL('./holder.ts', import.meta.url), [home], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [unknown];
  if (said !== 'open') throw new Error(`It ended with ${String(said)} instead of opening.`);
  return child;
}

describe('a store that cannot be opened says why, and is left as it was', () => {
  test('a file of another program', async () => {
    const home = newHome();
    const { db } = placesIn(home);
    const other = new Database(db);
    other.exec('CREATE TABLE bookmarks (url TEXT)');
    other.close();
    const before = readFileSync(db);
    expect(await troubleOn(() => open(home))).toEqual({ code: 'store.foreign', params: { file: db } });
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a file with the mark of another program', async () => {
    const home = newHome();
    const { db } = placesIn(home);
    const other = new Database(db);
    other.pragma('application_id = 1234');
    other.close();
    const before = readFileSync(db);
    expect(await troubleOn(() => connect(db))).toEqual({ code: 'store.foreign', params: { file: db } });
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a store that a newer Switchyard wrote', async () => {
    const home = newHome();
    await (await open(home)).close();
    const { db } = placesIn(home);
    const newer = new Database(db);
    newer.pragma(`user_version = ${NEWEST + 3}`);
    newer.pragma('journal_mode = DELETE');
    newer.close();
    const before = readFileSync(db);
    expect(await troubleOn(() => open(home))).toEqual({
      code: 'store.newer',
      params: { file: db, found: NEWEST + 3, known: NEWEST },
    });
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a store that another program holds locked', async () => {
    const home = newHome();
    await (await open(home)).close();
    const { db } = placesIn(home);
    const other = new Database(db);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(await troubleOn(() => connect(db, { timeoutMs: 50 }))).toEqual({
      code: 'store.locked',
      params: { file: db },
    });
    other.close();
  });

  test('a damaged store without a backup', async () => {
    const home = newHome();
    const { db } = placesIn(home);
    writeFileSync(db, 'This is no database. '.repeat(400));
    const before = readFileSync(db);
    expect(await troubleOn(() => open(home))).toMatchObject({ code: 'store.damaged', params: { file: db } });
    expect(readFileSync(db).equals(before)).toBe(true);
  });

  test('a home that is a file', async () => {
    const file = join(newHome(), 'note.txt');
    writeFileSync(file, 'a note');
    expect(await troubleOn(() => open(file))).toMatchObject({ code: 'store.unreachable' });
    expect(readFileSync(file, 'utf8')).toBe('a note');
  });

  test('a refused opening does not keep the lock', async () => {
    const home = newHome();
    mkdirSync(home, { recursive: true });
    writeFileSync(placesIn(home).db, 'no database '.repeat(400));
    await troubleOn(() => open(home));
    expect(await troubleOn(() => open(home))).toMatchObject({ code: 'store.damaged' });
  });
});

describe('one console runs a store', () => {
  test('a second one is told where the first is, and the first goes on', async () => {
    const home = newHome();
    const child = await holder(home);
    expect(await troubleOn(() => open(home))).toEqual({
      code: 'store.alreadyOpen',
      params: { home, pid: child.pid, url: 'http://127.0.0.1:4711/' },
    });
  });

  test('a second one in the same process is refused as well', async () => {
    const home = newHome();
    const first = await open(home);
    expect(await troubleOn(() => open(home))).toMatchObject({
      code: 'store.alreadyOpen',
      params: { pid: process.pid },
    });
    await first.close();
    await open(home);
  });

  test('the command line opens beside it, writes, and does not take over', async () => {
    const home = newHome();
    const child = await holder(home);
    const beside = await open(home, { beside: true });
    expect(beside.opening.isHolder).toBe(false);
    const reply = await beside.dispatch(sessionAs(), 'transfer.startUpload', { name: 'a.csv', size: 1 });
    expect(reply).toMatchObject({ ok: true });
    await beside.close();
    expect(child.exitCode).toBeNull();
    expect(existsSync(placesIn(home).clean)).toBe(false);
    child.send('end');
    await once(child, 'exit');
    const after = await open(home);
    expect(after.store.raw.prepare('SELECT count(*) FROM files').pluck().get()).toBe(1);
    expect(await after.dispatch(sessionAs(), 'audit.verify', {})).toMatchObject({
      ok: true,
      value: { ok: true },
    });
  });

  test('without a console the command line runs the store itself', async () => {
    const alone = await open(newHome(), { beside: true });
    expect(alone.opening.isHolder).toBe(true);
  });

  test('kill -9 frees the lock at once, and the next start checks every page', async () => {
    const home = newHome();
    const child = await holder(home);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const next = await open(home);
    expect(next.phases).toEqual(['checking']);
    expect(next.opening.isHolder).toBe(true);
  });

  test('after a clean end nothing is checked', async () => {
    const home = newHome();
    await (await open(home)).close();
    expect((await open(home)).phases).toEqual([]);
  });
});
