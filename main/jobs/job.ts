import type { Environment } from '#api/context';
import type { JobRecord, Progress } from '#store/jobs';
import type { Store } from '#store/open';

/** What a job gets from its runner. It works on its own connection, in chunks of at most about 50 ms. */
export type JobContext = {
  readonly store: Store;
  readonly env: Environment;
  /** Input and the token of the last finished chunk (null at the start). */
  readonly job: JobRecord;
  /**
   * One transaction: the command's context, the work, and the progress with its resume token. Between
   * chunks a cancelled job ends (throws `Cancelled`), and progress is told to the pages.
   */
  readonly chunk: <T>(work: () => { value: T; progress: Progress }) => T;
  /** Tells progress, and ends a cancelled job, where nothing is written. */
  readonly pulse: (progress: Progress) => void;
  /** What the audit line at the end says. */
  readonly note: (subject: string, detail?: unknown) => void;
};

/** Long work: answers its result, throws a Refusal for an expected no. Must go on from `job.token` after a crash. */
export type Job = (ctx: JobContext) => Promise<unknown> | unknown;

/** Thrown by the runner between chunks when somebody asked the job to stop. `partial` becomes its result. */
export class Cancelled extends Error {}
