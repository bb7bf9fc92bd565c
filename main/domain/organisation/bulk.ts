import { type Change, type Person, revocationOf } from '#domain/rights';

/** What somebody has, now or later, that another has not: as changes that give it from now on, or from when it begins. */
export function copyRights(
  policy: { readonly people: readonly Person[] },
  { fromId, toId, at }: { readonly fromId: string; readonly toId: string; readonly at: number },
): Change[] {
  const from = policy.people.find((person) => person.id === fromId);
  const to = policy.people.find((person) => person.id === toId);
  if (!from || !to || fromId === toId) return [];
  const isOpen = (grant: { to: number | null }) => grant.to === null || grant.to > at;
  const span = (grant: { from: number; to: number | null }) => ({
    from: grant.from > at ? grant.from : 0,
    to: grant.to,
  });
  const roles = from.roles
    .filter((grant) => isOpen(grant) && !hasRole(to, grant))
    .map(
      (grant): Change => ({
        kind: 'grantRole',
        personId: toId,
        roleId: grant.roleId,
        ...span(grant),
      }),
    );
  const scopes = from.scopes
    .filter((grant) => isOpen(grant) && !hasScope(to, grant))
    .map(
      ({ kind: scope, unitIds, pageGroup, effect, ...grant }): Change => ({
        kind: 'grantScope',
        personId: toId,
        pageGroup,
        scope,
        unitIds: [...unitIds],
        effect,
        ...span(grant),
      }),
    );
  return [...roles, ...scopes];
}

type RoleGrant = Person['roles'][number];
type ScopeGrant = Person['scopes'][number];
const lastsAsLong = (one: { to: number | null }, other: { to: number | null }) =>
  one.to === null || (other.to !== null && one.to >= other.to);

function hasRole(person: Person, grant: RoleGrant): boolean {
  return person.roles.some(
    (one) => one.roleId === grant.roleId && one.from <= grant.from && lastsAsLong(one, grant),
  );
}

function hasScope(person: Person, grant: ScopeGrant): boolean {
  return person.scopes.some(
    (one) =>
      one.pageGroup === grant.pageGroup &&
      one.kind === grant.kind &&
      one.effect === grant.effect &&
      grant.unitIds.every((id) => one.unitIds.includes(id)) &&
      one.from <= grant.from &&
      lastsAsLong(one, grant),
  );
}

/** Changes that take a role from people, whenever it was given to them. */
export function takeRole(
  policy: { readonly people: readonly Person[] },
  personIds: readonly string[],
  roleId: string,
): Change[] {
  return policy.people
    .filter((person) => personIds.includes(person.id))
    .flatMap((person) =>
      person.roles.filter((grant) => grant.roleId === roleId).map((grant) => revocationOf(person.id, grant)),
    );
}

/** Changes that take what people have of one page group's scopes, whenever it was given to them. */
export function takeScopes(
  policy: { readonly people: readonly Person[] },
  personIds: readonly string[],
  pageGroup: ScopeGrant['pageGroup'],
): Change[] {
  return policy.people
    .filter((person) => personIds.includes(person.id))
    .flatMap((person) =>
      person.scopes
        .filter((grant) => grant.pageGroup === pageGroup && grant.effect === 'show')
        .map((grant) => revocationOf(person.id, grant)),
    );
}
