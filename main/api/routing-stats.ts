import type { Handlers } from '#contract/operation';
import type { routingStats } from '#contract/routing-stats';
import { DecisionReason } from '#domain/distribution';
import { startOfCountedDay } from '#store/routing-counts';
import { mapGroupLabels } from '#store/routing-groups';
import {
  type DecisionSum,
  listRuleNames,
  type RuleName,
  type StatsFilter,
  sumDays,
  sumDecisions,
} from '#store/routing-stats';
import type { Ctx } from './context.ts';
import { needRuleSet } from './routing.ts';

/** Of fewer closed opportunities no win rate is told: it would be chance. */
const CLOSED_AT_LEAST = 20;

export const routingStatsApi: Handlers<typeof routingStats, Ctx> = {
  'routing.getStats': async (ctx, filter) => {
    const scope = ctx.actor.scopes.routing;
    const sums = await sumDecisions(ctx.db, scope, filter);
    const byReason = Map.groupBy(
      sums.filter(({ decided }) => decided > 0),
      ({ reason }) => DecisionReason.parse(reason),
    );
    const days = await sumDays(ctx.db, scope, filter);
    return {
      ...countsOf(sums),
      byReason: [...byReason]
        .map(([reason, own]) => ({ reason, count: countsOf(own).decided }))
        .sort((a, b) => b.count - a.count),
      days: days.map(({ day, ...counts }) => ({ at: startOfCountedDay(day), ...counts })),
    };
  },

  'routing.listRuleStats': async (ctx, { offset, limit, sort, stale, ...filter }) => {
    const rules = await ruleStats(ctx, filter);
    const idle = rules.filter(({ decided, position }) => decided === 0 && position !== null);
    const rows = (stale ? idle : rules).toSorted((a, b) => compareBy(sort, a, b));
    return { rows: rows.slice(offset, offset + limit), total: rows.length, staleCount: idle.length };
  },

  'routing.listGroupStats': async (ctx, filter) => {
    const labels = await mapGroupLabels(ctx.db);
    const sums = await sumDecisions(ctx.db, ctx.actor.scopes.routing, filter);
    const byGroup = Map.groupBy(sums, ({ groupId }) => groupId);
    return [...byGroup]
      .filter(([groupId]) => groupId !== '')
      .map(([groupId, own]) => ({
        groupId,
        group: labels.get(groupId) ?? { zh: groupId, en: '' },
        ...countsOf(own),
        lastAt: Math.max(...own.map(({ lastAt }) => lastAt)),
      }))
      .sort((a, b) => b.decided - a.decided);
  },
};

type RuleStats = Awaited<ReturnType<typeof ruleStats>>[number];

/** Each rule of a set; those that only older versions had where they decided something in the period. */
async function ruleStats(ctx: Ctx, filter: StatsFilter & { ruleSetId: string }) {
  const set = await needRuleSet(ctx, filter.ruleSetId);
  const sums = await sumDecisions(ctx.db, ctx.actor.scopes.routing, filter);
  const all = countsOf(sums).decided;
  const byRule = Map.groupBy(sums, ({ ruleId }) => ruleId);
  const names: RuleName[] = await listRuleNames(ctx.db, set.id, set.publishedVersionId);
  return names.flatMap(({ id, name, position, isOn }) => {
    const own = byRule.get(id) ?? [];
    const counts = countsOf(own);
    if (position === null && counts.decided === 0) return [];
    const lastAt = own.length === 0 ? null : Math.max(...own.map((sum) => sum.lastAt));
    return [
      { ruleId: id, name, position, isOn, ...counts, share: all === 0 ? 0 : counts.decided / all, lastAt },
    ];
  });
}

function countsOf(sums: readonly DecisionSum[]) {
  const counts = { decided: 0, routed: 0, unassigned: 0, fallen: 0, won: 0, lost: 0 };
  for (const { reason, decided, fallen, won, lost } of sums) {
    counts.decided += decided;
    if (reason === 'routed') counts.routed += decided;
    else counts.unassigned += decided;
    counts.fallen += fallen;
    counts.won += won;
    counts.lost += lost;
  }
  const closed = counts.won + counts.lost;
  return { ...counts, winRate: closed < CLOSED_AT_LEAST ? null : counts.won / closed };
}

type Sort = 'position' | 'decided' | 'unassigned' | 'winRate' | 'lastAt';

/** The largest first, but places from the first; a rate that is not told, and a place that is no more, last. */
function compareBy(sort: Sort, a: RuleStats, b: RuleStats): number {
  const place = (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER);
  if (sort === 'position') return place;
  return (b[sort] ?? -1) - (a[sort] ?? -1) || place;
}
