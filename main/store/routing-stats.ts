import type { RowScope } from '#domain/access';
import { sql } from 'kysely';
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

/** At most this many days in one statement: a long one would hold the console's thread. */
const DAYS_AT_ONCE = 60;

/**
 * Counts decisions by rule, group and reason: from the roll-up where everything may be seen, from the decisions
 * in scope otherwise.
 */
export async function sumDecisions(db: Db, scope: RowScope, filter: StatsFilter): Promise<DecisionSum[]> {
  const sums = new Map<string, DecisionSum>();
  for (const span of await spansOf(db, scope, filter)) {
    const { rows } = await sql<DecisionSum>`
      SELECT rule_id, group_id, reason, sum(iif(${inPeriod(filter)}, decided, 0)) AS decided,
        sum(iif(${inPeriod(filter)}, fallen, 0)) AS fallen, sum(iif(${inPeriod(filter)}, won, 0)) AS won,
        sum(iif(${inPeriod(filter)}, lost, 0)) AS lost, max(last_at) AS last_at
      FROM ${span} WHERE ${asked(filter)} GROUP BY 1, 2, 3`.execute(db);
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
  const days = new Map<number, DaySum>();
  for (const span of await spansOf(db, scope, filter)) {
    const { rows } = await sql<DaySum>`
      SELECT day, sum(iif(reason = 'routed', decided, 0)) AS routed, sum(iif(reason = 'routed', 0, decided)) AS unassigned
      FROM ${span} WHERE ${asked(filter)} AND ${inPeriod(filter)} GROUP BY day`.execute(db);
    for (const { day, routed, unassigned } of rows) {
      const sum = days.get(day) ?? { day, routed: 0, unassigned: 0 };
      days.set(day, { day, routed: sum.routed + routed, unassigned: sum.unassigned + unassigned });
    }
  }
  return [...days.values()].sort((a, b) => a.day - b.day);
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

/** Where to count: stretches of the roll-up, or all decisions in scope in its shape. */
async function spansOf(db: Db, scope: RowScope, { ruleSetId }: StatsFilter) {
  if (scope.kind !== 'all')
    return [
      sql`(SELECT ${sql.raw(COUNTED_ANEW.columns)} FROM ${sql.raw(COUNTED_ANEW.from)}
        WHERE ${visible(scope)} AND ${ofSet(ruleSetId)} GROUP BY 1, 2, 3, 4, 5)`,
    ];
  const { rows } = await sql<{ id: string; first: number | null; last: number | null }>`
    SELECT v.id, (SELECT min(day) FROM decision_counts WHERE version_id = v.id) AS first,
      (SELECT max(day) FROM decision_counts WHERE version_id = v.id) AS last
    FROM rule_set_versions v WHERE ${ruleSetId === undefined ? sql`TRUE` : sql`v.rule_set_id = ${ruleSetId}`}`.execute(
    db,
  );
  return rows.flatMap(({ id, first, last }) => {
    if (first === null || last === null) return [];
    const count = Math.floor((last - first) / DAYS_AT_ONCE) + 1;
    return Array.from({ length: count }, (_, index) => {
      const from = first + index * DAYS_AT_ONCE;
      return sql`(SELECT * FROM decision_counts WHERE version_id = ${id}
        AND day BETWEEN ${from} AND ${from + DAYS_AT_ONCE - 1})`;
    });
  });
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
  return sql`(${from === undefined ? sql`TRUE` : sql`day >= ${dayOf(from)}`}
    AND ${to === undefined ? sql`TRUE` : sql`day < ${dayOf(to)}`})`;
}
