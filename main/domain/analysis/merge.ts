import { type Condition, conjuncts, type Test } from '#domain/conditions';
import type { Box } from './boxes.ts';
import { boxesMeeting } from './table.ts';
import { type Bench, isRemovable, type Row } from './verdict.ts';

/** Rows of the same group that differ in what they list for one attribute. */
export type Mergeable = { readonly rows: readonly Row[]; readonly attribute: string };

const MOST_VALUES = 500;

type Listing = Extract<Test, { op: 'equals' | 'oneOf' }>;

/** The one test of an attribute by which rows can be merged. */
export function listingOf(condition: Condition, attribute: string): Listing | undefined {
  const about = conjuncts(condition).filter((part) => !('op' in part) || part.attribute === attribute);
  const [only] = about;
  if (about.length !== 1 || !only || !('op' in only)) return undefined;
  return only.op === 'equals' || only.op === 'oneOf' ? only : undefined;
}

export function valuesOf(test: Listing): readonly (string | number | boolean)[] {
  return test.op === 'equals' ? [test.value] : test.values;
}

/** Rows by what they share, kept from edit to edit. */
export type Kin = {
  readonly byKey: Map<string, { readonly attribute: string; rows: Row[] }>;
  /** The keys that more than one row has. */
  readonly shared: Set<string>;
  /** Tests and groups by their text, as short numbers: keys of whole texts would be most of an analysis. */
  readonly numbers: Map<string, number>;
};

export function makeKin(): Kin {
  return { byKey: new Map(), shared: new Set(), numbers: new Map() };
}

/** What a row shares with rows that it could be merged with: one key for each attribute that could differ. */
function keysOf({ numbers }: Kin, { boxes, rule }: Row): [attribute: string, key: string][] {
  if (boxes.length === 0 || boxes.some(({ isExact }) => !isExact)) return [];
  const parts = conjuncts(rule.condition);
  const tests = parts.filter((part) => 'op' in part);
  if (tests.length < parts.length) return [];
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, numbers.size);
    return numbers.size - 1;
  };
  const own = tests.map((test) => numberOf(JSON.stringify(test)));
  const rest = `${numberOf(`${rule.groupId} ${rule.validFrom ?? ''} ${rule.validTo ?? ''}`)}`;
  return tests.flatMap((test, at): [string, string][] => {
    const { op, attribute } = test;
    if (op !== 'equals' && op !== 'oneOf') return [];
    if (tests.some((other) => other !== test && other.attribute === attribute)) return [];
    const others = own.filter((_, each) => each !== at).sort((a, b) => a - b);
    return [[attribute, `${numberOf(attribute)}|${rest}|${others.join()}`]];
  });
}

export function addKin(kin: Kin, row: Row): void {
  for (const [attribute, key] of keysOf(kin, row)) {
    const found = kin.byKey.get(key);
    if (!found) kin.byKey.set(key, { attribute, rows: [row] });
    else {
      found.rows.push(row);
      kin.shared.add(key);
    }
  }
}

export function dropKin(kin: Kin, row: Row): void {
  for (const [, key] of keysOf(kin, row)) {
    const found = kin.byKey.get(key);
    if (!found) continue;
    found.rows = found.rows.filter((other) => other !== row);
    if (found.rows.length === 0) kin.byKey.delete(key);
    if (found.rows.length < 2) kin.shared.delete(key);
  }
}

/** Rows that can become one: no rule between the first of them and another has a different group and meets that other. */
export function mergeables(bench: Bench, kin: Kin): Mergeable[] {
  const merged = new Set<Row>();
  const found: Mergeable[] = [];
  for (const key of kin.shared) {
    const { attribute, rows } = kin.byKey.get(key) ?? { attribute: '', rows: [] };
    const free = rows.filter((row) => !isRemovable(row) && !merged.has(row)).sort((a, b) => a.at - b.at);
    for (let at = 0; at < free.length; ) {
      const first = free[at] as Row;
      const together = [first];
      for (let next = at + 1; next < free.length && fits(bench, first, free[next] as Row); next += 1)
        together.push(free[next] as Row);
      at += together.length;
      const size = together.reduce((sum, { rule }) => sum + sizeOf(rule.condition, attribute), 0);
      if (together.length < 2 || size > MOST_VALUES) continue;
      for (const row of together) merged.add(row);
      found.push({ rows: together, attribute });
    }
  }
  return found;
}

function sizeOf(condition: Condition, attribute: string): number {
  const listing = listingOf(condition, attribute);
  return listing ? valuesOf(listing).length : 0;
}

function fits({ table }: Bench, first: Row, row: Row): boolean {
  const isFree = (box: Box) =>
    boxesMeeting(table, box).every((at) => {
      const between = table.boxes[at]?.row;
      const isBetween = between !== undefined && between.at > first.at && between.at < row.at;
      return !isBetween || between.rule.groupId === row.rule.groupId;
    });
  return row.boxes.every(isFree);
}
