/** Conditions: the nested builder with which any room lets people write a condition of the one condition language. */
export { ConditionBuilder } from './condition-builder.tsx';
export { isWhole } from './problems.ts';
