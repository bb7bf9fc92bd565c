import { type Condition, conjuncts, type Test } from '#domain/conditions';
import type { Rule } from './rule.ts';

/**
 * One way in which a rule can hold: tests that must all hold, at most one on each axis. `isExact` says that they say all
 * that the rule's condition says here; otherwise the condition is checked when the box would win.
 */
export type Box = { readonly tests: readonly Test[]; readonly isExact: boolean };

/** A rule with more ways than this is one box, and is checked. */
const MOST_BOXES = 16;

/** Which kind of question a test is; null where no axis answers it. */
type Question = 'value' | 'without' | 'age';

function questionOf(test: Test): Question | null {
  switch (test.op) {
    case 'notOneOf':
      return 'without';
    case 'age':
      return 'age';
    case 'equals':
    case 'oneOf':
    case 'between':
    case 'isSet':
    case 'isNotSet':
      return 'value';
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      return null;
  }
}

/** The boxes of a rule: none where it is off; nested groups opened into rows that share the rule. */
export function boxesOf(rule: Rule): Box[] {
  if (!rule.isOn) return [];
  const ways = waysOf(rule.condition);
  if (ways !== undefined && ways.length <= MOST_BOXES) return ways.map(boxOf);
  // Too many ways: what must hold in each of them narrows the search, the rest is checked.
  return [boxOf(conjuncts(rule.condition))];
}

function boxOf(parts: readonly Condition[]): Box {
  const tests = new Map<string, Test>();
  let isExact = true;
  for (const part of parts) {
    const kind = 'op' in part ? questionOf(part) : null;
    if (kind === null || !('op' in part)) isExact = false;
    else if (tests.has(`${kind} ${part.attribute}`)) isExact = false;
    else tests.set(`${kind} ${part.attribute}`, part);
  }
  return { tests: [...tests.values()], isExact };
}

/** A condition as alternatives of parts that must all hold; undefined where they are too many. */
function waysOf(condition: Condition): Condition[][] | undefined {
  if ('op' in condition) return [[condition]];
  if ('not' in condition) {
    const opposite = negated(condition.not);
    return 'not' in opposite ? [[opposite]] : waysOf(opposite);
  }
  if ('any' in condition) {
    const all: Condition[][] = [];
    for (const part of condition.any) {
      const ways = waysOf(part);
      if (ways === undefined || all.length + ways.length > MOST_BOXES) return undefined;
      all.push(...ways);
    }
    return all;
  }
  let all: Condition[][] = [[]];
  for (const part of condition.all) {
    const ways = waysOf(part);
    if (ways === undefined || all.length * ways.length > MOST_BOXES) return undefined;
    all = all.flatMap((before) => ways.map((way) => [...before, ...way]));
  }
  return all;
}

/** What holds exactly when a condition does not; a `not` where only that says it. */
function negated(condition: Condition): Condition {
  if ('not' in condition) return condition.not;
  if ('all' in condition) return { any: condition.all.map(negated) };
  if ('any' in condition) return { all: condition.any.map(negated) };
  const { attribute } = condition;
  switch (condition.op) {
    case 'equals':
      return { op: 'notOneOf', attribute, values: [condition.value] };
    case 'oneOf':
      return { op: 'notOneOf', attribute, values: condition.values };
    case 'notOneOf':
      return { op: 'oneOf', attribute, values: condition.values };
    case 'isSet':
      return { op: 'isNotSet', attribute };
    case 'isNotSet':
      return { op: 'isSet', attribute };
    case 'between':
    case 'age':
    case 'startsWith':
    case 'contains':
    case 'hasAll':
      return { not: condition };
  }
}
