import { findLeaders } from '#domain/proposals';
import {
  type Person,
  type Policy,
  type Role,
  type RoleGrant,
  type ScopeGrant,
  subtreeOf,
} from '#domain/rights';
import type { Among } from './among.ts';

/** One thing that somebody has: a role, or rows that they see. */
export type Given =
  | ({ readonly kind: 'role' } & RoleGrant)
  | { readonly kind: 'scope'; readonly grant: ScopeGrant };

export type ReviewItem = {
  readonly personId: string;
  readonly given: Given;
  /** Who looks at it by rule; null: anybody who may change rights. */
  readonly reviewerId: string | null;
};

/** Every grant that is not over, of the people under review; limits take away and are no grants. */
export function itemsOf(policy: Policy, among: Among, at: number): ReviewItem[] {
  const isOpen = ({ to }: { readonly to: number | null }) => to === null || to > at;
  return peopleOf(policy, among).flatMap((person) => {
    const reviewerId = reviewerOf(policy, person, at);
    const roles = person.roles
      .filter((grant) => isOpen(grant) && (among.kind !== 'role' || grant.roleId === among.roleId))
      .map((grant): Given => ({ kind: 'role', ...grant }));
    const scopes = person.scopes
      .filter((grant) => isOpen(grant) && grant.effect === 'show' && among.kind !== 'role')
      .map((grant): Given => ({ kind: 'scope', grant }));
    return [...roles, ...scopes].map((given) => ({ personId: person.id, given, reviewerId }));
  });
}

function peopleOf(policy: Policy, among: Among): readonly Person[] {
  if (among.kind !== 'unit') return policy.people;
  const inside = subtreeOf(policy, among.unitId);
  return policy.people.filter((person) => person.unitId !== null && inside.has(person.unitId));
}

/** A leader for their people; for leaders, and where there is none, who may change rights. */
function reviewerOf(policy: Policy, person: Person, at: number): string | null {
  if (policy.units.some((unit) => unit.leaderId === person.id)) return null;
  return findLeaders(policy, person.id, at).find((one) => one.leaderId !== person.id)?.leaderId ?? null;
}

/** Whether somebody has it still; another end of it is the same grant. */
export function isStillGiven(policy: Policy, personId: string, given: Given): boolean {
  const person = policy.people.find((one) => one.id === personId);
  if (!person) return false;
  if (given.kind === 'role')
    return person.roles.some((one) => one.roleId === given.roleId && one.from === given.from);
  const { pageGroup, effect, kind, from } = given.grant;
  return person.scopes.some(
    (one) => one.pageGroup === pageGroup && one.effect === effect && one.kind === kind && one.from === from,
  );
}

/** Why nobody stands behind what somebody has: they left, or they are in no unit; undefined where somebody does. */
export function orphanOf(policy: Policy, personId: string): 'left' | 'noUnit' | undefined {
  const person = policy.people.find((one) => one.id === personId);
  if (person?.status !== 'active') return 'left';
  return person.unitId === null ? 'noUnit' : undefined;
}

/** The roles that nobody holds, neither by themselves nor through another role. */
export function emptyRoles(policy: Policy): Role[] {
  const held = new Set(policy.people.flatMap((person) => person.roles.map((grant) => grant.roleId)));
  for (let size = -1; size !== held.size; ) {
    size = held.size;
    for (const role of policy.roles) if (held.has(role.id)) for (const id of role.parents) held.add(id);
  }
  return policy.roles.filter((role) => !held.has(role.id));
}
