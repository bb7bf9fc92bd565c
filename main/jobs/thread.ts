import type { ConsoleEvent } from '#contract/reply';

/** What the clock gives a job's thread when it starts it. */
export type ThreadStart = {
  readonly home: string;
  readonly file: string;
  readonly turn: SharedArrayBuffer;
  /** A module whose `jobs` are run instead of the console's own: tests bring theirs. */
  readonly registry: string | null;
};

/** What the clock asks a job's thread. */
export type ToThread = { kind: 'run'; id: string; owner: string } | { kind: 'close' };

/** What a job's thread tells the clock. Anchor and reports go through one thread, so that two never write at once. */
export type FromThread =
  | { kind: 'event'; event: ConsoleEvent }
  | { kind: 'anchor'; end: { seq: number; hash: string } }
  | { kind: 'report'; traceId: string; operation: string; error: unknown }
  /** The job came to an end, or (`false`) waits for its next turn. */
  | { kind: 'idle'; ended: boolean };

/**
 * Where a job's thread begins: `worker.ts` beside this file in the sources; in a bundle `worker.js`, which the build
 * puts flat beside the chunk that this file went into.
 */
export function threadUrl(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url);
}
