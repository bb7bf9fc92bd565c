import type { ConsoleContract, OperationName } from '#contract/contract';
import type { Handlers } from '#contract/operation';
import { accessApi, accessPreparations } from './access.ts';
import { accessAnswersApi } from './access-answers.ts';
import { accessPolicyApi } from './access-policy.ts';
import { attributionApi } from './attribution.ts';
import { auditApi } from './audit.ts';
import { contactsApi } from './contacts.ts';
import { contactsMergeApi } from './contacts-merge.ts';
import type { Ctx, Preparation } from './context.ts';
import { encryptionApi, encryptionPreparations } from './encryption.ts';
import { goLiveApi } from './go-live.ts';
import { jobsApi } from './jobs.ts';
import { ordersApi } from './orders.ts';
import { organisationApi } from './organisation.ts';
import { poolApi } from './pool.ts';
import { poolTransferApi } from './pool-transfer.ts';
import { permissionTestsApi } from './permission-tests.ts';
import { proposalsApi } from './proposals.ts';
import { revealApi } from './reveal.ts';
import { reviewsApi } from './reviews.ts';
import { rightsUseApi } from './rights-use.ts';
import { routingApi } from './routing.ts';
import { routingAnalysisApi } from './routing-analysis.ts';
import { routingDecisionsApi } from './routing-decisions.ts';
import { routingFilesApi } from './routing-files.ts';
import { routingGroupsApi } from './routing-groups.ts';
import { routingLinesApi } from './routing-lines.ts';
import { routingReleaseApi } from './routing-release.ts';
import { routingReplayApi } from './routing-replay.ts';
import { routingStatsApi } from './routing-stats.ts';
import { signInApi, signInPreparations } from './sign-in.ts';
import { taggingApi } from './tagging.ts';
import { transferApi } from './transfer.ts';
import { viewAsApi } from './view-as.ts';

/** Every handler of the console, by operation name. */
export const handlers: Handlers<ConsoleContract, Ctx> = {
  ...accessApi,
  ...accessAnswersApi,
  ...accessPolicyApi,
  ...attributionApi,
  ...auditApi,
  ...contactsApi,
  ...contactsMergeApi,
  ...encryptionApi,
  ...goLiveApi,
  ...jobsApi,
  ...ordersApi,
  ...organisationApi,
  ...poolApi,
  ...poolTransferApi,
  ...permissionTestsApi,
  ...proposalsApi,
  ...revealApi,
  ...reviewsApi,
  ...rightsUseApi,
  ...routingApi,
  ...routingAnalysisApi,
  ...routingDecisionsApi,
  ...routingFilesApi,
  ...routingGroupsApi,
  ...routingLinesApi,
  ...routingReleaseApi,
  ...routingReplayApi,
  ...routingStatsApi,
  ...signInApi,
  ...taggingApi,
  ...transferApi,
  ...viewAsApi,
};

/** What some writes do before their transaction begins, by operation name. */
export const preparations: { readonly [K in OperationName]?: Preparation } = {
  ...accessPreparations,
  ...encryptionPreparations,
  ...signInPreparations,
};
