import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { freeBytesAt } from './disk.ts';
import type { Raw } from './database.ts';
import { type Contents, contentsOf, requireWhole } from './inspect.ts';
import { isVeiled, openFile } from './keyring.ts';
import { placesIn, stampOf } from './places.ts';
import { StoreTrouble } from './trouble.ts';

/** Why a backup was made: before a migration, or because a day had passed. */
export type BackupKind = 'migration' | 'daily';

/** A copy that was opened, checked and counted before it got its name. `sha256` is the file's. */
export type Backup = Contents & {
  readonly name: string;
  readonly kind: BackupKind;
  readonly at: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** Pages copied between two looks at the world: about 8 MB, some 50 ms. */
const PAGES_A_STEP = 2000;
const DAY = 86_400_000;

/**
 * Copies the store while it is in use, from one snapshot, and proves the copy: every page checked, every
 * table with the rows of the snapshot, hashed, and only then given its name. `pulse` is called between
 * steps and may throw to give up. Drops the backups that are no longer wanted.
 */
export async function makeBackup(
  home: string,
  kind: BackupKind,
  at: number,
  pulse: Pulse = () => {},
): Promise<Backup> {
  const places = placesIn(home);
  mkdirSync(places.backups, { recursive: true });
  const part = join(places.backups, `${kind}.part`);
  rmSync(part, { force: true });
  const source = openFile(places.db, { readonly: true });
  try {
    const neededBytes = 2 * statSync(places.db).size;
    const freeBytes = freeBytesAt(part);
    if (freeBytes < neededBytes) throw new StoreTrouble('store.full', { file: part, freeBytes, neededBytes });
    const contents = isVeiled(places.db) ? copyVeiled(source, part, pulse) : await copy(source, part, pulse);
    const name = `${stampOf(at)}-${kind}-v${contents.version}`;
    const backup = { name, kind, at, ...contents, ...prove(part, contents) };
    renameSync(part, join(places.backups, `${name}.db`));
    writeFileSync(descriptionOf(home, backup), `${JSON.stringify(backup, null, 2)}\n`, { flush: true });
    dropOutdated(home);
    return backup;
  } finally {
    source.close();
    rmSync(part, { force: true });
  }
}

type Pulse = (done: number, total: number) => void;

async function copy(source: Raw, part: string, pulse: Pulse): Promise<Contents> {
  // One transaction over counting and copying: both see the same moment, and a writer cannot make the copy start again.
  source.exec('BEGIN');
  const contents = contentsOf(source);
  await source.backup(part, {
    progress: ({ totalPages, remainingPages }) => {
      pulse(totalPages - remainingPages, totalPages);
      return PAGES_A_STEP;
    },
  });
  return contents;
}

/**
 * SQLite's backup cannot copy an encrypted file, VACUUM INTO can, from one snapshot and under the same key, but in one
 * step and in no transaction with the counting: the copy is counted, and must reach at least as far as the audit did before.
 */
function copyVeiled(source: Raw, part: string, pulse: Pulse): Contents {
  pulse(0, 1);
  const { auditSeq } = contentsOf(source);
  source.prepare('VACUUM INTO ?').run(part);
  const raw = openFile(part, { readonly: true });
  try {
    const contents = contentsOf(raw);
    if ((contents.auditSeq ?? 0) < (auditSeq ?? 0))
      throw new StoreTrouble('store.damaged', { file: part, finding: 'the copy ends before its source' });
    pulse(1, 1);
    return contents;
  } finally {
    raw.close();
  }
}

/** Checks a fresh copy against what was in its source, makes it one file, and answers its size and hash. */
function prove(file: string, expected: Contents): { bytes: number; sha256: string } {
  const raw = openFile(file);
  try {
    raw.pragma('journal_mode = DELETE');
    requireWhole(raw, file);
    const found = contentsOf(raw);
    if (JSON.stringify(found) !== JSON.stringify(expected))
      throw new StoreTrouble('store.damaged', {
        file,
        finding: 'the copy does not hold the rows of its source',
      });
  } finally {
    raw.close();
  }
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  return { bytes: statSync(file).size, sha256: hashOf(file) };
}

/** The SHA-256 of a file of any size. */
export function hashOf(file: string): string {
  const hash = createHash('sha256');
  const block = Buffer.alloc(1 << 20);
  const handle = openSync(file, 'r');
  try {
    for (let read = readSync(handle, block); read > 0; read = readSync(handle, block))
      hash.update(block.subarray(0, read));
  } finally {
    closeSync(handle);
  }
  return hash.digest('hex');
}

/** The finished backups, newest first. A copy without its finished description does not count. */
export function listBackups(home: string): Backup[] {
  const { backups } = placesIn(home);
  const names = attempt(() => readdirSync(backups)) ?? [];
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => attempt(() => JSON.parse(readFileSync(join(backups, name), 'utf8')) as Backup))
    .filter((backup) => backup !== undefined)
    .toSorted((a, b) => b.at - a.at);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Where a backup's file is. */
export function fileOf(home: string, backup: Backup): string {
  return join(placesIn(home).backups, `${backup.name}.db`);
}

/** Where it is said what a backup holds, and the hash of its file. */
export function descriptionOf(home: string, backup: Pick<Backup, 'name'>): string {
  return join(placesIn(home).backups, `${backup.name}.json`);
}

/** Whether the last daily backup is a day old, or there is none. */
export function isBackupDue(home: string, at: number): boolean {
  const last = listBackups(home).find((backup) => backup.kind === 'daily');
  return last === undefined || at - last.at >= DAY;
}

/** The backups to keep: the last 3 before migrations, the last of each of 7 days and of each of 4 weeks. */
export function kept(backups: readonly Backup[]): Set<Backup> {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at);
  const daily = newestFirst.filter((backup) => backup.kind === 'daily');
  const lastOfEach = (span: number, offset: number, count: number) =>
    [...Map.groupBy(daily, (backup) => Math.floor((backup.at + offset) / span)).values()]
      .slice(0, count)
      .flatMap(([last]) => last ?? []);
  return new Set([
    ...newestFirst.filter((backup) => backup.kind === 'migration').slice(0, 3),
    ...lastOfEach(DAY, 0, 7),
    // The epoch was a Thursday: three days on, weeks begin on Mondays.
    ...lastOfEach(7 * DAY, 3 * DAY, 4),
  ]);
}

function dropOutdated(home: string): void {
  const all = listBackups(home);
  const wanted = kept(all);
  for (const backup of all.filter((one) => !wanted.has(one))) {
    rmSync(descriptionOf(home, backup), { force: true });
    rmSync(fileOf(home, backup), { force: true });
  }
}
