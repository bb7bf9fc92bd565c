import type { pool } from '#contract/pool';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const poolApi: Handlers<typeof pool, Ctx> = {};
