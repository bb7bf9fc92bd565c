import type { Holding, Touch } from '#domain/pool';
import { CompiledQuery } from 'kysely';
import type { Db, Raw } from './database.ts';

/** An owned opportunity with everything its clock hangs on. */
export type ClockSubject = {
  readonly id: number;
  readonly ownerId: string | null;
  readonly groupId: string | null;
  readonly lineId: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly stage: string;
  readonly attributes: Record<string, unknown>;
  readonly assignmentId: number;
  readonly assignedAt: number;
  readonly touches: readonly Touch[];
  /** Hours given by hand. */
  readonly granted: readonly number[];
};

type Row = Omit<ClockSubject, 'attributes' | 'touches' | 'granted'> & {
  attributes: string;
  touches: string;
  granted: string;
};

/**
 * One statement for one opportunity and for thousands: the ids are one bound value. The plus keeps the planner from going
 * through all that the owner ever did instead of what was done on the card.
 */
const SUBJECTS = `SELECT o.id, o.owner_id AS ownerId, o.group_id AS groupId, o.line_id AS lineId, o.status, o.stage, o.attributes,
    a.id AS assignmentId, a.at AS assignedAt,
    (SELECT json_group_array(json_object('at', f.happened_at, 'outcome', f.outcome)) FROM follow_ups f
      WHERE f.card_id = o.card_id AND f.happened_at >= a.at AND +f.user_id = o.owner_id
        AND (f.line_id IS NULL OR f.line_id = o.line_id)) AS touches,
    (SELECT json_group_array(e.hours) FROM pool_events e
      WHERE e.opportunity_id = o.id AND e.kind = 'extended' AND e.assignment_id = a.id) AS granted
  FROM json_each(?) j JOIN opportunities o ON o.id = j.value
  JOIN assignments a ON a.id = (SELECT max(id) FROM assignments WHERE opportunity_id = o.id)`;

function subjectOf(row: Row): ClockSubject {
  return {
    ...row,
    attributes: JSON.parse(row.attributes) as Record<string, unknown>,
    touches: JSON.parse(row.touches) as Touch[],
    granted: JSON.parse(row.granted) as number[],
  };
}

/** What the clocks of some opportunities hang on; one that never had an owner is left out. */
export async function listClockSubjects(db: Db, ids: readonly number[]): Promise<ClockSubject[]> {
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(SUBJECTS, [JSON.stringify(ids)]));
  return rows.map(subjectOf);
}

/** The same for a sweep, on the bare connection. */
export function subjectReader(raw: Raw): (ids: readonly number[]) => ClockSubject[] {
  const read = raw.prepare(SUBJECTS);
  return (ids) => (read.all(JSON.stringify(ids)) as Row[]).map(subjectOf);
}

/** Who had an opportunity from when on, oldest first, and by which operation. */
export async function listHoldings(
  db: Db,
  opportunityId: number,
): Promise<(Holding & { id: number; how: string })[]> {
  return db
    .selectFrom('assignments')
    .select(['id', 'ownerId', 'at', 'how'])
    .where('opportunityId', '=', opportunityId)
    .orderBy('id')
    .execute();
}
