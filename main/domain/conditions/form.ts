import type { Condition } from './condition.ts';

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
  if ('op' in condition) {
    if (condition.op !== 'oneOf' && condition.op !== 'notOneOf') return JSON.stringify(sorted(condition));
    const values = [...new Set(condition.values.map((value) => JSON.stringify(value)))].sort();
    const [only] = values;
    return condition.op === 'oneOf' && values.length === 1 && only !== undefined
      ? `{"attribute":${JSON.stringify(condition.attribute)},"op":"equals","value":${only}}`
      : `{"attribute":${JSON.stringify(condition.attribute)},"op":"${condition.op}","values":[${values.join()}]}`;
  }
  if ('not' in condition) return `not(${canonical(condition.not)})`;
  const parts = 'all' in condition ? conjuncts(condition) : condition.any;
  const texts = [...new Set(parts.map(canonical))].sort();
  return texts.length === 1 ? (texts[0] ?? '') : `${'all' in condition ? 'all' : 'any'}(${texts.join()})`;
}

function sorted(test: object): object {
  return Object.fromEntries(Object.entries(test).sort(([a], [b]) => (a < b ? -1 : 1)));
}
