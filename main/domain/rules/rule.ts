import { Condition } from '#domain/conditions';
import { z } from 'zod';

/** One row of a rule set: the first whose condition holds sends the opportunity to its group. `{ all: [] }` is the catch-all. */
export const RuleShape = z.strictObject({
  id: z.string().min(1).max(80),
  name: z.string().trim().max(200),
  condition: Condition,
  groupId: z.string().min(1).max(80),
  isOn: z.boolean(),
  /** Why the row is there. */
  note: z.string().max(1000),
  /** Who answers for the row: a user. */
  ownerId: z.string().min(1).max(80).optional(),
  /** From when (inclusive) and until when (exclusive) the row decides, UTC ms; absent: without end. */
  validFrom: z.int().optional(),
  validTo: z.int().optional(),
  /** When somebody should look whether the row is still wanted, UTC ms. */
  reviewAt: z.int().optional(),
  /** Words to find and gather rows by; they decide nothing. */
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
});
export type Rule = z.infer<typeof RuleShape>;

/** Whether a row decides at a moment (UTC ms): it is on, and inside its validity. */
export function isInForce(rule: Rule, at: number): boolean {
  return (
    rule.isOn &&
    (rule.validFrom === undefined || at >= rule.validFrom) &&
    (rule.validTo === undefined || at < rule.validTo)
  );
}
