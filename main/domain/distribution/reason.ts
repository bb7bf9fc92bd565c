import { z } from 'zod';

/** Why a decision ended as it did: `routed`, or the named reason why nobody got the opportunity. */
export const DecisionReason = z.enum([
  'routed',
  'noRule',
  'groupOff',
  'groupEmpty',
  'allOff',
  'allAbsent',
  'outOfHours',
  'allAtCap',
  'allAtPeriodCap',
  'noSkill',
  'allZeroWeight',
  /** The group hands out by hand: it waits in the group's pool. */
  'manualPool',
  /** Somebody else follows the same lead entity (撞单). */
  'collision',
  'tooOld',
  'missingData',
]);
export type DecisionReason = z.infer<typeof DecisionReason>;
