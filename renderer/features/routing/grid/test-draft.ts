import { dayOf, endOfDay, startOfDay } from '#domain/base';
import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';

/** How a cell's test is being entered. `any` is no test at all. */
export type Mode =
  | 'any'
  | 'oneOf'
  | 'notOneOf'
  | 'startsWith'
  | 'contains'
  | 'hasAll'
  | 'between'
  | 'age'
  | 'isSet'
  | 'isNotSet';

/** A test as its form holds it: texts, so that half-typed numbers are not lost. */
export type TestDraft = {
  readonly mode: Mode;
  readonly values: readonly string[];
  readonly least: string;
  readonly most: string;
};

export const MODES: Record<Fact['kind'], readonly Mode[]> = {
  enum: ['oneOf', 'notOneOf', 'isSet', 'isNotSet', 'any'],
  set: ['oneOf', 'hasAll', 'notOneOf', 'isSet', 'isNotSet', 'any'],
  text: ['oneOf', 'notOneOf', 'startsWith', 'contains', 'isSet', 'isNotSet', 'any'],
  boolean: ['oneOf', 'isSet', 'isNotSet', 'any'],
  number: ['between', 'oneOf', 'notOneOf', 'isSet', 'isNotSet', 'any'],
  date: ['age', 'between', 'isSet', 'isNotSet', 'any'],
};

/** A form to edit a test, or to begin one with what was typed. */
export function draftOf(test: Test | undefined, kind: Fact['kind'], typed: string, zone: string): TestDraft {
  const first = MODES[kind][0] ?? 'any';
  const blank: TestDraft = { mode: first, values: [], least: '', most: '' };
  if (typed !== '' && kind === 'text') return { ...blank, values: [typed] };
  if (!test) {
    const isRange = first === 'between' || first === 'age';
    return isRange && typed !== '' ? { ...blank, ...rangeTyped(typed) } : blank;
  }
  switch (test.op) {
    case 'equals':
      return { ...blank, mode: 'oneOf', values: [String(test.value)] };
    case 'startsWith':
    case 'contains':
      return { ...blank, mode: test.op, values: [test.value] };
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll':
      return { ...blank, mode: test.op, values: test.values.map(String) };
    case 'between': {
      const text = (end: number | null) =>
        end === null ? '' : kind === 'date' ? dayOf(end, zone) : String(end);
      const range = { least: text(test.min), most: text(test.max) };
      return { ...blank, mode: 'between', ...range, ...(kind === 'number' ? rangeTyped(typed) : {}) };
    }
    case 'age': {
      const text = (end: number | null) => (end === null ? '' : String(end));
      return {
        ...blank,
        mode: 'age',
        least: text(test.minDays),
        most: text(test.maxDays),
        ...rangeTyped(typed),
      };
    }
    case 'isSet':
    case 'isNotSet':
      return { ...blank, mode: test.op };
  }
}

/** A digit begins the lower end; `<` and `≤` begin the upper one. */
function rangeTyped(typed: string): Partial<TestDraft> {
  if (typed === '<' || typed === '≤') return { least: '' };
  return /^[\d.-]$/.test(typed) ? { least: typed } : {};
}

type Parsed = { readonly ok: true; readonly tests: readonly Test[] } | { readonly ok: false };

/** The form as a test: none where it says "any" or is left empty; not ok where a number does not parse. */
export function testOf(draft: TestDraft, fact: Pick<Fact, 'key' | 'kind'>, zone: string): Parsed {
  const attribute = fact.key;
  switch (draft.mode) {
    case 'any':
      return { ok: true, tests: [] };
    case 'isSet':
    case 'isNotSet':
      return { ok: true, tests: [{ op: draft.mode, attribute }] };
    case 'startsWith':
    case 'contains': {
      const [value = ''] = draft.values;
      return { ok: true, tests: value === '' ? [] : [{ op: draft.mode, attribute, value }] };
    }
    case 'hasAll':
      return {
        ok: true,
        tests: draft.values.length === 0 ? [] : [{ op: 'hasAll', attribute, values: [...draft.values] }],
      };
    case 'oneOf':
    case 'notOneOf': {
      const values = draft.values.map((text) => scalarOf(text, fact.kind));
      if (values.some((value) => typeof value === 'number' && Number.isNaN(value))) return { ok: false };
      const [only] = values;
      if (only === undefined) return { ok: true, tests: [] };
      if (draft.mode === 'oneOf' && values.length === 1)
        return { ok: true, tests: [{ op: 'equals', attribute, value: only }] };
      return { ok: true, tests: [{ op: draft.mode, attribute, values }] };
    }
    case 'between': {
      const isDate = fact.kind === 'date';
      const min = isDate ? momentOf(draft.least, zone, startOfDay) : numberOf(draft.least);
      const max = isDate ? momentOf(draft.most, zone, endOfDay) : numberOf(draft.most);
      if (Number.isNaN(min) || Number.isNaN(max)) return { ok: false };
      const isEmpty = min === null && max === null;
      return { ok: true, tests: isEmpty ? [] : [{ op: 'between', attribute, min, max }] };
    }
    case 'age': {
      const minDays = numberOf(draft.least);
      const maxDays = numberOf(draft.most);
      const isWhole = (days: number | null) => days === null || Number.isSafeInteger(days);
      if (!isWhole(minDays) || !isWhole(maxDays)) return { ok: false };
      const isEmpty = minDays === null && maxDays === null;
      return { ok: true, tests: isEmpty ? [] : [{ op: 'age', attribute, minDays, maxDays }] };
    }
  }
}

function scalarOf(text: string, kind: Fact['kind']): string | number | boolean {
  if (kind === 'number') return numberOf(text) ?? Number.NaN;
  return kind === 'boolean' ? text === 'true' : text;
}

/** Full-width digits and thousands separators are read too; an empty text is no end. */
function numberOf(text: string): number | null {
  const bare = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  if (bare === '') return null;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(bare) ? Number(bare) : Number.NaN;
}

function momentOf(day: string, zone: string, read: (day: string, zone: string) => number): number | null {
  return day === '' ? null : read(day, zone);
}
