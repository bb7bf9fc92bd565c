/** Conditions: the one condition language that routing, tagging, segments, eligibility and data scopes speak. */
export { Condition, conditionDepth, type Test, TestShape, Value } from './condition.ts';
