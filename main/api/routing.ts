import type { routing } from '#contract/routing';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const routingApi = {} as Handlers<typeof routing, Ctx>;
