import { type Condition, conjuncts, isCatchAll, type Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';

/** A rule's condition as a row shows it: tests by the attribute they are about, and what no column can show. */
type RowParts = {
  readonly tests: ReadonlyMap<string, readonly Test[]>;
  /** Groups (`any`, `not`) that a row of cells cannot express. */
  readonly others: readonly Condition[];
  readonly isCatchAll: boolean;
};

const known = new WeakMap<Condition, RowParts>();
const none: readonly Test[] = [];

/** Rows are drawn far more often than they change: each condition is taken apart once. */
export function partsOf(rule: Pick<Rule, 'condition'>): RowParts {
  const found = known.get(rule.condition);
  if (found) return found;
  const tests = new Map<string, Test[]>();
  const others: Condition[] = [];
  for (const part of conjuncts(rule.condition)) {
    if (!('op' in part)) others.push(part);
    else tests.set(part.attribute, [...(tests.get(part.attribute) ?? []), part]);
  }
  const parts = { tests, others, isCatchAll: isCatchAll(rule.condition) };
  known.set(rule.condition, parts);
  return parts;
}

/** The tests in one cell; several of them must all hold. */
export function cellOf(rule: Pick<Rule, 'condition'>, attribute: string): readonly Test[] {
  return partsOf(rule).tests.get(attribute) ?? none;
}

/** The rule with one cell's tests replaced; the same rule where they are what they were. */
export function withCell(rule: Rule, attribute: string, tests: readonly Test[]): Rule {
  return withCells(rule, new Map([[attribute, tests]]));
}

/** The rule with several cells' tests replaced at once: what a paste of many columns does. */
export function withCells(rule: Rule, cells: ReadonlyMap<string, readonly Test[]>): Rule {
  const changed = [...cells].filter(([attribute, tests]) => !isSame(cellOf(rule, attribute), tests));
  if (changed.length === 0) return rule;
  const left = new Map(changed);
  const parts: Condition[] = [];
  for (const part of conjuncts(rule.condition)) {
    const tests = 'op' in part ? left.get(part.attribute) : undefined;
    const isReplaced = 'op' in part && changed.some(([attribute]) => attribute === part.attribute);
    // A changed cell keeps its place among the tests, so that a comparison of versions shows one change.
    if (tests && 'op' in part) {
      parts.push(...tests);
      left.delete(part.attribute);
    } else if (!isReplaced) parts.push(part);
  }
  for (const tests of left.values()) parts.push(...tests);
  return { ...rule, condition: { all: parts } };
}

function isSame(before: readonly Test[], after: readonly Test[]): boolean {
  if (before.length !== after.length) return false;
  return before.length === 0 || JSON.stringify(before) === JSON.stringify(after);
}

/** The rule with what no column can show replaced; the tests of its cells stay. */
export function withOthers(rule: Rule, others: readonly Condition[]): Rule {
  if (JSON.stringify(partsOf(rule).others) === JSON.stringify(others)) return rule;
  const tests = conjuncts(rule.condition).filter((part) => 'op' in part);
  return { ...rule, condition: { all: [...tests, ...others] } };
}
