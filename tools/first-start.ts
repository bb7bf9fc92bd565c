/** Makes the demo company where there is no store yet: aside, and put in its place when it is whole. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openConsole } from '#main';
import { placesIn } from '#store/places';

const ASIDE = /^seeding-(\d+)$/;

/** Neither a store nor backups of one: a store that vanished is restored by opening it, never replaced by a demo. */
export function isFirstStart(home: string): boolean {
  const places = placesIn(home);
  return !existsSync(places.db) && !existsSync(places.backups);
}

/**
 * Seeds in a folder of its own, so that a start that is ended in the middle leaves nothing half-made: the
 * next one begins again.
 */
export async function makeDemo(home: string, tell: (step: string) => void): Promise<void> {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const left of readdirSync(home)) if (isLeftBehind(left)) removeFolder(join(home, left));
  const aside = join(home, `seeding-${process.pid}`);
  removeFolder(aside);
  try {
    const console = await openConsole({ home: aside, jobs: 'byHand', ballastBytes: 0 });
    try {
      const { seedDemo } = await import('#db/seeds/demo');
      await seedDemo(console.store, console.env, tell);
    } finally {
      await console.close();
    }
    const [made, place] = [placesIn(aside), placesIn(home)];
    if (existsSync(place.db)) return;
    if (existsSync(made.anchor)) renameSync(made.anchor, place.anchor);
    if (existsSync(made.clean)) renameSync(made.clean, place.clean);
    renameSync(made.db, place.db);
  } finally {
    removeFolder(aside);
  }
}

function isLeftBehind(name: string): boolean {
  const pid = Number(ASIDE.exec(name)?.[1] ?? process.pid);
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}
