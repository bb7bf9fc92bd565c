import type { Change } from './change.ts';
import type { RoleGrant, ScopeGrant } from './policy.ts';

type Grant = Pick<RoleGrant, 'roleId' | 'from'> | Pick<ScopeGrant, 'pageGroup' | 'effect' | 'kind' | 'from'>;

/** The change that takes a role or a scope from somebody: it is known by what it gives and since when. */
export function revocationOf(personId: string, grant: Grant): Change {
  const { from } = grant;
  if ('roleId' in grant) return { kind: 'revokeRole', personId, roleId: grant.roleId, from };
  const { pageGroup, effect, kind: scope } = grant;
  return { kind: 'revokeScope', personId, pageGroup, effect, scope, from };
}
