import type { RowScope } from '#domain/access';
import type { Label } from '#domain/base';
import type { FrameGroups, Roster } from '#domain/distribution';
import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Expression, sql, type SqlBool } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

export type DecisionFilter = {
  offset: number;
  limit: number;
  id?: number | undefined;
  opportunityId?: number | undefined;
  runId?: string | undefined;
  outcome?: 'routed' | 'unassigned' | undefined;
  reason?: string | undefined;
  groupId?: string | undefined;
  repId?: string | undefined;
};

export type StoredDecision = {
  id: number;
  opportunityId: number;
  contact: string;
  title: string;
  runId: string;
  versionId: string;
  versionNumber: number;
  ruleId: string | null;
  ruleName: string | null;
  groupId: string | null;
  group: Label | null;
  repId: string | null;
  repName: string | null;
  outcome: 'routed' | 'unassigned';
  reason: string;
  decidedAt: number;
};

/**
 * The decisions that somebody may see, as `d`: all of them, or those whose chosen rep or whose opportunity's
 * owner is in the scope. Both ways go through an index.
 */
export function visible(scope: RowScope): Expression<SqlBool> {
  if (scope.kind === 'all') return inScope(scope, 'd.repId');
  return sql<SqlBool>`d.id IN (
    SELECT id FROM decisions WHERE ${inScope(scope, 'repId')}
    UNION SELECT own.id FROM opportunities o JOIN decisions own ON own.opportunity_id = o.id
      WHERE ${inScope(scope, 'o.ownerId')})`;
}

function chosen(db: Db, scope: RowScope, filter: DecisionFilter) {
  let query = db.selectFrom('decisions as d').where(visible(scope));
  if (filter.id !== undefined) query = query.where('d.id', '=', filter.id);
  if (filter.opportunityId !== undefined) query = query.where('d.opportunityId', '=', filter.opportunityId);
  if (filter.outcome !== undefined)
    query = query.where('d.repId', filter.outcome === 'routed' ? 'is not' : 'is', null);
  if (filter.reason !== undefined) query = query.where('d.reason', '=', filter.reason);
  if (filter.groupId !== undefined) query = query.where('d.groupId', '=', filter.groupId);
  if (filter.repId !== undefined) query = query.where('d.repId', '=', filter.repId);
  // A run's decisions stand in its frames, whose ids rise with theirs.
  if (filter.runId !== undefined)
    query =
      query.where(sql<SqlBool>`d.frame_id IN (SELECT id FROM decision_frames WHERE run_id = ${filter.runId})
      AND d.id BETWEEN (SELECT min(first_decision_id) FROM decision_frames WHERE run_id = ${filter.runId})
        AND (SELECT max(last_decision_id) FROM decision_frames WHERE run_id = ${filter.runId})`);
  return query;
}

/** Decisions in scope, the newest first, and how many there are. */
export async function listDecisions(
  db: Db,
  scope: RowScope,
  filter: DecisionFilter,
): Promise<{ rows: StoredDecision[]; total: number }> {
  const { total } = await chosen(db, scope, filter)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await chosen(db, scope, filter)
    .innerJoin('decisionFrames as f', 'f.id', 'd.frameId')
    .innerJoin('ruleSetVersions as v', 'v.id', 'f.versionId')
    .innerJoin('opportunities as o', 'o.id', 'd.opportunityId')
    .innerJoin('cards as c', 'c.id', 'o.cardId')
    .leftJoin('routingRules as r', (join) =>
      join.onRef('r.versionId', '=', 'f.versionId').onRef('r.id', '=', 'd.ruleId'),
    )
    .leftJoin('distributionGroups as g', 'g.id', 'd.groupId')
    .leftJoin('users as u', 'u.id', 'd.repId')
    .select(['d.id', 'd.opportunityId', 'c.contact', 'o.title', 'f.runId', 'f.versionId', 'd.ruleId'])
    .select(['v.number as versionNumber', 'r.name as ruleName', 'd.groupId', 'g.labelZh', 'g.labelEn'])
    .select(['d.repId', 'u.name as repName', 'd.reason', 'f.decidedAt'])
    .orderBy('d.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return {
    total,
    rows: rows.map(({ labelZh, labelEn, ...row }) => ({
      ...row,
      group: labelZh === null ? null : { zh: labelZh, en: labelEn ?? '' },
      outcome: row.repId === null ? 'unassigned' : 'routed',
    })),
  };
}

export type DecisionRecord = {
  versionId: string;
  seed: number;
  decidedAt: number;
  groups: FrameGroups;
  rosters: Map<number, Roster>;
  propensity: number | null;
  facts: Record<string, unknown>;
  /** The frame's decisions before this one, in order. */
  earlier: { ruleId: string | null; facts: Record<string, unknown> }[];
};

/** Everything that a decision was made from; undefined when there is none with this id. */
export async function findDecisionRecord(db: Db, id: number): Promise<DecisionRecord | undefined> {
  const found = await db
    .selectFrom('decisions as d')
    .innerJoin('decisionFrames as f', 'f.id', 'd.frameId')
    .select([
      'f.versionId',
      'f.seed',
      'f.decidedAt',
      'f.groups',
      'f.firstDecisionId',
      'd.propensity',
      'd.evidence',
    ])
    .where('d.id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const groups = JSON.parse(found.groups) as FrameGroups;
  const ids = Object.values(groups).map(({ roster }) => roster);
  const rosters =
    ids.length === 0
      ? []
      : await db.selectFrom('groupRosters').select(['id', 'content']).where('id', 'in', ids).execute();
  const earlier = await db
    .selectFrom('decisions')
    .select(['ruleId', 'evidence'])
    .where('id', '>=', found.firstDecisionId)
    .where('id', '<', id)
    .orderBy('id')
    .execute();
  const { versionId, seed, decidedAt, propensity } = found;
  return {
    versionId,
    seed,
    decidedAt,
    propensity,
    groups,
    rosters: new Map(rosters.map((row) => [row.id, JSON.parse(row.content) as Roster])),
    facts: JSON.parse(found.evidence) as Record<string, unknown>,
    earlier: earlier.map((row) => ({
      ruleId: row.ruleId,
      facts: JSON.parse(row.evidence) as Record<string, unknown>,
    })),
  };
}

/** A rule as it decides: without what only its readers need. */
type DecidingRow = [
  id: string,
  name: string,
  condition: Condition,
  groupId: string,
  isOn: number,
  validFrom: number | null,
  validTo: number | null,
];

/** So many versions' rules stay in memory: tens of thousands of rows take longer to read than to decide by. */
const MOST_KEPT = 3;
const kept = new WeakMap<Db, Map<string, readonly Rule[]>>();

/** The rules of a published version in their order. What is published never changes: it is read once. */
export async function listDecidingRules(db: Db, versionId: string): Promise<readonly Rule[]> {
  const known = kept.get(db) ?? new Map<string, readonly Rule[]>();
  kept.set(db, known);
  const rules = known.get(versionId) ?? (await readDecidingRules(db, versionId));
  // The one that was asked for last stands last.
  known.delete(versionId);
  known.set(versionId, rules);
  for (const oldest of known.keys()) if (known.size > MOST_KEPT) known.delete(oldest);
  return rules;
}

/** As one JSON text: rows of their own would take several times as long. */
async function readDecidingRules(db: Db, versionId: string): Promise<Rule[]> {
  const { rows } = await sql<{ rules: string }>`
    SELECT json_group_array(json_array(id, name, json(condition), group_id, is_on, valid_from, valid_to)) AS rules
    FROM (SELECT * FROM routing_rules WHERE version_id = ${versionId} ORDER BY position, id)`.execute(db);
  const found = JSON.parse(rows[0]?.rules ?? '[]') as DecidingRow[];
  return found.map(([id, name, condition, groupId, isOn, validFrom, validTo]) => ({
    id,
    name,
    condition,
    groupId,
    isOn: isOn === 1,
    note: '',
    ...(validFrom === null ? {} : { validFrom }),
    ...(validTo === null ? {} : { validTo }),
  }));
}

/** How many opportunities in scope wait, were routed, or found nobody. */
export async function countByState(
  db: Db,
  scope: RowScope,
): Promise<{ waiting: number; unassigned: number; routed: number }> {
  const counts = { waiting: 0, unassigned: 0, routed: 0 };
  if (scope.kind === 'all') {
    // Everything but `routed` has its partial index; the routed are what is left of the table.
    const { rows } = await sql<{ total: number; none: number; waiting: number; unassigned: number }>`
      SELECT (SELECT count(*) FROM opportunities) AS total,
        (SELECT count(*) FROM opportunities WHERE routing_state = 'none') AS none,
        (SELECT count(*) FROM opportunities WHERE routing_state = 'waiting') AS waiting,
        (SELECT count(*) FROM opportunities WHERE routing_state = 'unassigned') AS unassigned`.execute(db);
    const { total, none, waiting, unassigned } = rows[0] ?? { total: 0, none: 0, waiting: 0, unassigned: 0 };
    return { waiting, unassigned, routed: total - none - waiting - unassigned };
  }
  const { rows } = await sql<{ state: string; count: number }>`
    SELECT routing_state AS state, count(*) AS count FROM opportunities
    WHERE ${inScope(scope, 'ownerId')} GROUP BY routing_state`.execute(db);
  for (const { state, count } of rows)
    if (state === 'waiting' || state === 'unassigned' || state === 'routed') counts[state] = count;
  return counts;
}

/** The names of those of some people whom a scope shows. */
export async function mapUserNames(
  db: Db,
  scope: RowScope,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'name'])
    .where(inScope({ kind: 'owners', userIds: ids }, 'id'))
    .where(inScope(scope, 'id'))
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
