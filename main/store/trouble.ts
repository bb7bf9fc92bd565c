import { classify } from './failure.ts';

/** Why a store cannot be opened: code → what its message needs. The words live in the shells. */
export type Troubles = {
  /** Another console has this folder open; `url` is where its pages are, when it serves any. */
  'store.alreadyOpen': { home: string; pid: number | null; url: string | null };
  /** A SQLite file that is not ours lies where the store belongs. Nothing was changed. */
  'store.foreign': { file: string };
  /** Written by a newer Switchyard. Nothing was changed. */
  'store.newer': { file: string; found: number; known: number };
  /** Another program holds the file's lock. */
  'store.locked': { file: string };
  /** Damaged, and no verified backup is there to restore. Nothing was changed. */
  'store.damaged': { file: string; finding: string };
  'store.readOnly': { file: string };
  'store.full': { file: string; freeBytes: number; neededBytes: number | null };
  /** The folder or the file cannot be opened at all. */
  'store.unreachable': { file: string; reason: string };
  /** The store is as it was before; `backup` is the verified copy made first, if there was anything to copy. */
  'store.migrationFailed': { file: string; migration: string; reason: string; backup: string | null };
  /** The store is encrypted, and nothing was brought along that opens it. */
  'store.keyNeeded': { home: string };
  /** What was brought along opens none of the key file's slots. */
  'store.keyWrong': { home: string };
  /** The file with the sealed key is there and is none. */
  'store.keyFileUnreadable': { file: string };
  /** The SQLite library is older than the first one without the WAL-reset bug, or refuses a setting. */
  'store.badLibrary': { wanted: string; found: string };
};

/** An expected reason why the store does not open. Everything else that is thrown is a bug. */
export class StoreTrouble<K extends keyof Troubles = keyof Troubles> extends Error {
  readonly code: K;
  readonly params: Troubles[K];

  constructor(code: K, params: Troubles[K], cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, { cause });
    this.code = code;
    this.params = params;
  }
}

/** Whether something that was thrown is the trouble of that code. */
export function isTrouble<K extends keyof Troubles>(error: unknown, code: K): error is StoreTrouble<K> {
  return error instanceof StoreTrouble && error.code === code;
}

/** A failing open as the trouble that it is; what is no expected trouble comes back as it was. */
export function troubleOf(error: unknown, file: string, freeBytes: () => number): unknown {
  if (error instanceof StoreTrouble) return error;
  const failure = classify(error);
  const reason = error instanceof Error ? error.message : String(error);
  switch (failure) {
    case 'busy':
      return new StoreTrouble('store.locked', { file }, error);
    case 'full':
      return new StoreTrouble('store.full', { file, freeBytes: freeBytes(), neededBytes: null }, error);
    case 'damaged':
      return new StoreTrouble('store.damaged', { file, finding: reason }, error);
    case 'readOnly':
      return new StoreTrouble('store.readOnly', { file }, error);
    case 'unreachable':
      return new StoreTrouble('store.unreachable', { file, reason }, error);
    case 'other':
      return error;
  }
}
