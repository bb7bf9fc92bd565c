import { z } from 'zod';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** What a company asks of passwords. `rotationDays` null: a password stays until somebody has a reason to change it. */
export const PasswordPolicy = z.strictObject({
  minLength: z.int().min(8).max(64),
  rotationDays: z.int().min(30).max(3650).nullable(),
});
export type PasswordPolicy = z.output<typeof PasswordPolicy>;

/** Twelve characters, and no change without a reason, as NIST SP 800-63B advises. */
export const DEFAULT_POLICY: PasswordPolicy = { minLength: 12, rotationDays: null };

/** What is wrong with a password, in the order in which it is said. */
const PASSWORD_FAULTS = ['short', 'same', 'repeats', 'common', 'ownName'] as const;
export type PasswordFault = (typeof PASSWORD_FAULTS)[number];

/** Whose password it is to be, and the one it takes the place of. */
export type PasswordOwner = { readonly names: readonly string[]; readonly current?: string };

const DAY_MS = 86_400_000;
/** So few different characters, however often repeated, are no password. */
const LEAST_DIFFERENT = 5;

/** Words that this product, this trade and this language suggest, beside those that breaches showed. */
const HOUSE_WORDS =
  'switchyard switchyarddemo switchyardconsole console salesconsole salesops salesteam salesforce crmadmin demo xiaoshou xiaoshoubu gongsi guanli guanliyuan mima denglu woaini woaizhongguo zhongguo nihao huanying shanghai beijing shenzhen guangzhou hangzhou 5201314 1314520 qwertyuiop qwertyuiopasdf asdfghjkl zxcvbnm qazwsxedc qazwsxedcrfv 1qaz2wsx3edc 1q2w3e4r5t6y abcdefghijkl firstpassword newpassword mypassword initialpassword changeme letmein welcome';

let known: ReadonlySet<string> | undefined;

/** Why a password may not be taken; undefined when it may. */
export function faultOfPassword(
  password: string,
  policy: PasswordPolicy,
  { names, current }: PasswordOwner,
): PasswordFault | undefined {
  const typed = password.normalize('NFC');
  if (Array.from(typed).length < policy.minLength) return 'short';
  if (current !== undefined && typed === current.normalize('NFC')) return 'same';
  const plain = plainOf(password);
  if (new Set(plain).size < LEAST_DIFFERENT || isSequence(plain)) return 'repeats';
  if (isCommon(plain)) return 'common';
  const own = names.map(plainOf).filter((name) => Array.from(name).length >= 3);
  return own.some((name) => coreOf(plain) === name || plain === name) ? 'ownName' : undefined;
}

/** Whether a password of this age has to be changed. */
export function isOutdated(policy: PasswordPolicy, changedAt: number, now: number): boolean {
  return policy.rotationDays !== null && now - changedAt >= policy.rotationDays * DAY_MS;
}

/** Upper and lower case, full and half width, and spaces make no other password. */
function plainOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');
}

/** A password without the digits and signs that people put around a word: `Password2026!` is `password`. */
function coreOf(plain: string): string {
  return plain.replace(/^[\d\p{P}\p{S}]{1,8}(?=.{4})/u, '').replace(/(?<=.{4})[\d\p{P}\p{S}]{1,8}$/u, '');
}

/** Whether a password, its core, or the word it repeats is on the list. */
function isCommon(plain: string): boolean {
  known ??= new Set(`${COMMON_PASSWORDS} ${HOUSE_WORDS}`.split(' '));
  const core = coreOf(plain);
  const once = /^(.+?)\1+$/u.exec(plain)?.[1];
  return [plain, core, lettersOf(core), once, once && coreOf(once)].some(
    (word) => word !== undefined && known?.has(word),
  );
}

const STANDS_FOR: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '-': '',
  _: '',
  '.': '',
};

/** The letters that digits and signs stand for: `sw1tchy@rd` is `switchyard`. */
function lettersOf(core: string): string {
  return Array.from(core)
    .map((sign) => STANDS_FOR[sign] ?? sign)
    .join('');
}

/** `123456789012`, `abcdefghijkl` and the same backwards, with a turn at 9 or z. */
function isSequence(plain: string): boolean {
  const codes = Array.from(plain).map((sign) => sign.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  const even = (step: number) => steps.filter((one) => one === step).length;
  return Math.max(even(1), even(-1)) >= 0.8 * steps.length;
}
