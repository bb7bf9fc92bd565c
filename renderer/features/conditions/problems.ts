import { catalogueOf, check, Condition, type ConditionProblem, type Test } from '#domain/conditions';
import type { Fact } from '#features/routing/phrase';
import type { zhCN } from './messages.zh-cn.ts';

/** What is wrong with one test, in words; undefined when nothing is. */
export function problemIn(test: Test, facts: readonly Fact[], words: typeof zhCN): string | undefined {
  const [first] = check(test, catalogueOf(facts));
  if (first) return sayProblem(first, words);
  return Condition.safeParse(test).success ? undefined : words.noValues;
}

function sayProblem({ code, value }: ConditionProblem, words: typeof zhCN): string {
  switch (code) {
    case 'unknownAttribute':
      return words.unknownAttribute;
    case 'unfitTest':
      return words.unfitTest;
    case 'unknownValue':
      return words.unknownValue({ value: value ?? '' });
    case 'emptyRange':
      return words.emptyRange;
  }
}

/** Whether a condition can be saved as it is: every test is filled in and fits the facts. */
export function isWhole(condition: Condition, facts: readonly Fact[]): boolean {
  return Condition.safeParse(condition).success && check(condition, catalogueOf(facts)).length === 0;
}
