import { type ColumnClass, type Columns, mostOpen, type Permission } from '#domain/access';
import { lookup, type Policy, type Role } from './policy.ts';

/** A way round from a node back to itself, by its ids with the first one again at the end; null where there is none. */
export function findCircle<T extends { readonly id: string }>(
  nodes: readonly T[],
  parentsOf: (node: T) => readonly string[],
): readonly string[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const done = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | null => {
    const met = path.indexOf(id);
    if (met >= 0) return [...path.slice(met), id];
    const node = byId.get(id);
    if (!node || done.has(id)) return null;
    for (const parent of parentsOf(node)) {
      const circle = walk(parent, [...path, id]);
      if (circle) return circle;
    }
    done.add(id);
    return null;
  };
  for (const { id } of nodes) {
    const circle = walk(id, []);
    if (circle) return circle;
  }
  return null;
}

/** A role and every role that it inherits from, each once. */
export function withInherited(policy: Policy, roleId: string): readonly Role[] {
  const { roles, inherited } = lookup(policy);
  const known = inherited.get(roleId);
  if (known) return known;
  const found = new Map<string, Role>();
  const open = [roleId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const role = roles.get(id);
    if (!role || found.has(id)) continue;
    found.set(id, role);
    open.push(...role.parents);
  }
  const all = [...found.values()];
  inherited.set(roleId, all);
  return all;
}

/** Every permission of a role, those that it inherits as well. */
export function permissionsOf(policy: Policy, roleId: string): ReadonlySet<Permission> {
  return new Set(withInherited(policy, roleId).flatMap((role) => role.permissions));
}

/** How a role shows each class of columns, by itself or by what it inherits. */
export function columnsOf(policy: Policy, roleId: string): Columns {
  return mostOpen(withInherited(policy, roleId).map((role) => role.columns));
}

/** What a role can give: an action, or a class of columns in plain. */
export type Given =
  | { readonly kind: 'permission'; readonly permission: Permission }
  | { readonly kind: 'column'; readonly column: ColumnClass };

const gives = (role: Role, given: Given) =>
  given.kind === 'permission'
    ? role.permissions.includes(given.permission)
    : role.columns[given.column] === 'plain';

/** Whether a role gives something, by itself or by what it inherits. */
export function roleGives(policy: Policy, roleId: string, given: Given): boolean {
  return given.kind === 'permission'
    ? permissionsOf(policy, roleId).has(given.permission)
    : columnsOf(policy, roleId)[given.column] === 'plain';
}

const MAX_CHAINS = 100;

/** Every chain of roles, from one down to one that gives something itself. */
export function chainsTo(policy: Policy, roleId: string, given: Given): (readonly string[])[] {
  const { roles } = lookup(policy);
  const chains: (readonly string[])[] = [];
  const walk = (id: string, path: readonly string[]): void => {
    const role = roles.get(id);
    if (!role || path.includes(id) || chains.length >= MAX_CHAINS) return;
    const chain = [...path, id];
    if (gives(role, given)) chains.push(chain);
    for (const parent of role.parents) if (roleGives(policy, parent, given)) walk(parent, chain);
  };
  walk(roleId, []);
  return chains;
}
