import type { RowScope } from '#domain/access';
import { type RawBuilder, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';
import { COUNTED_ANEW, dayOf } from './routing-counts.ts';
import { visible } from './routing-decisions.ts';

export type StatsFilter = {
  ruleSetId?: string | undefined;
  ruleId?: string | undefined;
  groupId?: string | undefined;
  /** UTC ms: counted from the day that it is in, to the day before that of `to`. */
  from?: number | undefined;
  to?: number | undefined;
};

/** The decisions of one rule that came to one group for one reason. `lastAt` is the last ever, in the period or not. */
export type DecisionSum = {
  ruleId: string;
  groupId: string;
  reason: string;
  decided: number;
  fallen: number;
  won: number;
  lost: number;
  lastAt: number;
};

export type DaySum = { day: number; routed: number; unassigned: number };

/**
 * Counts decisions by rule, group and reason: from the roll-up where everything may be seen, from the decisions
 * in scope otherwise.
 */
export async function sumDecisions(db: Db, scope: RowScope, filter: StatsFilter): Promise<DecisionSum[]> {
  const parts = scope.kind === 'all' ? rolledUp(filter) : [countedAnew(scope, filter)];
  const sums = new Map<string, DecisionSum>();
  for (const part of parts) {
    const { rows } = await sql<DecisionSum>`
      SELECT rule_id, group_id, reason, sum(iif(${part.isCounted}, decided, 0)) AS decided,
        sum(iif(${part.isCounted}, fallen, 0)) AS fallen, sum(iif(${part.isCounted}, won, 0)) AS won,
        sum(iif(${part.isCounted}, lost, 0)) AS lost, max(last_at) AS last_at
      FROM ${part.from} WHERE ${asked(filter)} GROUP BY 1, 2, 3`.execute(db);
    for (const row of rows) {
      const key = `${row.ruleId}\n${row.groupId}\n${row.reason}`;
      const sum = sums.get(key);
      if (!sum) {
        sums.set(key, { ...row });
        continue;
      }
      sum.decided += row.decided;
      sum.fallen += row.fallen;
      sum.won += row.won;
      sum.lost += row.lost;
      sum.lastAt = Math.max(sum.lastAt, row.lastAt);
    }
  }
  return [...sums.values()];
}

/** How many were routed and how many found nobody on each day that had decisions, in order. */
export async function sumDays(db: Db, scope: RowScope, filter: StatsFilter): Promise<DaySum[]> {
  const { ruleSetId, ruleId, groupId } = filter;
  const isWhole = scope.kind === 'all' && ruleId === undefined && groupId === undefined;
  const counts = scope.kind === 'all' ? sql`decision_counts` : countedAnew(scope, filter).from;
  const { rows } = isWhole
    ? await sql<DaySum>`
        SELECT day, sum(routed) AS routed, sum(unassigned) AS unassigned FROM decision_days
        WHERE ${versionsOf(ruleSetId)} AND ${inPeriod(filter)} GROUP BY day ORDER BY day`.execute(db)
    : await sql<DaySum>`
        SELECT day, sum(iif(reason = 'routed', decided, 0)) AS routed, sum(iif(reason = 'routed', 0, decided)) AS unassigned
        FROM ${counts} WHERE ${versionsOf(ruleSetId)} AND ${asked(filter)} AND ${inPeriod(filter)}
        GROUP BY day ORDER BY day`.execute(db);
  return rows;
}

export type RuleName = {
  id: string;
  name: string;
  /** Its place in that version, from 1; null where the rule is in older ones only. */
  position: number | null;
  isOn: boolean;
  groupId: string;
};

/** The rules of a version in their order, then those that only older versions of the set had. */
export async function listRuleNames(db: Db, ruleSetId: string, versionId: string | null) {
  const now = await db
    .selectFrom('routingRules')
    .select(['id', 'name', 'groupId', 'isOn'])
    .where('versionId', '=', versionId ?? '')
    .orderBy('position')
    .orderBy('id')
    .execute();
  const { rows: gone } = await sql<{ id: string; name: string; groupId: string; number: number }>`
    SELECT r.id, r.name, r.group_id, max(v.number) AS number FROM rule_set_versions v
    JOIN routing_rules r ON r.version_id = v.id
    WHERE v.rule_set_id = ${ruleSetId} AND v.status = 'published'
      AND NOT EXISTS (SELECT 1 FROM routing_rules kept WHERE kept.version_id = ${versionId ?? ''} AND kept.id = r.id)
    GROUP BY r.id`.execute(db);
  return [
    ...now.map(({ id, name, groupId, isOn }, index) => ({
      id,
      name,
      groupId,
      isOn: isOn === 1,
      position: index + 1,
    })),
    ...gone.map(({ id, name, groupId }) => ({ id, name, groupId, isOn: false, position: null })),
  ] satisfies RuleName[];
}

/** Rows in the roll-up's shape, and which of them are of the period: the others only say when a rule last decided. */
type Part = { readonly from: RawBuilder<unknown>; readonly isCounted: RawBuilder<SqlBool> };

/** Days in a block of the roll-up. */
const BLOCK = 32;

/** The blocks that lie in the period as a whole, and the days before and behind them. */
function rolledUp({ ruleSetId, from, to }: StatsFilter): Part[] {
  const first = from === undefined ? undefined : dayOf(from);
  const end = to === undefined ? undefined : dayOf(to);
  const firstBlock = first === undefined ? Number.MIN_SAFE_INTEGER : Math.ceil(first / BLOCK);
  const endBlock = end === undefined ? Number.MAX_SAFE_INTEGER : Math.floor(end / BLOCK);
  const edges =
    first !== undefined && end !== undefined && firstBlock >= endBlock
      ? [[first, end]]
      : [
          ...(first === undefined ? [] : [[first, firstBlock * BLOCK]]),
          ...(end === undefined ? [] : [[endBlock * BLOCK, end]]),
        ];
  const blocks: Part = {
    from: sql`(SELECT * FROM decision_blocks WHERE ${versionsOf(ruleSetId)})`,
    isCounted: sql<SqlBool>`block >= ${firstBlock} AND block < ${endBlock}`,
  };
  const days = edges
    .filter(([a = 0, b = 0]) => a < b)
    .map(
      ([a, b]): Part => ({
        from: sql`(SELECT * FROM decision_counts WHERE ${versionsOf(ruleSetId)} AND day >= ${a} AND day < ${b})`,
        isCounted: sql<SqlBool>`TRUE`,
      }),
    );
  return [blocks, ...days];
}

function countedAnew(scope: RowScope, filter: StatsFilter): Part {
  return {
    from: sql`(SELECT ${sql.raw(COUNTED_ANEW.columns)} FROM ${sql.raw(COUNTED_ANEW.from)}
      WHERE ${visible(scope)} AND ${ofSet(filter.ruleSetId)} GROUP BY 1, 2, 3, 4, 5)`,
    isCounted: inPeriod(filter),
  };
}

function versionsOf(ruleSetId: string | undefined) {
  // Named one by one even where it is all of them: the roll-ups begin with the version.
  return sql<SqlBool>`version_id IN (SELECT id FROM rule_set_versions
    WHERE ${ruleSetId === undefined ? sql`TRUE` : sql`rule_set_id = ${ruleSetId}`})`;
}

function ofSet(ruleSetId: string | undefined) {
  if (ruleSetId === undefined) return sql`TRUE`;
  return sql`f.version_id IN (SELECT id FROM rule_set_versions WHERE rule_set_id = ${ruleSetId})`;
}

function asked({ ruleId, groupId }: StatsFilter) {
  return sql`${ruleId === undefined ? sql`TRUE` : sql`rule_id = ${ruleId}`}
    AND ${groupId === undefined ? sql`TRUE` : sql`group_id = ${groupId}`}`;
}

function inPeriod({ from, to }: StatsFilter) {
  return sql<SqlBool>`(${from === undefined ? sql`TRUE` : sql`day >= ${dayOf(from)}`}
    AND ${to === undefined ? sql`TRUE` : sql`day < ${dayOf(to)}`})`;
}
