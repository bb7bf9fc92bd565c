import { addWorkingTime, type WorkingCalendar } from '#domain/calendar';
import { z } from 'zod';

export const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** No clock runs longer: a calendar in which nobody works any more has an end all the same. */
const LONGEST_MS = 3_650 * DAY_HOURS * HOUR_MS;

/**
 * A length of time that says what it counts: `workingHours` only while the calendar works; `hours` and `days` by the
 * clock on the wall, a day being 24 of them whether anybody works or not.
 */
export const Span = z.strictObject({
  amount: z.int().min(1).max(10_000),
  unit: z.enum(['workingHours', 'hours', 'days']),
});
export type Span = z.infer<typeof Span>;

/** The moment (UTC ms) at which a span that begins at `from` is over; ten years later at the latest. */
export function endOf(span: Span, from: number, calendar: WorkingCalendar): number {
  return Math.min(exactEnd(span, from, calendar), from + LONGEST_MS);
}

function exactEnd(span: Span, from: number, calendar: WorkingCalendar): number {
  switch (span.unit) {
    case 'workingHours':
      return addWorkingTime(calendar, from, span.amount * HOUR_MS);
    case 'hours':
      return from + span.amount * HOUR_MS;
    case 'days':
      return from + span.amount * DAY_HOURS * HOUR_MS;
  }
}
