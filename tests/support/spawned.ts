import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
export type Spawned = {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until what was printed matches; rejects with everything printed when the process ends first. */
  readonly prints: (pattern: RegExp) => Promise<RegExpExecArray>;
};

/** A folder for a store, gone when the test ends. */
export function tempHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'switchyard-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** Runs one of the tools as a process of its own over a home folder; killed when the test ends. */
export function runTool(
  script: string,
  args: readonly string[],
  options: { home: string; env?: Readonly<Record<string, string>>; input?: string },
): Spawned {
  const child = spawn(process.execPath, [join(ROOT, 'tools', script), ...args], {
    cwd: ROOT,
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', SWITCHYARD_HOME: options.home, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (options.input !== undefined) child.stdin.end(options.input);
  let out = '';
  let err = '';
  const heard = new Set<() => void>();
  const hear = (take: (text: string) => void) => (piece: Buffer) => {
    take(piece.toString());
    for (const look of heard) look();
  };
  child.stdout.on(
    'data',
    hear((text) => (out += text)),
  );
  child.stderr.on(
    'data',
    hear((text) => (err += text)),
  );
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(out);
          if (!match) return;
          heard.delete(look);
          resolve(match);
        };
        heard.add(look);
        look();
        void ended.then(() => reject(new Error(`${pattern} was not printed:\n${out}\n${err}`)));
      }),
  };
}
