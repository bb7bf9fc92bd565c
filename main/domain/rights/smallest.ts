import { isAsClosed, type PageGroup } from '#domain/access';
import type { Change } from './change.ts';
import { applyChanges } from './changes.ts';
import { diffPolicies, type PersonDifference } from './difference.ts';
import { findNewConflicts } from './duties.ts';
import { type Given, roleGives } from './inheritance.ts';
import { isInForce, lookup, type Person, type Policy, type ScopeGrant } from './policy.ts';
import { revocationOf } from './revocation.ts';

/** Changes that together would allow it, and their price: how many rights it gives to how many people. */
export type Suggestion = {
  readonly changes: readonly Change[];
  readonly rights: number;
  readonly people: number;
};

type Asked = Given | { readonly kind: 'row'; readonly pageGroup: PageGroup; readonly ownerId: string | null };

type Wish = {
  readonly question: Asked;
  readonly at: number;
  /** Whether something shows the row already, and the limits that stand in the way. */
  readonly isShown: boolean;
  readonly keptOutBy: readonly ScopeGrant[];
  /** Whether the wish holds in a policy. */
  readonly holds: (after: Policy) => boolean;
};

const MOST = 5;

/** What would allow a wish, the fewest rights first: each tried on a copy, and none that breaks a static duty. */
export function findSmallestChanges(policy: Policy, person: Person, wish: Wish): Suggestion[] {
  return cheapestOf(policy, candidates(policy, person, wish), wish);
}

/** Those of some sets of changes that make a wish hold and break no static duty, the fewest rights first; each is tried on a copy. */
export function cheapestOf(
  policy: Policy,
  candidates: readonly (readonly Change[])[],
  wish: Pick<Wish, 'at' | 'holds'>,
): Suggestion[] {
  return candidates
    .flatMap((changes): Suggestion[] => {
      const outcome = applyChanges(policy, changes);
      if ('fault' in outcome || !wish.holds(outcome.policy)) return [];
      if (findNewConflicts(policy, outcome.policy, wish.at).length > 0) return [];
      const gains = diffPolicies(policy, outcome.policy, wish.at);
      return [{ changes, rights: gains.reduce((sum, one) => sum + sizeOf(one), 0), people: gains.length }];
    })
    .toSorted((a, b) => a.rights - b.rights || a.people - b.people)
    .slice(0, MOST);
}

const EVERYTHING = 1_000_000;

function sizeOf({ permissions, rows, columns }: PersonDifference): number {
  return rows.reduce(
    (sum, one) => sum + one.gained.length + (one.everything === 'gained' ? EVERYTHING : 0),
    permissions.gained.length + columns.filter((one) => isAsClosed(one.before, one.after)).length,
  );
}

function candidates(policy: Policy, person: Person, { question, at, isShown, keptOutBy }: Wish): Change[][] {
  if (question.kind !== 'row') return forGiven(policy, person, question, at).map((change) => [change]);
  const ownerUnit =
    question.ownerId === null ? null : (lookup(policy).people.get(question.ownerId)?.unitId ?? null);
  const shows = forRow(person, { ...question, ownerUnit }, at).map((change) => [change]);
  if (keptOutBy.length === 0) return shows;
  const opened = openings(person.id, keptOutBy, ownerUnit);
  return isShown ? opened : shows.flatMap((show) => opened.map((open) => [...open, ...show]));
}

/** Limits out of the way: all of them gone, or the chosen units of those that have some one unit more. */
function openings(personId: string, limits: readonly ScopeGrant[], ownerUnit: string | null): Change[][] {
  const gone = limits.map((limit) => revocationOf(personId, limit));
  if (ownerUnit === null || limits.every(({ kind }) => kind !== 'chosen')) return [gone];
  const wider = limits.map(({ kind, unitIds, ...limit }, at): Change[] =>
    kind === 'chosen'
      ? [{ kind: 'grantScope', personId, scope: kind, unitIds: [...unitIds, ownerUnit], ...limit }]
      : gone.slice(at, at + 1),
  );
  return [wider.flat(), gone];
}

/** Another role, or the action or columns added to a role that they have. */
function forGiven(policy: Policy, person: Person, given: Given, at: number): Change[] {
  const held = new Set(person.roles.filter((grant) => isInForce(grant, at)).map((grant) => grant.roleId));
  return [
    ...policy.roles
      .filter((role) => roleGives(policy, role.id, given))
      .map(
        (role): Change => ({ kind: 'grantRole', personId: person.id, roleId: role.id, from: at, to: null }),
      ),
    ...policy.roles
      .filter((role) => held.has(role.id))
      .map(
        ({ id, label, parents, permissions, columns }): Change => ({
          kind: 'saveRole',
          id,
          label,
          parents: [...parents],
          permissions: given.kind === 'permission' ? [...permissions, given.permission] : [...permissions],
          columns: given.kind === 'column' ? { ...columns, [given.column]: 'plain' } : { ...columns },
        }),
      ),
  ];
}

/** A scope of each kind; of the chosen ones, the owner's unit. */
function forRow(
  person: Person,
  { pageGroup, ownerUnit }: { readonly pageGroup: PageGroup; readonly ownerUnit: string | null },
  at: number,
): Change[] {
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
    effect: 'show',
    scope,
    unitIds: scope === 'chosen' && ownerUnit !== null ? [ownerUnit] : [],
    from: at,
    to: null,
  }));
}
