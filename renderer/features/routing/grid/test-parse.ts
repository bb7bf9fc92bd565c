import { dayOf, endOfDay, startOfDay } from '#domain/base';
import type { Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';
import { after, WORDS } from './cell-words.ts';
import { splitOutside, unquoted } from './quotes.ts';
import { folded, type Naming, valueLookup } from './naming.ts';

/** Why a text does not say a cell's value. */
export type Reason =
  | 'unknownValue'
  | 'wrongNumber'
  | 'wrongDate'
  | 'wrongDays'
  | 'openEnd'
  | 'wrongYesNo'
  | 'unfitTest'
  | 'unknownGroup'
  | 'unknownPerson'
  | 'unknownFact'
  | 'tooLong'
  | 'catchAll';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: Reason; readonly text: string };

const bad = (reason: Reason, text: string): Parsed<never> => ({ ok: false, reason, text });
const good = <T>(value: T): Parsed<T> => ({ ok: true, value });

type Scalar = string | number | boolean;

/** The tests that a spreadsheet's cell says about a fact; an empty one says none. Several are joined by `&`. */
export function parseTests(text: string, fact: Fact, naming: Naming): Parsed<readonly Test[]> {
  if (text.trim() === '' || isAmong(text, WORDS.any)) return good([]);
  const tests: Test[] = [];
  for (const part of splitOutside(text, /&/)) {
    const parsed = parseTest(part.trim(), fact, naming);
    if (!parsed.ok) return parsed;
    tests.push(parsed.value);
  }
  return good(tests);
}

function isAmong(text: string, words: readonly string[]): boolean {
  return words.includes(folded(text));
}

function parseTest(text: string, fact: Fact, naming: Naming): Parsed<Test> {
  const attribute = fact.key;
  if (isAmong(text, WORDS.isSet)) return good({ op: 'isSet', attribute });
  if (isAmong(text, WORDS.isNotSet)) return good({ op: 'isNotSet', attribute });
  if (fact.kind === 'date') return parseDate(text, attribute, naming.zone);
  const pattern = fact.kind === 'text' ? patternOf(text, attribute) : undefined;
  if (pattern) return good(pattern);
  if (fact.kind === 'number') {
    const range = parseRange(text, attribute);
    if (range) return range;
  }
  return parseList(text, fact, naming);
}

function parseList(text: string, fact: Fact, naming: Naming): Parsed<Test> {
  const attribute = fact.key;
  const isListed = fact.kind === 'enum' || fact.kind === 'set';
  // A value's own name comes first: 非洲 is not "not 洲".
  const named = isListed ? valueLookup(fact, naming.soundsOf)(text) : undefined;
  if (named !== undefined) return good({ op: 'equals', attribute, value: named });
  const excluded = after(text, WORDS.not);
  const together = fact.kind === 'set' ? after(text, WORDS.all) : undefined;
  const values = valuesIn(excluded ?? together ?? text, fact, naming);
  if (!values.ok) return values;
  if (excluded !== undefined) return good({ op: 'notOneOf', attribute, values: values.value });
  if (together !== undefined) return good({ op: 'hasAll', attribute, values: values.value.map(String) });
  const [only] = values.value;
  if (values.value.length === 1 && only !== undefined) return good({ op: 'equals', attribute, value: only });
  return good({ op: 'oneOf', attribute, values: values.value });
}

/** The values listed in a text. A text that is itself a value's name is that one, whatever signs are in it. */
function valuesIn(text: string, fact: Fact, naming: Naming): Parsed<Scalar[]> {
  const isListed = fact.kind === 'enum' || fact.kind === 'set';
  const whole = isListed ? valueLookup(fact, naming.soundsOf)(text) : undefined;
  if (whole !== undefined) return good([whole]);
  if (fact.kind === 'number' && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text))
    return good([Number(text.replaceAll(',', ''))]);
  const values: Scalar[] = [];
  for (const part of splitOutside(text, /[、,，;；|\n]/)) {
    const parsed = parseValue(part.trim(), fact, naming);
    if (!parsed.ok) return parsed;
    values.push(parsed.value);
  }
  return good(values);
}

function parseValue(text: string, fact: Fact, naming: Naming): Parsed<Scalar> {
  const bare = unquoted(text);
  switch (fact.kind) {
    case 'enum':
    case 'set': {
      const code = valueLookup(fact, naming.soundsOf)(bare);
      return code === undefined ? bad('unknownValue', bare) : good(code);
    }
    case 'boolean':
      if (isAmong(bare, WORDS.yes)) return good(true);
      return isAmong(bare, WORDS.no) ? good(false) : bad('wrongYesNo', bare);
    case 'number': {
      const number = numberIn(bare);
      return number === null ? bad('wrongNumber', bare) : good(number);
    }
    case 'text':
      if (bare === '') return bad('unknownValue', text);
      return bare.length > 500 ? bad('tooLong', bare.slice(0, 40)) : good(bare);
    case 'date':
      return bad('wrongDate', text);
  }
}

/** `"ab"*` begins with ab, `*"ab"*` contains it; words say the same. */
function patternOf(text: string, attribute: string): Test | undefined {
  const begins = after(text, WORDS.startsWith) ?? /^("(?:[^"]|"")+"|[^*"]+)\*$/.exec(text)?.[1];
  if (begins) return { op: 'startsWith', attribute, value: unquoted(begins) };
  const holds = after(text, WORDS.contains) ?? /^\*("(?:[^"]|"")+"|[^*"]+)\*$/.exec(text)?.[1];
  return holds ? { op: 'contains', attribute, value: unquoted(holds) } : undefined;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

function numberIn(text: string): number | null {
  const bare = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  return NUMBER.test(bare) ? Number(bare) : null;
}

type Ends = { readonly min: string | null; readonly max: string | null };

/** The ends of a range as they were written; undefined where the text is no range. */
function endsIn(text: string): Ends | 'open' | undefined {
  const least = /^(?:>=|≥|=>|至少|不少于|不低于|at least|from)\s*(.+)$/i.exec(text)?.[1];
  if (least !== undefined) return { min: least, max: null };
  const most = /^(?:<=|≤|=<|至多|不超过|不多于|at most|until)\s*(.+)$/i.exec(text)?.[1];
  if (most !== undefined) return { min: null, max: most };
  if (/^[<>＜＞]/.test(text) && !text.startsWith('<>')) return 'open';
  const [, from, to] = /^(.*?)\s*(?:\.\.|~|～|至|\bto\b|–|—)\s*(.*)$/i.exec(text) ?? [];
  if (from !== undefined && to !== undefined) return { min: from || null, max: to || null };
  // What ends with a comma is no end of a range: `0, -1` lists two numbers.
  const [, low, high] = /^(\d(?:[\d.,]*[\d.])?)\s*-\s*(\d(?:[\d.,]*[\d.])?)$/.exec(text) ?? [];
  return low !== undefined && high !== undefined ? { min: low, max: high } : undefined;
}

function parseRange(text: string, attribute: string): Parsed<Test> | undefined {
  const ends = endsIn(text);
  if (ends === undefined) return undefined;
  if (ends === 'open') return bad('openEnd', text);
  const min = ends.min === null ? null : numberIn(ends.min);
  const max = ends.max === null ? null : numberIn(ends.max);
  if ((ends.min !== null && min === null) || (ends.max !== null && max === null))
    return bad('wrongNumber', text);
  return good({ op: 'between', attribute, min, max });
}

/** Ages end in days (`>= 30d`, `10..20天`, `距今 ≥ 30 天`); everything else is a day or a range of days. */
function parseDate(text: string, attribute: string, zone: string): Parsed<Test> {
  const bare = text.replace(/^距今\s*/, '');
  const aged = /^(.*?)\s*(?:d|days?|天)(?:\s*(?:ago|前|以前))?$/i.exec(bare)?.[1];
  if (aged !== undefined) {
    const range = aged === '..' ? good({ min: null, max: null }) : daysIn(aged);
    if (!range.ok) return range;
    return good({ op: 'age', attribute, minDays: range.value.min, maxDays: range.value.max });
  }
  const ends = endsIn(text) ?? { min: text, max: text };
  if (ends === 'open') return bad('openEnd', text);
  const min = ends.min === null ? null : momentIn(ends.min, zone, startOfDay);
  const max = ends.max === null ? null : momentIn(ends.max, zone, endOfDay);
  if (min === undefined || max === undefined) return bad('wrongDate', text);
  return good({ op: 'between', attribute, min, max });
}

function daysIn(text: string): Parsed<{ min: number | null; max: number | null }> {
  const ends = endsIn(text.trim()) ?? { min: text, max: text };
  if (ends === 'open') return bad('openEnd', text);
  const min = ends.min === null ? null : numberIn(ends.min.replace(/\s*(?:d|days?|天)$/i, ''));
  const max = ends.max === null ? null : numberIn(ends.max);
  const isWhole = (days: number | null, end: string | null) =>
    end === null || (days !== null && Number.isSafeInteger(days));
  return isWhole(min, ends.min) && isWhole(max, ends.max) ? good({ min, max }) : bad('wrongDays', text);
}

/** A moment as `2026-11-25`, `2026/11/25`, `2026年11月25日` or in full; undefined where it is none. */
export function momentIn(
  text: string,
  zone: string,
  ofDay: (day: string, zone: string) => number,
): number | undefined {
  const bare = text.normalize('NFKC').trim();
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(bare) ?? [];
  if (year && month && day) {
    const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const at = ofDay(written, zone);
    return Number.isFinite(at) && dayOf(at, zone) === written ? at : undefined;
  }
  const at = /^[+-]?\d{4,6}-\d\d-\d\dT/.test(bare) ? Date.parse(bare) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}
