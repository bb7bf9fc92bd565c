import { DEFAULT_CALENDAR, type WorkingCalendar } from '#domain/calendar';
import { type Group, periodAt, type Seat, standingAt } from '#domain/distribution';
import type { StoredCalendar } from '#store/calendars';
import type { StoredGroup } from '#store/routing-groups';

/** A group's calendar, or that of a member who has another one. */
function calendarOf(
  group: StoredGroup,
  calendars: readonly StoredCalendar[],
  own: string | null = null,
): WorkingCalendar {
  return calendars.find(({ id }) => id === (own ?? group.calendarId))?.calendar ?? DEFAULT_CALENDAR;
}

/** The name of the period that a group counts by now. */
export function periodOf(group: StoredGroup, calendars: readonly StoredCalendar[], now: number): string {
  return periodAt(group.period, calendarOf(group, calendars).zone, now);
}

/** A group's members in their order, each as a run would hold them now. */
export function seatsOf(group: StoredGroup, calendars: readonly StoredCalendar[], now: number): Seat[] {
  const period = periodOf(group, calendars, now);
  return group.members.map((member): Seat => {
    const { isOn, hasLeft, absences, skills, openCount } = member;
    const calendar = group.keepsHours ? calendarOf(group, calendars, member.calendarId) : null;
    return {
      ...member,
      skills,
      standing: standingAt({ isOn, hasLeft, absences, calendar }, now),
      given: member.period === period ? member.given : 0,
      load: { open: openCount },
    };
  });
}

/** A group as a run would hold it now: its seats ordered by person, as a choice wants them. */
export function groupNow(group: StoredGroup, calendars: readonly StoredCalendar[], now: number): Group {
  const seats = seatsOf(group, calendars, now).toSorted((a, b) => (a.userId < b.userId ? -1 : 1));
  return { ...group, seats };
}
