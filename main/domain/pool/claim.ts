import type { PoolPolicy } from './policy.ts';
import { HOUR_MS } from './span.ts';

/** Who had an opportunity from when on, oldest first; null: nobody. */
export type Holding = { readonly ownerId: string | null; readonly at: number };

/** When a person may claim an opportunity again that they lost; null: at once, or they never had it. */
export function coolDownEnd(
  policy: Pick<PoolPolicy, 'coolDownHours'>,
  holdings: readonly Holding[],
  userId: string,
): number | null {
  const lost = holdings.flatMap(({ at, ownerId }, index) =>
    index > 0 && holdings[index - 1]?.ownerId === userId && ownerId !== userId ? [at] : [],
  );
  const last = lost.at(-1);
  return last === undefined || policy.coolDownHours === 0 ? null : last + policy.coolDownHours * HOUR_MS;
}

export type ClaimAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'coolingDown'; readonly until: number }
  | { readonly ok: false; readonly code: 'tooManyOpen'; readonly limit: number }
  | { readonly ok: false; readonly code: 'tooManyToday'; readonly limit: number };

/** Whether a person may take one more out of the pool now. */
export function mayClaim(
  policy: PoolPolicy,
  person: { readonly userId: string; readonly openClaimed: number; readonly claimedToday: number },
  holdings: readonly Holding[],
  now: number,
): ClaimAnswer {
  const until = coolDownEnd(policy, holdings, person.userId);
  if (until !== null && now < until) return { ok: false, code: 'coolingDown', until };
  const { maxOpenClaimed, maxClaimsPerDay } = policy;
  if (maxOpenClaimed !== null && person.openClaimed >= maxOpenClaimed)
    return { ok: false, code: 'tooManyOpen', limit: maxOpenClaimed };
  if (maxClaimsPerDay !== null && person.claimedToday >= maxClaimsPerDay)
    return { ok: false, code: 'tooManyToday', limit: maxClaimsPerDay };
  return { ok: true };
}
