import { withInherited } from './inheritance.ts';
import { type Duty, isInForce, type Person, type Policy } from './policy.ts';

/** Somebody who has more of a duty's members than they may, from a moment on. */
export type Conflict = {
  readonly dutyId: string;
  readonly personId: string;
  readonly held: readonly string[];
  readonly at: number;
};

/** The members of a duty that somebody has at a moment, through whichever role. */
function heldOf(policy: Policy, duty: Duty, person: Person, at: number): string[] {
  const roles = person.roles
    .filter((grant) => isInForce(grant, at))
    .flatMap((grant) => withInherited(policy, grant.roleId));
  const held = new Set(
    duty.of === 'roles'
      ? roles.map((role) => role.id)
      : roles.flatMap((role) => role.permissions as string[]),
  );
  return duty.members.filter((member) => held.has(member));
}

/** Who breaks a static duty, now or at any later moment for which a role is given already; each person and duty once. */
export function findConflicts(policy: Policy, at: number): Conflict[] {
  const duties = policy.duties.filter((duty) => duty.kind === 'static');
  return policy.people
    .filter((person) => person.status === 'active')
    .flatMap((person) => {
      const moments = [at, ...person.roles.map((grant) => grant.from).filter((from) => from > at)];
      return duties.flatMap((duty) => {
        const broken = moments
          .toSorted((a, b) => a - b)
          .map((moment) => ({ at: moment, held: heldOf(policy, duty, person, moment) }))
          .find(({ held }) => held.length > duty.atMost);
        return broken ? [{ dutyId: duty.id, personId: person.id, ...broken }] : [];
      });
    });
}

/** The conflicts that a change brings or makes worse. */
export function findNewConflicts(before: Policy, after: Policy, at: number): Conflict[] {
  const known = new Map(
    findConflicts(before, at).map((one) => [`${one.dutyId} ${one.personId}`, one.held.length]),
  );
  return findConflicts(after, at).filter(
    (one) => one.held.length > (known.get(`${one.dutyId} ${one.personId}`) ?? 0),
  );
}

/** The dynamic duty that somebody would break by using one more of its members where they used some; undefined when none. */
export function breaksDynamicDuty(
  duties: readonly Duty[],
  used: ReadonlySet<string>,
  next: string,
): Duty | undefined {
  return duties.find(
    (duty) =>
      duty.kind === 'dynamic' &&
      duty.members.includes(next) &&
      duty.members.filter((member) => member === next || used.has(member)).length > duty.atMost,
  );
}
