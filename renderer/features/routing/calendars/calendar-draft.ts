import type { InputOf, OutputOf } from '#contract/contract';
import type { Label } from '#domain/base';
import { DEFAULT_CALENDAR, WorkingCalendar } from '#domain/calendar';

export type CalendarRow = OutputOf<'routing.listCalendars'>[number];
type Shifts = WorkingCalendar['week'][number];

/** A calendar as its form holds it: shifts as they are typed. */
export type CalendarDraft = {
  readonly id: string | undefined;
  readonly label: Label;
  readonly zone: string;
  readonly week: readonly string[];
  /** Days that differ, in order. */
  readonly exceptions: readonly { readonly day: string; readonly shifts: string }[];
};

/** The form of a calendar, or of a new one. */
export function draftOf(row: CalendarRow | undefined): CalendarDraft {
  const { zone, week, exceptions } = row?.calendar ?? DEFAULT_CALENDAR;
  return {
    id: row?.id,
    label: row?.label ?? { zh: '', en: '' },
    zone,
    week: week.map(shiftsText),
    exceptions: Object.entries(exceptions)
      .map(([day, shifts]) => ({ day, shifts: shiftsText(shifts) }))
      .toSorted(byDay),
  };
}

const byDay = (a: { readonly day: string }, b: { readonly day: string }) => (a.day < b.day ? -1 : 1);

/** What the console is told, or undefined while some of it cannot be read. */
export function savingOf(draft: CalendarDraft): InputOf<'routing.saveCalendar'> | undefined {
  const calendar = calendarOf(draft);
  if (!calendar || draft.label.zh.trim() === '') return undefined;
  const label = { zh: draft.label.zh.trim(), en: draft.label.en.trim() };
  return draft.id === undefined ? { label, calendar } : { id: draft.id, label, calendar };
}

/** The calendar that a form describes, or undefined. */
function calendarOf({ zone, week, exceptions }: CalendarDraft): WorkingCalendar | undefined {
  const parsed = WorkingCalendar.safeParse({
    zone,
    week: week.map(parseShifts),
    exceptions: Object.fromEntries(exceptions.map(({ day, shifts }) => [day, parseShifts(shifts)])),
  });
  return parsed.success ? parsed.data : undefined;
}

/** `9:00-12:00, 13:30-18:00` as minutes; empty for a day off, null where it cannot be read. */
export function parseShifts(text: string): Shifts | null {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;\s]+/)
    .filter(Boolean);
  const shifts: Shifts = [];
  for (const part of parts) {
    const [, fromHour, fromMinute = '00', toHour, toMinute = '00'] =
      /^(\d{1,2})(?::(\d{2}))?[-–—~](\d{1,2})(?::(\d{2}))?$/.exec(part) ?? [];
    const [from, to] = [minuteOf(fromHour, fromMinute), minuteOf(toHour, toMinute)];
    const last = shifts.at(-1)?.[1] ?? 0;
    if (from === null || to === null || from >= to || from < last) return null;
    shifts.push([from, to]);
  }
  return shifts;
}

function minuteOf(hour: string | undefined, minute: string): number | null {
  const all = Number(hour) * 60 + Number(minute);
  return hour === undefined || Number(minute) > 59 || all > 1440 ? null : all;
}

/** Minutes as they are typed: `9:00-18:00`. */
function shiftsText(shifts: readonly (readonly [number, number])[]): string {
  const clock = (minute: number) => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  return shifts.map(([from, to]) => `${clock(from)}-${clock(to)}`).join(', ');
}

/** How many hours of a usual week are worked. */
export function hoursOf(week: CalendarDraft['week']): number {
  return week
    .flatMap((shifts) => parseShifts(shifts) ?? [])
    .reduce((sum, [from, to]) => sum + (to - from) / 60, 0);
}

const DAY = 86_400_000;
const MOST_DAYS = 60;

/** The days from one to another, both included; undefined where they are none or too many. */
export function daysBetween(first: string, last: string): string[] | undefined {
  const from = Date.parse(`${first}T00:00:00Z`);
  const count = (Date.parse(`${last}T00:00:00Z`) - from) / DAY + 1;
  if (!(count >= 1 && count <= MOST_DAYS)) return undefined;
  return Array.from({ length: count }, (_, index) => new Date(from + index * DAY).toISOString().slice(0, 10));
}

/** The same form with these days, all with these shifts; days that were there before take them. */
export function withDays(draft: CalendarDraft, days: readonly string[], shifts: string): CalendarDraft {
  const kept = draft.exceptions.filter(({ day }) => !days.includes(day));
  return { ...draft, exceptions: [...kept, ...days.map((day) => ({ day, shifts }))].toSorted(byDay) };
}
