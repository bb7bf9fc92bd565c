import { type Change, diffPolicies } from '#domain/rights';
import { countRows } from './access-rows.ts';
import { answer, momentOf, nameIn, type Weighed } from './access-weigh.ts';
import type { Ctx } from './context.ts';

/** What weighed changes do to everybody when the last of them has begun, and what speaks against them. */
export async function previewOf(
  ctx: Pick<Ctx, 'db' | 'now' | 'actor'>,
  weighed: Weighed,
  changes: readonly Change[],
) {
  const { before, after, conflicts, excess, lostKeeperAt } = weighed;
  const at = momentOf(ctx, changes);
  const { people, orphaned, isPartial } = await countRows(ctx, weighed, at);
  return answer({
    at,
    people: diffPolicies(before, after, at).map((one) => ({
      ...one,
      name: nameIn(after, one.personId),
      counts: people.get(one.personId) ?? [],
    })),
    orphaned,
    isPartial,
    conflicts,
    excess: excess?.excess ?? null,
    lostKeeperAt: lostKeeperAt ?? null,
    broken: weighed.broken.map((test) => test.name),
  });
}
