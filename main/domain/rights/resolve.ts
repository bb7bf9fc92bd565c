import {
  ALL_HIDDEN,
  type Actor,
  type Columns,
  maySee,
  mostOpen,
  PAGE_GROUPS,
  type PageGroup,
  type Permission,
  type RowScope,
} from '#domain/access';
import { columnsOf, permissionsOf } from './inheritance.ts';
import { isInForce, lookup, type Person, type Policy } from './policy.ts';
import { reachOf } from './reach.ts';

/** What somebody may do at a moment: the union of the roles given to them then, and nothing once they left. */
export function permissionsAt(policy: Policy, person: Person, at: number): Set<Permission> {
  const found = new Set<Permission>();
  if (person.status !== 'active') return found;
  for (const grant of person.roles)
    if (isInForce(grant, at))
      for (const permission of permissionsOf(policy, grant.roleId)) found.add(permission);
  return found;
}

/** How somebody sees each class of columns at a moment: the most open of the roles given to them then. */
export function columnsAt(policy: Policy, person: Person, at: number): Columns {
  if (person.status !== 'active') return ALL_HIDDEN;
  return mostOpen(
    person.roles.filter((grant) => isInForce(grant, at)).map((grant) => columnsOf(policy, grant.roleId)),
  );
}

/** The part of an actor that the policy decides. */
export type Rights = Pick<Actor, 'userId' | 'name' | 'permissions' | 'scopes' | 'columns'>;

/** What somebody may do and which rows they see at a moment; undefined when there is no such person or they left. */
export function resolveRights(policy: Policy, personId: string, at: number): Rights | undefined {
  const person = lookup(policy).people.get(personId);
  if (!person || person.status !== 'active') return undefined;
  const scopes = Object.fromEntries(
    PAGE_GROUPS.map((pageGroup): [PageGroup, RowScope] => {
      const reach = reachOf(policy, person, pageGroup, at);
      return [pageGroup, reach.kind === 'all' ? reach : { kind: 'owners', userIds: [...reach.userIds] }];
    }),
  ) as Record<PageGroup, RowScope>;
  return {
    userId: person.id,
    name: person.name,
    permissions: permissionsAt(policy, person, at),
    scopes,
    columns: columnsAt(policy, person, at),
  };
}

const NO_ROWS: RowScope = { kind: 'owners', userIds: [] };

/** The rows of a page group to which somebody may do something: none without the permission, whatever the scope. */
export function rowsFor(
  actor: Pick<Rights, 'permissions' | 'scopes'>,
  permission: Permission,
  pageGroup: PageGroup,
): RowScope {
  return actor.permissions.has(permission) ? actor.scopes[pageGroup] : NO_ROWS;
}

/** Whether somebody may do something to a row of a page group that belongs to `ownerId`. */
export function decide(
  actor: Pick<Rights, 'permissions' | 'scopes'>,
  permission: Permission,
  row: { readonly pageGroup: PageGroup; readonly ownerId: string | null },
): boolean {
  return maySee(rowsFor(actor, permission, row.pageGroup), row.ownerId);
}
