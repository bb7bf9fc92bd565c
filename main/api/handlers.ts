import type { ConsoleContract } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import { accessApi } from './access.ts';
import { attributionApi } from './attribution.ts';
import { auditApi } from './audit.ts';
import { contactsApi } from './contacts.ts';
import type { Ctx } from './context.ts';
import { jobsApi } from './jobs.ts';
import { ordersApi } from './orders.ts';
import { routingApi } from './routing.ts';
import { taggingApi } from './tagging.ts';
import { transferApi } from './transfer.ts';

/** Every handler of the console, by operation name. */
export const handlers: Handlers<ConsoleContract, Ctx> = {
  ...accessApi,
  ...attributionApi,
  ...auditApi,
  ...contactsApi,
  ...jobsApi,
  ...ordersApi,
  ...routingApi,
  ...taggingApi,
  ...transferApi,
};
