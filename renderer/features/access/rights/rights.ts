import type { InputOf, OutputOf } from '#contract/contract';
import type { Columns, Permission } from '#domain/access';
import type { RightsWords } from './words.ts';

export type Policy = OutputOf<'access.getPolicy'>;
export type Role = Policy['roles'][number];
export type Preview = OutputOf<'access.previewChanges'>;
export type Change = InputOf<'access.applyChanges'>['changes'][number];
export type ScopeGrant = Policy['people'][number]['scopes'][number];

/** A permission in words: its page and its action. */
export function permissionName(words: RightsWords, permission: string): string {
  const [room = '', action = ''] = permission.split('.');
  const rooms: Readonly<Record<string, string>> = words.rooms;
  const actions: Readonly<Record<string, string>> = words.actions;
  return `${rooms[room] ?? room} · ${actions[action] ?? action}`;
}

/** A scope in words: its page and its kind, and whether it only limits what others show. */
export function scopeName(
  words: RightsWords,
  scope: Pick<ScopeGrant, 'pageGroup' | 'effect' | 'kind'>,
): string {
  const name = `${words.groups[scope.pageGroup]} · ${words.scopeNames[scope.kind]}`;
  return scope.effect === 'limit' ? words.limitedTo({ scope: name }) : name;
}

/** Some roles and all that they inherit, each once. */
export function withParents(roles: readonly Role[], ids: readonly string[]): Role[] {
  const met = new Map<string, Role>();
  const walk = (id: string): void => {
    const role = roles.find((one) => one.id === id);
    if (!role || met.has(id)) return;
    met.set(id, role);
    role.parents.forEach(walk);
  };
  ids.forEach(walk);
  return [...met.values()];
}

/** What roles give by inheritance: permission → the roles that it comes from. */
export function inheritedBy(roles: readonly Role[], parents: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, permissions } of withParents(roles, parents))
    for (const permission of permissions) found.set(permission, [...(found.get(permission) ?? []), id]);
  return found;
}

export type RoleDraft = {
  readonly id: string;
  readonly label: Role['label'];
  readonly parents: readonly string[];
  readonly permissions: readonly string[];
  readonly columns: Columns;
};

/** The change that saves a draft. */
export function savingOf({ parents, permissions, ...role }: RoleDraft): Change {
  return { kind: 'saveRole', ...role, parents: [...parents], permissions: permissions as Permission[] };
}
