import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { listBackups, makeBackup } from './backup.ts';
import { doubtAbout, freeBytesAt, layBallast, releaseBallast } from './disk.ts';
import { settleEncryption, unlockHome } from './encryption.ts';
import { inspect } from './inspect.ts';
import type { Secret } from './key-file.ts';
import { dropKeys, type Keys } from './keyring.ts';
import { holderOf, type Lock, takeLock } from './lock.ts';
import { migrations } from '#db/migrations/index';
import type { Migration } from 'kysely/migration';
import { connect, migrate, NEWEST, type Store, versionOf } from './open.ts';
import { type Places, placesIn } from './places.ts';
import { type Recovery, recover } from './recover.ts';
import { isTrouble, StoreTrouble, troubleOf } from './trouble.ts';

/** A store opened over its home folder. */
export type StoreHome = {
  readonly store: Store;
  /** Whether this process runs the store (and so its jobs); false beside a console that does. */
  readonly isHolder: boolean;
  /** Set when the store was damaged and a backup took its place. */
  readonly recovery: Recovery | undefined;
  readonly doubt: 'cloudFolder' | 'networkDrive' | undefined;
  readonly announce: (url: string) => void;
  readonly close: () => void;
};

export type OpeningPhase = 'encrypting' | 'checking' | 'restoring' | 'backingUp' | 'migrating';

export type OpenOptions = {
  readonly now: () => number;
  /** The last audit line that the anchor outside the store knows of. */
  readonly anchoredSeq: () => number | null;
  /** Opens beside a console that runs the store already, instead of refusing: the command line does. */
  readonly beside?: boolean;
  /** What opens the store where it is encrypted. */
  readonly secret?: Secret | undefined;
  readonly ballastBytes?: number;
  /** Those of db/migrations when not given. */
  readonly migrations?: Readonly<Record<string, Migration>>;
  /** Told what the opening is busy with, where that may take seconds. */
  readonly tell?: (phase: OpeningPhase) => void;
};

/**
 * Opens the store of a home folder, in the order that loses nothing: lock, look, repair, back up, migrate.
 * Throws a StoreTrouble for everything that can be expected to go wrong.
 */
export async function openStore(home: string, options: OpenOptions): Promise<StoreHome> {
  const places = placesIn(home);
  let lock: Lock | undefined;
  try {
    // Made for its owner alone: the whole company is in it. A folder that is there keeps its rights.
    mkdirSync(home, { recursive: true, mode: 0o700 });
    lock = takeLock(home);
    if (!lock && options.beside !== true) throw alreadyOpen(home);
    const keys = await unlockHome(home, options.secret);
    if (!lock) return openBeside(home);
    return await openAsHolder(home, { lock, keys }, options);
  } catch (error) {
    lock?.release();
    throw troubleOf(error, places.db, () => freeBytesAt(places.db));
  }
}

function openBeside(home: string): StoreHome {
  const places = placesIn(home);
  // A holder that is still making or migrating the store does not count as one to work beside.
  if (!existsSync(places.db)) throw alreadyOpen(home);
  const store = connect(places.db);
  if (versionOf(store.raw) !== NEWEST) {
    store.close();
    throw alreadyOpen(home);
  }
  return {
    store,
    isHolder: false,
    recovery: undefined,
    doubt: undefined,
    announce: () => {},
    close: () => store.close(),
  };
}

function alreadyOpen(home: string): StoreTrouble {
  return new StoreTrouble('store.alreadyOpen', { home, ...holderOf(home) });
}

type Held = { readonly lock: Lock; readonly keys: Keys | undefined };

async function openAsHolder(home: string, { lock, keys }: Held, options: OpenOptions): Promise<StoreHome> {
  const places = placesIn(home);
  if (keys) settleEncryption(home, keys, () => options.tell?.('encrypting'));
  const recovery = lookOrRepair(home, places, options);
  rmSync(places.clean, { force: true });
  const store = connect(places.db);
  try {
    await upgrade(home, store, options);
    layBallast(home, options.ballastBytes);
  } catch (error) {
    store.close();
    throw error;
  }
  return {
    store,
    isHolder: true,
    recovery,
    doubt: doubtAbout(home),
    announce: lock.announce,
    close: () => {
      store.close();
      dropKeys(home);
      writeFileSync(places.clean, '');
      lock.release();
    },
  };
}

/** Looks at the file before anything is written to it: thoroughly unless the last end was a clean one. */
function lookOrRepair(home: string, places: Places, options: OpenOptions): Recovery | undefined {
  const repair = (finding: string) => {
    if (listBackups(home).length > 0) options.tell?.('restoring');
    return recover(home, { at: options.now(), finding, anchoredSeq: options.anchoredSeq() });
  };
  if (!existsSync(places.db) || statSync(places.db).size === 0) return repair('the file is gone');
  const thorough = !existsSync(places.clean) || existsSync(places.suspect);
  if (thorough) options.tell?.('checking');
  try {
    inspect(places.db, { thorough });
    rmSync(places.suspect, { force: true });
    return undefined;
  } catch (error) {
    if (!isTrouble(error, 'store.damaged')) throw error;
    const recovery = repair(error.params.finding);
    if (!recovery) throw error;
    rmSync(places.suspect, { force: true });
    return recovery;
  }
}

/** Does at once what a failing statement calls for: room on a full disk, a thorough check after damage. Never throws. */
export function heed(home: string, failure: 'full' | 'damaged'): void {
  try {
    if (failure === 'full') releaseBallast(home);
    else writeFileSync(placesIn(home).suspect, '');
  } catch {
    // The disk that failed once may fail here too; the one who asked is told of the first failure.
  }
}

/** A verified copy first, where there is anything to lose; then the migrations that are missing. */
async function upgrade(home: string, store: Store, options: OpenOptions): Promise<void> {
  const version = versionOf(store.raw);
  const list = options.migrations ?? migrations;
  if (version === Object.keys(list).length) return;
  if (version > 0) options.tell?.('backingUp');
  const backup = version > 0 ? await makeBackup(home, 'migration', options.now()) : undefined;
  options.tell?.('migrating');
  try {
    await migrate(store, list);
  } catch (error) {
    if (!isTrouble(error, 'store.migrationFailed') || !backup) throw error;
    throw new StoreTrouble('store.migrationFailed', { ...error.params, backup: backup.name }, error);
  }
}
