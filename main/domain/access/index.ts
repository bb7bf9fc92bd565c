/** Access: who someone is, which pages and actions their roles open, and which rows their data scope shows. */
export type { Actor, RowScope } from './actor.ts';
export {
  ALL_HIDDEN,
  ALL_PLAIN,
  COLUMN_ACCESS,
  COLUMN_CLASSES,
  type ColumnAccess,
  type ColumnClass,
  Columns,
  isAsClosed,
  mostOpen,
  readColumns,
} from './columns.ts';
export { maySee, peopleSeenBy, SYSTEM_ACTOR } from './actor.ts';
export { PAGE_GROUPS, type PageGroup, type Permission, PERMISSIONS } from './permission.ts';
export { covers, isLastOwner } from './standing.ts';
export { addWrongTry, LOCK_MS, lockedUntil, MAX_TRIES, type Tries } from './tries.ts';
