import { DateTime } from 'luxon';

export type DateOptions = { readonly zone: string; readonly order: 'ymd' | 'dmy' | 'mdy' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const TIME =
  /^(上午|下午|am|pm)?\s*(\d{1,2})(?:[:时点]\s*(\d{1,2})(?:[:分]\s*(\d{1,2})(?:[.,](\d{1,9}))?\s*秒?)?分?)?时?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a date or moment as people, spreadsheets and systems write it, as UTC ms; without a zone of its own it is
 * the clock on the wall in `zone`. Forms: `2026-01-02`, `2026/1/2 3:04`, `2026年1月2日 下午3时`, `20260102`, ISO 8601,
 * `2-Jan-2026`, `1/2/26` by `order` (with `ymd`, only where one reading is possible), Excel serials, epoch seconds and ms.
 * Refused (undefined): everything else, and days and hours that do not exist.
 */
export function readMoment(text: string, options: DateOptions): number | undefined {
  const tidy = text.normalize('NFKC').trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(tidy)) return readNumber(tidy, options);
  const split = splitDay(tidy, options.order);
  if (!split) return undefined;
  const time = readTime(split.rest);
  return time && assemble(split.day, time, options.zone);
}

type Day = { year: number; month: number; day: number };
type Time = { hour: number; minute: number; second: number; ms: number; offset: number | undefined };
const MIDNIGHT: Time = { hour: 0, minute: 0, second: 0, ms: 0, offset: undefined };

/** Eight digits are a date, ten and thirteen an epoch, five a day number of Excel (1954 to 2119). */
function readNumber(digits: string, options: DateOptions): number | undefined {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(digits);
  if (compact) {
    const [year, month, day] = compact.slice(1).map(Number);
    return assemble({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, MIDNIGHT, options.zone);
  }
  const value = Number(digits);
  if (/^\d{13}$/.test(digits)) return value;
  if (/^\d{10}$/.test(digits)) return value * 1000;
  if (value < 20_000 || value >= 80_000) return undefined;
  const wall = new Date(Math.round((value - 25_569) * 86_400) * 1000);
  const time = {
    ...MIDNIGHT,
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
  };
  return assemble(
    { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() },
    time,
    options.zone,
  );
}

function splitDay(text: string, order: DateOptions['order']): { day: Day; rest: string } | undefined {
  const first =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\st,]+|$|(?=[上下]午))(.*)$/.exec(text);
  if (first) return { day: dayOf(first[1], first[2], first[3]), rest: first[4] ?? '' };
  const named =
    /^(\d{1,2})[-\s/]([a-z]{3})[a-z]*[-\s/,]+(\d{2}|\d{4})(?:[\s,]+(.*))?$/.exec(text) ??
    reorder(/^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[\s,]+(.*))?$/.exec(text));
  if (named) {
    const month = MONTHS.indexOf(named[2] ?? '') + 1;
    return { day: dayOf(named[3], String(month), named[1]), rest: named[4] ?? '' };
  }
  const last = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:[\s,]+(.*))?$/.exec(text);
  if (!last) return undefined;
  const day = byOrder(last[1] ?? '', last[2] ?? '', last[3] ?? '', order);
  return day && { day, rest: last[4] ?? '' };
}

/** `Jan 2, 2026` in the places of `2 Jan 2026`. */
function reorder(match: RegExpExecArray | null): (string | undefined)[] | null {
  return match && [match[0], match[2], match[1], match[3], match[4]];
}

/** Three short parts. `ymd` with the year written last or with two digits says nothing about which is the month: only one possible reading counts. */
function byOrder(a: string, b: string, c: string, order: DateOptions['order']): Day | undefined {
  if (order === 'dmy') return dayOf(c, b, a);
  if (order === 'mdy') return dayOf(c, a, b);
  if (c.length === 2) return dayOf(a, b, c);
  if (Number(a) > 12) return dayOf(c, b, a);
  return Number(b) > 12 ? dayOf(c, a, b) : undefined;
}

function dayOf(year = '', month = '', day = ''): Day {
  const short = Number(year);
  // Two digits: the hundred years that Excel takes too (1930 to 2029).
  const full = year.length > 2 ? short : short + (short < 30 ? 2000 : 1900);
  return { year: full, month: Number(month), day: Number(day) };
}

function readTime(text: string): Time | undefined {
  if (text.trim() === '') return MIDNIGHT;
  const match = TIME.exec(text.trim());
  if (!match) return undefined;
  const [, before, hours = '', minutes = '0', seconds = '0', fraction = '', after, zone] = match;
  const half = before ?? after;
  const isLate = half === '下午' || half === 'pm';
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  return {
    hour: half === undefined ? hour : (hour % 12) + (isLate ? 12 : 0),
    minute: Number(minutes),
    second: Number(seconds),
    ms: Number(fraction.slice(0, 3).padEnd(3, '0')),
    offset: zone === undefined ? undefined : readOffset(zone),
  };
}

function readOffset(zone: string): number {
  if (zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}

function assemble({ year, month, day }: Day, time: Time, zone: string): number | undefined {
  const { hour, minute, second, ms, offset } = time;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(wall);
  const exists =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists || year < 1900 || year > 2200) return undefined;
  return wall - (offset ?? offsetAt(wall, zone)) * 60_000;
}

const offsets = new Map<string, number>();

/** A zone's offset for the hour on the wall. Asking the zone tables costs microseconds, and a file asks the same hours again and again. */
function offsetAt(wall: number, zone: string): number {
  const hour = Math.floor(wall / 3_600_000);
  const key = `${zone} ${hour}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const { year, month, day, hour: at } = DateTime.fromMillis(hour * 3_600_000, { zone: 'utc' });
  const { offset } = DateTime.fromObject({ year, month, day, hour: at }, { zone });
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}
