import { DateTime } from 'luxon';
import { z } from 'zod';

/** A moment: UTC milliseconds. */
export const Moment = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/** The zone of a company that has set none. */
export const DEFAULT_ZONE = 'Asia/Shanghai';

/** The company's calendar day of a moment, `2026-11-22`. */
export function dayOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM-dd');
}

/** The company's calendar month of a moment, `2026-11`. */
export function monthOf(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toFormat('yyyy-MM');
}

/** The first moment of a company's calendar day `2026-11-22`; NaN for what is no day. */
export function startOfDay(day: string, zone: string): number {
  return DateTime.fromISO(day, { zone }).startOf('day').toMillis();
}

/** The last millisecond of a company's calendar day, however many hours it has; NaN for what is no day. */
export function endOfDay(day: string, zone: string): number {
  return DateTime.fromISO(day, { zone }).endOf('day').toMillis();
}

/** The moment at which a zone's clocks show `2026-11-22T09:30`; NaN for what is no such time. */
export function momentAt(local: string, zone: string): number {
  return DateTime.fromISO(local, { zone }).toMillis();
}
