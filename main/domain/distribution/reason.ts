import { z } from 'zod';

/** Why a decision ended as it did: `routed`, or the named reason why nobody got the opportunity. */
export const DecisionReason = z.enum([
  'routed',
  'noRule',
  'groupOff',
  'groupEmpty',
  'allOff',
  'allAtCap',
  'allZeroWeight',
]);
export type DecisionReason = z.infer<typeof DecisionReason>;
