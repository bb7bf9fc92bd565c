import type { Condition, Test } from '#domain/conditions';
import { quoted } from './tokens.ts';

/** The tests that stand under one column, as FEEL text. */
export type Cell = string;

type Scalar = string | number | boolean;

/**
 * Some tests of one attribute that must all hold, as one FEEL cell; undefined where a cell cannot say them.
 * The opposite of `readUnaryTests`: reading what this writes gives a condition that holds for the same facts.
 * @param kind what the attribute holds: moments are written as UTC, sets by `list contains`.
 * @param spell how a listed text is written: a FEEL literal, or (in spreadsheets) its name as it is.
 */
export function cellOf(
  tests: readonly Test[],
  kind: 'set' | 'date' | 'other',
  spell: (value: string) => string = quoted,
): Cell | undefined {
  if (tests.length === 0) return '-';
  const scalar = (value: Scalar) =>
    typeof value === 'string' ? spell(value) : literalOf(value, kind === 'date');
  const [first, second] = tests;
  if (first && second) return tests.length === 2 ? openRange(first, second, scalar) : undefined;
  // A spreadsheet names a set's codes as it names a list's.
  return first && testCell(first, kind === 'set' && spell !== quoted ? 'other' : kind, scalar);
}

function testCell(
  test: Test,
  kind: 'set' | 'date' | 'other',
  scalar: (value: Scalar) => string,
): Cell | undefined {
  const has = (value: Scalar) => `list contains(?, ${quoted(String(value))})`;
  switch (test.op) {
    case 'equals':
      return kind === 'set' ? has(test.value) : scalar(test.value);
    case 'oneOf':
      return kind === 'set' ? test.values.map(has).join(' or ') : test.values.map(scalar).join(', ');
    case 'notOneOf':
      return kind === 'set'
        ? `not(${test.values.map(has).join(' or ')})`
        : `not(${test.values.map(scalar).join(', ')})`;
    case 'hasAll':
      return test.values.map(has).join(' and ');
    case 'startsWith':
      return `starts with(?, ${quoted(test.value)})`;
    case 'contains':
      return `contains(?, ${quoted(test.value)})`;
    case 'isSet':
      return 'not(null)';
    case 'isNotSet':
      return 'null';
    case 'between':
      return rangeCell(test.min, test.max, scalar);
    case 'age':
      return rangeCell(test.minDays, test.maxDays, String);
  }
}

function rangeCell(
  min: number | null,
  max: number | null,
  scalar: (value: number) => string,
): Cell | undefined {
  if (min !== null && max !== null) return `[${scalar(min)}..${scalar(max)}]`;
  if (min !== null) return `>=${scalar(min)}`;
  return max === null ? undefined : `<=${scalar(max)}`;
}

/** A range without one or both of its ends: `between` and the ends that are not in it. */
function openRange(first: Test, second: Test, scalar: (value: Scalar) => string): Cell | undefined {
  if (first.op !== 'between' || second.op !== 'notOneOf') return undefined;
  const { min, max } = first;
  const isOpen = (end: number | null) => end !== null && second.values.includes(end);
  if (second.values.some((value) => value !== min && value !== max)) return undefined;
  if (min !== null && max !== null)
    return `${isOpen(min) ? '(' : '['}${scalar(min)}..${scalar(max)}${isOpen(max) ? ')' : ']'}`;
  if (min !== null) return `>${scalar(min)}`;
  return max === null ? undefined : `<${scalar(max)}`;
}

function literalOf(value: number | boolean, isDate: boolean): string {
  if (typeof value === 'number' && isDate) return `date and time("${new Date(value).toISOString()}")`;
  return typeof value === 'number' ? plainNumber(value) : String(value);
}

/** FEEL has no exponents. */
function plainNumber(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}

/** The parts of several cells, all of which must hold. */
export function conditionOf(cells: readonly (Condition | null)[]): Condition {
  const parts = cells.flatMap((part) => (part === null ? [] : 'all' in part ? part.all : [part]));
  const [only] = parts;
  return parts.length === 1 && only ? only : { all: parts };
}
