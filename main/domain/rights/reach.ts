import type { PageGroup } from '#domain/access';
import { isInForce, lookup, type Person, type Policy, type ScopeGrant } from './policy.ts';

/** The rows that scopes show: everything, or those of some people, found in some units. */
export type Reach =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'owners';
      readonly userIds: ReadonlySet<string>;
      readonly unitIds: ReadonlySet<string>;
    };

/** A unit and all units below it. */
export function subtreeOf(policy: Policy, unitId: string): ReadonlySet<string> {
  const { units, below, subtrees } = lookup(policy);
  const known = subtrees.get(unitId);
  if (known) return known;
  const found = new Set<string>();
  const open = units.has(unitId) ? [unitId] : [];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(below.get(id) ?? []).map((unit) => unit.id));
  }
  subtrees.set(unitId, found);
  return found;
}

/** The units from which a scope starts: the person's own and those that they lead, or the chosen ones. */
export function startsOf(policy: Policy, person: Person, grant: ScopeGrant): readonly string[] {
  switch (grant.kind) {
    case 'own':
    case 'all':
      return [];
    case 'chosen':
      return grant.unitIds;
    case 'group':
    case 'subtree': {
      const led = (lookup(policy).led.get(person.id) ?? []).map((unit) => unit.id);
      return [...new Set(person.unitId === null ? led : [person.unitId, ...led])];
    }
  }
}

/** The units whose people's rows a scope shows. */
function unitsOf(policy: Policy, person: Person, grant: ScopeGrant): readonly string[] {
  const starts = startsOf(policy, person, grant);
  return grant.kind === 'group' ? starts : starts.flatMap((unitId) => [...subtreeOf(policy, unitId)]);
}

/** What somebody's scopes for one page group show together at a moment, within every limit. No scope: no rows. */
export function reachOf(policy: Policy, person: Person, pageGroup: PageGroup, at: number): Reach {
  if (person.status !== 'active') return { kind: 'owners', userIds: new Set(), unitIds: new Set() };
  const grants = person.scopes.filter((grant) => grant.pageGroup === pageGroup && isInForce(grant, at));
  const { show = [], limit = [] } = Object.groupBy(grants, (grant) => grant.effect);
  return limit
    .map((grant) => union(policy, person, [grant]))
    .reduce(intersection, union(policy, person, show));
}

const both = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
  new Set([...one].filter((id) => other.has(id)));

function intersection(one: Reach, other: Reach): Reach {
  if (one.kind === 'all') return other;
  if (other.kind === 'all') return one;
  return {
    kind: 'owners',
    userIds: both(one.userIds, other.userIds),
    unitIds: both(one.unitIds, other.unitIds),
  };
}

function union(policy: Policy, person: Person, grants: readonly ScopeGrant[]): Reach {
  if (grants.some((grant) => grant.kind === 'all')) return { kind: 'all' };
  const unitIds = new Set(grants.flatMap((grant) => unitsOf(policy, person, grant)));
  const { members } = lookup(policy);
  const userIds = new Set<string>();
  if (grants.some((grant) => grant.kind === 'own')) userIds.add(person.id);
  for (const unitId of unitIds) for (const member of members.get(unitId) ?? []) userIds.add(member.id);
  return { kind: 'owners', userIds, unitIds };
}
