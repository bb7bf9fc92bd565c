import type { LossReason } from './reason.ts';

/**
 * What is kept with a judgement beside its columns: how many follow-ups lost by each reason, and the nearest misses:
 * those who would have won but for one thing, and the best rival (its id, why, by how many ms). The other candidates
 * are facts that never change: they are read again when somebody asks.
 */
export type Evidence = {
  readonly lost: Partial<Record<LossReason, number>>;
  readonly near: readonly (readonly [followUpId: number, reason: LossReason, missedByMs: number | null])[];
  /** The rule that let the money count, where one did. */
  readonly rule?: string;
};

/** Evidence as the compact text that is stored; the same evidence is always the same text. */
export function evidenceText(evidence: Evidence): string {
  const { lost, near, rule } = evidence;
  return JSON.stringify({
    ...(Object.keys(lost).length > 0 ? { lost } : {}),
    ...(near.length > 0 ? { near } : {}),
    ...(rule === undefined ? {} : { rule }),
  });
}
