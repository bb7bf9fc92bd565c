import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';

/** How a test is chosen: one value or several is the same choice. */
export type TestMode = Exclude<Test['op'], 'equals'>;
export type Scalar = string | number | boolean;

/** The ways to test each kind of attribute, the usual one first. */
export const TEST_MODES: Record<Fact['kind'], readonly TestMode[]> = {
  enum: ['oneOf', 'notOneOf', 'isSet', 'isNotSet'],
  set: ['oneOf', 'hasAll', 'notOneOf', 'isSet', 'isNotSet'],
  text: ['oneOf', 'notOneOf', 'startsWith', 'contains', 'isSet', 'isNotSet'],
  boolean: ['oneOf', 'isSet', 'isNotSet'],
  number: ['between', 'oneOf', 'notOneOf', 'isSet', 'isNotSet'],
  date: ['age', 'between', 'isSet', 'isNotSet'],
};

export const modeOf = (test: Test): TestMode => (test.op === 'equals' ? 'oneOf' : test.op);

/** The values a test lists, if it is one that lists values. */
export function valuesOf(test: Test): readonly Scalar[] {
  if (test.op === 'equals') return [test.value];
  return test.op === 'oneOf' || test.op === 'notOneOf' || test.op === 'hasAll' ? test.values : [];
}

/** A test of an attribute in a mode, with the values that were there before. */
export function testIn(mode: TestMode, attribute: string, values: readonly Scalar[] = []): Test {
  switch (mode) {
    case 'oneOf': {
      const [only] = values;
      return values.length === 1 && only !== undefined
        ? { op: 'equals', attribute, value: only }
        : { op: 'oneOf', attribute, values: [...values] };
    }
    case 'notOneOf':
      return { op: mode, attribute, values: [...values] };
    case 'hasAll':
      return { op: mode, attribute, values: values.map(String) };
    case 'startsWith':
    case 'contains':
      return { op: mode, attribute, value: String(values[0] ?? '') };
    case 'between':
      return { op: mode, attribute, min: null, max: null };
    case 'age':
      return { op: mode, attribute, minDays: null, maxDays: null };
    case 'isSet':
    case 'isNotSet':
      return { op: mode, attribute };
  }
}

/** Full-width digits and thousands separators are read too; null for an empty text, NaN for what is no number. */
export function numberOf(text: string): number | null {
  const bare = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  if (bare === '') return null;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(bare) ? Number(bare) : Number.NaN;
}
