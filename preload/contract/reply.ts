import type { Errors } from './errors.ts';

export type ErrorCode = keyof Errors;

/** A refusal as it crosses the border: a code, and what its message needs. */
export type ReplyError = { [K in ErrorCode]: { code: K; params: Errors[K] } }[ErrorCode];

/** What every operation answers: plain JSON, byte-equal over every shell. */
export type Reply<T = unknown> = { ok: true; value: T } | { ok: false; error: ReplyError };

/** What the console tells its pages without being asked. */
export type ConsoleEvent =
  | { type: 'changed'; operation: string }
  | {
      type: 'job';
      job: { id: string; kind: string; status: string; phase: string; done: number; total: number };
    };
