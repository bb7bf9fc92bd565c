import { readAccount, readContact, readPhone } from '#domain/contacts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

const cn = { region: 'CN', areaCode: '' };
const beijing = { region: 'CN', areaCode: '010' };
const read = (text: string, options = cn) => {
  const reading = readPhone(text, options);
  return reading.ok ? reading.contact : reading.code;
};

test.each([
  ['13800138000', '+8613800138000'],
  [' 138 0013 8000 ', '+8613800138000'],
  ['138-0013-8000', '+8613800138000'],
  ['１３８００１３８０００', '+8613800138000'],
  ['+86 13800138000', '+8613800138000'],
  ['+86-138-0013-8000', '+8613800138000'],
  ['0086 13800138000', '+8613800138000'],
  ['8613800138000', '+8613800138000'],
  ['013800138000', '+8613800138000'],
  ['tel:13800138000', '+8613800138000'],
  ["'13800138000", '+8613800138000'],
  ['13800138000.0', '+8613800138000'],
  ['\u202D13800138000\u202C', '+8613800138000'],
  ['1.3800138E10', '+8613800138000'],
  ['1.3800138001E10', '+8613800138001'],
  ['1.3800138001E+10', '+8613800138001'],
  ['1.38001E+10', 'lossyNumber'],
  ['1.3800138E+10', 'lossyNumber'],
  ['010-62345678', '+861062345678'],
  ['(010) 6234 5678', '+861062345678'],
  ['010-62345678-8001', '+861062345678;ext=8001'],
  ['010-62345678转8001', '+861062345678;ext=8001'],
  ['01062345678 分机：8001', '+861062345678;ext=8001'],
  ['010 62345678 ext. 8001', '+861062345678;ext=8001'],
  ['+86 10 6234 5678 x12', '+861062345678;ext=12'],
  ['010-6234567', 'notAPhone'],
  ['0755-82345678', '+8675582345678'],
  ['400-810-8888', '+864008108888'],
  ['4008108888转1', '+864008108888;ext=1'],
  ['800 810 8888', '+868008108888'],
  ['95588', '+8695588'],
  ['10086', '+8610086'],
  ['+852 9123 4567', '+85291234567'],
  ['+1 (415) 555-2671', '+14155552671'],
  ['62345678', 'missingAreaCode'],
  ['6234-5678', 'missingAreaCode'],
  ['13800138000/13900139000', 'twoContacts'],
  ['13800138000、13900139000', 'twoContacts'],
  ['13800138000 13900139000', 'twoContacts'],
  ['13800138000；13900139000', 'twoContacts'],
  ['010-62345678/79', 'twoContacts'],
  ['138OO138000', 'notAPhone'],
  ['1380013800', 'notAPhone'],
  ['138001380001', 'notAPhone'],
  ['abc', 'notAPhone'],
  ['', 'notAPhone'],
  ['=1+1', 'notAPhone'],
])('a phone written %s reads as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('a landline without area code takes the one the import gives', () => {
  expect(read('62345678', beijing)).toBe('+861062345678');
  expect(read('62345678-8001', beijing)).toBe('+861062345678;ext=8001');
  expect(read('62345678', { region: 'CN', areaCode: '10' })).toBe('+861062345678');
  expect(read('0755-82345678', beijing)).toBe('+8675582345678');
});

test('another region reads its own numbers', () => {
  expect(read('(415) 555-2671', { region: 'US', areaCode: '' })).toBe('+14155552671');
  expect(read('13800138000', { region: 'XX', areaCode: '' })).toBe('notAPhone');
});

test('a Chinese mobile number is one and the same however it is decorated', () => {
  const mobile = fc
    .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
    .map(([second, rest]) => `1${second}${String(rest).padStart(9, '0')}`);
  const wide = (text: string) =>
    text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const dress = fc.constantFrom<(text: string) => string>(
    (t) => `+86${t}`,
    (t) => `0086-${t}`,
    (t) => `86 ${t}`,
    wide,
    (t) => `${t.slice(0, 3)} ${t.slice(3, 7)} ${t.slice(7)}`,
    (t) => `${t.slice(0, 3)}-${t.slice(3, 7)}-${t.slice(7)}`,
    (t) => `\t${t}\u200B `,
    (t) => `${t}.00`,
    (t) => `${t[0]}.${t.slice(1)}E10`,
    (t) => `${t[0]}.${t.slice(1)}E+10`,
  );
  fc.assert(
    fc.property(mobile, dress, (number, how) => {
      expect(read(how(number))).toBe(`+86${number}`);
    }),
  );
});

test('whatever is written, reading never throws, and what it reads it reads again as the same', () => {
  const text = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[0-9 +\-()/、转xEe.]{0,24}$/),
    fc.stringMatching(/^0\d{2,3}-\d{7,8}(-\d{1,4})?$/),
  );
  fc.assert(
    fc.property(text, (written) => {
      const reading = readPhone(written, beijing);
      const again = reading.ok ? read(reading.contact.replace(';ext=', ' ext '), cn) : 'refused';
      expect(again).toBe(reading.ok ? reading.contact : 'refused');
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['Mei.Li@Example.COM ', { ok: true, value: { kind: 'email', contact: 'mei.li@example.com' } }],
  ['mailto:a@b.cn', { ok: true, value: { kind: 'email', contact: 'a@b.cn' } }],
  ['a＠b.cn', { ok: true, value: { kind: 'email', contact: 'a@b.cn' } }],
  ['a@b.cn; c@d.cn', { ok: false, code: 'twoContacts' }],
  ['a@b', { ok: false, code: 'notAContact' }],
  ['13800138000', { ok: true, value: { kind: 'phone', contact: '+8613800138000' } }],
])('a contact written %s', (text, expected) => {
  expect(readContact(text, cn)).toEqual(expected);
});

test('an account code stays as written but for spaces', () => {
  expect(readAccount('  Kan-code  Ltd ')).toEqual({
    ok: true,
    value: { kind: 'account', contact: 'Kan-code Ltd' },
  });
  expect(readAccount(' ')).toEqual({ ok: false, code: 'notAContact' });
});
