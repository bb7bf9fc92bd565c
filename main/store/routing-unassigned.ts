import type { RowScope } from '#domain/access';
import type { Label } from '#domain/base';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { inScope } from './scope.ts';

export type UnassignedFilter = {
  offset: number;
  limit: number;
  reason?: string | undefined;
  groupId?: string | undefined;
  lineId?: string | undefined;
  createdBefore?: number | undefined;
};

export type Unassigned = {
  opportunityId: number;
  contact: string;
  title: string;
  line: Label;
  createdAt: number;
  reason: string;
  groupId: string | null;
  group: Label | null;
  ruleName: string | null;
  decisionId: number;
  triedAt: number;
  tries: number;
  /** Of one held back for lack of data, else null. */
  evidence: string | null;
};

type Row = Omit<Unassigned, 'line' | 'group'> & {
  lineZh: string;
  lineEn: string;
  groupZh: string | null;
  groupEn: string | null;
};

/** Those that nobody got, by the index of their state, each with the last decision about it. */
function unassigned(scope: RowScope, filter: Omit<UnassignedFilter, 'reason'>): RawBuilder<unknown> {
  const { groupId, lineId, createdBefore } = filter;
  return sql`opportunities o JOIN decisions d
      ON d.id = (SELECT id FROM decisions WHERE opportunity_id = o.id ORDER BY id DESC LIMIT 1)
    WHERE o.routing_state = 'unassigned' AND ${inScope(scope, 'o.ownerId')}
      AND ${groupId === undefined ? sql`TRUE` : sql`d.group_id = ${groupId}`}
      AND ${lineId === undefined ? sql`TRUE` : sql`o.line_id = ${lineId}`}
      AND ${createdBefore === undefined ? sql`TRUE` : sql`o.created_at < ${createdBefore}`}`;
}

/** One page of the worklist, the oldest first, how many there are, and how many for each reason. */
export async function listUnassigned(db: Db, scope: RowScope, filter: UnassignedFilter) {
  const { rows: reasons } = await sql<{ reason: string; count: number }>`
    SELECT d.reason, count(*) AS count FROM ${unassigned(scope, filter)} GROUP BY d.reason ORDER BY 2 DESC`.execute(
    db,
  );
  const { reason } = filter;
  const asked = reasons.filter((row) => reason === undefined || row.reason === reason);
  const { rows } = await sql<Row>`
    WITH page AS MATERIALIZED (
      SELECT o.id, d.id AS decision_id FROM ${unassigned(scope, filter)}
        AND ${reason === undefined ? sql`TRUE` : sql`d.reason = ${reason}`}
      ORDER BY o.created_at, o.id LIMIT ${filter.limit} OFFSET ${filter.offset})
    SELECT o.id AS opportunity_id, c.contact, o.title, l.label_zh AS line_zh, l.label_en AS line_en, o.created_at,
      d.reason, d.group_id, g.label_zh AS group_zh, g.label_en AS group_en, r.name AS rule_name, d.id AS decision_id,
      f.decided_at AS tried_at, (SELECT count(*) FROM decisions WHERE opportunity_id = o.id) AS tries,
      CASE d.reason WHEN 'missingData' THEN d.evidence END AS evidence
    FROM page JOIN opportunities o ON o.id = page.id JOIN decisions d ON d.id = page.decision_id
      JOIN decision_frames f ON f.id = d.frame_id JOIN cards c ON c.id = o.card_id
      JOIN business_lines l ON l.id = o.line_id LEFT JOIN distribution_groups g ON g.id = d.group_id
      LEFT JOIN routing_rules r ON r.version_id = f.version_id AND r.id = d.rule_id
    ORDER BY o.created_at, o.id`.execute(db);
  return {
    rows: rows.map(
      ({ lineZh, lineEn, groupZh, groupEn, ...row }): Unassigned => ({
        ...row,
        line: { zh: lineZh, en: lineEn },
        group: groupZh === null ? null : { zh: groupZh, en: groupEn ?? '' },
      }),
    ),
    total: asked.reduce((sum, { count }) => sum + count, 0),
    reasons,
  };
}
