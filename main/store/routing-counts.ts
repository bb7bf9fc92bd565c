import type { Raw } from './database.ts';

/** What the roll-up needs to know of a decision. */
export type Counted = {
  readonly ruleId: string | null;
  readonly groupId: string | null;
  readonly repId: string | null;
  readonly reason: string;
  /** How its opportunity stood when it was decided. */
  readonly status: 'open' | 'won' | 'lost';
};

type Count = Omit<Counted, 'repId' | 'status'> & { decided: number; won: number; lost: number };

/** The roll-up's days begin at UTC+8. */
const OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

/** The day of a moment (UTC ms) in the roll-up of decisions. */
export function dayOf(at: number): number {
  return Math.floor((at + OFFSET) / DAY);
}

/** When a day of the roll-up begins, in UTC ms. */
export function startOfCountedDay(day: number): number {
  return day * DAY - OFFSET;
}

/** Answers what adds a frame's decisions to the roll-up; called in the transaction that writes them. */
export function decisionCounter(raw: Raw) {
  const add = raw.prepare(
    `INSERT INTO decision_counts (version_id, day, rule_id, group_id, reason, decided, won, lost, last_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (version_id, day, rule_id, group_id, reason) DO UPDATE SET decided = decided + excluded.decided,
       won = won + excluded.won, lost = lost + excluded.lost, last_at = max(last_at, excluded.last_at)`,
  );
  return (
    { versionId, decidedAt }: { readonly versionId: string; readonly decidedAt: number },
    decisions: readonly Counted[],
  ) => {
    const counts = new Map<string, Count>();
    for (const { ruleId, groupId, repId, reason, status } of decisions) {
      const key = `${ruleId}\n${groupId}\n${reason}`;
      let count = counts.get(key);
      if (!count) counts.set(key, (count = { ruleId, groupId, reason, decided: 0, won: 0, lost: 0 }));
      count.decided += 1;
      if (repId === null || status === 'open') continue;
      if (status === 'won') count.won += 1;
      else count.lost += 1;
    }
    const day = dayOf(decidedAt);
    for (const { ruleId, groupId, reason, decided, won, lost } of counts.values())
      add.run(versionId, day, ruleId ?? '', groupId ?? '', reason, decided, won, lost, decidedAt);
  };
}

const RECOUNT = `SELECT f.version_id, (f.decided_at + ${OFFSET}) / ${DAY}, coalesce(d.rule_id, ''),
    coalesce(d.group_id, ''), d.reason, count(*), sum(d.rep_id IS NOT NULL AND o.status = 'won'),
    sum(d.rep_id IS NOT NULL AND o.status = 'lost'), max(f.decided_at)
  FROM decisions d JOIN decision_frames f ON f.id = d.frame_id JOIN opportunities o ON o.id = d.opportunity_id
  GROUP BY 1, 2, 3, 4, 5`;

/** Counts every decision anew: how many rows of the roll-up differ from that. */
export function countMiscounted(raw: Raw): number {
  const kept = `SELECT version_id, day, rule_id, group_id, reason, decided, won, lost, last_at FROM decision_counts`;
  return Number(
    raw
      .prepare(
        `WITH anew AS MATERIALIZED (${RECOUNT}) SELECT
          (SELECT count(*) FROM (SELECT * FROM anew EXCEPT ${kept})) + (SELECT count(*) FROM (${kept} EXCEPT SELECT * FROM anew))`,
      )
      .pluck()
      .get(),
  );
}
