import { ALL_HIDDEN, type Columns, PAGE_GROUPS, type Permission, type RowScope } from '#domain/access';
import {
  type Change,
  columnsOf,
  type Holding,
  isInForce,
  permissionsOf,
  type Person,
  type Policy,
  resolveRights,
  revocationOf,
  type Role,
  type RoleGrant,
  type ScopeGrant,
} from '#domain/rights';

/** What only the one has, only the other, and both. */
export type Split<T> = {
  readonly onlyA: readonly T[];
  readonly onlyB: readonly T[];
  readonly both: readonly T[];
};

/** One of two that are compared: a person or a role, in the policy of its moment. */
export type Side = {
  readonly policy: Policy;
  readonly at: number;
  readonly of: { readonly kind: 'person' | 'role'; readonly id: string };
};

/** How two people or two roles differ, or one and the same at two moments. */
export type Comparison = {
  readonly permissions: Split<Permission>;
  /** The roles of people; what roles inherit from. */
  readonly roles: Split<string>;
  readonly scopes: Split<Omit<ScopeGrant, 'from' | 'to'>>;
  readonly columns: { readonly a: Columns; readonly b: Columns };
};

function split<T>(a: readonly T[], b: readonly T[]): Split<T> {
  const keysOf = (all: readonly T[]) => new Map(all.map((one) => [JSON.stringify(one), one]));
  const [inA, inB] = [keysOf(a), keysOf(b)];
  const where = (from: ReadonlyMap<string, T>, isIn: (key: string) => boolean) =>
    [...from].filter(([key]) => isIn(key)).map(([, one]) => one);
  return {
    onlyA: where(inA, (key) => !inB.has(key)),
    onlyB: where(inB, (key) => !inA.has(key)),
    both: where(inA, (key) => inB.has(key)),
  };
}

const shown = ({ effect, pageGroup, kind, unitIds }: ScopeGrant) => ({
  effect,
  pageGroup,
  kind,
  unitIds: unitIds.toSorted(),
});

type Has = {
  readonly permissions: readonly Permission[];
  readonly roles: readonly string[];
  readonly scopes: readonly Omit<ScopeGrant, 'from' | 'to'>[];
  readonly columns: Columns;
};

function hasOf({ policy, at, of }: Side): Has | undefined {
  if (of.kind === 'role') {
    const role = policy.roles.find((one) => one.id === of.id);
    return (
      role && {
        permissions: [...permissionsOf(policy, role.id)],
        roles: role.parents,
        scopes: [],
        columns: columnsOf(policy, role.id),
      }
    );
  }
  const person = policy.people.find((one) => one.id === of.id);
  const rights = resolveRights(policy, of.id, at);
  return (
    person && {
      permissions: [...(rights?.permissions ?? [])],
      roles: person.roles.filter((grant) => isInForce(grant, at)).map(({ roleId }) => roleId),
      scopes: PAGE_GROUPS.flatMap((group) =>
        person.scopes.filter((grant) => grant.pageGroup === group && isInForce(grant, at)).map(shown),
      ),
      columns: rights?.columns ?? ALL_HIDDEN,
    }
  );
}

/** How two sides differ; undefined where one of them is not there. */
export function compare(a: Side, b: Side): Comparison | undefined {
  const [one, other] = [hasOf(a), hasOf(b)];
  return (
    one &&
    other && {
      permissions: split(one.permissions, other.permissions),
      roles: split(one.roles, other.roles),
      scopes: split(one.scopes, other.scopes),
      columns: { a: one.columns, b: other.columns },
    }
  );
}

/** So many rows that only the one sees, only the other, and both. */
export type RowSplit = { readonly onlyA: number; readonly onlyB: number; readonly both: number };

type Scopes = { readonly a: RowScope; readonly b: RowScope; readonly seen: RowScope };

/** Counts rows by which of two scopes shows them, of those that a third one shows. */
export function splitRows(holdings: readonly Holding[], { a, b, seen }: Scopes): RowSplit {
  const [inA, inB, inSeen] = [shownBy(a), shownBy(b), shownBy(seen)];
  const split = { onlyA: 0, onlyB: 0, both: 0 };
  for (const holding of holdings.filter(inSeen)) {
    if (inA(holding) && inB(holding)) split.both += holding.count;
    else if (inA(holding)) split.onlyA += holding.count;
    else if (inB(holding)) split.onlyB += holding.count;
  }
  return split;
}

function shownBy(scope: RowScope): (holding: Holding) => boolean {
  if (scope.kind === 'all') return () => true;
  const ids = new Set(scope.userIds);
  return ({ holders }) => holders.some((id) => ids.has(id));
}

/** The changes that give somebody the roles and scopes that another has at a moment, and take away what the other has not. */
export function matchPerson(source: Person, at: number, target: Person, now: number): Change[] {
  const personId = target.id;
  const held = {
    roles: target.roles.filter((grant) => isInForce(grant, now)),
    scopes: target.scopes.filter((grant) => isInForce(grant, now)),
  };
  const wanted = {
    roles: source.roles.filter((grant) => isInForce(grant, at)),
    scopes: source.scopes.filter((grant) => isInForce(grant, at)),
  };
  const roles = missing(wanted.roles, held.roles, (grant) => grant.roleId);
  const scopes = missing(wanted.scopes, held.scopes, (grant) => JSON.stringify(shown(grant)));
  const until = (to: number | null) => (to !== null && to > now ? to : null);
  return [
    ...[...roles.extra, ...scopes.extra].map((grant) => revocationOf(personId, grant)),
    ...roles.lacking.map(
      ({ roleId, to }): Change => ({ kind: 'grantRole', personId, roleId, from: now, to: until(to) }),
    ),
    ...scopes.lacking.map(
      ({ kind: scope, unitIds, pageGroup, effect, to }): Change => ({
        kind: 'grantScope',
        personId,
        pageGroup,
        effect,
        scope,
        unitIds: [...unitIds],
        from: now,
        to: until(to),
      }),
    ),
  ];
}

function missing<T extends RoleGrant | ScopeGrant>(
  wanted: readonly T[],
  held: readonly T[],
  keyOf: (grant: T) => string,
): { readonly lacking: T[]; readonly extra: T[] } {
  const [wants, has] = [new Set(wanted.map(keyOf)), new Set(held.map(keyOf))];
  return {
    lacking: [...new Map(wanted.map((grant) => [keyOf(grant), grant])).values()].filter(
      (grant) => !has.has(keyOf(grant)),
    ),
    extra: held.filter((grant) => !wants.has(keyOf(grant))),
  };
}

/** The change that gives a role the pages, actions, columns and parents of another, under its own name. */
export function matchRole(source: Role, target: Role): Change[] {
  const { parents, permissions, columns } = source;
  const content = (role: Role) =>
    JSON.stringify([role.parents.toSorted(), role.permissions.toSorted(), role.columns]);
  if (content(source) === content(target)) return [];
  const { id, label } = target;
  return [
    {
      kind: 'saveRole',
      id,
      label,
      parents: [...parents],
      permissions: [...permissions],
      columns: { ...columns },
    },
  ];
}
