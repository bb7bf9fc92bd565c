import { DEFAULT_POLICY, faultOfPassword, isOutdated, meantSecret, newSecretText } from '#domain/passwords';
import { expect, test } from 'vitest';

const faultOf = (password: string, names: readonly string[] = [], current?: string) =>
  faultOfPassword(password, DEFAULT_POLICY, { names, ...(current === undefined ? {} : { current }) });

test('twelve characters are asked for, counted as people count them', () => {
  expect(faultOf('m7#kd02pqz!')).toBe('short');
  expect(faultOf('m7#kd02pqz!x')).toBeUndefined();
  expect(faultOf('𠮷野家牛丼')).toBe('short');
  expect(faultOfPassword('m7#kd02p', { ...DEFAULT_POLICY, minLength: 8 }, { names: [] })).toBeUndefined();
});

test('a password that breaches showed is refused, however it is written', () => {
  for (const password of ['1qaz2wsx3edc', '1QAZ2WSX3EDC', '1qaz 2wsx 3edc', '１ｑａｚ２ｗｓｘ３ｅｄｃ'])
    expect(faultOf(password), password).toBe('common');
});

test('a well-known word with digits around it, written with signs, or said twice is no better', () => {
  for (const password of [
    'Password2026!',
    'password1234!!',
    '2026password!!',
    'P@ssw0rd!!2026',
    'passwordpassword',
    'Sw1tchy@rd2026',
    'switchyard-demo',
    'woaini1314520',
  ])
    expect(faultOf(password), password).toBe('common');
});

test('rows of the keyboard, one character over and over, and counting are refused', () => {
  for (const password of ['aaaaaaaaaaaa', 'abababababab', '123123123123', '234567890123', 'zyxwvutsrqpo'])
    expect(faultOf(password), password).toBe('repeats');
  expect(faultOf('qwertyuiop12')).toBe('common');
});

test('the own login or name, dressed up with digits, is refused; a sentence is not', () => {
  expect(faultOf('wangxiaoming2026', ['wangxiaoming', '王小明'])).toBe('ownName');
  for (const sentence of ['correct horse battery', 'a-long-password', '我家的猫每天早上六点叫我起床'])
    expect(faultOf(sentence, ['wangxiaoming', '王小明']), sentence).toBeUndefined();
});

test('the password that is to be changed is refused', () => {
  expect(faultOf('caf\u00e9 au lait bitte', [], 'cafe\u0301 au lait bitte')).toBe('same');
});

test('a password grows old only where the company says so', () => {
  const year = 365 * 86_400_000;
  expect(isOutdated(DEFAULT_POLICY, 0, 100 * year)).toBe(false);
  const yearly = { ...DEFAULT_POLICY, rotationDays: 365 };
  expect(isOutdated(yearly, 0, year - 1)).toBe(false);
  expect(isOutdated(yearly, 0, year)).toBe(true);
});

test('a secret is the same however it is typed in', () => {
  let seed = 1;
  const secret = newSecretText(() => (seed = (seed * 48_271) % 2_147_483_647), 4, 5);
  expect(secret).toMatch(/^([\dA-HJKMNP-TV-Z]{5}-){3}[\dA-HJKMNP-TV-Z]{5}$/);
  expect(meantSecret(` ${secret.toLowerCase().replaceAll('-', ' ')} `)).toBe(secret.replaceAll('-', ''));
  expect(meantSecret('oil-0')).toBe('0110');
});
