import type { Condition, Test } from './condition.ts';

/** The parts that must all hold, with nested `all` groups opened: what a row of a decision table shows as its cells. */
export function conjuncts(condition: Condition): Condition[] {
  return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition];
}

/** Whether a condition is the catch-all: nothing but `all` groups with no test in them. */
export function isCatchAll(condition: Condition): boolean {
  return conjuncts(condition).length === 0;
}

/** One text for all ways to write the same condition: order of parts and of listed values, doubles, and nested `all` groups do not matter. */
export function canonical(condition: Condition): string {
  if ('op' in condition) return canonicalTest(condition);
  if ('not' in condition) return `not(${canonical(condition.not)})`;
  const parts = 'all' in condition ? conjuncts(condition) : condition.any;
  const texts = [...new Set(parts.map(canonical))].sort();
  return texts.length === 1 ? (texts[0] ?? '') : `${'all' in condition ? 'all' : 'any'}(${texts.join()})`;
}

function canonicalTest(test: Test): string {
  const name = JSON.stringify(test.attribute);
  switch (test.op) {
    case 'equals':
      return `${name}=${JSON.stringify(test.value)}`;
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll': {
      const values = [...new Set(test.values.map((value) => JSON.stringify(value)))].sort();
      const isEquals = test.op === 'oneOf' && values.length === 1;
      return isEquals ? `${name}=${values[0] ?? ''}` : `${name} ${test.op} ${values.join()}`;
    }
    case 'between':
      return `${name} between ${test.min} ${test.max}`;
    case 'age':
      return `${name} age ${test.minDays} ${test.maxDays}`;
    case 'startsWith':
    case 'contains':
      return `${name} ${test.op} ${JSON.stringify(test.value)}`;
    case 'isSet':
    case 'isNotSet':
      return `${name} ${test.op}`;
  }
}
