import type { Condition, Test } from '#domain/conditions';

/** Chances that repeat: a linear congruential generator over 32 bits. */
export function dice(seed: number) {
  let state = seed >>> 0;
  const below = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const pick = <T>(values: readonly T[]): T => values[below(values.length)] as T;
  return { below, pick };
}
export type Dice = ReturnType<typeof dice>;

export const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

export const KEYS = [
  'city',
  'stores',
  'since',
  'needs',
  'isChain',
  'line',
  'source',
  'amount',
  'createdAt',
  'missing',
  'a b',
  "it's",
  'a.b',
  '$',
  '名',
  '[0]',
  '"q"',
  '\\',
  'constructor',
  '__proto__',
  '😀',
  '',
];

const TEXTS = [
  'sh',
  'SH',
  ' sh',
  '1',
  'true',
  '',
  '上海',
  '上',
  '海',
  '😀',
  'x😀y',
  "it's",
  '"',
  '\\',
  '%',
  '_',
  's_',
  'null',
  'é',
  'e\u0301',
  '\u0000',
  'a\u0000b',
  'a',
  '\n',
  '\uD83D',
  '\uDE00',
  'test',
  'produce',
  '🇨🇳',
];
const NUMBERS = [
  0,
  1,
  -1,
  1.5,
  0.1,
  0.1 + 0.2,
  0.3,
  1e21,
  1e-7,
  1e308,
  Number.MAX_VALUE,
  5e-324,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 62,
  1234.56,
  1000,
  -0,
  NOW,
  NOW - DAY,
  NOW - DAY + 1,
  NOW - DAY - 1,
  NOW + 1,
  NOW + 3 * DAY,
  1_234_567_890_123_456_800,
];

/** The JSON text of one attribute's value, as anybody may have stored it. */
function anyValue({ below, pick }: Dice): string {
  switch (below(10)) {
    case 0:
      return pick([
        'null',
        '{}',
        '{"sh":1}',
        '[]',
        '[[]]',
        '[null]',
        '[1]',
        '[true,"1"]',
        '1e400',
        '-1e400',
        '1.0',
        '""',
      ]);
    case 1:
      return pick(['true', 'false']);
    case 2:
    case 3:
    case 4:
      return JSON.stringify(pick(NUMBERS));
    case 5:
    case 6:
      return JSON.stringify(Array.from({ length: below(4) }, () => pick<unknown>([...TEXTS, 1, true, null])));
    default:
      return JSON.stringify(pick(TEXTS));
  }
}

/** The JSON text of a row's attributes: mostly an object, now and then something that is none. */
export function anyAttributes(chance: Dice): string {
  if (chance.below(20) === 0)
    return chance.pick(['[]', '["city"]', 'null', '5', '"city"', '{}', '[{"city":"sh"}]']);
  const keys = KEYS.filter(() => chance.below(3) > 0);
  return `{${keys.map((key) => `${JSON.stringify(key)}:${anyValue(chance)}`).join()}}`;
}

const WELL_FORMED = TEXTS.filter((text) => text.isWellFormed());

function anyTest(chance: Dice): Test {
  const { below, pick } = chance;
  const attribute = pick(KEYS.filter((key) => key !== ''));
  const scalar = () => pick<string | number | boolean>([...WELL_FORMED, ...NUMBERS, true, false]);
  const end = () => (below(3) === 0 ? null : pick(NUMBERS));
  const days = () => (below(3) === 0 ? null : below(9) - 4);
  const text = () => pick(WELL_FORMED.filter((one) => one !== ''));
  const list = <T>(make: () => T) => Array.from({ length: 1 + below(4) }, make);
  switch (below(10)) {
    case 0:
      return { op: 'equals', attribute, value: scalar() };
    case 1:
      return { op: 'oneOf', attribute, values: list(scalar) };
    case 2:
      return { op: 'notOneOf', attribute, values: list(scalar) };
    case 3:
    case 4:
      return { op: 'between', attribute, min: end(), max: end() };
    case 5:
      return { op: pick(['startsWith', 'contains']), attribute, value: text() };
    case 6:
      return { op: 'hasAll', attribute, values: list(() => pick(WELL_FORMED)) };
    case 7:
      return { op: 'isSet', attribute };
    case 8:
      return { op: 'isNotSet', attribute };
    default:
      return { op: 'age', attribute, minDays: days(), maxDays: days() };
  }
}

/** A condition nested up to some depth. */
export function anyCondition(chance: Dice, depth: number): Condition {
  const { below } = chance;
  const parts = () => Array.from({ length: below(4) }, () => anyCondition(chance, depth - 1));
  if (depth === 0) return anyTest(chance);
  switch (below(5)) {
    case 0:
      return { all: parts() };
    case 1:
      return { any: parts() };
    case 2:
      return { not: anyCondition(chance, depth - 1) };
    default:
      return anyTest(chance);
  }
}
