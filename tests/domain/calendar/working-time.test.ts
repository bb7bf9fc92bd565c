import {
  addWorkingTime,
  dayIn,
  DEFAULT_CALENDAR,
  isWorkingAt,
  WorkingCalendar,
  workingMsBetween,
} from '#domain/calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const HOUR = 3_600_000;
const at = (text: string) => Date.parse(`${text}+08:00`);
/** National day 2026: off from Thursday; the Saturday before is worked. */
const calendar: WorkingCalendar = {
  ...DEFAULT_CALENDAR,
  exceptions: {
    '2026-10-01': [],
    '2026-10-02': [],
    '2026-10-10': [
      [540, 720],
      [780, 1080],
    ],
  },
};

test('a clock of eight working hours stands still over the night, the weekend and the holiday', () => {
  expect(addWorkingTime(calendar, at('2026-09-30T17:00'), 2 * HOUR)).toBe(at('2026-10-05T10:00'));
  expect(addWorkingTime(calendar, at('2026-09-26T12:00'), HOUR)).toBe(at('2026-09-28T10:00'));
  expect(workingMsBetween(calendar, at('2026-09-30T17:00'), at('2026-10-05T10:00'))).toBe(2 * HOUR);
});

test('a working Saturday (调休) is worked, with its break', () => {
  expect(isWorkingAt(calendar, at('2026-10-10T09:00'))).toBe(true);
  expect(isWorkingAt(calendar, at('2026-10-10T12:30'))).toBe(false);
  expect(addWorkingTime(calendar, at('2026-10-10T11:30'), HOUR)).toBe(at('2026-10-10T13:30'));
});

test('a day belongs to the zone, and the hour that the clocks skip is not worked', () => {
  expect(dayIn(calendar, Date.parse('2026-01-01T17:00Z'))).toBe('2026-01-02');
  const night: WorkingCalendar = {
    zone: 'Europe/Berlin',
    week: Array.from({ length: 7 }, () => [[60, 240] as [number, number]]),
    exceptions: {},
  };
  // 29 March 2026: 02:00 becomes 03:00.
  const spring = Date.parse('2026-03-28T23:00Z');
  expect(workingMsBetween(night, spring, spring + 23 * HOUR)).toBe(2 * HOUR);
});

test('where nobody ever works no clock runs out, and the search ends', () => {
  const never = { ...calendar, week: [[], [], [], [], [], [], []], exceptions: {} };
  expect(addWorkingTime(never, at('2026-01-01T00:00'), HOUR)).toBe(Number.POSITIVE_INFINITY);
  expect(workingMsBetween(never, 0, at('2026-01-01T00:00'))).toBe(0);
});

test('what is added is what is between', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 200 * HOUR }), (from, ms) => {
      const to = addWorkingTime(calendar, from, ms);
      expect(workingMsBetween(calendar, from, to)).toBe(ms);
    }),
    { numRuns: 200 },
  );
});

test('shifts that end before they begin or overlap are refused', () => {
  const week = (shifts: [number, number][]) => ({ ...calendar, week: [shifts, [], [], [], [], [], []] });
  expect(WorkingCalendar.safeParse(week([[600, 540]])).success).toBe(false);
  expect(
    WorkingCalendar.safeParse(
      week([
        [540, 720],
        [700, 800],
      ]),
    ).success,
  ).toBe(false);
  expect(WorkingCalendar.safeParse(calendar).success).toBe(true);
});
