import { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { z } from 'zod';
import { conditionOf } from './cell.ts';
import type { HitPolicy } from './table.ts';
import { orderedRows } from './table.ts';
import { readUnaryTests } from './unary-tests.ts';

/** A decision table as a file holds it: texts under columns. */
export type WrittenTable = {
  readonly name: string;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly WrittenInput[];
  readonly outputs: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly annotations: readonly string[];
  readonly rows: readonly WrittenRow[];
};

/** `expression` is an attribute by key or name, `floor((now() - X) / @"P1D")` for its age, or OTHERS. */
export type WrittenInput = { readonly expression: string };

export type WrittenRow = {
  readonly id: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly annotations: readonly string[];
};

/** The input that holds, as a FEEL text of JSON, what no other column can say: never true for another tool. */
export const OTHERS = 'Switchyard condition';

const AGE = /^floor\(\(now\(\) - (.+)\) \/ @"P1D"\)$/;

/** The expression of a column that tests an attribute's age in whole days. */
export function ageExpression(attribute: string): string {
  return `floor((now() - ${attribute}) / @"P1D")`;
}

/** What a file's words mean here. */
export type Reading = {
  /** Attribute key by key or name; the expression itself where nobody knows it, for the draft's check to name. */
  readonly attributeOf: (expression: string) => string;
  /** Code by code or name; the text itself where nobody knows it. */
  readonly codeOf: (attribute: string, text: string) => string;
  readonly groupOf: (text: string) => string | undefined;
  /** UTC ms of a written day or moment; NaN for none. */
  readonly dateOf: (written: string) => number;
  readonly newId: () => string;
  /** In a spreadsheet a cell may also be a plain list of names, `广东, 福建` or `not(广东)`. */
  readonly isPlain: boolean;
  /** Where a row goes whose own group nobody knows; such a row is off. */
  readonly anyGroup: string;
};

/** Something in a file that routing tables do not speak; its row is kept, off, with the text in its reason. */
export type TableProblem = {
  /** From 1, in the file's order. */
  readonly row: number;
  readonly column: string;
  readonly code: 'outside' | 'unknownGroup';
  readonly text: string;
};

const OthersCell = z.strictObject({ off: z.literal(true).optional(), all: z.array(Condition).optional() });

/**
 * The rules of a written table, in first-match order whatever its hit policy was, and everything that could not be
 * read. No row is dropped: one with a problem is off, and says in its reason what stood there.
 */
export function rulesOf(table: WrittenTable, reading: Reading): { rules: Rule[]; problems: TableProblem[] } {
  const problems: TableProblem[] = [];
  const groupColumn = Math.max(
    0,
    table.outputs.findIndex(({ name }) => /^(group|分配组|distribution group)$/i.test(name.trim())),
  );
  const rules = new Map<string, Rule>();
  const ids = new Set<string>();
  const rows = table.rows.map((row, index) => {
    const id = `${index}`;
    const isFresh = row.id !== '' && row.id.length <= 80 && !ids.has(row.id);
    const ruleId = isFresh ? row.id : reading.newId();
    ids.add(ruleId);
    const found = ruleOf({ ...row, id: ruleId }, index + 1, { table, reading, groupColumn });
    problems.push(...found.problems);
    rules.set(id, found.rule);
    return { id, condition: found.rule.condition, outputs: row.outputs };
  });
  const ordered = orderedRows({ ...table, rows });
  return { rules: ordered.flatMap(({ id }) => rules.get(id) ?? []), problems };
}

type Setting = { readonly table: WrittenTable; readonly reading: Reading; readonly groupColumn: number };

function ruleOf(row: WrittenRow, number: number, { table, reading, groupColumn }: Setting) {
  const problems: TableProblem[] = [];
  let isOn = true;
  const parts = table.inputs.flatMap(({ expression }, column): Condition[] => {
    const text = row.inputs[column] ?? '-';
    const found = partOf(expression, text, reading);
    if (!found.ok) {
      problems.push({ row: number, column: expression, code: 'outside', text });
      return [];
    }
    if (found.isOff) isOn = false;
    return found.condition === null ? [] : [found.condition];
  });
  const groupText = row.outputs[groupColumn] ?? '';
  const groupId = reading.groupOf(groupText);
  if (groupId === undefined)
    problems.push({
      row: number,
      column: table.outputs[groupColumn]?.name ?? '',
      code: 'unknownGroup',
      text: groupText,
    });
  const told = Object.fromEntries(table.annotations.map((name, at) => [name, row.annotations[at] ?? '']));
  const rest = table.outputs.flatMap(({ name }, at) =>
    at === groupColumn || !row.outputs[at] ? [] : [`${name}: ${row.outputs[at]}`],
  );
  const note = [
    told['note'] ?? '',
    ...rest,
    ...problems.map(({ column, text }) => `${column}: ${text}`),
  ].filter((line) => line !== '');
  const rule: Rule = {
    id: row.id,
    name: (told['name'] || `${table.name} ${number}`).slice(0, 200),
    condition: conditionOf(parts),
    groupId: groupId ?? reading.anyGroup,
    isOn:
      isOn && problems.length === 0 && !/^(false|no|n|off|0|否|停用|关)$/i.test(told['isOn']?.trim() ?? ''),
    note: note.join('; ').slice(0, 1000),
    ...metaOf(told, reading),
  };
  return { rule, problems };
}

type Part = { ok: true; condition: Condition | null; isOff?: boolean } | { ok: false };

function partOf(expression: string, text: string, reading: Reading): Part {
  if (expression.trim() === OTHERS) return othersOf(text);
  const aged = AGE.exec(expression.trim())?.[1];
  const attribute = reading.attributeOf(aged ?? expression);
  const feel = readUnaryTests(text, attribute, reading.dateOf);
  const found = feel.ok || !reading.isPlain ? feel : plainTests(text, attribute);
  if (!found?.ok) return { ok: false };
  const condition = found.condition && coded(found.condition, reading);
  if (aged === undefined || condition === null) return { ok: true, condition };
  const age = agedOf(condition);
  return age ? { ok: true, condition: age } : { ok: false };
}

/** A list of names as people type it; undefined where a mark of FEEL stands in it. */
function plainTests(text: string, attribute: string) {
  const isNot = /^not\((.*)\)$/su.exec(text.trim());
  const list = isNot?.[1] ?? text;
  const values: string[] = [];
  for (const [piece] of list.matchAll(/\s*"(?:[^"\\]|\\.)*"\s*|[^,，、;；]+/gu)) {
    const name = piece.trim();
    const literal = name.startsWith('"') ? readUnaryTests(name, attribute, () => Number.NaN) : undefined;
    if (literal?.ok && literal.condition && 'op' in literal.condition && literal.condition.op === 'equals')
      values.push(String(literal.condition.value));
    else if (/[<>=?"()[\]]/.test(name)) return undefined;
    else if (name !== '') values.push(name);
  }
  const [only] = values;
  if (only === undefined) return undefined;
  const condition: Condition = isNot
    ? { op: 'notOneOf', attribute, values }
    : values.length === 1
      ? { op: 'equals', attribute, value: only }
      : { op: 'oneOf', attribute, values };
  return { ok: true, condition } as const;
}

function othersOf(text: string): Part {
  const found = readUnaryTests(text, OTHERS, () => Number.NaN);
  if (!found.ok) return { ok: false };
  if (found.condition === null) return { ok: true, condition: null };
  const json = 'op' in found.condition && found.condition.op === 'equals' ? found.condition.value : null;
  try {
    const others = OthersCell.safeParse(JSON.parse(String(json)));
    if (!others.success) return { ok: false };
    const { off, all } = others.data;
    return { ok: true, condition: all ? { all } : null, isOff: off === true };
  } catch {
    return { ok: false };
  }
}

/** Names of values become their codes. */
function coded(condition: Condition, reading: Reading): Condition {
  if ('all' in condition) return { all: condition.all.map((part) => coded(part, reading)) };
  if ('any' in condition) return { any: condition.any.map((part) => coded(part, reading)) };
  if ('not' in condition) return { not: coded(condition.not, reading) };
  const code = <T>(value: T) =>
    typeof value === 'string' ? reading.codeOf(condition.attribute, value) : value;
  if (condition.op === 'equals') return { ...condition, value: code(condition.value) };
  if (condition.op === 'hasAll') return { ...condition, values: condition.values.map(code) };
  if (condition.op === 'oneOf' || condition.op === 'notOneOf')
    return { ...condition, values: condition.values.map(code) };
  return condition;
}

/** A range over days as the age test that it is. */
function agedOf(condition: Condition): Condition | undefined {
  if (!('op' in condition)) return undefined;
  const { op, attribute } = condition;
  const isDay = (end: unknown) => end === null || Number.isSafeInteger(end);
  if (op === 'equals' && Number.isSafeInteger(condition.value))
    return { op: 'age', attribute, minDays: Number(condition.value), maxDays: Number(condition.value) };
  if (op !== 'between' || !isDay(condition.min) || !isDay(condition.max)) return undefined;
  return { op: 'age', attribute, minDays: condition.min, maxDays: condition.max };
}

function metaOf(told: Readonly<Record<string, string>>, { dateOf }: Reading) {
  const moment = (key: 'validFrom' | 'validTo' | 'reviewAt') => {
    const at = told[key] ? dateOf(told[key]) : Number.NaN;
    return Number.isFinite(at) ? { [key]: at } : {};
  };
  const tags = (told['tags'] ?? '')
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  return {
    ...(told['ownerId'] ? { ownerId: told['ownerId'].slice(0, 80) } : {}),
    ...moment('validFrom'),
    ...moment('validTo'),
    ...moment('reviewAt'),
    ...(tags.length > 0 ? { tags: tags.slice(0, 20).map((tag) => tag.slice(0, 40)) } : {}),
  };
}
