import { z } from 'zod';
import { type ReplayAsk, type Sides, sidesOf } from './sides.ts';
import type { Tally } from './tally.ts';

const Count = z.int().min(0);

/**
 * A replay as it is told and kept. A group that is null is nobody: no rule took the opportunity. `flows` holds the moved and
 * those that stay (`from` = `to`), so that their counts are together what was received.
 */
export const ReplayResult = z.object({
  received: Count,
  moved: Count,
  flows: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), count: Count })),
  groups: z.array(
    z.object({
      groupId: z.string().nullable(),
      before: Count,
      after: Count,
      /** Of these, open now; `capacity` is how much open work its members take together, null without a limit. */
      openBefore: Count,
      openAfter: Count,
      capacity: Count.nullable(),
      /** The most that came in on one day, and the days on which more came in than its members can hold. */
      peakBefore: Count,
      peakAfter: Count,
      daysOverBefore: Count,
      daysOverAfter: Count,
    }),
  ),
  /** The rules whose counts changed most. */
  rules: z.array(z.object({ ruleId: z.string(), before: Count, after: Count })),
  /** The newest of the moved: between which groups, and by which rules. */
  list: z.array(
    z.object({
      id: z.int(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});
export type ReplayResult = z.infer<typeof ReplayResult>;

/** How much open work a group's members take together; null or absent: without limit. */
type Capacity = ReadonlyMap<string, number | null>;

/** So many rules are told. */
const MOST_RULES = 200;

/** What was counted, in names. */
export function resultOf(tally: Tally, asked: ReplayAsk, capacity: Capacity): ReplayResult {
  const sides = sidesOf(asked);
  const { groups } = sides;
  const name = (place: number) => (place === 0 ? null : (groups[place] as string));
  const flows = [...tally.flows.entries()]
    .filter(([, count]) => count > 0)
    .map(([at, count]) => ({
      from: name(Math.floor(at / groups.length)),
      to: name(at % groups.length),
      count,
    }))
    .sort((a, b) => b.count - a.count);
  return {
    received: tally.received,
    moved: tally.moved,
    flows,
    groups: groups
      .map((id, place) => loadOf(tally, sides, place, capacity.get(id) ?? null))
      .filter(({ before, after }) => before + after > 0),
    rules: hitsOf(tally, asked),
    list: tally.list.map(({ id, before, after }) => ({
      id,
      from: asked.before[before]?.groupId ?? null,
      to: asked.after[after]?.groupId ?? null,
      before: asked.before[before]?.id ?? null,
      after: asked.after[after]?.id ?? null,
    })),
  };
}

function loadOf(tally: Tally, { groups }: Sides, place: number, capacity: number | null) {
  const size = groups.length;
  let before = 0;
  let after = 0;
  for (let other = 0; other < size; other += 1) {
    before += tally.flows[place * size + other] as number;
    after += tally.flows[other * size + place] as number;
  }
  const daily = (at: number) => [...tally.days.values()].map((counts) => counts[at] as number);
  const peak = (counts: readonly number[]) => counts.reduce((most, count) => Math.max(most, count), 0);
  const over = (counts: readonly number[]) =>
    capacity === null ? 0 : counts.filter((count) => count > capacity).length;
  const daysBefore = daily(place);
  const daysAfter = daily(size + place);
  return {
    groupId: place === 0 ? null : (groups[place] as string),
    before,
    after,
    openBefore: tally.open[place] as number,
    openAfter: tally.open[size + place] as number,
    capacity,
    peakBefore: peak(daysBefore),
    peakAfter: peak(daysAfter),
    daysOverBefore: over(daysBefore),
    daysOverAfter: over(daysAfter),
  };
}

/** A rule is the same on both sides by its id. */
function hitsOf({ hitsBefore, hitsAfter }: Tally, { before, after }: ReplayAsk): ReplayResult['rules'] {
  const hits = new Map<string, { ruleId: string; before: number; after: number }>();
  for (const [at, { id }] of before.entries())
    hits.set(id, { ruleId: id, before: hitsBefore[at] as number, after: 0 });
  for (const [at, { id }] of after.entries()) {
    const count = hitsAfter[at] as number;
    const known = hits.get(id);
    if (known) known.after = count;
    else hits.set(id, { ruleId: id, before: 0, after: count });
  }
  const change = (each: { before: number; after: number }) => Math.abs(each.after - each.before);
  return [...hits.values()]
    .filter((each) => change(each) > 0)
    .sort((a, b) => change(b) - change(a))
    .slice(0, MOST_RULES);
}
