import { access } from './access.ts';
import { accessAnswers } from './access-answers.ts';
import { accessPolicy } from './access-policy.ts';
import { attribution } from './attribution.ts';
import { audit } from './audit.ts';
import { columns } from './columns.ts';
import { contacts } from './contacts.ts';
import { contactsMerge } from './contacts-merge.ts';
import { encryption } from './encryption.ts';
import { goLive } from './go-live.ts';
import { jobs } from './jobs.ts';
import { orders } from './orders.ts';
import { organisation } from './organisation.ts';
import { pool } from './pool.ts';
import { poolTransfer } from './pool-transfer.ts';
import { permissionTests } from './permission-tests.ts';
import { proposals } from './proposals.ts';
import { reviews } from './reviews.ts';
import { rightsUse } from './rights-use.ts';
import { routing } from './routing.ts';
import { routingAnalysis } from './routing-analysis.ts';
import { routingDecisions } from './routing-decisions.ts';
import { routingFiles } from './routing-files.ts';
import { routingGroups } from './routing-groups.ts';
import { routingLines } from './routing-lines.ts';
import { routingRelease } from './routing-release.ts';
import { routingReplay } from './routing-replay.ts';
import { routingStats } from './routing-stats.ts';
import { signIn } from './sign-in.ts';
import { tagging } from './tagging.ts';
import { transfer } from './transfer.ts';
import { viewAs } from './view-as.ts';
import type { z } from 'zod';

/** Every operation of the console, by name. */
export const contract = {
  ...access,
  ...accessAnswers,
  ...accessPolicy,
  ...attribution,
  ...audit,
  ...columns,
  ...contacts,
  ...contactsMerge,
  ...encryption,
  ...goLive,
  ...jobs,
  ...orders,
  ...organisation,
  ...pool,
  ...poolTransfer,
  ...permissionTests,
  ...proposals,
  ...reviews,
  ...rightsUse,
  ...routing,
  ...routingAnalysis,
  ...routingDecisions,
  ...routingFiles,
  ...routingGroups,
  ...routingLines,
  ...routingRelease,
  ...routingReplay,
  ...routingStats,
  ...signIn,
  ...tagging,
  ...transfer,
  ...viewAs,
};

export type ConsoleContract = typeof contract;
export type OperationName = keyof ConsoleContract;
export type InputOf<K extends OperationName> = z.input<ConsoleContract[K]['input']>;
export type OutputOf<K extends OperationName> = z.output<ConsoleContract[K]['output']>;
