import type { Handlers } from '#contract/operation';
import type { organisation } from '#contract/organisation';
import { listChangedRows } from './access-rows.ts';
import type { Ctx } from './context.ts';
import { exportRoster, readRoster } from './roster.ts';
import { listUnitHistory, whoLed } from './unit-history.ts';

export const organisationApi: Handlers<typeof organisation, Ctx> = {
  'access.listChangedRows': listChangedRows,
  'access.readRoster': readRoster,
  'access.exportRoster': exportRoster,
  'access.listUnitHistory': listUnitHistory,
  'access.whoLed': whoLed,
};
