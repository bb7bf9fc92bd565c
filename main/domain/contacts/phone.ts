import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

export type PhoneOptions = {
  /** Region of numbers written without a country code (ISO 3166, `CN`). */
  readonly region: string;
  /** Area code of landlines written without one (`010` or `10`); empty: such a number is refused. */
  readonly areaCode: string;
};

export type PhoneFault = 'notAPhone' | 'twoContacts' | 'lossyNumber' | 'missingAreaCode';
export type PhoneReading = { ok: true; contact: string } | { ok: false; code: PhoneFault };

const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF]/g;
const DASHES = /[‐-―−ー－]/g;
const EXPONENT = /^(\d)(?:\.(\d+))?[eE](\+?)(\d{1,2})$/;
const EXTENSION = /(?:转|轉|分机|分機|内线|ext(?:ension)?\.?|x|#|\*)\s*[:：]?\s*(\d{1,7})$/i;
const TWO = /\d[^\d]*[/、,;|\n或]+[^\d]*\d|\d{10,}\s+\+?\d{10,}/;

const no = (code: PhoneFault): PhoneReading => ({ ok: false, code });
const yes = (number: string, ext = ''): PhoneReading => ({
  ok: true,
  contact: ext === '' ? number : `${number};ext=${ext}`,
});

/**
 * Reads a phone as people and spreadsheets write it into E.164, with `;ext=` for an extension: full-width digits, spaces,
 * 0086 and 86, 转/分机/ext, a dashed extension (`010-62345678-8001`), 400/800 and 95xxx numbers, and `1.3800138E10`.
 * Refused: two numbers in one cell (whose is it?), a landline without area code where none is given, an exponent
 * form that has lost digits, and what is no valid number.
 */
export function readPhone(text: string, options: PhoneOptions): PhoneReading {
  if (options.region === 'CN' && /^1[3-9]\d{9}$/.test(text)) return yes(`+86${text}`);
  const tidy = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(DASHES, '-')
    .trim()
    .replace(/^(?:tel|phone|电话|手机)\s*[:：]\s*/i, '')
    .replace(/^'/, '')
    .replace(/(\d)\.0+$/, '$1');
  if (TWO.test(tidy)) return no('twoContacts');
  const exponent = EXPONENT.exec(tidy);
  if (exponent) {
    const digits = recover(exponent);
    return digits === undefined ? no('lossyNumber') : readTidy(digits, options);
  }
  return readTidy(tidy, options);
}

/**
 * The digits of an exponent form. Programs write `1.3800138E10` as the shortest exact form; a spreadsheet's
 * `1.38001E+10` is rounded to what its column shows, so there every digit must be written out.
 */
function recover([, lead = '', rest = '', plus, power]: RegExpExecArray): string | undefined {
  const zeros = Number(power) - rest.length;
  if (zeros < 0 || zeros > 8 || (plus === '+' && zeros > 0)) return undefined;
  return lead + rest + '0'.repeat(zeros);
}

function readTidy(tidy: string, options: PhoneOptions): PhoneReading {
  const marked = EXTENSION.exec(tidy);
  const main = marked ? tidy.slice(0, marked.index) : tidy;
  if (/\p{L}/u.test(main)) return no('notAPhone');
  const number = main.replace(/[\s,;:]+$/, '').trim();
  return options.region === 'CN'
    ? readChinese(number, marked?.[1] ?? '', options)
    : readWorld(number, marked?.[1] ?? '', options.region);
}

const FIXED = /^(?:(?:\+|00)?86[- ]?)?\(?(0\d{2,3})\)?[- ]*(\d{7,8})(?:-(\d{1,6}))?$/;
const LOCAL = /^([2-8]\d{6,7})(?:-(\d{1,6}))?$/;
const SERVICE = /^(?:(?:\+|00)?86)?([48]00\d{7})(?:-(\d{1,6}))?$/;
/** Hotlines that have no area code: carriers, banks, public service. */
const HOTLINE = /^(?:9[56]\d{3,6}|100\d{2,3}|12\d{3}|1[12]\d)$/;

function readChinese(number: string, marked: string, options: PhoneOptions): PhoneReading {
  const compact = number.replace(/[\s()]/g, '');
  const mobile = /^(?:(?:\+|00)?86)?-?0?(1[3-9]\d{9})(?:-(\d{1,6}))?$/.exec(joinGroups(compact));
  if (mobile) return yes(`+86${mobile[1]}`, marked || mobile[2]);
  const service = SERVICE.exec(compact.replace(/^((?:(?:\+|00)?86-?)?[48]00)-?(\d{3})-?(\d{4})/, '$1$2$3'));
  if (service) return yes(`+86${service[1]}`, marked || service[2]);
  if (HOTLINE.test(compact)) return yes(`+86${compact}`, marked);
  const fixed = FIXED.exec(number) ?? FIXED.exec(compact);
  if (fixed) return readWorld(`${fixed[1]}${fixed[2]}`, marked || (fixed[3] ?? ''), 'CN');
  const local = LOCAL.exec(compact.replace(/^(\d{4})-(\d{4})$/, '$1$2'));
  if (!local) return /^(?:\+|00)/.test(compact) ? readWorld(number, marked, 'CN') : no('notAPhone');
  if (options.areaCode === '') return no('missingAreaCode');
  const area = options.areaCode.replace(/^0?/, '0');
  return readWorld(`${area}${local[1]}`, marked || (local[2] ?? ''), 'CN');
}

/** `138-0013-8000` → `13800138000`: the dashes of a mobile number are only grouping. */
function joinGroups(compact: string): string {
  return compact.replace(/(1[3-9]\d)-(\d{4})-(\d{4})(?!\d)/, '$1$2$3');
}

/** Area code and subscriber: the library's short tables take any ten digits for one. */
const CHINESE_FIXED = /^(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/;

function readWorld(number: string, ext: string, region: string): PhoneReading {
  if (!isSupportedCountry(region)) return no('notAPhone');
  const parsed = parsePhoneNumberFromString(number, region satisfies CountryCode);
  if (!parsed?.isValid()) return no('notAPhone');
  if (parsed.countryCallingCode === '86' && !CHINESE_FIXED.test(parsed.nationalNumber))
    return no('notAPhone');
  return yes(parsed.number, ext || parsed.ext);
}
