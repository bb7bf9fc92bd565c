import type { audit } from '#contract/audit';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const auditApi = {} as Handlers<typeof audit, Ctx>;
