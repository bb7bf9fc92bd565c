/** Makes out/ match its sources: nothing when it does, one electron-vite build when it does not. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = join(import.meta.dirname, '..');
const OUT = join(ROOT, 'out');
/** Inside out/main, which every other way of building empties: no stamp outlives its build. */
const STAMP = 'main/.sources';
const SOURCES = [
  'main',
  'preload',
  'renderer',
  'db',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
/** A build that holds the lock for longer than this hangs. */
const BUILD_MS = 180_000;

export type Built = { readonly out: string; readonly built: boolean };

/**
 * Builds when a source differs from the last build, by content and not by time: some 30 ms to find out.
 * Two processes that ask at once build once. Throws with the build's own words when it fails.
 */
export async function ensureBuilt(tell: (line: string) => void = () => {}): Promise<Built> {
  if (readStamp() === hashOfSources()) return { out: OUT, built: false };
  const release = await takeBuildLock();
  try {
    // Whoever had the lock may have built just this.
    const want = hashOfSources();
    if (readStamp() === want) return { out: OUT, built: false };
    tell('Building the interface (only after a change) …');
    build(want);
    return { out: OUT, built: true };
  } finally {
    release();
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => listFiles(join(ROOT, name))))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function listFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function readStamp(): string {
  const stamp = join(OUT, STAMP);
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
}

/** Into a folder of its own, which takes the old one's place when it is whole. */
function build(stamp: string): void {
  const fresh = join(ROOT, `out.${process.pid}`);
  const cli = join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js');
  const run = spawnSync(process.execPath, [cli, 'build', '--outDir', fresh, '--logLevel', 'warn'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  try {
    if (run.status !== 0) throw new Error(`The build failed:\n${run.stdout ?? ''}${run.stderr ?? ''}`);
    writeFileSync(join(fresh, STAMP), stamp);
    rmSync(OUT, { recursive: true, force: true });
    renameSync(fresh, OUT);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** A file made with `wx` is made by exactly one process; it holds that one's number, so that a dead one's can go. */
async function takeBuildLock(): Promise<() => void> {
  const lock = join(ROOT, 'node_modules/.build-lock');
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isLeftBehind(lock)) rmSync(lock, { force: true });
    else await sleep(100);
  }
}

function isLeftBehind(lock: string): boolean {
  try {
    if (Date.now() - statSync(lock).mtimeMs > BUILD_MS) return true;
    const pid = Number(readFileSync(lock, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

if (import.meta.main) {
  const { built } = await ensureBuilt();
  process.stdout.write(built ? 'built\n' : 'nothing to build: no source has changed\n');
}
