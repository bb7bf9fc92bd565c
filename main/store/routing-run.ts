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

const COLUMNS = 'id, attributes, line_id, source, amount_minor, currency, created_at, status';

/** What a run takes beside, or instead of, those that wait. */
export type Reach = {
  /** The business lines whose opportunities it takes. */
  readonly lines: readonly string[];
  readonly retryUnassigned: boolean;
  /** Nothing but those of the unassigned: the ones last told this reason, or these. */
  readonly only?: { readonly reason: string } | { readonly opportunityIds: readonly number[] } | undefined;
};

const LAST_REASON = `(SELECT reason FROM decisions WHERE opportunity_id = opportunities.id ORDER BY decisions.id DESC LIMIT 1)`;

/** The conditions of those that a run takes, each answered by the partial index of its state, and their values. */
function takenBy(reach: Reach): { parts: string[]; values: Record<string, string> } {
  const { parts, values } = stateOf(reach);
  return {
    parts: parts.map((part) => `${part} AND line_id IN (SELECT value FROM json_each(@lines))`),
    values: { ...values, lines: JSON.stringify(reach.lines) },
  };
}

function stateOf({ retryUnassigned, only }: Reach): { parts: string[]; values: Record<string, string> } {
  const unassigned = `routing_state = 'unassigned'`;
  if (only === undefined)
    return { parts: [`routing_state = 'waiting'`, ...(retryUnassigned ? [unassigned] : [])], values: {} };
  if ('reason' in only)
    return { parts: [`${unassigned} AND ${LAST_REASON} = @reason`], values: { reason: only.reason } };
  return {
    parts: [`${unassigned} AND id IN (SELECT value FROM json_each(@ids))`],
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
