import type { Environment } from '#api/context';
import type { JobRecord, Progress } from '#store/jobs';
import type { Store } from '#store/open';

/** What a job gets from its runner. It works on its own connection, in chunks of at most about 40 ms. */
export type JobContext = {
  readonly store: Store;
  readonly env: Environment;
  /** Input and the token of the last finished chunk (null at the start). */
  readonly job: JobRecord;
  /**
   * One transaction: the command's context, the work, and the progress with its resume token. Before the work,
   * a cancelled job ends (throws `Cancelled`, once: what a job then does to tidy up runs through), and one that
   * another process took over or that must make way for a shutdown ends without a trace.
   */
  readonly chunk: <T>(work: () => { value: T; progress: Progress }) => T;
  /** Tells progress, and ends the job as `chunk` does, where nothing is written. */
  readonly pulse: (progress: Progress) => void;
  /** What the audit line at the end says. */
  readonly note: (subject: string, detail?: unknown) => void;
};

/** Long work: answers its result, throws a Refusal for an expected no. Must go on from `job.token` after a crash. */
export type Job = (ctx: JobContext) => Promise<unknown> | unknown;

/** Every kind of long work, by the name its operation queues it under. */
export type Registry = Readonly<Record<string, Job>>;

/**
 * Thrown by the runner where somebody asked the job to stop. A job may catch it to tidy up, and throws it on;
 * `partial` becomes the job's result.
 */
export class Cancelled extends Error {
  partial: unknown = null;
}

/** Thrown by the runner where the job goes on elsewhere or later; never to be caught by a job. */
export class Interrupted extends Error {}
