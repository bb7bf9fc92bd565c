/** Calendars: working calendars as a page: the shifts of a week, holidays and working weekends (调休). */
export { CalendarsPage } from './calendars-page.tsx';
