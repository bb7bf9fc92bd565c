import type { Group, Seat } from '#domain/distribution';
import type { Raw } from './database.ts';
import { type Counted, decisionCounter } from './routing-counts.ts';

/** An opportunity to be routed, as columns: objects cost more than the rest of reading it. */
export type WaitingRow = [
  id: number,
  attributes: string,
  lineId: string,
  source: string,
  amountMinor: number | null,
  currency: string | null,
  createdAt: number,
  status: 'open' | 'won' | 'lost',
];

/** One decision to be written; its id is its place behind `firstDecisionId`. */
export type NewDecision = Counted & {
  readonly opportunityId: number;
  readonly propensity: number | null;
  readonly evidence: string;
};

export type NewFrame = {
  readonly runId: string;
  readonly versionId: string;
  readonly seed: number;
  readonly decidedAt: number;
  readonly firstDecisionId: number;
  readonly groups: string;
};

/** A person as a run counts them: open work now, and when the chunk began. */
export type Load = { open: number; before: number };

/** The published version of a rule set, or undefined. */
export function findPublished(raw: Raw, ruleSetId: string): string | undefined {
  const found = raw.prepare('SELECT published_version_id FROM rule_sets WHERE id = ?').pluck().get(ruleSetId);
  return typeof found === 'string' ? found : undefined;
}

const COLUMNS = 'id, attributes, line_id, source, amount_minor, currency, created_at, status';

/** What a run takes beside, or instead of, those that wait. */
export type Reach = {
  readonly retryUnassigned: boolean;
  /** Nothing but those of the unassigned: the ones last told this reason, or these. */
  readonly only?: { readonly reason: string } | { readonly opportunityIds: readonly number[] } | undefined;
};

const LAST_REASON = `(SELECT reason FROM decisions WHERE opportunity_id = opportunities.id ORDER BY decisions.id DESC LIMIT 1)`;

/** The conditions of those that a run takes, each answered by the partial index of its state, and their values. */
function takenBy({ retryUnassigned, only }: Reach): { parts: string[]; values: Record<string, string> } {
  if (only === undefined) {
    const parts = [`routing_state = 'waiting'`, ...(retryUnassigned ? [`routing_state = 'unassigned'`] : [])];
    return { parts, values: {} };
  }
  if ('reason' in only)
    return {
      parts: [`routing_state = 'unassigned' AND ${LAST_REASON} = @reason`],
      values: { reason: only.reason },
    };
  return {
    parts: [`routing_state = 'unassigned' AND id IN (SELECT value FROM json_each(@ids))`],
    values: { ids: JSON.stringify(only.opportunityIds) },
  };
}

/** How many opportunities a run will take, and the last of them: later ones are the next run's. */
export function findReach(raw: Raw, reach: Reach): { total: number; last: number } {
  const { parts, values } = takenBy(reach);
  let total = 0;
  let last = 0;
  for (const part of parts) {
    const found = raw
      .prepare(`SELECT count(*) AS total, coalesce(max(id), 0) AS last FROM opportunities WHERE ${part}`)
      .get(values) as { total: number; last: number };
    total += found.total;
    last = Math.max(last, found.last);
  }
  return { total, last };
}

/** Reads the next opportunities of a run in order of id. */
export function waitingReader(raw: Raw, reach: Reach) {
  const { parts, values } = takenBy(reach);
  const taken = parts.map(
    (part) => `SELECT ${COLUMNS} FROM opportunities WHERE id > @after AND id <= @last AND ${part}`,
  );
  const next = raw.prepare(`${taken.join(' UNION ALL ')} ORDER BY id LIMIT @limit`).raw();
  return (after: number, last: number, limit: number) =>
    next.all({ ...values, after, last, limit }) as WaitingRow[];
}

/**
 * Every group as a run holds it. A person's load is one object in all groups; open work is counted for those
 * with a cap only, by an index.
 */
export function loadGroups(raw: Raw): { groups: Map<string, Group>; loads: Map<string, Load> } {
  const groups = new Map<string, Group & { seats: Seat[] }>();
  for (const row of raw
    .prepare('SELECT id, is_on, fallback_group_id FROM distribution_groups')
    .raw()
    .all() as [string, number, string | null][])
    groups.set(row[0], { id: row[0], isOn: row[1] === 1, fallbackGroupId: row[2], seats: [] });
  const loads = new Map<string, Load>();
  const countOpen = raw
    .prepare(`SELECT count(*) FROM opportunities WHERE owner_id = ? AND status = 'open'`)
    .pluck();
  for (const [groupId, userId, weight, openCap, isOn, status, turn] of raw
    .prepare(
      `SELECT m.group_id, m.user_id, m.weight, m.open_cap, m.is_on, u.status, coalesce(t.turn, 0)
       FROM group_members m JOIN users u ON u.id = m.user_id
       LEFT JOIN group_turns t ON t.group_id = m.group_id AND t.user_id = m.user_id
       ORDER BY m.group_id, m.user_id`,
    )
    .raw()
    .all() as [string, string, number, number | null, number, string, number][]) {
    const load = loads.get(userId) ?? { open: -1, before: 0 };
    loads.set(userId, load);
    if (openCap !== null && load.open < 0) load.open = Number(countOpen.get(userId));
    const standing = status === 'left' ? 'left' : isOn === 1 ? 'on' : 'off';
    groups.get(groupId)?.seats.push({ userId, weight, openCap, standing, turn, load });
  }
  for (const load of loads.values()) load.open = Math.max(0, load.open);
  return { groups, loads };
}

/** Answers the id of a group's roster with this content, written first when it is not the group's latest. */
export function rosterKeeper(raw: Raw): (groupId: string, content: string) => number {
  const find = raw.prepare(
    'SELECT id, content FROM group_rosters WHERE group_id = ? ORDER BY id DESC LIMIT 1',
  );
  const add = raw.prepare('INSERT INTO group_rosters (group_id, content) VALUES (?, ?)');
  return (groupId, content) => {
    const latest = find.get(groupId) as { id: number; content: string } | undefined;
    return latest?.content === content ? latest.id : Number(add.run(groupId, content).lastInsertRowid);
  };
}

/** Writes what one chunk of a run decided: the frame, the decisions, the opportunities and the turns. */
export function decisionWriter(raw: Raw) {
  const lastId = raw.prepare('SELECT coalesce(max(id), 0) FROM decisions').pluck();
  const addFrame = raw.prepare(
    `INSERT INTO decision_frames (run_id, version_id, seed, decided_at, first_decision_id, last_decision_id, groups)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const addDecision = raw.prepare(
    `INSERT INTO decisions (id, opportunity_id, frame_id, rule_id, group_id, rep_id, reason, propensity, evidence)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const routed = raw.prepare(
    `UPDATE opportunities SET owner_id = ?, group_id = ?, assigned_at = ?, routing_state = 'routed' WHERE id = ?`,
  );
  const unassigned = raw.prepare(`UPDATE opportunities SET routing_state = 'unassigned' WHERE id = ?`);
  const setTurn = raw.prepare(
    `INSERT INTO group_turns (group_id, user_id, turn, assigned) VALUES (?, ?, ?, ?)
     ON CONFLICT (group_id, user_id) DO UPDATE SET turn = excluded.turn, assigned = assigned + excluded.assigned`,
  );
  const addCounts = decisionCounter(raw);
  return {
    nextDecisionId: () => Number(lastId.get()) + 1,
    writeFrame: (frame: NewFrame, decisions: readonly NewDecision[]) => {
      const { firstDecisionId: first, decidedAt } = frame;
      const { lastInsertRowid } = addFrame.run(
        frame.runId,
        frame.versionId,
        frame.seed,
        decidedAt,
        first,
        first + decisions.length - 1,
        frame.groups,
      );
      let id = first;
      for (const made of decisions) {
        const { opportunityId, ruleId, groupId, repId } = made;
        addDecision.run(
          id,
          opportunityId,
          lastInsertRowid,
          ruleId,
          groupId,
          repId,
          made.reason,
          made.propensity,
          made.evidence,
        );
        if (repId === null) unassigned.run(opportunityId);
        else routed.run(repId, groupId, decidedAt, opportunityId);
        id += 1;
      }
      addCounts(frame, decisions);
    },
    /** Where a group's turn stands now, and how many each member got since it was last written. */
    writeTurns: (group: Group, received: ReadonlyMap<string, number>) => {
      for (const { userId, turn } of group.seats)
        setTurn.run(group.id, userId, turn, received.get(userId) ?? 0);
    },
  };
}

/** What a run has decided, counted from its decisions. */
export function countRun(
  raw: Raw,
  runId: string,
): { reason: string; groupId: string | null; count: number }[] {
  return raw
    .prepare(
      `SELECT d.reason, d.group_id AS groupId, count(*) AS count
       FROM decision_frames f JOIN decisions d ON d.id BETWEEN f.first_decision_id AND f.last_decision_id
       WHERE f.run_id = ? GROUP BY d.reason, d.group_id`,
    )
    .all(runId) as { reason: string; groupId: string | null; count: number }[];
}
