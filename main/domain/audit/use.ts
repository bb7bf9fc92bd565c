import type { Permission } from '#domain/access';
import { isInForce, permissionsOf, type Policy, withInherited } from '#domain/rights';

/** That somebody used a permission in a window: writes one by one, looks by the day; and when last, in or before it. */
export type Use = {
  readonly userId: string;
  readonly permission: Permission;
  readonly writes: number;
  readonly readDays: number;
  readonly lastAt: number;
};

type PersonUse = {
  readonly id: string;
  readonly name: string;
  readonly roleIds: readonly string[];
  readonly rights: readonly (Omit<Use, 'userId' | 'lastAt'> & { readonly lastAt: number | null })[];
};

type RoleUse = {
  readonly id: string;
  readonly holders: number;
  readonly unused: readonly Permission[];
  /** What is left when they go; null where nobody holds the role or nothing can go. */
  readonly suggested: readonly Permission[] | null;
};

/** Which of their rights people used, and which of each role's nobody did who holds it. */
export function rightsInUse(
  policy: Policy,
  uses: readonly Use[],
  at: number,
): { people: PersonUse[]; roles: RoleUse[] } {
  const known = new Map(uses.map((use) => [`${use.userId} ${use.permission}`, use]));
  const isUsed = (use: Pick<Use, 'writes' | 'readDays'> | undefined) =>
    use !== undefined && use.writes + use.readDays > 0;
  const active = policy.people
    .filter(({ status }) => status === 'active')
    .map((person) => ({
      person,
      roleIds: [...new Set(person.roles.filter((grant) => isInForce(grant, at)).map(({ roleId }) => roleId))],
    }));
  const people = active.map(({ person: { id, name }, roleIds }) => {
    const held = new Set(roleIds.flatMap((roleId) => [...permissionsOf(policy, roleId)]));
    const rights = [...held].map((permission) => {
      const { writes = 0, readDays = 0, lastAt = null } = known.get(`${id} ${permission}`) ?? {};
      return { permission, writes, readDays, lastAt };
    });
    return { id, name, roleIds, rights };
  });
  const roles = policy.roles.map((role): RoleUse => {
    const holders = active.filter(({ roleIds }) =>
      roleIds.some((id) => withInherited(policy, id).some((one) => one.id === role.id)),
    );
    const permissions = [...permissionsOf(policy, role.id)];
    const unused = permissions.filter(
      (permission) => !holders.some(({ person }) => isUsed(known.get(`${person.id} ${permission}`))),
    );
    const isShown = holders.length > 0 && unused.length > 0;
    const suggested = isShown ? permissions.filter((permission) => !unused.includes(permission)) : null;
    return { id: role.id, holders: holders.length, unused, suggested };
  });
  return { people, roles };
}
