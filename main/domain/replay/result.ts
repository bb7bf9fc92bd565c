import { periodAt, type PeriodKind } from '#domain/distribution';
import { z } from 'zod';
import { dayStart, REPLAY_ZONE } from './count.ts';
import { type ReplayAsk, sidesOf } from './sides.ts';
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
      /** What its members are given in one period at most, null without a limit; kept replays may be older than this. */
      period: z.enum(['day', 'week', 'month']).default('day'),
      periodCap: Count.nullable().default(null),
      /** The most that came in in one period, and the periods in which more came in than its members are given. */
      peakBefore: Count,
      peakAfter: Count,
      periodsOverBefore: Count.default(0),
      periodsOverAfter: Count.default(0),
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

/** What a group's members take together: open work, and new work in one period; null: without limit. */
export type Capacity = {
  readonly open: number | null;
  readonly period: PeriodKind;
  readonly perPeriod: number | null;
};

const NO_LIMIT: Capacity = { open: null, period: 'day', perPeriod: null };

/** So many rules are told. */
const MOST_RULES = 200;

/** What was counted, in names. */
export function resultOf(
  tally: Tally,
  asked: ReplayAsk,
  capacities: ReadonlyMap<string, Capacity>,
): ReplayResult {
  const { groups } = sidesOf(asked);
  const periods = periodsOf(tally);
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
      .map((id, place) => ({
        groupId: name(place),
        ...loadOf(tally, groups.length, place),
        ...peaksOf(periods, { place, size: groups.length }, capacities.get(id) ?? NO_LIMIT),
      }))
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

function loadOf(tally: Tally, size: number, place: number) {
  let before = 0;
  let after = 0;
  for (let other = 0; other < size; other += 1) {
    before += tally.flows[place * size + other] as number;
    after += tally.flows[other * size + place] as number;
  }
  const openBefore = tally.open[place] as number;
  const openAfter = tally.open[size + place] as number;
  return { before, after, openBefore, openAfter };
}

/** What came in for each group, by period: each kind is added up once, when a group asks for it. */
function periodsOf({ days }: Tally): (kind: PeriodKind) => readonly Float64Array[] {
  const known = new Map<PeriodKind, readonly Float64Array[]>();
  const add = (kind: PeriodKind) => {
    const periods = new Map<string, Float64Array>();
    for (const [day, counts] of days) {
      const name = periodAt(kind, REPLAY_ZONE, dayStart(day));
      const sum = periods.get(name);
      if (sum) for (const [at, count] of counts.entries()) sum[at] = (sum[at] as number) + count;
      else periods.set(name, counts.slice());
    }
    return [...periods.values()];
  };
  return (kind) => {
    const found = known.get(kind) ?? (kind === 'day' ? [...days.values()] : add(kind));
    known.set(kind, found);
    return found;
  };
}

function peaksOf(
  periods: ReturnType<typeof periodsOf>,
  { place, size }: { readonly place: number; readonly size: number },
  { open, period, perPeriod }: Capacity,
) {
  const counts = periods(period);
  const peak = (at: number) => counts.reduce((most, each) => Math.max(most, each[at] as number), 0);
  const over = (at: number) =>
    perPeriod === null ? 0 : counts.filter((each) => (each[at] as number) > perPeriod).length;
  return {
    capacity: open,
    period,
    periodCap: perPeriod,
    peakBefore: peak(place),
    peakAfter: peak(size + place),
    periodsOverBefore: over(place),
    periodsOverAfter: over(size + place),
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
