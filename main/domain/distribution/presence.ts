import { dayIn, isWorkingAt, type WorkingCalendar } from '#domain/calendar';
import { DateTime } from 'luxon';
import type { Standing } from './seat.ts';

/** What decides whether a member takes part: the switches, their absences (UTC ms, to exclusive), and their calendar. */
export type Presence = {
  readonly isOn: boolean;
  readonly hasLeft: boolean;
  readonly absences: readonly (readonly [from: number, to: number])[];
  /** Null where the group gives at any hour. */
  readonly calendar: WorkingCalendar | null;
};

/** Whether a member takes part at a moment (UTC ms), or the first reason why not. */
export function standingAt({ isOn, hasLeft, absences, calendar }: Presence, at: number): Standing {
  if (hasLeft) return 'left';
  if (!isOn) return 'off';
  if (absences.some(([from, to]) => at >= from && at < to)) return 'absent';
  return calendar === null || isWorkingAt(calendar, at) ? 'on' : 'offHours';
}

export type PeriodKind = 'day' | 'week' | 'month';

/** The name of the period that a moment (UTC ms) falls into, in a zone: `2026-11-25`, `2026-W48`, `2026-11`. */
export function periodAt(kind: PeriodKind, zone: string, at: number): string {
  switch (kind) {
    case 'day':
      return dayIn({ zone }, at);
    case 'week':
      return DateTime.fromMillis(at, { zone }).toFormat("kkkk-'W'WW");
    case 'month':
      return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM');
  }
}
