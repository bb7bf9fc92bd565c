import type { attribution } from '#contract/attribution';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const attributionApi = {} as Handlers<typeof attribution, Ctx>;
