/** Calendar (日历): working time: shifts of the week, holidays and working weekends (调休), and clocks that run in it. */
export { DEFAULT_CALENDAR, WorkingCalendar } from './calendar.ts';
export { addWorkingTime, dayIn, isWorkingAt, isZone, workingMsBetween } from './working-time.ts';
