import { z } from 'zod';

/** An attribute's value as facts hold it: enum code or text, number, moment in UTC ms (dates), boolean, or a set of codes. */
export const Value = z.union([
  z.string().max(500),
  z.number(),
  z.boolean(),
  z.array(z.string().max(500)).max(500),
]);
export type Value = z.infer<typeof Value>;

// Half a character is no text: SQL and JavaScript would find it in different places.
const text = z
  .string()
  .max(500)
  .refine((value) => value.isWellFormed());
const attribute = z
  .string()
  .min(1)
  .max(80)
  .refine((value) => value.isWellFormed());
const scalar = z.union([text, z.number(), z.boolean()]);
const list = z.array(scalar).min(1).max(2000);

/**
 * One test of one attribute.
 * - Unset is: no value, null, an empty text, an empty set, or not a value at all. An unset attribute
 *   fails every test but `isNotSet` and `notOneOf`.
 * - `equals` and `oneOf` compare exactly (type, case, spaces). A set holds them when one of its codes does,
 *   and `notOneOf` when none does.
 * - `between` and `age` hold for numbers only.
 */
const TestShape = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('equals'), attribute, value: scalar }),
  z.strictObject({ op: z.literal('oneOf'), attribute, values: list }),
  z.strictObject({ op: z.literal('notOneOf'), attribute, values: list }),
  /** Inclusive at both ends; numbers, and moments for dates. */
  z.strictObject({
    op: z.literal('between'),
    attribute,
    min: z.number().nullable(),
    max: z.number().nullable(),
  }),
  /** A text that begins with, or contains, another: letter by letter. */
  z.strictObject({ op: z.literal('startsWith'), attribute, value: text.min(1) }),
  z.strictObject({ op: z.literal('contains'), attribute, value: text.min(1) }),
  /** A set that has every one of the codes. */
  z.strictObject({
    op: z.literal('hasAll'),
    attribute,
    values: z.array(text).min(1).max(500),
  }),
  z.strictObject({ op: z.literal('isSet'), attribute }),
  z.strictObject({ op: z.literal('isNotSet'), attribute }),
  /** Age of a date in whole days (24 h, rounded down; negative for a date to come) at the moment of deciding, inclusive at both ends. */
  z.strictObject({
    op: z.literal('age'),
    attribute,
    minDays: z.int().nullable(),
    maxDays: z.int().nullable(),
  }),
]);
export type Test = z.infer<typeof TestShape>;

export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test;

const MAX_DEPTH = 8;

/** How deep groups nest; a single test is 0. */
function conditionDepth(condition: Condition): number {
  if ('op' in condition) return 0;
  if ('not' in condition) return 1 + conditionDepth(condition.not);
  const parts = 'all' in condition ? condition.all : condition.any;
  return 1 + parts.reduce((deepest, part) => Math.max(deepest, conditionDepth(part)), 0);
}

const Nested: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    TestShape,
    z.strictObject({ all: z.array(Nested).max(200) }),
    z.strictObject({ any: z.array(Nested).max(200) }),
    z.strictObject({ not: Nested }),
  ]),
);

/** A condition; `{ all: [] }` holds for everything (the catch-all). Refused: deeper than 8 groups. */
export const Condition: z.ZodType<Condition> = Nested.refine((value) => conditionDepth(value) <= MAX_DEPTH, {
  params: { code: 'conditions.tooDeep' },
});
