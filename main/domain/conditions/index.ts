/** Conditions: the one condition language that routing, tagging, segments, eligibility and data scopes speak. */
export { type Catalogue, catalogueOf, check, type ConditionProblem } from './check.ts';
export { Condition, type Test, Value } from './condition.ts';
export { type Explained, explain } from './explain.ts';
export { canonical, conjuncts, isCatchAll } from './form.ts';
export { ageInDays, type Facts, holds, seenValue } from './holds.ts';
