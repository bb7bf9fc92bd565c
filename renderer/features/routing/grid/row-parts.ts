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
  if (JSON.stringify(cellOf(rule, attribute)) === JSON.stringify(tests)) return rule;
  const parts = conjuncts(rule.condition);
  const isOwn = (part: Condition) => 'op' in part && part.attribute === attribute;
  const first = parts.findIndex(isOwn);
  const rest = parts.filter((part) => !isOwn(part));
  // A changed cell keeps its place among the tests, so that a comparison of versions shows one change.
  rest.splice(first < 0 ? rest.length : first, 0, ...tests);
  return { ...rule, condition: { all: rest } };
}

/** The rule without what no column can show. */
export function withoutOthers(rule: Rule): Rule {
  if (partsOf(rule).others.length === 0) return rule;
  return { ...rule, condition: { all: conjuncts(rule.condition).filter((part) => 'op' in part) } };
}

/** Every attribute that some rule tests, in the order of their first use. */
export function attributesIn(rules: readonly Pick<Rule, 'condition'>[]): string[] {
  const seen = new Set<string>();
  for (const rule of rules) for (const attribute of partsOf(rule).tests.keys()) seen.add(attribute);
  return [...seen];
}
