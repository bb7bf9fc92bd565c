import type { InputOf, OutputOf } from '#contract/contract';
import type { Permission } from '#domain/access';
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

/** A scope in words: its page and its kind. */
export function scopeName(words: RightsWords, scope: Pick<ScopeGrant, 'pageGroup' | 'kind'>): string {
  return `${words.groups[scope.pageGroup]} · ${words.scopeNames[scope.kind]}`;
}

/** What roles give by inheritance: permission → the roles that it comes from. */
export function inheritedBy(roles: readonly Role[], parents: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const met = new Set<string>();
  const walk = (id: string): void => {
    const role = roles.find((one) => one.id === id);
    if (!role || met.has(id)) return;
    met.add(id);
    for (const permission of role.permissions) found.set(permission, [...(found.get(permission) ?? []), id]);
    role.parents.forEach(walk);
  };
  parents.forEach(walk);
  return found;
}

export type RoleDraft = {
  readonly id: string;
  readonly label: Role['label'];
  readonly parents: readonly string[];
  readonly permissions: readonly string[];
};

/** The change that saves a draft. */
export function savingOf({ id, label, parents, permissions }: RoleDraft): Change {
  return { kind: 'saveRole', id, label, parents: [...parents], permissions: permissions as Permission[] };
}
