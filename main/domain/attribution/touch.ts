import type { Layer1 } from './policy.ts';
import type { LossReason } from './reason.ts';

const HOUR = 3_600_000;

/** One follow-up of the order's card, as layer 1 looks at it. */
export type Touch = {
  readonly id: number;
  readonly externalId: string;
  readonly userId: string;
  readonly channel: string;
  readonly outcome: string;
  readonly durationSeconds: number | null;
  readonly happenedAt: number;
  readonly recordedAt: number;
  /** The business line that the follow-up was made under, where it says so. */
  readonly lineId: string | null;
  /** Whether its seat was valid. */
  readonly seatIsValid: boolean;
};

/** The faults that a touch has by itself, whatever the order. */
export const FAULTS = [
  'seatNotValid',
  'channelNotCounted',
  'outcomeNotCounted',
  'callTooShort',
  'recordedTooLate',
] as const satisfies readonly LossReason[];
export type Fault = (typeof FAULTS)[number];

/**
 * Answers what `policy` holds against a touch by itself, or null when it counts. Made once for a policy, so that
 * judging a million touches looks outcomes up in a set.
 */
export function faultFinder(
  policy: Layer1,
): (
  touch: Pick<Touch, 'channel' | 'outcome' | 'durationSeconds' | 'happenedAt' | 'recordedAt' | 'seatIsValid'>,
) => Fault | null {
  const channels = new Set<string>(policy.channels);
  const outcomes = new Set(policy.excludedOutcomes);
  const { minCallSeconds, maxRecordingDelayHours } = policy;
  return (touch) => {
    if (!touch.seatIsValid) return 'seatNotValid';
    if (channels.size > 0 && !channels.has(touch.channel)) return 'channelNotCounted';
    if (outcomes.has(touch.outcome)) return 'outcomeNotCounted';
    if (touch.channel === 'call' && touch.durationSeconds !== null && touch.durationSeconds < minCallSeconds)
      return 'callTooShort';
    if (
      maxRecordingDelayHours !== null &&
      touch.recordedAt - touch.happenedAt > maxRecordingDelayHours * HOUR
    )
      return 'recordedTooLate';
    return null;
  };
}

/** By how many ms a touch missed what it has against itself; null where the fault has no distance. */
export function faultDistance(
  policy: Layer1,
  fault: Fault,
  touch: Pick<Touch, 'durationSeconds' | 'happenedAt' | 'recordedAt'>,
): number | null {
  switch (fault) {
    case 'callTooShort':
      return (policy.minCallSeconds - (touch.durationSeconds ?? 0)) * 1000;
    case 'recordedTooLate':
      return touch.recordedAt - touch.happenedAt - (policy.maxRecordingDelayHours ?? 0) * HOUR;
    case 'seatNotValid':
    case 'channelNotCounted':
    case 'outcomeNotCounted':
      return null;
  }
}

/**
 * The total order of touches that decides who was last or first: when it happened, when it was recorded, its external
 * id (by UTF-16 code units), its id. Two different touches are never equal.
 */
export function compareTouches(
  a: Pick<Touch, 'id' | 'externalId' | 'happenedAt' | 'recordedAt'>,
  b: Pick<Touch, 'id' | 'externalId' | 'happenedAt' | 'recordedAt'>,
): number {
  if (a.happenedAt !== b.happenedAt) return a.happenedAt - b.happenedAt;
  if (a.recordedAt !== b.recordedAt) return a.recordedAt - b.recordedAt;
  if (a.externalId !== b.externalId) return a.externalId < b.externalId ? -1 : 1;
  return a.id - b.id;
}
