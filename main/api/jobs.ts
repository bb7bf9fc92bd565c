import type { jobs } from '#contract/jobs';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const jobsApi = {} as Handlers<typeof jobs, Ctx>;
