import fc from 'fast-check';

/** The part of JSON Schema that zod writes for the contract. */
type Schema = {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  /** A tuple's places; `items` is then false. */
  prefixItems?: Schema[];
  items?: Schema | false;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  default?: unknown;
};

/**
 * What answers were seen to hold, by the name it stood under, so that some payloads speak of rows that are there;
 * grows while a test goes on, and keeps the first few and the latest.
 */
export type Known = Map<string, unknown[]>;

const FIRST = 4;
const LATEST = 8;

/** Remembers the short texts and whole numbers of an answer. */
export function remember(known: Known, answer: unknown): void {
  let level: [string, unknown][] = [['', answer]];
  for (let seen = 0; level.length > 0 && seen < 400; seen += level.length)
    level = level.flatMap(([key, value]) => {
      const isShort = (typeof value === 'string' && value.length <= 80) || Number.isSafeInteger(value);
      if (isShort) keep(known, key, value);
      return typeof value === 'object' && value !== null ? Object.entries(value).slice(0, 40) : [];
    });
}

function keep(known: Known, key: string, value: unknown): void {
  const kept = known.get(key) ?? [];
  if (kept.includes(value)) return;
  known.set(key, [...kept.slice(0, FIRST), ...[...kept.slice(FIRST), value].slice(-LATEST)]);
}

/** What may stand under a name: what stood there, and for an id what was one anywhere. */
function seenAs(known: Known, key: string): unknown[] {
  return [...(known.get(key) ?? []), ...(key.endsWith('Id') ? (known.get('id') ?? []) : [])];
}

/** Text that something, somewhere, might read as more than text. */
const HOSTILE_TEXT = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  "'; DROP TABLE users; --",
  '" OR 1=1 --',
  '%',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '=cmd|calc!A1',
  '<script>alert(1)</script>',
  '\u202eabc',
  '😀'.repeat(50),
  'x'.repeat(100_000),
  '9'.repeat(400),
  'null',
  '$.a',
  '{"a":1}',
];

const HOSTILE_VALUE: readonly unknown[] = [
  null,
  undefined,
  true,
  0,
  -1,
  0.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  2 ** 53,
  1e308,
  [],
  {},
  [[[[]]]],
  { length: 1_000_000_000 },
  Object.fromEntries([['toString', 'x']]),
  JSON.parse('{"__proto__":{"isAdmin":true}}'),
  JSON.parse('['.repeat(70) + ']'.repeat(70)),
  Array.from({ length: 3000 }, () => 'a'),
  new Date(0),
  10n,
  ...HOSTILE_TEXT,
];

export const hostileValue = fc.oneof(
  fc.constantFrom(...HOSTILE_VALUE),
  fc.anything({
    maxDepth: 3,
    withBigInt: true,
    withDate: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
);

/** Payloads that a schema allows; ids and numbers of the store among them. */
export function fitting(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  return arbitraryOf(schema, { known, defs: schema.$defs ?? {}, key: '' }, 0);
}

const wounds = fc.array(fc.tuple(fc.nat(), fc.nat(4), hostileValue), { minLength: 1, maxLength: 2 });
type Wounds = readonly (readonly [number, number, unknown])[];
const hurt = (payload: unknown, all: Wounds) =>
  all.reduce((one, [at, how, value]) => wound(one, at, how, value), payload);

/** A payload that fits, with one or two places of it spoilt. */
export function spoilt(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  return fc.tuple(fitting(schema, known), wounds).map(([payload, all]) => hurt(payload, all));
}

/** A payload that was accepted before, as it was or spoilt; undefined while there is none. */
export function spoiltModel(models: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(), fc.boolean(), wounds).map(([at, isSpoilt, all]) => {
    const model = models[at % Math.max(1, models.length)];
    return isSpoilt ? hurt(model, all) : model;
  });
}

type Ground = { readonly known: Known; readonly defs: Record<string, Schema>; readonly key: string };

function arbitraryOf(schema: Schema, ground: Ground, depth: number): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return arbitraryOf(ground.defs[schema.$ref.replace('#/$defs/', '')] ?? {}, ground, depth + 1);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    // Past a depth only what does not lead back.
    const open = depth > 3 ? choices.filter((choice) => !JSON.stringify(choice).includes('$ref')) : choices;
    return fc.oneof(
      ...(open.length > 0 ? open : choices.slice(0, 1)).map((choice) =>
        arbitraryOf(choice, ground, depth + 1),
      ),
    );
  }
  if (schema.allOf) return arbitraryOf(Object.assign({}, ...schema.allOf) as Schema, ground, depth);
  switch (schema.type) {
    case 'object':
      return objectOf(schema, ground, depth);
    case 'array':
      if (schema.prefixItems)
        return fc.tuple(...schema.prefixItems.map((place) => arbitraryOf(place, ground, depth + 1)));
      return fc.array(arbitraryOf(schema.items || {}, ground, depth + 1), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, depth > 2 ? 1 : 4)),
      });
    case 'string':
      return textOf(schema, ground);
    case 'integer':
      return numberOf(schema, ground);
    case 'number':
      return fc.oneof(numberOf(schema, ground), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case undefined:
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf(schema: Schema, ground: Ground, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, of]) => [key, arbitraryOf(of, { ...ground, key }, depth + 1)]),
  );
  // What has a default may stay away.
  const requiredKeys = required.filter((key) => !('default' in (properties[key] ?? {})));
  const object = fc.record(model, { requiredKeys });
  if (typeof additionalProperties !== 'object') return object;
  const names = schema.propertyNames ? arbitraryOf(schema.propertyNames, ground, depth) : textOf({}, ground);
  return fc.dictionary(names.map(String), arbitraryOf(additionalProperties, ground, depth + 1), {
    maxKeys: 3,
  });
}

function textOf(schema: Schema, { known, key }: Ground): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 60, pattern, format } = schema;
  if (format === 'base64') return fc.base64String({ maxLength: 200 });
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const isFit = (text: unknown): text is string =>
    typeof text === 'string' && text.length >= minLength && text.length <= maxLength;
  const hostile = HOSTILE_TEXT.filter(isFit);
  return fc.oneof(
    { weight: 5, arbitrary: fc.nat().map((at) => one(known, key, at, isFit) ?? 'a'.padEnd(minLength, 'b')) },
    {
      weight: 2,
      arbitrary: fc
        .string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 20)) })
        .filter(isFit),
    },
    ...(hostile.length > 0 ? [{ weight: 1, arbitrary: fc.constantFrom(...hostile) }] : []),
  );
}

function numberOf(schema: Schema, { known, key }: Ground): fc.Arbitrary<number> {
  const min = Math.max(schema.minimum ?? Number.MIN_SAFE_INTEGER, Number.MIN_SAFE_INTEGER);
  const max = Math.min(schema.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const isFit = (number: unknown): number is number =>
    typeof number === 'number' && number >= min && number <= max;
  const small = fc.integer({ min: Math.max(min, Math.min(0, max)), max: Math.min(max, Math.max(20, min)) });
  return fc.oneof(
    fc.nat().map((at) => one(known, key, at, isFit) ?? min),
    small,
    fc.maxSafeInteger().map((number) => Math.min(max, Math.max(min, number))),
  );
}

/** The `at`-th of those known that fit, at the moment of asking. */
function one<T>(known: Known, key: string, at: number, isFit: (value: unknown) => value is T): T | undefined {
  const fitting = seenAs(known, key).filter(isFit);
  return fitting[at % Math.max(1, fitting.length)];
}

/** Spoils the `at`-th place of a payload: another value there, the place gone, one more key, twice the list. */
function wound(payload: unknown, at: number, how: number, value: unknown): unknown {
  const places: { holder: Record<string, unknown>; key: string }[] = [];
  const collect = (of: unknown, depth: number) => {
    if (typeof of !== 'object' || of === null || depth > 8) return;
    for (const key of Object.keys(of)) {
      places.push({ holder: of as Record<string, unknown>, key });
      collect((of as Record<string, unknown>)[key], depth + 1);
    }
  };
  const copy: unknown = structuredClone(payload);
  collect(copy, 0);
  const place = places[at % Math.max(1, places.length)];
  if (!place || how === 4) return at % 7 === 0 ? value : { ...(copy as object), [`extra${at % 3}`]: value };
  const { holder, key } = place;
  const old = holder[key];
  if (how === 0) delete holder[key];
  else if (how === 1 && Array.isArray(old)) holder[key] = [...old, ...old, value];
  else if (how === 2 && typeof old === 'string') holder[key] = old.repeat(2000).slice(0, 50_000);
  else Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}
