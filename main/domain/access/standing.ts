import type { Actor, RowScope } from './actor.ts';
import { COLUMN_CLASSES, isAsClosed } from './columns.ts';

/** Whether somebody may do and see all that another may: only then may they set the other's password or end the account. */
export function covers(actor: Actor, other: Actor): boolean {
  return (
    [...other.permissions].every((permission) => actor.permissions.has(permission)) &&
    COLUMN_CLASSES.every((column) => isAsClosed(other.columns[column], actor.columns[column])) &&
    Object.entries(other.scopes).every(([group, scope]) =>
      isWithin(scope, actor.scopes[group as keyof Actor['scopes']]),
    )
  );
}

function isWithin(scope: RowScope, outer: RowScope): boolean {
  if (outer.kind === 'all') return true;
  if (scope.kind === 'all') return false;
  const seen = new Set(outer.userIds);
  return scope.userIds.every((id) => seen.has(id));
}

/** Whether somebody is the only owner that a company has. */
export function isLastOwner(ownerIds: readonly string[], userId: string): boolean {
  return ownerIds.length === 1 && ownerIds[0] === userId;
}
