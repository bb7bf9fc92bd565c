/** Where the end-to-end tests find their Chromium. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const SYSTEM: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'].flatMap(
    (name) => [`/usr/bin/${name}`, `/usr/local/bin/${name}`, `/snap/bin/${name}`],
  ),
  darwin: ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].flatMap((path) =>
    ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((folder) =>
      join(process.env[folder] ?? 'C:/', path),
    ),
  ),
};

/** The Chromium to test with: what CHROMIUM names, the system's, Playwright's own; undefined where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM'];
  if (named) return existsSync(named) ? named : undefined;
  return [...(SYSTEM[process.platform] ?? []), chromium.executablePath()].find((file) => existsSync(file));
}

/** Installs Debian's Chromium where that is possible; answers whether it was tried. */
export function installChromium(): boolean {
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0;
  if (!isDebian || process.env['CHROMIUM']) return false;
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: 300_000,
    }).status === 0;
  return apt('update') && apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
}

/** What somebody without a Chromium is told to do. */
export const HOW_TO_GET_CHROMIUM =
  process.env['CHROMIUM'] === undefined
    ? 'No Chromium was found. Install one (Debian, Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium), or name it with CHROMIUM=/path/to/chromium.'
    : 'CHROMIUM names a file that is not there.';
