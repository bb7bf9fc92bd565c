import { type Facts, seenValue } from '#domain/conditions';
import { z } from 'zod';

const DAY_MS = 86_400_000;

/** What a business line (业务线) asks of an opportunity before its rules are read at all. */
export const LineGate = z.strictObject({
  /** An opportunity created more than so many days ago is not routed; null: of any age. */
  oldAfterDays: z.int().min(1).max(3650).nullable(),
  /** What must be known of it, by fact key. */
  needed: z.array(z.string().min(1).max(80)).max(20),
});
export type LineGate = z.infer<typeof LineGate>;

/** The mark in the evidence of what was held back: the gate as it stood and the age it was read with, to decide again by. */
export const GATE = '@gate';

/** What the mark holds. */
export const GateSeen = LineGate.extend({ createdAt: z.int() });
export type GateSeen = z.infer<typeof GateSeen>;

export type HeldBack =
  | { readonly reason: 'tooOld'; readonly createdAt: number; readonly oldAfterDays: number }
  | { readonly reason: 'missingData'; readonly missing: string[] };

/** Why a gate holds an opportunity back at a moment (UTC ms), or null where it lets it through. */
export function heldBack(gate: GateSeen, facts: Facts, at: number): HeldBack | null {
  const { oldAfterDays, createdAt, needed } = gate;
  if (oldAfterDays !== null && at - createdAt > oldAfterDays * DAY_MS)
    return { reason: 'tooOld', createdAt, oldAfterDays };
  const missing = needed.filter((key) => seenValue(facts, key) === undefined);
  return missing.length > 0 ? { reason: 'missingData', missing } : null;
}

/** The same from the facts of an old decision alone: their mark says what the gate was. */
export function heldBackIn(facts: Facts, at: number): HeldBack | null {
  const seen = GateSeen.safeParse(facts[GATE]);
  return seen.success ? heldBack(seen.data, facts, at) : null;
}
