import type { Language } from '#domain/base';
import { en } from '#i18n/errors.en';
import { errorText } from '#i18n/errors';
import { zhCN } from '#i18n/errors.zh-cn';
import { formatIn } from '#i18n/format';
import { describe, expect, test } from 'vitest';

/** Answers whatever a message asks for: a list or a code where it must be one, else a number that also reads as a name. */
const special: Record<PropertyKey, unknown> = {
  issues: [{ path: 'rules.3.name', code: 'x' }],
  path: ['A', 'B'],
  what: 'orders',
  fault: 'same',
  columns: ['A', 'B'],
  names: ['A', 'B'],
  column: 'phone',
  does: 'search',
  state: 'applied',
};
const anything = new Proxy({}, { get: (_, key) => special[key] ?? 3 });

describe('every refusal has words', () => {
  const languages: [Language, typeof zhCN, RegExp][] = [
    ['zh-CN', zhCN, /[。？]$/],
    ['en', en, /[.?]$/],
  ];
  for (const [language, words, ending] of languages)
    for (const [code, say] of Object.entries(words))
      test(`${code} in ${language}`, () => {
        const text = (say as (params: unknown) => string)(anything);
        expect(text).toMatch(ending);
        expect(text).not.toMatch(/undefined|NaN|\[object|!|！/);
        // Chinese text takes full-width punctuation.
        expect(text).not.toMatch(/[\u4e00-\u9fff][,;:?]/);
      });

  test('what is no refusal is said to be unexpected, with what it said', () => {
    expect(errorText(new Error('disk on fire'), 'en')).toContain('disk on fire');
    expect(errorText({ code: 'no.suchCode', params: {} }, 'zh-CN')).toContain('no.suchCode');
  });
});

describe('values are written in the company’s way', () => {
  const zh = formatIn('zh-CN', 'Asia/Shanghai');
  const english = formatIn('en', 'Asia/Shanghai');
  const at = Date.UTC(2026, 10, 21, 16, 5);

  test('money keeps every minor unit, also beyond what a division would', () => {
    expect(zh.money(123_456, 'CNY')).toBe('¥1,234.56');
    expect(zh.money(-50, 'CNY')).toBe('-¥0.50');
    expect(zh.money(1234, 'JPY')).toBe('¥1,234');
    expect(english.money(9_007_199_254_740_991, 'CNY')).toBe('¥90,071,992,547,409.91');
  });

  test('a moment is shown in the company’s zone, wherever the window is', () => {
    expect(zh.dateTime(at)).toBe('2026-11-22 00:05');
    expect(english.dateTime(at)).toBe('22 Nov 2026 00:05');
    expect(formatIn('zh-CN', 'America/New_York').date(at)).toBe('2026-11-21');
    expect(zh.date(Number.NaN)).toBe('–');
  });

  test('a duration names its two largest parts', () => {
    expect(zh.duration(3 * 3_600_000 + 20 * 60_000 + 5000)).toBe('3 小时 20 分钟');
    expect(english.duration(61_000)).toBe('1 min 1 s');
    expect(zh.duration(0)).toBe('0 毫秒');
  });

  test('a mobile number is grouped as people say it, with its extension in words', () => {
    expect(zh.contact('+8613800138000')).toBe('138 0013 8000');
    expect(zh.contact('+862112345678;ext=12')).toBe('+862112345678 转 12');
    expect(english.contact('+862112345678;ext=12')).toBe('+862112345678 ext. 12');
    expect(zh.contact('Acme Corporation')).toBe('Acme Corporation');
  });

  test('months and people are named in the language of the page', () => {
    expect(zh.month('2026-03')).toBe('2026年3月');
    expect(english.month('2026-03')).toBe('Mar 2026');
    expect(zh.actor('system')).toBe('系统');
    expect(english.actor('林晓')).toBe('林晓');
  });
});
