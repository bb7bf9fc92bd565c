import type { Handlers } from '#contract/operation';
import type { routingReplay } from '#contract/routing-replay';
import type { Ctx } from './context.ts';

export const routingReplayApi: Handlers<typeof routingReplay, Ctx> = {};
