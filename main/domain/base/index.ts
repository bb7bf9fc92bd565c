/** Base: the values every room speaks: ids, moments and company days, money in minor units, labels in two languages. */
export { Label, labelIn, type Language } from './label.ts';
export { formatMinor, minorDigits, oddCurrencies, parseMinor } from './money.ts';
export { dayOf, DEFAULT_ZONE, endOfDay, Moment, momentAt, monthOf, startOfDay } from './time.ts';
export { uuidv7 } from './uuid.ts';
