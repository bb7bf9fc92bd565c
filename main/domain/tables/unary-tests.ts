import type { Condition, Test } from '#domain/conditions';
import { type Token, tokensOf } from './tokens.ts';

/** What a cell says about one attribute: nothing (`-`), a condition, or something that routing tables do not speak. */
export type UnaryTests =
  | { readonly ok: true; readonly condition: Condition | null }
  | { readonly ok: false; readonly outside: string };

type Scalar = string | number | boolean;

/** What is outside the language, as it stands in the cell; caught where a cell begins to be read. */
class Outside extends Error {}

/**
 * Reads the FEEL unary tests (DMN 1.x, 10.3.2.7) that a routing table needs, for one attribute: `-`, literals, lists,
 * `< <= > >=`, intervals open and closed, `not(…)`, `null`, `date(…)`, `date and time(…)`, and over `?` the functions
 * `starts with`, `contains` and `list contains` joined by `and` and `or`. `dateOf` turns a written day or moment into
 * UTC ms (NaN: not a date). Everything else is named in `outside`, and nothing is dropped silently.
 */
export function readUnaryTests(
  text: string,
  attribute: string,
  dateOf: (written: string) => number,
): UnaryTests {
  const trimmed = text.trim();
  if (trimmed === '-' || trimmed === '') return { ok: true, condition: null };
  try {
    const reader = readerOf(tokensOf(trimmed), { attribute, dateOf });
    return { ok: true, condition: reader() };
  } catch (error) {
    if (error instanceof Outside || error instanceof SyntaxError)
      return { ok: false, outside: error.message || trimmed };
    throw error;
  }
}

type Setting = { readonly attribute: string; readonly dateOf: (written: string) => number };

const OPPOSITE = { '<': 'max', '<=': 'max', '>': 'min', '>=': 'min' } as const;
type Comparison = keyof typeof OPPOSITE;

/** A recursive descent over the tokens; answers the whole cell's condition. */
function readerOf(tokens: readonly Token[], { attribute, dateOf }: Setting): () => Condition {
  let at = 0;
  const peek = (text: string) => tokens[at]?.kind === 'mark' && tokens[at]?.text === text;
  const take = (text: string) => {
    if (!peek(text)) return false;
    at += 1;
    return true;
  };
  const need = (text: string) => {
    if (!take(text)) throw new Outside(tokens[at]?.text ?? text);
  };
  const bound = (value: Scalar, end: 'min' | 'max', isOpen: boolean): Condition => {
    if (typeof value !== 'number') throw new Outside(String(value));
    const range: Test = {
      op: 'between',
      attribute,
      min: end === 'min' ? value : null,
      max: end === 'max' ? value : null,
    };
    return isOpen ? { all: [range, { op: 'notOneOf', attribute, values: [value] }] } : range;
  };
  const list = (): Condition => {
    const parts = [alternative()];
    while (take(',')) parts.push(alternative());
    return joined(parts, attribute);
  };
  const alternative = (): Condition => {
    const parts = [conjunction()];
    while (take('or')) parts.push(conjunction());
    return parts.length === 1 ? (parts[0] as Condition) : { any: parts };
  };
  const conjunction = (): Condition => {
    const parts = [one()];
    while (take('and')) parts.push(one());
    if (parts.length === 1) return parts[0] as Condition;
    const codes = parts.flatMap((part) =>
      'op' in part && part.op === 'equals' && typeof part.value === 'string' ? [part.value] : [],
    );
    return codes.length === parts.length ? { op: 'hasAll', attribute, values: codes } : { all: parts };
  };
  const one = (): Condition => {
    if (take('not')) {
      need('(');
      const inner = list();
      need(')');
      return negated(inner);
    }
    if (take('?')) return compared();
    for (const mark of ['<=', '>=', '<', '>'] as const) if (take(mark)) return comparison(mark);
    for (const mark of ['starts with', 'contains', 'list contains'] as const)
      if (take(mark)) return called(mark);
    if (peek('[') || peek(']') || peek('(')) return interval();
    if (take('null')) return { op: 'isNotSet', attribute };
    return { op: 'equals', attribute, value: literal() };
  };
  const comparison = (mark: Comparison) => bound(literal(), OPPOSITE[mark], mark.length === 1);
  const compared = (): Condition => {
    if (take('in')) {
      need('(');
      const inner = list();
      need(')');
      return inner;
    }
    const isNot = take('!=');
    if (isNot || take('=')) {
      const inner: Condition = take('null')
        ? { op: 'isNotSet', attribute }
        : { op: 'equals', attribute, value: literal() };
      return isNot ? negated(inner) : inner;
    }
    for (const mark of ['<=', '>=', '<', '>'] as const) if (take(mark)) return comparison(mark);
    throw new Outside(tokens[at]?.text ?? '?');
  };
  const called = (name: 'starts with' | 'contains' | 'list contains'): Condition => {
    need('(');
    need('?');
    need(',');
    const value = literal();
    need(')');
    if (typeof value !== 'string' || value === '') throw new Outside(`${name}(?, ${String(value)})`);
    if (name === 'list contains') return { op: 'equals', attribute, value };
    return { op: name === 'contains' ? 'contains' : 'startsWith', attribute, value };
  };
  const interval = (): Condition => {
    const isFromOpen = !take('[');
    if (isFromOpen && !take('(')) need(']');
    const from = literal();
    need('..');
    const to = literal();
    const isToOpen = !take(']');
    if (isToOpen && !take(')')) need('[');
    if (typeof from !== 'number' || typeof to !== 'number') throw new Outside(`${from}..${to}`);
    const range: Test = { op: 'between', attribute, min: from, max: to };
    const excluded = [...(isFromOpen ? [from] : []), ...(isToOpen ? [to] : [])];
    return excluded.length === 0 ? range : { all: [range, { op: 'notOneOf', attribute, values: excluded }] };
  };
  const literal = (): Scalar => {
    const token = tokens[at];
    if (!token) throw new Outside('');
    at += 1;
    if (token.kind === 'text') return token.text;
    if (token.kind === 'number') return Number(token.text);
    if (token.text === 'true' || token.text === 'false') return token.text === 'true';
    if (token.text === '-' && tokens[at]?.kind === 'number') {
      at += 1;
      return -Number(tokens[at - 1]?.text);
    }
    if (token.text === 'date' || token.text === 'date and time') return writtenDate();
    throw new Outside(token.text);
  };
  const writtenDate = (): number => {
    need('(');
    const written = literal();
    need(')');
    const moment = dateOf(String(written));
    if (!Number.isFinite(moment)) throw new Outside(String(written));
    return moment;
  };
  return () => {
    const condition = list();
    if (at < tokens.length) throw new Outside(tokens[at]?.text ?? '');
    return condition;
  };
}

/** Alternatives of one cell: plain values become one list. */
function joined(parts: readonly Condition[], attribute: string): Condition {
  if (parts.length === 1) return parts[0] as Condition;
  const values = parts.flatMap((part) => ('op' in part && part.op === 'equals' ? [part.value] : []));
  const others = parts.filter((part) => !('op' in part && part.op === 'equals'));
  if (others.length === 0) return { op: 'oneOf', attribute, values };
  const [first] = values;
  if (first === undefined) return { any: others };
  const listed: Condition =
    values.length === 1 ? { op: 'equals', attribute, value: first } : { op: 'oneOf', attribute, values };
  return { any: [listed, ...others] };
}

function negated(condition: Condition): Condition {
  if ('op' in condition) {
    if (condition.op === 'equals')
      return { op: 'notOneOf', attribute: condition.attribute, values: [condition.value] };
    if (condition.op === 'oneOf') return { ...condition, op: 'notOneOf' };
    if (condition.op === 'isNotSet') return { ...condition, op: 'isSet' };
    if (condition.op === 'isSet') return { ...condition, op: 'isNotSet' };
  }
  return { not: condition };
}
