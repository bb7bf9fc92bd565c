import { z } from 'zod';

/** Whether an order is a sales-attributed deal. */
export const Bucket = z.enum(['attributed', 'notAttributed']);
export type Bucket = z.infer<typeof Bucket>;

/** Why an order is, or is not, a sales-attributed deal. */
export const OrderReason = z.enum([
  'lastTouch',
  'firstTouch',
  /** The order belongs to no card. */
  'noContact',
  /** Its card has no follow-up at all. */
  'noFollowUp',
  /** Every follow-up came after the closing. */
  'onlyAfterClosing',
  /** Some came before the closing, none inside the window. */
  'outsideWindow',
  /** Some were inside the window, and none of these counts. */
  'noValidTouch',
]);
export type OrderReason = z.infer<typeof OrderReason>;

/** Whether attributed money counts, and by what. */
export const EligibilityReason = z.enum(['nothingConfigured', 'allowed', 'notAllowed', 'notAttributed']);
export type EligibilityReason = z.infer<typeof EligibilityReason>;

/** Why one follow-up of the card did not win the order; the first that applies, in this order. */
export const LossReason = z.enum([
  'afterClosing',
  'outsideWindow',
  'seatNotValid',
  'channelNotCounted',
  'outcomeNotCounted',
  'callTooShort',
  'recordedTooLate',
  'laterTouchWon',
  'earlierTouchWon',
  'tieBreak',
]);
export type LossReason = z.infer<typeof LossReason>;
