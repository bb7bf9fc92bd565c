import type { Raw } from './database.ts';

/** What the roll-up needs to know of a decision. */
export type Counted = {
  readonly ruleId: string | null;
  readonly groupId: string | null;
  readonly repId: string | null;
  readonly reason: string;
  /** The group of its rule; another one gave it where it went down the fallbacks. */
  readonly ruleGroupId: string | null;
  /** How its opportunity stood when it was decided. */
  readonly status: 'open' | 'won' | 'lost';
};

type Count = Pick<Counted, 'ruleId' | 'groupId' | 'reason'> & {
  decided: number;
  fallen: number;
  won: number;
  lost: number;
};

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
    `INSERT INTO decision_counts (version_id, day, rule_id, group_id, reason, decided, fallen, won, lost, last_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (version_id, day, rule_id, group_id, reason) DO UPDATE SET decided = decided + excluded.decided,
       fallen = fallen + excluded.fallen, won = won + excluded.won, lost = lost + excluded.lost, last_at = max(last_at, excluded.last_at)`,
  );
  return (
    { versionId, decidedAt }: { readonly versionId: string; readonly decidedAt: number },
    decisions: readonly Counted[],
  ) => {
    const counts = new Map<string, Count>();
    for (const { ruleId, groupId, repId, reason, ruleGroupId, status } of decisions) {
      const key = `${ruleId}\n${groupId}\n${reason}`;
      let count = counts.get(key);
      if (!count)
        counts.set(key, (count = { ruleId, groupId, reason, decided: 0, fallen: 0, won: 0, lost: 0 }));
      count.decided += 1;
      if (repId === null) continue;
      if (groupId !== ruleGroupId) count.fallen += 1;
      if (status === 'won') count.won += 1;
      if (status === 'lost') count.lost += 1;
    }
    const day = dayOf(decidedAt);
    for (const { ruleId, groupId, reason, decided, fallen, won, lost } of counts.values())
      add.run(versionId, day, ruleId ?? '', groupId ?? '', reason, decided, fallen, won, lost, decidedAt);
  };
}

/** Decisions in the shape of the roll-up, counted from themselves: `d`, in the frames `f`, of the opportunities `o`. */
export const COUNTED_ANEW = {
  columns: `f.version_id, (f.decided_at + ${OFFSET}) / ${DAY} AS day, coalesce(d.rule_id, '') AS rule_id,
    coalesce(d.group_id, '') AS group_id, d.reason, count(*) AS decided,
    sum(d.rep_id IS NOT NULL AND d.group_id IS NOT r.group_id) AS fallen,
    sum(d.rep_id IS NOT NULL AND o.status = 'won') AS won, sum(d.rep_id IS NOT NULL AND o.status = 'lost') AS lost,
    max(f.decided_at) AS last_at`,
  from: `decisions d JOIN decision_frames f ON f.id = d.frame_id JOIN opportunities o ON o.id = d.opportunity_id
    LEFT JOIN routing_rules r ON r.version_id = f.version_id AND r.id = d.rule_id`,
} as const;

/** Each roll-up beside what it was rolled up from. */
const ROLLED_UP: readonly (readonly [kept: string, anew: string])[] = [
  [
    `SELECT version_id, day, rule_id, group_id, reason, decided, fallen, won, lost, last_at FROM decision_counts`,
    `SELECT ${COUNTED_ANEW.columns} FROM ${COUNTED_ANEW.from} GROUP BY 1, 2, 3, 4, 5`,
  ],
  [
    `SELECT version_id, block, rule_id, group_id, reason, decided, fallen, won, lost, last_at FROM decision_blocks`,
    `SELECT version_id, day >> 5, rule_id, group_id, reason, sum(decided), sum(fallen), sum(won), sum(lost), max(last_at)
     FROM decision_counts GROUP BY 1, 2, 3, 4, 5`,
  ],
  [
    `SELECT version_id, day, routed, unassigned FROM decision_days`,
    `SELECT version_id, day, sum(iif(reason = 'routed', decided, 0)), sum(iif(reason = 'routed', 0, decided))
     FROM decision_counts GROUP BY 1, 2`,
  ],
];

/** Counts every decision anew: how many rows of the roll-ups differ from that. */
export function countMiscounted(raw: Raw): number {
  const differing = ROLLED_UP.map(([kept, anew]) =>
    raw
      .prepare(
        `WITH anew AS MATERIALIZED (${anew}) SELECT
          (SELECT count(*) FROM (SELECT * FROM anew EXCEPT ${kept})) + (SELECT count(*) FROM (${kept} EXCEPT SELECT * FROM anew))`,
      )
      .pluck()
      .get(),
  );
  return differing.reduce<number>((sum, count) => sum + Number(count), 0);
}
