/** Shows an address in a browser of this machine, where there is one and somebody to see it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const APP_WINDOWS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

/** Answers why nothing was opened, or undefined when something was. */
export function openPage(address: string): string | undefined {
  const { platform, env } = process;
  if (platform === 'darwin') return run('open', [address]);
  // Not "start", which would read the address as a command line of its own.
  if (platform === 'win32') return run('rundll32', ['url.dll,FileProtocolHandler', address]);
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'there is no screen here';
  if (process.getuid?.() === 0) return 'browsers refuse to run as root';
  const app = APP_WINDOWS.map(onPath).find((path) => path !== undefined);
  if (app) return run(app, [`--app=${address}`]);
  return onPath('xdg-open') ? run('xdg-open', [address]) : 'no browser was found';
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

function run(command: string, args: readonly string[]): undefined {
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  // The printed address is still there when this fails.
  child.on('error', () => {});
  child.unref();
  return undefined;
}
