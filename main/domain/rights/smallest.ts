import type { PageGroup, Permission } from '#domain/access';
import { applyChanges, type Change } from './changes.ts';
import { diffPolicies, type PersonDifference } from './difference.ts';
import { findNewConflicts } from './duties.ts';
import { permissionsOf } from './inheritance.ts';
import { isInForce, lookup, type Person, type Policy } from './policy.ts';

/** A change that would allow it, and its price: how many rights it gives to how many people. */
export type Suggestion = {
  readonly change: Change;
  readonly rights: number;
  readonly people: number;
};

type Asked =
  | { readonly kind: 'permission'; readonly permission: Permission }
  | { readonly kind: 'row'; readonly pageGroup: PageGroup; readonly ownerId: string | null };

type Wish = {
  readonly question: Asked;
  readonly at: number;
  /** Whether the wish holds in a policy. */
  readonly holds: (after: Policy) => boolean;
};

const MOST = 5;

/** What would allow a wish, the fewest rights first: each tried on a copy, and none that breaks a static duty. */
export function findSmallestChanges(policy: Policy, person: Person, wish: Wish): Suggestion[] {
  return candidates(policy, person, wish)
    .flatMap((change): Suggestion[] => {
      const outcome = applyChanges(policy, [change]);
      if ('fault' in outcome || !wish.holds(outcome.policy)) return [];
      if (findNewConflicts(policy, outcome.policy, wish.at).length > 0) return [];
      const gains = diffPolicies(policy, outcome.policy, wish.at);
      return [{ change, rights: gains.reduce((sum, one) => sum + sizeOf(one), 0), people: gains.length }];
    })
    .toSorted((a, b) => a.rights - b.rights || a.people - b.people)
    .slice(0, MOST);
}

const EVERYTHING = 1_000_000;

function sizeOf({ permissions, rows }: PersonDifference): number {
  return rows.reduce(
    (sum, one) => sum + one.gained.length + (one.everything === 'gained' ? EVERYTHING : 0),
    permissions.gained.length,
  );
}

function candidates(policy: Policy, person: Person, { question, at }: Wish): Change[] {
  return question.kind === 'permission'
    ? forPermission(policy, person, question.permission, at)
    : forRow(policy, person, question, at);
}

/** Another role, or the action added to a role that they have. */
function forPermission(policy: Policy, person: Person, permission: Permission, at: number): Change[] {
  const held = new Set(person.roles.filter((grant) => isInForce(grant, at)).map((grant) => grant.roleId));
  return [
    ...policy.roles
      .filter((role) => permissionsOf(policy, role.id).has(permission))
      .map(
        (role): Change => ({ kind: 'grantRole', personId: person.id, roleId: role.id, from: at, to: null }),
      ),
    ...policy.roles
      .filter((role) => held.has(role.id))
      .map(
        ({ id, label, parents, permissions }): Change => ({
          kind: 'saveRole',
          id,
          label,
          parents: [...parents],
          permissions: [...permissions, permission],
        }),
      ),
  ];
}

/** A scope of each kind; of the chosen ones, the owner's unit. */
function forRow(
  policy: Policy,
  person: Person,
  { pageGroup, ownerId }: Extract<Asked, { kind: 'row' }>,
  at: number,
): Change[] {
  const ownerUnit = ownerId === null ? null : (lookup(policy).people.get(ownerId)?.unitId ?? null);
  const kinds = [
    'own',
    'group',
    'subtree',
    ...(ownerUnit === null ? [] : ['chosen' as const]),
    'all',
  ] as const;
  return kinds.map((scope) => ({
    kind: 'grantScope',
    personId: person.id,
    pageGroup,
    scope,
    unitIds: scope === 'chosen' && ownerUnit !== null ? [ownerUnit] : [],
    from: at,
    to: null,
  }));
}
