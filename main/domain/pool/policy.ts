import { Condition } from '#domain/conditions';
import { z } from 'zod';
import { Span } from './span.ts';

/** What makes the protection longer: each such follow-up, a stage it stands in, or a condition that its facts meet. */
export const Extension = z
  .discriminatedUnion('when', [
    z.strictObject({
      when: z.literal('outcome'),
      /** As the follow-ups spell them; each follow-up of the owner with one of them counts. */
      outcomes: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
      by: Span,
    }),
    z.strictObject({
      when: z.literal('stage'),
      stages: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
      by: Span,
    }),
    z.strictObject({ when: z.literal('condition'), condition: Condition, by: Span }),
  ])
  .readonly();
export type Extension = z.infer<typeof Extension>;

/** What happens between an assignment and the pool: the clocks, their ends, and who may take something out again. */
export const PoolPolicy = z.strictObject({
  /** From the assignment on; nobody may take it away before, unless a clock below runs out. */
  protection: Span,
  /** Extensions never reach further than this, counted from the assignment. */
  maxProtection: Span,
  extensions: z.array(Extension).max(20),
  /** Until the first follow-up of the new owner; null: no such clock. */
  firstResponse: Span.nullable(),
  /** From each follow-up to the next; null: no such clock. */
  followUpEvery: Span.nullable(),
  /** By the clock on the wall; null: no reminder. */
  remindHoursBefore: z.int().min(1).max(720).nullable(),
  onBreach: z.enum(['return', 'reassign']),
  /** How long somebody who lost an opportunity cannot claim it, by the clock on the wall. */
  coolDownHours: z.int().min(0).max(8760),
  /** Open opportunities that one person claimed and holds; null: no limit. */
  maxOpenClaimed: z.int().min(1).max(10_000).nullable(),
  /** Claims of one person in a day of the calendar's zone; null: no limit. */
  maxClaimsPerDay: z.int().min(1).max(10_000).nullable(),
});
export type PoolPolicy = z.infer<typeof PoolPolicy>;

/** Whom a policy is for: a group, else a business line, else (neither) everybody. */
export type PolicyPlace = { readonly groupId: string | null; readonly lineId: string | null };

/**
 * The policy of an opportunity: its group's, else its line's, else the company's. One that is switched off is still the
 * one that counts: there is then no clock, and no wider policy steps in.
 */
export function policyFor<P extends PolicyPlace>(policies: readonly P[], of: PolicyPlace): P | undefined {
  const ofGroup = policies.find(({ groupId }) => groupId !== null && groupId === of.groupId);
  const ofLine = policies.find(({ lineId }) => lineId !== null && lineId === of.lineId);
  return ofGroup ?? ofLine ?? policies.find(({ groupId, lineId }) => groupId === null && lineId === null);
}
