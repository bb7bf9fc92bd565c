import { formatMinor, parseMinor } from '#domain/base';
import { expect, test } from 'vitest';

test('an amount is read as people write it, to the minor unit of its currency', () => {
  for (const [text, currency, minor] of [
    ['1,234.5', 'CNY', 123450],
    ['¥1 234.50', 'CNY', 123450],
    ['(12.00)', 'USD', -1200],
    ['１２３元', 'CNY', 12300],
    ['1500', 'JPY', 1500],
    ['1.234', 'KWD', 1234],
    ['-0', 'CNY', 0],
  ] as const)
    expect(parseMinor(text, currency), text).toBe(minor);
});

test('what is no amount, or has more decimals than its currency, is refused', () => {
  for (const text of ['', 'abc', '1,23', '1.2.3', '1.005', '--1', '1e5'])
    expect(parseMinor(text, 'CNY')).toBe(undefined);
  expect(parseMinor('1.5', 'JPY')).toBe(undefined);
});

test('an amount beyond a hundred billion is a mistake in the cell: sums of real ones stay exact', () => {
  const largest = parseMinor('100,000,000,000.00', 'CNY');
  expect(largest).toBe(10 ** 13);
  expect(parseMinor('100000000000.01', 'CNY')).toBe(undefined);
  expect(parseMinor('-100000000000.01', 'CNY')).toBe(undefined);
  expect(Number.isSafeInteger(900 * (largest ?? Number.NaN))).toBe(true);
});

test('minor units are written exactly', () => {
  expect(formatMinor(123456, 'CNY')).toBe('1234.56');
  expect(formatMinor(-5, 'CNY')).toBe('-0.05');
  expect(formatMinor(1500, 'JPY')).toBe('1500');
});
