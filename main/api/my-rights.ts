import type { OutputOf } from '#contract/contract';
import { leads } from '#domain/proposals';
import { isInForce, permissionsOf } from '#domain/rights';
import { loadPolicy } from '#store/access-policy';
import { answer } from './access-weigh.ts';
import type { Ctx } from './context.ts';

type MyRights = OutputOf<'access.getMyRights'>;

type Span = { readonly from: number; readonly to: number | null };

/** What ends within this time is named to whom it ends for. */
const SOON_MS = 14 * 86_400_000;

/** What somebody can ask for and for whom, and what of theirs ends soon. */
export async function myRights({ db, actor, now }: Ctx): Promise<MyRights> {
  const policy = await loadPolicy(db);
  const me = policy.people.find((person) => person.id === actor.userId);
  const below = policy.people.filter(
    (person) => person.status === 'active' && person !== me && leads(policy, actor.userId, person.id),
  );
  /** When a grant ends, where that is soon. */
  const endOf = (grant: Span) =>
    isInForce(grant, now) && grant.to !== null && grant.to <= now + SOON_MS ? grant.to : undefined;
  const ending: MyRights['ending'] = [
    ...(me?.roles ?? []).flatMap((grant) => {
      const to = endOf(grant);
      const { roleId, from } = grant;
      return to === undefined ? [] : [{ kind: 'role' as const, roleId, from, to }];
    }),
    ...(me?.scopes ?? []).flatMap((grant) => {
      const to = endOf(grant);
      if (to === undefined || grant.effect === 'limit') return [];
      const { pageGroup, kind: scope, unitIds, from } = grant;
      return [{ kind: 'scope' as const, pageGroup, scope, unitIds: [...unitIds], from, to }];
    }),
  ];
  return {
    people: [me, ...below].flatMap((person) => (person ? [{ id: person.id, name: person.name }] : [])),
    roles: policy.roles.map(({ id, label }) => ({ id, label, permissions: [...permissionsOf(policy, id)] })),
    // Who may do nothing is told of no part of the company.
    units: actor.permissions.size === 0 ? [] : answer(policy.units.map(({ id, label }) => ({ id, label }))),
    ending: ending.toSorted((a, b) => a.to - b.to),
  };
}
