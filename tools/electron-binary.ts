/** Whether the Electron window can be had here, and if not, why, in one line. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './build.ts';

export type Window = { readonly binary: string } | { readonly reason: string };

const FOLDER = join(ROOT, 'node_modules/electron');
/** When the last try to download it failed: a network that swallows packets must not cost two minutes at every start. */
const FAILED = join(ROOT, 'node_modules/.electron-failed');
const TRY_AGAIN_MS = 24 * 3_600_000;
const DOWNLOAD_MS = 120_000;
const MISSING = 'the Electron binary is not installed';

/** The window as it can be had now, without fetching anything. */
export function installedWindow(): Window {
  const { platform, env } = process;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])
    return { reason: 'there is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)' };
  if (platform === 'linux' && process.getuid?.() === 0)
    return { reason: 'Electron does not run as root with its sandbox on, and without it we do not run it' };
  const there = binary();
  return there ? { binary: there } : { reason: MISSING };
}

/** The same, and fetches the binary when nothing else is missing. `insist` tries again even when it failed lately. */
export function findWindow(insist: boolean, tell: (line: string) => void): Window {
  const window = installedWindow();
  if ('binary' in window || window.reason !== MISSING) return window;
  const failedAt = statSync(FAILED, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (!insist && Date.now() - failedAt < TRY_AGAIN_MS)
    return { reason: 'the Electron binary could not be downloaded earlier today (--desktop tries again)' };
  return download(tell);
}

function download(tell: (line: string) => void): Window {
  tell('Fetching the Electron binary (once, at most two minutes; --browser does without it) …');
  const run = spawnSync(process.execPath, [join(FOLDER, 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
  });
  const made = binary();
  if (run.status === 0 && made) {
    rmSync(FAILED, { force: true });
    return { binary: made };
  }
  rememberFailure();
  const [said = ''] = (run.stderr ?? '').split('\n');
  const cause = run.signal === null ? said.replace(/^\w*Error: /, '').slice(0, 100) : 'it took too long';
  return { reason: `the Electron binary could not be downloaded (${cause})` };
}

function rememberFailure(): void {
  try {
    writeFileSync(FAILED, '');
  } catch {
    // Where this user may not write, the next start tries again.
  }
}

/** Where Electron's own package says that its program is. */
function binary(): string | undefined {
  const said = join(FOLDER, 'path.txt');
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const name = existsSync(said) ? readFileSync(said, 'utf8') : elsewhere ? 'electron' : undefined;
  if (name === undefined) return undefined;
  const path = elsewhere ? join(elsewhere, name) : join(FOLDER, 'dist', name);
  return existsSync(path) ? path : undefined;
}
