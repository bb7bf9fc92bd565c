import { z } from 'zod';
import { read, write } from './operation.ts';
import { ById, Done, PageInput, pageOf } from './page.ts';

const JobRow = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** What it is doing now, a code the interface has words for. */
  phase: z.string(),
  done: z.int(),
  total: z.int(),
  /** Null where the asker may not see the room it is about; in a list also where it is long. */
  result: z.unknown(),
  /** A refusal's code, or `api.unexpected`. */
  errorCode: z.string().nullable(),
  errorParams: z.unknown(),
  actorName: z.string(),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
});

export const jobs = {
  'jobs.list': read('signedIn', PageInput, pageOf(JobRow)),
  'jobs.get': read('signedIn', ById, JobRow),
  /** Asks a job to stop; what it has committed stays, and its result says how far it came. */
  'jobs.cancel': write('signedIn', ById, Done),
};

export type JobsErrors = {
  'jobs.alreadyEnded': { status: string };
};
