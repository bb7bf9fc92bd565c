import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder that holds the store and its backups: SWITCHYARD_HOME, else where the system keeps such things. */
export function homeFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const chosen = env['SWITCHYARD_HOME'];
  if (chosen) return resolve(chosen);
  const user = env['HOME'] ?? homedir();
  if (platform === 'darwin') return join(user, 'Library', 'Application Support', 'Switchyard');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(user, 'AppData', 'Roaming'), 'Switchyard');
  // The XDG base directory specification: a relative path there is to be ignored.
  const data = env['XDG_DATA_HOME'];
  return join(data?.startsWith('/') ? data : join(user, '.local', 'share'), 'switchyard');
}
