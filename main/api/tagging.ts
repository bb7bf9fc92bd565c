import type { tagging } from '#contract/tagging';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const taggingApi = {} as Handlers<typeof tagging, Ctx>;
