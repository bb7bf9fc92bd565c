import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  fsyncSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { type Backup, fileOf, hashOf, listBackups } from './backup.ts';
import { contentsOf, inspect, lookAt } from './inspect.ts';
import { placesIn, stampOf } from './places.ts';

/** What a repair did, and what it could not bring back. */
export type Recovery = {
  readonly at: number;
  /** What was wrong, in SQLite's words. */
  readonly finding: string;
  /** Where the damaged files are kept, untouched; null when there were none at all. */
  readonly quarantine: string | null;
  readonly backup: string;
  readonly backupAt: number;
  /** The last audit line known to have been written, and the last one that is back: the lines between them are lost. */
  readonly auditSeqBefore: number | null;
  readonly auditSeqAfter: number;
  /** Rows table by table; `before` is null where the damaged table could not be counted. */
  readonly tables: readonly { name: string; before: number | null; after: number }[];
};

/**
 * Puts a damaged (or vanished) store aside, whole, and the newest backup that still proves itself in its place.
 * Answers undefined, having changed nothing, when there is none. Interrupted at any point, the next start
 * finds either the damaged file or no file, and does it again.
 */
export function recover(
  home: string,
  damage: { at: number; finding: string; anchoredSeq: number | null },
): Recovery | undefined {
  const places = placesIn(home);
  const backup = listBackups(home).find((one) => isSound(home, one));
  if (!backup) return undefined;
  const before = readWreck(places.db);
  const fresh = `${places.db}.restoring`;
  copyFileSync(fileOf(home, backup), fresh);
  const handle = openSync(fresh, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  // The anchor tells of the chain that is put aside; the restored chain gets a new one.
  const aside = [places.db, `${places.db}-wal`, `${places.db}-shm`, places.anchor].filter((file) =>
    existsSync(file),
  );
  const quarantine = aside.length > 0 ? join(places.quarantine, stampOf(damage.at)) : null;
  const recovery: Recovery = {
    at: damage.at,
    finding: damage.finding,
    quarantine,
    backup: backup.name,
    backupAt: backup.at,
    auditSeqBefore: highest(damage.anchoredSeq, before.auditSeq),
    auditSeqAfter: backup.auditSeq ?? 0,
    tables: Object.entries(backup.rows).map(([name, after]) => ({
      name,
      before: before.rows[name] ?? null,
      after: after ?? 0,
    })),
  };
  if (quarantine) {
    mkdirSync(quarantine, { recursive: true });
    writeFileSync(join(quarantine, 'report.json'), `${JSON.stringify(recovery, null, 2)}\n`);
    for (const file of aside) renameSync(file, join(quarantine, basename(file)));
  }
  renameSync(fresh, places.db);
  return recovery;
}

/** Whether a backup is byte for byte what was proved when it was made, and of a shape that we know. */
function isSound(home: string, backup: Backup): boolean {
  const file = fileOf(home, backup);
  try {
    if (hashOf(file) !== backup.sha256) return false;
    inspect(file, { thorough: true });
    return true;
  } catch {
    return false;
  }
}

function readWreck(file: string) {
  try {
    return lookAt(file, contentsOf);
  } catch {
    return { rows: {} as Readonly<Record<string, number | null>>, auditSeq: null };
  }
}

function highest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}
