import type { Raw } from './database.ts';

/** How far the sweeps have come, or undefined before the first. */
export type SweepStand = {
  readonly lastAssignmentId: number;
  readonly stamp: string;
  readonly sweptAt: number;
};

export function findSweep(raw: Raw): SweepStand | undefined {
  return raw
    .prepare('SELECT last_assignment_id AS lastAssignmentId, stamp, swept_at AS sweptAt FROM pool_sweeps')
    .get() as SweepStand | undefined;
}

export function saveSweep(raw: Raw, { lastAssignmentId, stamp, sweptAt }: SweepStand): void {
  raw
    .prepare(
      'INSERT OR REPLACE INTO pool_sweeps (id, last_assignment_id, stamp, swept_at) VALUES (1, ?, ?, ?)',
    )
    .run(lastAssignmentId, stamp, sweptAt);
}

/** The newest assignment, 0 where there is none. */
export function findLastAssignment(raw: Raw): number {
  return raw.prepare('SELECT coalesce(max(id), 0) FROM assignments').pluck().get() as number;
}

/** Whether an assignment has come since, or a clock has run so far that a sweep must look. */
export function hasWork(raw: Raw, after: number, now: number): boolean {
  const found = raw
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM assignments WHERE id > ? AND owner_id IS NOT NULL) OR EXISTS (SELECT 1 FROM pool_clocks WHERE look_at <= ?)`,
    )
    .pluck()
    .get(after, now);
  return found === 1;
}

/** How many clocks a sweep has to look at. */
export function countDue(raw: Raw, now: number): number {
  return raw.prepare('SELECT count(*) FROM pool_clocks WHERE look_at <= ?').pluck().get(now) as number;
}

/** Reads and writes of one sweep, prepared once. */
export function sweepStatements(raw: Raw) {
  const assigned = raw.prepare(
    'SELECT id, opportunity_id AS opportunityId FROM assignments WHERE id > ? AND id <= ? AND owner_id IS NOT NULL ORDER BY id LIMIT ?',
  );
  const due = raw
    .prepare(
      'SELECT opportunity_id FROM pool_clocks WHERE look_at <= ? ORDER BY look_at, opportunity_id LIMIT ?',
    )
    .pluck();
  const setClock = raw.prepare(
    `INSERT INTO pool_clocks (opportunity_id, look_at) VALUES (?, ?)
     ON CONFLICT (opportunity_id) DO UPDATE SET look_at = excluded.look_at WHERE look_at <> excluded.look_at`,
  );
  const dropClock = raw.prepare('DELETE FROM pool_clocks WHERE opportunity_id = ?');
  const take = raw.prepare(
    'UPDATE opportunities SET owner_id = NULL, assigned_at = NULL, routing_state = ? WHERE id = ?',
  );
  const addItem = raw.prepare(
    'INSERT OR REPLACE INTO pool_items (opportunity_id, group_id, since, reason) VALUES (?, ?, ?, ?)',
  );
  const addEvent = raw.prepare(
    `INSERT OR IGNORE INTO pool_events (opportunity_id, kind, assignment_id, user_id, actor_id, at, due_at, hours, reason, note)
     VALUES (?, ?, ?, ?, ?, ?, ?, NULL, ?, '')`,
  );
  return {
    nextAssigned: (after: number, last: number, limit: number) =>
      assigned.all(after, last, limit) as { id: number; opportunityId: number }[],
    nextDue: (now: number, limit: number) => due.all(now, limit) as number[],
    setClock: (opportunityId: number, lookAt: number) => void setClock.run(opportunityId, lookAt),
    dropClock: (opportunityId: number) => void dropClock.run(opportunityId),
    /** Takes an opportunity from its owner: into the pool, or back to what waits for routing. */
    take: (opportunityId: number, routingState: 'none' | 'waiting') =>
      void take.run(routingState, opportunityId),
    addItem: (item: { id: number; groupId: string | null; since: number; reason: string }) =>
      void addItem.run(item.id, item.groupId, item.since, item.reason),
    /** Answers false where the same reminder was given before. */
    addEvent: (event: SweepEvent) =>
      addEvent.run(
        event.opportunityId,
        event.kind,
        event.assignmentId,
        event.userId,
        event.actorId,
        event.at,
        event.dueAt,
        event.reason,
      ).changes === 1,
  };
}

export type SweepEvent = {
  readonly opportunityId: number;
  readonly kind: 'reminded' | 'returned' | 'reassigned';
  readonly assignmentId: number;
  readonly userId: string | null;
  readonly actorId: string;
  readonly at: number;
  readonly dueAt: number;
  readonly reason: string;
};
