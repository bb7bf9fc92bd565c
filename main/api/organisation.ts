import type { Handlers } from '#contract/operation';
import type { organisation } from '#contract/organisation';
import { listChangedRows } from './access-rows.ts';
import type { Ctx } from './context.ts';

export const organisationApi: Handlers<typeof organisation, Ctx> = {
  'access.listChangedRows': listChangedRows,
};
