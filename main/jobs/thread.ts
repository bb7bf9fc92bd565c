import type { Environment } from '#api/context';
import type { keysFor } from '#store/keyring';

/** What the clock gives a job's thread when it starts it. */
export type ThreadStart = {
  readonly home: string;
  readonly file: string;
  /** What the thread may open. */
  readonly keys: ReturnType<typeof keysFor>;
  readonly turn: SharedArrayBuffer;
  /** Where the threads begin on which rules are replayed. */
  readonly replay: string;
  /** A module whose `jobs` are run instead of the console's own: tests bring theirs. */
  readonly registry: string | null;
};

/** What the clock asks a job's thread. */
export type ToThread = { kind: 'run'; id: string; owner: string } | { kind: 'close' };

/** What a job's thread tells the clock. */
export type FromThread =
  | { kind: 'event'; event: Parameters<Environment['emit']>[0] }
  | { kind: 'report'; traceId: string; operation: string; error: unknown }
  /** The job came to an end, or (`false`) waits for its next turn. */
  | { kind: 'idle'; ended: boolean };
