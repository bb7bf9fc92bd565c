import { readMoment } from '#domain/transfer';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';

const shanghai = { zone: 'Asia/Shanghai', order: 'ymd' } as const;
const read = (text: string, options: Parameters<typeof readMoment>[1] = shanghai) => {
  const at = readMoment(text, options);
  return at === undefined
    ? 'refused'
    : DateTime.fromMillis(at, { zone: options.zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS");
};

test.each([
  ['2026-01-02', '2026-01-02T00:00:00.000'],
  ['2026/1/2', '2026-01-02T00:00:00.000'],
  ['2026.01.02 03:04', '2026-01-02T03:04:00.000'],
  ['2026-01-02 03:04:05.678', '2026-01-02T03:04:05.678'],
  ['2026-01-02T03:04:05Z', '2026-01-02T11:04:05.000'],
  ['2026-01-02T03:04:05+08:00', '2026-01-02T03:04:05.000'],
  ['2026-01-02T03:04:05-0500', '2026-01-02T16:04:05.000'],
  ['2026年1月2日', '2026-01-02T00:00:00.000'],
  ['2026年1月2日 下午3时04分05秒', '2026-01-02T15:04:05.000'],
  ['2026年1月2日下午3:04', '2026-01-02T15:04:00.000'],
  ['2026-1-2 上午12:30', '2026-01-02T00:30:00.000'],
  ['2026-1-2 12:30 PM', '2026-01-02T12:30:00.000'],
  ['２０２６－０１－０２', '2026-01-02T00:00:00.000'],
  ['20260102', '2026-01-02T00:00:00.000'],
  ['46024', '2026-01-02T00:00:00.000'],
  ['46024.5', '2026-01-02T12:00:00.000'],
  ['1767283200', '2026-01-02T00:00:00.000'],
  ['1767283200000', '2026-01-02T00:00:00.000'],
  ['2-Jan-2026', '2026-01-02T00:00:00.000'],
  ['Jan 2, 2026 3:04 pm', '2026-01-02T15:04:00.000'],
  ['January 2nd, 2026', '2026-01-02T00:00:00.000'],
  ['31/12/2026', '2026-12-31T00:00:00.000'],
  ['12/31/2026', '2026-12-31T00:00:00.000'],
  ['1/2/2026', 'refused'],
  ['2026-02-30', 'refused'],
  ['2026-13-01', 'refused'],
  ['2026-01-02 25:00', 'refused'],
  ['2026-01-02 13:00 pm', 'refused'],
  ['2-Foo-2026', 'refused'],
  ['0000-00-00', 'refused'],
  ['yesterday', 'refused'],
  ['12', 'refused'],
  ['', 'refused'],
])('a date written %s reads as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('a date with the year last follows the order that the mapping gives', () => {
  expect(read('1/2/2026', { ...shanghai, order: 'dmy' })).toBe('2026-02-01T00:00:00.000');
  expect(read('1/2/26', { ...shanghai, order: 'mdy' })).toBe('2026-01-02T00:00:00.000');
  expect(read('13/1/2026', { ...shanghai, order: 'mdy' })).toBe('refused');
});

test('whatever moment a system writes, in whatever zone, it reads back as the same moment', () => {
  const moment = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2150, 0) });
  const zone = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Kolkata');
  fc.assert(
    fc.property(moment, zone, (at, zone) => {
      const options = { zone, order: 'ymd' } as const;
      expect(readMoment(new Date(at).toISOString(), options)).toBe(at);
      expect(readMoment(String(at).padStart(13, '0'), options) ?? at).toBe(at);
    }),
  );
});

test('reading never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d\-/.:年月日 APMtz+]{0,20}$/)), (text) => {
      const at = readMoment(text, shanghai);
      expect(at === undefined || Number.isSafeInteger(at)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
