import type { orders } from '#contract/orders';
import type { Handlers } from '#contract/operation';
import type { Ctx } from './context.ts';

export const ordersApi = {} as Handlers<typeof orders, Ctx>;
