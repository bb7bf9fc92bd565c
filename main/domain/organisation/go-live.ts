import { PAGE_GROUPS } from '#domain/access';
import type { Change, Person, Policy, Unit } from '#domain/rights';
import { z } from 'zod';

const Id = z.string().min(1).max(80);

/** What leaders and members of a unit get: a role, and a scope on each page group. */
export const GoLiveMapping = z.strictObject({
  leaderRoleId: Id,
  leaderScope: z.enum(['group', 'subtree']),
  memberRoleId: Id,
  memberScope: z.enum(['own', 'group']),
});
export type GoLiveMapping = z.output<typeof GoLiveMapping>;

type Organisation = Pick<Policy, 'units' | 'people'>;
type Part = 'leader' | 'member';

/** Who gets what in a unit: its leader, and its members who lead no unit themselves; nobody who left. */
export function partsIn(policy: Organisation, unit: Unit): { person: Person; part: Part }[] {
  const leads = new Set(policy.units.map((one) => one.leaderId));
  const active = policy.people.filter((person) => person.status === 'active');
  const leader = active.find((person) => person.id === unit.leaderId);
  const members = active.filter((person) => person.unitId === unit.id && !leads.has(person.id));
  return [
    ...(leader ? [{ person: leader, part: 'leader' as const }] : []),
    ...members.map((person) => ({ person, part: 'member' as const })),
  ];
}

/** The units that a round asks about: those with anybody to get anything, or with a leader who is not there. */
export function unitsToConfirm(policy: Organisation): Unit[] {
  return policy.units.filter((unit) => partsIn(policy, unit).length > 0);
}

export type Answer = { readonly unitId: string; readonly leftOut: readonly string[] };

/** Everything that a round grants from its moment on, and the units that are left out for want of a leader's word. */
export function planGoLive(
  policy: Organisation,
  { mapping, at, answers }: { mapping: GoLiveMapping; at: number; answers: readonly Answer[] },
): { changes: Change[]; leftOut: string[] } {
  const answered = new Map(answers.map((answer) => [answer.unitId, answer.leftOut]));
  const changes: Change[] = [];
  const leftOut: string[] = [];
  for (const unit of unitsToConfirm(policy)) {
    const without = answered.get(unit.id);
    if (!without) leftOut.push(unit.id);
    else
      for (const { person, part } of partsIn(policy, unit))
        if (!without.includes(person.id)) changes.push(...grantsFor(person, part, { mapping, at }));
  }
  const met = new Set<string>();
  const isFirst = (change: Change) => !met.has(JSON.stringify(change)) && met.add(JSON.stringify(change));
  return { changes: changes.filter(isFirst), leftOut };
}

/** What somebody gets and has not got for good. */
function grantsFor(
  person: Person,
  part: Part,
  { mapping, at }: { mapping: GoLiveMapping; at: number },
): Change[] {
  const roleId = part === 'leader' ? mapping.leaderRoleId : mapping.memberRoleId;
  const scope = part === 'leader' ? mapping.leaderScope : mapping.memberScope;
  const lasts = (grant: { from: number; to: number | null }) => grant.from <= at && grant.to === null;
  const hasRole = person.roles.some((grant) => grant.roleId === roleId && lasts(grant));
  const scopes = PAGE_GROUPS.filter(
    (group) =>
      !person.scopes.some(
        (one) => one.pageGroup === group && one.kind === scope && one.effect === 'show' && lasts(one),
      ),
  );
  const span = { personId: person.id, from: at, to: null };
  return [
    ...(hasRole ? [] : [{ kind: 'grantRole' as const, roleId, ...span }]),
    ...scopes.map(
      (pageGroup): Change => ({
        kind: 'grantScope',
        pageGroup,
        scope,
        unitIds: [],
        effect: 'show',
        ...span,
      }),
    ),
  ];
}
