import type { Condition, Test } from './condition.ts';

/** What a condition may test: attribute → its kind and, for enum and set, its codes. */
export type Catalogue = ReadonlyMap<
  string,
  {
    readonly kind: 'enum' | 'text' | 'number' | 'date' | 'boolean' | 'set';
    readonly codes: ReadonlySet<string>;
  }
>;

type Known = {
  readonly key: string;
  readonly kind: 'enum' | 'text' | 'number' | 'date' | 'boolean' | 'set';
  readonly values: readonly { readonly code: string }[];
};

/** The catalogue of attributes as lists hold them; of two with one key the later counts. */
export function catalogueOf(attributes: readonly Known[]): Catalogue {
  return new Map(
    attributes.map(({ key, kind, values }) => [
      key,
      { kind, codes: new Set(values.map((value) => value.code)) },
    ]),
  );
}

export type ConditionProblem = {
  readonly code: 'unknownAttribute' | 'unfitTest' | 'unknownValue' | 'emptyRange';
  readonly attribute: string;
  /** The value that does not fit, as text; null where the test as a whole does not. */
  readonly value: string | null;
};

/** Which tests fit which kind; what is missing here can never hold, or compares moments exactly. */
const FITTING = {
  enum: ['equals', 'oneOf', 'notOneOf', 'isSet', 'isNotSet'],
  set: ['equals', 'oneOf', 'notOneOf', 'hasAll', 'isSet', 'isNotSet'],
  text: ['equals', 'oneOf', 'notOneOf', 'startsWith', 'contains', 'isSet', 'isNotSet'],
  boolean: ['equals', 'oneOf', 'notOneOf', 'isSet', 'isNotSet'],
  number: ['equals', 'oneOf', 'notOneOf', 'between', 'isSet', 'isNotSet'],
  date: ['between', 'age', 'isSet', 'isNotSet'],
} as const satisfies Record<Known['kind'], readonly Test['op'][]>;

const TYPE_OF = {
  enum: 'string',
  set: 'string',
  text: 'string',
  boolean: 'boolean',
  number: 'number',
  date: 'number',
};

/**
 * What is wrong with a condition, test by test: an attribute nobody knows, a test that its kind does not have
 * (or a value of another type), a code outside its list, and a range without ends or with them crossed.
 */
export function check(condition: Condition, catalogue: Catalogue): ConditionProblem[] {
  if ('op' in condition) return checkTest(condition, catalogue);
  const parts = 'not' in condition ? [condition.not] : 'all' in condition ? condition.all : condition.any;
  return parts.flatMap((part) => check(part, catalogue));
}

function checkTest(test: Test, catalogue: Catalogue): ConditionProblem[] {
  const { attribute } = test;
  const known = catalogue.get(attribute);
  if (!known) return [{ code: 'unknownAttribute', attribute, value: null }];
  const fitting: readonly Test['op'][] = FITTING[known.kind];
  if (!fitting.includes(test.op)) return [{ code: 'unfitTest', attribute, value: null }];
  switch (test.op) {
    case 'isSet':
    case 'isNotSet':
    case 'startsWith':
    case 'contains':
      return [];
    case 'between':
      return isEmptyRange(test.min, test.max) ? [{ code: 'emptyRange', attribute, value: null }] : [];
    case 'age':
      return isEmptyRange(test.minDays, test.maxDays) ? [{ code: 'emptyRange', attribute, value: null }] : [];
    case 'equals':
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll':
      return (test.op === 'equals' ? [test.value] : test.values).flatMap((value): ConditionProblem[] => {
        if (typeof value !== TYPE_OF[known.kind])
          return [{ code: 'unfitTest', attribute, value: String(value) }];
        const isListed = known.kind === 'enum' || known.kind === 'set';
        return isListed && !known.codes.has(String(value))
          ? [{ code: 'unknownValue', attribute, value: String(value) }]
          : [];
      });
  }
}

function isEmptyRange(min: number | null, max: number | null): boolean {
  return min === null ? max === null : max !== null && min > max;
}
