import { DEFAULT_CALENDAR } from '#domain/calendar';
import { periodAt, type Seat, standingAt } from '#domain/distribution';
import type { StoredCalendar } from '#store/calendars';
import type { StoredGroup } from '#store/routing-groups';

/** A group's members as a run would hold them now. */
export function seatsOf(group: StoredGroup, calendars: readonly StoredCalendar[], now: number): Seat[] {
  const calendarOf = (id: string | null) =>
    calendars.find((known) => known.id === (id ?? group.calendarId))?.calendar ?? DEFAULT_CALENDAR;
  const period = periodAt(group.period, calendarOf(null).zone, now);
  return group.members.map((member): Seat => {
    const { isOn, hasLeft, absences, skills, openCount } = member;
    const calendar = group.keepsHours ? calendarOf(member.calendarId) : null;
    return {
      ...member,
      skills,
      standing: standingAt({ isOn, hasLeft, absences, calendar }, now),
      given: member.period === period ? member.given : 0,
      load: { open: openCount },
    };
  });
}
