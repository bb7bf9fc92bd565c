import type { AccessTables } from './access.ts';
import type { AttributionTables } from './attribution.ts';
import type { ContactsTables } from './contacts.ts';
import type { DecisionTables } from './decisions.ts';
import type { DistributionTables } from './distribution.ts';
import type { FoundationTables } from './foundations.ts';
import type { GoLiveTables } from './go-live.ts';
import type { OrdersTables } from './orders.ts';
import type { PoolTables } from './pool.ts';
import type { ProposalTables } from './proposals.ts';
import type { RoutingTables } from './routing.ts';
import type { TaggingTables } from './tagging.ts';
import type { TransferTables } from './transfer.ts';

/** Every table as Kysely sees it: camelCase names, JSON columns as text. */
export type Tables = FoundationTables &
  AccessTables &
  ContactsTables &
  GoLiveTables &
  OrdersTables &
  DecisionTables &
  DistributionTables &
  PoolTables &
  ProposalTables &
  RoutingTables &
  TaggingTables &
  AttributionTables &
  TransferTables;
