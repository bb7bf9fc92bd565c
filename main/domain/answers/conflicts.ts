import {
  chainsTo,
  type Conflict,
  findConflicts,
  isInForce,
  type Policy,
  type RoleGrant,
} from '#domain/rights';
import { PERMISSIONS } from '#domain/access';

type HeldBy = { readonly grant: RoleGrant; readonly chain: readonly string[] };

/** Somebody who breaks a static duty, with every way by which they have each of its members. */
export type ConflictPaths = Omit<Conflict, 'held'> & {
  readonly held: readonly { readonly member: string; readonly paths: readonly HeldBy[] }[];
};

/** Who breaks which static duty, and how they came to. */
export function findConflictPaths(policy: Policy, at: number): ConflictPaths[] {
  return findConflicts(policy, at).map(({ held, ...conflict }) => ({
    ...conflict,
    held: held.map((member) => ({ member, paths: pathsTo(policy, conflict, member) })),
  }));
}

function pathsTo(policy: Policy, { personId, at }: Omit<Conflict, 'held'>, member: string): HeldBy[] {
  const person = policy.people.find((one) => one.id === personId);
  const permission = PERMISSIONS.find((one) => one === member);
  return (person?.roles ?? [])
    .filter((grant) => isInForce(grant, at))
    .flatMap((grant) =>
      (permission
        ? chainsTo(policy, grant.roleId, { kind: 'permission', permission })
        : chainsToRole(policy, grant.roleId, member)
      ).map((chain) => ({ grant, chain })),
    );
}

/** Every chain of roles from one to another that it inherits from. */
function chainsToRole(policy: Policy, from: string, to: string): (readonly string[])[] {
  const walk = (id: string, path: readonly string[]): (readonly string[])[] => {
    if (path.includes(id)) return [];
    const chain = [...path, id];
    if (id === to) return [chain];
    const role = policy.roles.find((one) => one.id === id);
    return (role?.parents ?? []).flatMap((parent) => walk(parent, chain));
  };
  return walk(from, []);
}
