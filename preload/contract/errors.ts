import type { AccessErrors } from './access.ts';
import type { AccessPolicyErrors } from './access-policy.ts';
import type { AttributionErrors } from './attribution.ts';
import type { AuditErrors } from './audit.ts';
import type { ColumnErrors } from './columns.ts';
import type { ContactsErrors } from './contacts.ts';
import type { ContactsMergeErrors } from './contacts-merge.ts';
import type { EncryptionErrors } from './encryption.ts';
import type { GoLiveErrors } from './go-live.ts';
import type { JobsErrors } from './jobs.ts';
import type { OrdersErrors } from './orders.ts';
import type { OrganisationErrors } from './organisation.ts';
import type { PoolErrors } from './pool.ts';
import type { PoolTransferErrors } from './pool-transfer.ts';
import type { ProposalErrors } from './proposals.ts';
import type { ReviewErrors } from './reviews.ts';
import type { RoutingErrors } from './routing.ts';
import type { RoutingFileErrors } from './routing-files.ts';
import type { RoutingGroupErrors } from './routing-groups.ts';
import type { RoutingLineErrors } from './routing-lines.ts';
import type { RoutingReleaseErrors } from './routing-release.ts';
import type { RoutingReplayErrors } from './routing-replay.ts';
import type { SignInErrors } from './sign-in.ts';
import type { TaggingErrors } from './tagging.ts';
import type { TransferErrors } from './transfer.ts';
import type { ViewAsErrors } from './view-as.ts';

/** What the one door itself can refuse. */
export type ApiErrors = {
  'api.unknownOperation': { name: string };
  'api.notSignedIn': Record<string, never>;
  'api.locked': Record<string, never>;
  'api.notPermitted': { needs: string };
  /** `path` is dotted (`rules.3.name`), `code` is zod's issue code or one of ours. */
  'api.badInput': { issues: { path: string; code: string }[] };
  'api.tooLarge': { limitBytes: number };
  'api.notFound': { what: string; id: string };
  'api.storeBusy': Record<string, never>;
  'api.storeFull': Record<string, never>;
  /** Pages of the file are not whole: the next start repairs it from the last backup. */
  'api.storeDamaged': Record<string, never>;
  'api.unexpected': { traceId: string };
};

/** Every refusal of the console: code → what its message needs. */
export type Errors = ApiErrors &
  AccessErrors &
  AccessPolicyErrors &
  AttributionErrors &
  AuditErrors &
  ColumnErrors &
  ContactsErrors &
  ContactsMergeErrors &
  EncryptionErrors &
  GoLiveErrors &
  JobsErrors &
  OrdersErrors &
  OrganisationErrors &
  PoolErrors &
  PoolTransferErrors &
  ProposalErrors &
  ReviewErrors &
  RoutingErrors &
  RoutingFileErrors &
  RoutingGroupErrors &
  RoutingLineErrors &
  RoutingReleaseErrors &
  RoutingReplayErrors &
  SignInErrors &
  TaggingErrors &
  TransferErrors &
  ViewAsErrors;
