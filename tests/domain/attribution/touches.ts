import type { Layer1, Touch } from '#domain/attribution';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** 2026-03-15 12:00 in Shanghai. */
export const CLOSING = Date.UTC(2026, 2, 15, 4);

export const POLICY: Layer1 = {
  windowDays: 30,
  winner: 'last',
  channels: [],
  minCallSeconds: 0,
  excludedOutcomes: [],
  maxRecordingDelayHours: null,
};

/** A follow-up that counts, one day before CLOSING, but for what is said otherwise. */
export function touch(id: number, other: Partial<Touch> = {}): Touch {
  const happenedAt = other.happenedAt ?? CLOSING - DAY;
  return {
    id,
    externalId: `F-${String(id).padStart(5, '0')}`,
    userId: `rep-${id}`,
    channel: 'call',
    outcome: 'interested',
    durationSeconds: 60,
    happenedAt,
    recordedAt: happenedAt,
    lineId: null,
    seatIsValid: true,
    ...other,
  };
}
