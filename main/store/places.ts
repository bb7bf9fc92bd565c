import { dirname, join } from 'node:path';
import type { Raw } from './database.ts';

/** Where everything lies in a home folder. */
export function placesIn(home: string) {
  return {
    db: join(home, 'switchyard.db'),
    /** Held by the one process that runs the store. */
    lock: join(home, 'lock'),
    /** Who that process is: read only while the lock is taken. */
    holder: join(home, 'running.json'),
    /** There only between a clean end and the next start. */
    clean: join(home, 'clean'),
    /** Left by a statement that found damage: the next start checks every page. */
    suspect: join(home, 'suspect'),
    ballast: join(home, 'ballast'),
    anchor: join(home, 'audit.anchor'),
    /** There only where the store is encrypted, or shall be at the next start. */
    key: join(home, 'key.json'),
    backups: join(home, 'backups'),
    quarantine: join(home, 'quarantine'),
  } as const;
}

/** The home folder that an open store lies in. */
export function homeOf(raw: Raw): string {
  return dirname(raw.name);
}

export type Places = ReturnType<typeof placesIn>;

/** A moment as part of a file name that sorts by time: 20261122T115220.123Z. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]/g, '');
}
