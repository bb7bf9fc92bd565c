import type { ConsoleEvent } from '#contract/reply';
import type { Actor } from '#domain/access';
import type { ReplayAsk, Tally } from '#domain/replay';
import type { Db } from '#store/database';
import type { Keychain } from '#store/key-file';

/** Whose console a window shows instead of its own person's; the object is one for all copies of the session. */
export type View = {
  readonly by: string;
  readonly userId: string;
  readonly name: string;
  readonly until: number;
  isOver: boolean;
};

/** One signed-in (or not yet signed-in) window, tab or command line. Owned by its shell, changed only by access. */
export type Session = {
  readonly id: string;
  readonly shell?: 'desktop' | 'browser';
  userId: string | null;
  /** UTC ms of the last use: a write, or `access.noteUse`; the idle lock counts from here. */
  lastSeenAt: number;
  locked: boolean;
  /** UTC ms when the password was last given; the command line, which needs none, has no such moment. */
  signedInAt?: number;
  viewing?: View;
};

/** What the world lends to the core: made once in main/index.ts, replaced piece by piece in tests. */
export type Environment = {
  readonly now: () => number;
  readonly newId: () => string;
  /** A whole number from 0 to 2^32 − 1. */
  readonly random: () => number;
  readonly sha256: (text: string) => string;
  /** The folder of the store, its backups and its key file. */
  readonly home: string;
  /** The system's own safe, where the shell has one. */
  readonly keychain: Keychain | null;
  readonly passwords: {
    readonly hash: (password: string) => Promise<string>;
    readonly verify: (hash: string, password: string) => Promise<boolean>;
  };
  /** Ends of the audit chain as they were noted outside the store, oldest first. */
  readonly anchor: {
    readonly read: () => readonly { seq: number; hash: string }[];
    readonly write: (end: { seq: number; hash: string }) => void;
  };
  readonly emit: (event: ConsoleEvent) => void;
  /** Told after each committed write, so that the clock looks for queued or cancelled jobs. */
  readonly wakeJobs: () => void;
  /** Waits until no chunk of a job is being written, and holds the next one back until the answered function is called. */
  readonly takeTurn: () => Promise<() => void>;
  /**
   * Counts the past opportunities of a store file by two sets of rules, `without` one stretch of them, on threads that
   * keep what they have read. `hear` gets what was counted since it was last called; what it throws ends the counting.
   */
  readonly replay: (
    question: { readonly file: string; readonly ask: ReplayAsk; readonly without: number | null },
    hear: (part: Tally) => void,
  ) => Promise<void>;
  /** Told when a statement failed because the disk is full or the file is damaged. */
  readonly storeFailed: (failure: 'full' | 'damaged') => void;
  readonly report: (traceId: string, operation: string, error: unknown) => void;
};

/** Everything a handler gets. `db` is the open transaction of a write, or the plain connection of a read. */
export type Ctx = {
  readonly db: Db;
  readonly actor: Actor;
  readonly session: Session;
  /** The windows of this process in which somebody signed in. */
  readonly signedIn: Set<Session>;
  readonly env: Environment;
  readonly now: number;
  /** What the operation's preparation answered; undefined where it has none. */
  readonly prepared: unknown;
  /** What the audit line of this write says beside the operation's name: the subject's id, and details. */
  readonly note: (subject: string, detail?: unknown) => void;
  /** What is true only once the write is committed: a session that changed hands. */
  readonly afterCommit: (work: () => void) => void;
};

/** Slow work that must not hold a transaction (hashing a password), done before the handler of a write runs. */
export type Preparation = (
  ctx: Omit<Ctx, 'note' | 'afterCommit' | 'prepared'>,
  input: never,
) => Promise<unknown>;
