import type { AccessTables } from './access.ts';
import type { AttributionTables } from './attribution.ts';
import type { ContactsTables } from './contacts.ts';
import type { FoundationTables } from './foundations.ts';
import type { OrdersTables } from './orders.ts';
import type { RoutingTables } from './routing.ts';
import type { TransferTables } from './transfer.ts';

/** Every table as Kysely sees it: camelCase names, JSON columns as text. */
export type Tables = FoundationTables &
  AccessTables &
  ContactsTables &
  OrdersTables &
  RoutingTables &
  AttributionTables &
  TransferTables;
