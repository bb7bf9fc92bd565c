import { chainsTo } from './inheritance.ts';
import {
  isInForce,
  lookup,
  type Person,
  type Policy,
  type Question,
  type RoleGrant,
  type ScopeGrant,
} from './policy.ts';
import { startsOf, subtreeOf } from './reach.ts';
import { findSmallestChanges, type Suggestion } from './smallest.ts';

/** One way in which something is given: by a role through a chain of roles, or by a scope through a chain of units. */
export type Path =
  | { readonly kind: 'role'; readonly grant: RoleGrant; readonly chain: readonly string[] }
  | { readonly kind: 'scope'; readonly grant: ScopeGrant; readonly units: readonly string[] };

/** Why somebody may or may not, at a moment. */
export type Explanation = {
  readonly may: boolean;
  /** Whether they are there at all; who left may nothing. */
  readonly isActive: boolean;
  /** Every way that holds now. */
  readonly paths: readonly Path[];
  /** Every way that is over, or not begun. */
  readonly lapsed: readonly Path[];
  /** Limits in force that keep a row out, whatever shows it. */
  readonly keptOutBy: readonly ScopeGrant[];
  /** Dynamic duties that forbid it on a record where they did the other part. */
  readonly limits: readonly string[];
  /** What would allow it, the smallest first; each was tried on a copy. Empty where they may. */
  readonly changes: readonly Suggestion[];
};

/** Everything there is to say about one question on one person; undefined when there is no such person. */
export function explain(
  policy: Policy,
  personId: string,
  question: Question,
  at: number,
): Explanation | undefined {
  const person = lookup(policy).people.get(personId);
  if (!person) return undefined;
  const all = pathsOf(policy, person, question);
  const isActive = person.status === 'active';
  const paths = isActive ? all.filter(({ grant }) => isInForce(grant, at)) : [];
  const keptOutBy = isActive ? limitsAgainst(policy, person, question, at) : [];
  const may = paths.length > 0 && keptOutBy.length === 0;
  return {
    may,
    isActive,
    paths,
    keptOutBy,
    lapsed: all.filter(({ grant }) => !isInForce(grant, at)),
    limits: policy.duties
      .filter((duty) => duty.kind === 'dynamic' && duty.of === 'permissions')
      .filter((duty) => question.kind === 'permission' && duty.members.includes(question.permission))
      .map((duty) => duty.id),
    changes:
      may || !isActive
        ? []
        : findSmallestChanges(policy, person, {
            question,
            at,
            isShown: paths.length > 0,
            keptOutBy,
            holds: (after) => mayAt(after, personId, question, at),
          }),
  };
}

/** Who may do something or see a row at a moment, with every way that gives it to them. */
export function whoMay(
  policy: Policy,
  question: Question,
  at: number,
): { readonly personId: string; readonly paths: readonly Path[] }[] {
  return policy.people
    .filter((person) => person.status === 'active')
    .map((person) => ({ personId: person.id, paths: openPaths(policy, person, question, at) }))
    .filter(({ paths }) => paths.length > 0);
}

/** Whether somebody may do something or see a row at a moment. */
export function mayAt(policy: Policy, personId: string, question: Question, at: number): boolean {
  const person = lookup(policy).people.get(personId);
  return person !== undefined && openPaths(policy, person, question, at).length > 0;
}

/** Every way that holds at a moment; none where a limit keeps out what is asked for. */
function openPaths(policy: Policy, person: Person, question: Question, at: number): Path[] {
  if (limitsAgainst(policy, person, question, at).length > 0) return [];
  return pathsOf(policy, person, question).filter(({ grant }) => isInForce(grant, at));
}

/** The limits in force that an owner's rows do not pass. */
function limitsAgainst(policy: Policy, person: Person, question: Question, at: number): ScopeGrant[] {
  if (question.kind !== 'row') return [];
  return person.scopes.filter(
    (grant) =>
      grant.effect === 'limit' &&
      grant.pageGroup === question.pageGroup &&
      isInForce(grant, at) &&
      scopePaths(policy, person, grant, question.ownerId).length === 0,
  );
}

/** Every way to what is asked, in force or not. */
function pathsOf(policy: Policy, person: Person, question: Question): Path[] {
  if (question.kind !== 'row')
    return person.roles.flatMap((grant) =>
      chainsTo(policy, grant.roleId, question).map((chain): Path => ({ kind: 'role', grant, chain })),
    );
  return person.scopes
    .filter((grant) => grant.effect === 'show' && grant.pageGroup === question.pageGroup)
    .flatMap((grant) => scopePaths(policy, person, grant, question.ownerId));
}

function scopePaths(policy: Policy, person: Person, grant: ScopeGrant, ownerId: string | null): Path[] {
  if (grant.kind === 'all') return [{ kind: 'scope', grant, units: [] }];
  if (ownerId === null) return [];
  if (grant.kind === 'own') return ownerId === person.id ? [{ kind: 'scope', grant, units: [] }] : [];
  const ownerUnit = lookup(policy).people.get(ownerId)?.unitId ?? null;
  if (ownerUnit === null) return [];
  return startsOf(policy, person, grant).flatMap((start): Path[] => {
    if (grant.kind === 'group') return start === ownerUnit ? [{ kind: 'scope', grant, units: [start] }] : [];
    return subtreeOf(policy, start).has(ownerUnit)
      ? [{ kind: 'scope', grant, units: wayDown(policy, start, ownerUnit) }]
      : [];
  });
}

/** The units from one down to another that lies below it. */
function wayDown(policy: Policy, from: string, to: string): string[] {
  const { units } = lookup(policy);
  const way = [to];
  for (let id = to; id !== from; ) {
    const parentId = units.get(id)?.parentId;
    if (typeof parentId !== 'string' || way.includes(parentId)) break;
    way.unshift(parentId);
    id = parentId;
  }
  return way;
}
