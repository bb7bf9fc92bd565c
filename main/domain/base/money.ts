/** The currencies without two decimal digits (ISO 4217), and how many they have. */
export const oddCurrencies: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
  JOD: 3,
};

/** How many decimal digits a currency has (ISO 4217). */
export function minorDigits(currency: string): number {
  return oddCurrencies[currency] ?? 2;
}

/** A hundred billion yuan. More in one cell is a mistake, and 900 such amounts still have an exact sum (2^53). */
const MAX_MINOR = 10 ** 13;

/**
 * Reads a written amount (`1,234.5`, `¥1 234.50`, `(12.00)`, `-3`) as minor units.
 * Refused (undefined): anything else, more decimals than the currency has, or beyond ±MAX_MINOR.
 */
export function parseMinor(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const bare = text
    .normalize('NFKC')
    .trim()
    .replace(/^(\()(.*)\)$/, '-$2')
    .replace(/[¥$€£\s]/g, '')
    .replace(/^[A-Z]{3}|[A-Z]{3}$|元$/g, '');
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?$/.exec(bare);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.slice(digits).replace(/0/g, '') !== '') return undefined;
  const minor = Number(whole.replaceAll(',', '') + fraction.slice(0, digits).padEnd(digits, '0'));
  if (minor > MAX_MINOR) return undefined;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units as a plain decimal text (`123456` CNY → `1234.56`), exact. */
export function formatMinor(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const sign = amountMinor < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
