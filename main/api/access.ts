import type { access } from '#contract/access';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const accessApi = {} as Handlers<typeof access, Ctx>;
