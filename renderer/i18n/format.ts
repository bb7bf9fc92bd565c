import { formatMinor, type Label, labelIn, type Language, minorDigits } from '#domain/base';
import { useMemo } from 'react';
import { useLanguage } from './language.ts';

/** How values are written in one language and the company's zone. */
export type Format = {
  /** Minor units of a currency: `¥1,234.50`; dots where the reader does not see the amount. */
  readonly money: (minor: number | null, currency: string) => string;
  /** Short money for axes and tiles: `¥1.2万`, `CN¥12K`. */
  readonly shortMoney: (minor: number, currency: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly percent: (share: number, digits?: number) => string;
  /** `2026-11-22` / `22 Nov 2026` */
  readonly date: (at: number) => string;
  readonly dateTime: (at: number) => string;
  /** A company month, `2026-03`. */
  readonly month: (month: string) => string;
  readonly duration: (ms: number) => string;
  readonly relative: (at: number, now?: number) => string;
  readonly label: (label: Label) => string;
  /** A contact way as people read it: `138 0013 8000 转 12`; what is no phone stays as it is. */
  readonly contact: (contact: string) => string;
  /** Who did it: a person's name, or the console itself. */
  readonly actor: (name: string) => string;
};

export function useFormat(): Format {
  const { language, zone } = useLanguage();
  return useMemo(() => formatIn(language, zone), [language, zone]);
}

const SYSTEM = 'system';
const SYSTEM_NAMES: Record<Language, string> = { 'zh-CN': '系统', en: 'System' };

/** What stands for an amount that the reader does not see. */
const MASKED = '•••';

/** Dashes stand for what cannot be written: a moment outside the calendar. */
const NOTHING = '–';

export function formatIn(language: Language, zone: string): Format {
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: language === 'en' ? 'short' : '2-digit',
    day: '2-digit',
  });
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const numbers = numbersIn(language);
  const date = (at: number) => (Number.isFinite(at) ? day.format(at) : NOTHING);
  return {
    money: (minor, currency) =>
      minor === null ? MASKED : moneyIn(language, currency).format(asDecimal(minor, currency)),
    shortMoney: (minor, currency) =>
      new Intl.NumberFormat(language, {
        ...currencyStyle(currency),
        notation: 'compact',
        maximumFractionDigits: 1,
      }).format(asDecimal(minor, currency)),
    number: (value, digits = 0) => numbers(digits).format(value),
    percent: (share, digits = 1) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share),
    date,
    dateTime: (at) => (Number.isFinite(at) ? `${day.format(at)} ${time.format(at)}` : NOTHING),
    month: (month) => monthText(month, language),
    duration: (ms) => durationText(ms, language),
    relative: (at, now = Date.now()) => relativeText(at - now, language),
    label: (label) => labelIn(label, language),
    contact: (contact) => contactText(contact, language),
    actor: (name) => (name === '' || name === SYSTEM ? SYSTEM_NAMES[language] : name),
  };
}

const currencyStyle = (currency: string) =>
  ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' }) as const;

/** Long tables write thousands of numbers: each kind of format is made once. */
function numbersIn(language: Language): (digits: number) => Intl.NumberFormat {
  const made = new Map<number, Intl.NumberFormat>();
  return (digits) => {
    const format = made.get(digits) ?? new Intl.NumberFormat(language, { maximumFractionDigits: digits });
    made.set(digits, format);
    return format;
  };
}

function moneyIn(language: Language, currency: string): Intl.NumberFormat {
  const digits = minorDigits(currency);
  return new Intl.NumberFormat(language, {
    ...currencyStyle(currency),
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** A decimal text keeps every digit where a division by 100 would not. */
function asDecimal(minor: number, currency: string): Intl.StringNumericLiteral {
  return formatMinor(minor, currency) as Intl.StringNumericLiteral;
}

function monthText(month: string, language: Language): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  if (language === 'zh-CN') return `${year}年${number}月`;
  return new Intl.DateTimeFormat('en-GB', { year: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    Date.UTC(year, number - 1, 1),
  );
}

const STEPS = [
  ['day', 86_400_000, '天', 'd'],
  ['hour', 3_600_000, '小时', 'h'],
  ['minute', 60_000, '分钟', 'min'],
  ['second', 1000, '秒', 's'],
] as const;

/** The two largest parts: `3 小时 20 分钟`. */
function durationText(ms: number, language: Language): string {
  const parts: string[] = [];
  let rest = Math.abs(ms);
  for (const [, size, zh, en] of STEPS) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0 && parts.length < 2) parts.push(language === 'en' ? `${count} ${en}` : `${count} ${zh}`);
  }
  if (parts.length > 0) return parts.join(' ');
  return `${Math.round(Math.abs(ms))} ${language === 'en' ? 'ms' : '毫秒'}`;
}

function relativeText(distance: number, language: Language): string {
  const speak = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, size] of STEPS) {
    if (Math.abs(distance) >= size) return speak.format(Math.trunc(distance / size), unit);
  }
  return speak.format(0, 'second');
}

function contactText(contact: string, language: Language): string {
  const [, number, extension] = /^(\+\d{6,15})(?:;ext=(\d+))?$/.exec(contact) ?? [];
  // A masked one is without its country's code too.
  if (number === undefined) return contact.replace(/^\+86(1\d{2}\*{4}\d{4})$/, '$1');
  const spoken = number.replace(/^\+86(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');
  if (extension === undefined) return spoken;
  return language === 'en' ? `${spoken} ext. ${extension}` : `${spoken} 转 ${extension}`;
}
