import type { Handlers } from '#contract/operation';
import type { routingAnalysis } from '#contract/routing-analysis';
import type { RowScope } from '#domain/access';
import { seenValue, Value } from '#domain/conditions';
import { type Fact, factsAbout, testedBy } from '#domain/routing';
import { findRuleSet, findVersion, listFacts, listRules } from '#store/routing-rules';
import { sumDecisions } from '#store/routing-stats';
import { listRuleIdsOn, listTraffic } from '#store/routing-traffic';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';
import { needRuleSet } from './routing.ts';

const DAY_MS = 86_400_000;
/** So many opportunities are read: more would hold the console's thread. */
const MOST_READ = 10_000;
const EVERYBODY: RowScope = { kind: 'all' };

export const routingAnalysisApi: Handlers<typeof routingAnalysis, Ctx> = {
  'routing.getTraffic': async (ctx, { versionId, days, limit }) => {
    const version = await findVersion(ctx.db, versionId);
    if (!version) throw new Refusal('api.notFound', { what: 'version', id: versionId });
    const set = await needRuleSet(ctx, version.ruleSetId);
    const since = ctx.now - days * DAY_MS;
    // Who may edit the rules sees what they are about: values, and no people.
    const scope = ctx.actor.permissions.has('routing.edit') ? EVERYBODY : ctx.actor.scopes.routing;
    const filter = { scope, lineId: set.lineId, since, at: ctx.now, limit: MOST_READ + 1 };
    const read = await listTraffic(ctx.db, filter);
    const tested = testedBy(await listRules(ctx.db, versionId));
    const readFacts = factsAbout(tested);
    const keys = keysTold(tested, await listFacts(ctx.db));
    const rows = new Map<string, { facts: Record<string, Value>; count: number }>();
    let opportunities = 0;
    for (const row of read.slice(0, MOST_READ)) {
      const facts = told(readFacts(row).facts, keys);
      const text = JSON.stringify(facts);
      const same = rows.get(text);
      if (!same && rows.size === limit) break;
      if (same) same.count += 1;
      else rows.set(text, { facts, count: 1 });
      opportunities += 1;
    }
    return {
      rows: [...rows.values()],
      opportunities,
      days,
      sampled: opportunities < read.length,
      history: await historyOf(ctx, { ruleSetId: set.id, scope, since }),
    };
  },
};

/** The facts that are told: those with a list, and of the others what the rules test. */
function keysTold(tested: ReadonlySet<string>, facts: readonly Fact[]): string[] {
  const isListed = ({ kind }: Fact) => kind === 'enum' || kind === 'set' || kind === 'boolean';
  return facts.filter((fact) => isListed(fact) || tested.has(fact.key)).map(({ key }) => key);
}

function told(facts: Record<string, unknown>, keys: readonly string[]): Record<string, Value> {
  const seen: Record<string, Value> = {};
  for (const key of keys) {
    const value = seenValue(facts, key);
    // What is most often there needs no schema; somebody's JSON may hold what is no value of ours, unset for every rule.
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    if (value !== undefined && (isPlain || Value.safeParse(value).success)) seen[key] = value;
  }
  return seen;
}

/** What each rule decided that was on in the version in force when the days began. */
async function historyOf(ctx: Ctx, asked: { ruleSetId: string; scope: RowScope; since: number }) {
  const { ruleSetId, scope, since } = asked;
  const before = await findRuleSet(ctx.db, ruleSetId, since);
  if (!before?.publishedVersionId) return [];
  const sums = Map.groupBy(
    await sumDecisions(ctx.db, scope, { ruleSetId, from: since }),
    (sum) => sum.ruleId,
  );
  return (await listRuleIdsOn(ctx.db, before.publishedVersionId)).map((ruleId) => {
    const own = sums.get(ruleId) ?? [];
    const hits = own.reduce((sum, { decided }) => sum + decided, 0);
    return { ruleId, hits, lastAt: own.length === 0 ? null : Math.max(...own.map(({ lastAt }) => lastAt)) };
  });
}
