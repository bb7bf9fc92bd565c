import { ALL_PLAIN, type Columns } from './columns.ts';
import { type PageGroup, type Permission, PERMISSIONS } from './permission.ts';

/** Which rows: all of them, or those that belong to these users; an empty list shows nothing. */
export type RowScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'owners'; readonly userIds: readonly string[] };

/** Who asks, resolved once for each call: what they may do and which rows of each page group and which columns they see. */
export type Actor = {
  readonly userId: string;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly scopes: Readonly<Record<PageGroup, RowScope>>;
  readonly columns: Columns;
};

const all: RowScope = { kind: 'all' };

/** The console itself: jobs, seeds and the command line without `--as`. */
export const SYSTEM_ACTOR: Actor = {
  userId: 'system',
  name: 'system',
  permissions: new Set(PERMISSIONS),
  scopes: { contacts: all, routing: all, orders: all, attribution: all },
  columns: ALL_PLAIN,
};

/** Whether a row that belongs to `ownerId` is inside a scope. */
export function maySee(scope: RowScope, ownerId: string | null): boolean {
  return scope.kind === 'all' || (ownerId !== null && scope.userIds.includes(ownerId));
}

/**
 * The people an actor may see by name: everybody for who may see the page of people, else those of any scope;
 * nobody for who may do nothing.
 */
export function peopleSeenBy(actor: Actor): RowScope {
  if (actor.permissions.size === 0) return { kind: 'owners', userIds: [] };
  const scopes = Object.values(actor.scopes);
  if (actor.permissions.has('access.view') || scopes.some((scope) => scope.kind === 'all')) return all;
  return {
    kind: 'owners',
    userIds: [...new Set(scopes.flatMap((scope) => (scope.kind === 'all' ? [] : scope.userIds)))],
  };
}
