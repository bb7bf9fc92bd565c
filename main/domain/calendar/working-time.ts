import { DateTime } from 'luxon';
import type { WorkingCalendar } from './calendar.ts';

/** A stretch of working time, UTC ms: from inclusive, to exclusive. */
type Stretch = readonly [from: number, to: number];

/** How many days without a shift are looked through before a calendar counts as one without work. */
const MOST_IDLE_DAYS = 400;

/** Whether a name is a zone that clocks know. */
export function isZone(zone: string): boolean {
  return DateTime.fromMillis(0, { zone }).isValid;
}

/** The company's day of a moment (UTC ms), `2026-11-22`. */
export function dayIn({ zone }: Pick<WorkingCalendar, 'zone'>, at: number): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');
}

/** Whether a moment (UTC ms) is inside a shift. */
export function isWorkingAt(calendar: WorkingCalendar, at: number): boolean {
  const day = DateTime.fromMillis(at, { zone: calendar.zone }).startOf('day');
  return stretchesOf(calendar, day).some(([from, to]) => at >= from && at < to);
}

/**
 * The working time between two moments, in ms; 0 where `to` is not after `from`. A day with 23 or 25 hours counts the
 * hours that its shifts really had. At most ten years are added up.
 */
export function workingMsBetween(calendar: WorkingCalendar, from: number, to: number): number {
  let sum = 0;
  for (const [start, end] of stretchesFrom(calendar, from, 3660)) {
    if (start >= to) break;
    sum += Math.min(end, to) - Math.max(start, from);
  }
  return sum;
}

/**
 * The moment at which `ms` of working time have passed since `from`; where no shift comes within 400 days, or after
 * ten years, that moment is not known and is Infinity. With `ms` 0 it is `from` itself.
 */
export function addWorkingTime(calendar: WorkingCalendar, from: number, ms: number): number {
  if (ms <= 0) return from;
  let left = ms;
  for (const [start, end] of stretchesFrom(calendar, from, 3660)) {
    const begin = Math.max(start, from);
    if (end - begin >= left) return begin + left;
    left -= end - begin;
  }
  return Number.POSITIVE_INFINITY;
}

/** The stretches that end after a moment, in order, for so many days; ends early where nobody works any more. */
function* stretchesFrom(calendar: WorkingCalendar, from: number, days: number): Generator<Stretch> {
  let day = DateTime.fromMillis(from, { zone: calendar.zone }).startOf('day');
  let idle = 0;
  for (let count = 0; count < days && idle < MOST_IDLE_DAYS; count += 1, day = day.plus({ days: 1 })) {
    const stretches = stretchesOf(calendar, day);
    idle = stretches.length === 0 ? idle + 1 : 0;
    for (const stretch of stretches) if (stretch[1] > from) yield stretch;
  }
}

/** A day's shifts as moments; an hour that the clocks skip is not worked. */
function stretchesOf({ week, exceptions }: WorkingCalendar, day: DateTime): Stretch[] {
  const shifts = exceptions[day.toFormat('yyyy-MM-dd')] ?? week[day.weekday - 1] ?? [];
  return shifts.flatMap(([from, to]): Stretch[] => {
    const stretch: Stretch = [onWall(day, from), onWall(day, to)];
    return stretch[1] > stretch[0] ? [stretch] : [];
  });
}

function onWall(day: DateTime, minute: number): number {
  if (minute === 1440) return day.plus({ days: 1 }).startOf('day').toMillis();
  return day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis();
}
