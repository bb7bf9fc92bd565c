import type { OutputOf } from '#contract/contract';
import { Value } from '#domain/conditions';
import {
  assign,
  DecisionReason,
  heldBackIn,
  neededSkills,
  pathOf,
  replay,
  restoreGroups,
  seatState,
  TURN_UNIT,
} from '#domain/distribution';
import { traceRules, whyNotGroup } from '#domain/routing';
import { firstMatch } from '#domain/rules';
import {
  findDecisionRecord,
  listDecidingRules,
  listDecisions,
  mapUserNames,
  type StoredDecision,
} from '#store/routing-decisions';
import { mapGroupLabels } from '#store/routing-groups';
import type { Ctx } from './context.ts';
import { Refusal } from './refusal.ts';

type DecisionRow = OutputOf<'routing.listDecisions'>['rows'][number];

/** A stored decision as it crosses the border. */
export function decisionRow(row: StoredDecision): DecisionRow {
  return { ...row, reason: DecisionReason.parse(row.reason) };
}

/**
 * Explains one decision by making it again: the rules of its version over the facts as they were seen, and the groups
 * as they stood when its frame began, with every earlier decision of the frame taken over them.
 */
export async function explainDecision(ctx: Ctx, id: number): Promise<OutputOf<'routing.explainDecision'>> {
  const { stored, record, rules, groups } = await remake(ctx, id);
  const { facts, seed, decidedAt } = record;
  const held = heldBackIn(facts, decidedAt);
  const rule = held ? undefined : firstMatch(rules, facts, decidedAt);
  const path = rule ? pathOf(groups, rule.groupId, { seed, at: decidedAt, facts }) : [];
  const asked = groups.get(stored.groupId ?? '');
  const needed = neededSkills(asked?.skillAttribute ?? null, facts);
  const before = (asked?.seats ?? []).map((seat) => ({
    userId: seat.userId,
    weight: seat.weight,
    turn: Math.round((seat.turn * 1000) / TURN_UNIT),
    state: seatState(seat, needed),
  }));
  const again = rule && assign(groups, rule.groupId, { seed, at: decidedAt, facts });
  const names = await mapUserNames(
    ctx.db,
    ctx.actor.scopes.routing,
    before.map((seat) => seat.userId),
  );
  const labels = await mapGroupLabels(ctx.db);
  const { trace, earlier: earlierRules } = traceRules(held ? [] : rules, facts, decidedAt);
  return {
    decision: decisionRow(stored),
    seen: seenValues(facts),
    seed,
    propensity: record.propensity,
    heldBack: held,
    trace,
    earlierRules,
    candidates: before.map((seat) => ({
      ...seat,
      userId: names.has(seat.userId) ? seat.userId : '',
      userName: names.get(seat.userId) ?? '',
      state: seat.state !== 'ready' ? seat.state : seat.userId === stored.repId ? 'chosen' : 'lost',
    })),
    fallbackPath: path.map((step) => ({
      ...step,
      group: labels.get(step.groupId) ?? { zh: step.groupId, en: '' },
    })),
    reproduced:
      (rule?.id ?? null) === stored.ruleId &&
      (again?.reason ?? held?.reason ?? 'noRule') === stored.reason &&
      (again?.groupId ?? null) === stored.groupId &&
      (again?.repId ?? null) === stored.repId &&
      (again?.propensity ?? null) === record.propensity,
  };
}

/** A decision that the asker may see, and everything as it stood just before it was made. */
async function remake(ctx: Ctx, id: number) {
  const { rows } = await listDecisions(ctx.db, ctx.actor.scopes.routing, { id, offset: 0, limit: 1 });
  const record = await findDecisionRecord(ctx.db, id);
  const [stored] = rows;
  if (!stored || !record) throw new Refusal('api.notFound', { what: 'decision', id: String(id) });
  const { seed, decidedAt } = record;
  const rules = await listDecidingRules(ctx.db, record.versionId);
  const groupOf = new Map(rules.map((rule) => [rule.id, rule.groupId]));
  const groups = restoreGroups(record.groups, record.rosters);
  const earlier = record.earlier.map(({ ruleId, facts: seen }) => ({
    ruleGroupId: ruleId === null ? null : (groupOf.get(ruleId) ?? null),
    facts: seen,
  }));
  replay(groups, { seed, at: decidedAt }, earlier);
  return { stored, record, rules, groups };
}

/** Why an opportunity did not come to a group when it was decided. */
export async function explainWhyNot(
  ctx: Ctx,
  id: number,
  groupId: string,
): Promise<OutputOf<'routing.explainWhyNot'>> {
  const { record, rules, groups } = await remake(ctx, id);
  const { facts, seed, decidedAt } = record;
  if (heldBackIn(facts, decidedAt)) return { because: 'heldBack', rules: 0, trace: [], asked: null };
  const rule = firstMatch(rules, facts, decidedAt);
  const path = rule ? pathOf(groups, rule.groupId, { seed, at: decidedAt, facts }) : [];
  const asked = path.find((step) => step.groupId === groupId)?.reason ?? null;
  return { ...whyNotGroup(rules, groupId, { facts, now: decidedAt }), asked };
}

/** The facts that are values; what else somebody's JSON held was unset for every rule, and `@` is routing's own mark. */
function seenValues(facts: Record<string, unknown>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => {
      if (key.startsWith('@')) return [];
      const known = Value.safeParse(value);
      return known.success ? [[key, known.data] as const] : [];
    }),
  );
}
