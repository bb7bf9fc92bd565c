import { z } from 'zod';

/** Why an order is, or is not, a sales-attributed deal. */
export const OrderReason = z.enum([
  'lastTouch',
  'firstTouch',
  'noContact',
  'noFollowUp',
  'onlyAfterClosing',
  'outsideWindow',
  'noValidTouch',
]);
export type OrderReason = z.infer<typeof OrderReason>;

/** Whether attributed money counts, and by what. */
export const EligibilityReason = z.enum(['nothingConfigured', 'allowed', 'notAllowed', 'notAttributed']);
export type EligibilityReason = z.infer<typeof EligibilityReason>;

/** Why one follow-up of the card did not win the order. */
export const LossReason = z.enum([
  'afterClosing',
  'outsideWindow',
  'channelNotCounted',
  'callTooShort',
  'outcomeNotCounted',
  'recordedTooLate',
  'seatNotValid',
  'laterTouchWon',
  'earlierTouchWon',
  'tieBreak',
]);
export type LossReason = z.infer<typeof LossReason>;
