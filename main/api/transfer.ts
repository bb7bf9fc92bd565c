import type { transfer } from '#contract/transfer';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const transferApi = {} as Handlers<typeof transfer, Ctx>;
