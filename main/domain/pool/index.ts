/** Pool (公海): how long an assignment is protected, when it must be touched, and who may take out what fell back. */
export { type ClaimAnswer, coolDownEnd, type Holding, mayClaim } from './claim.ts';
export {
  type AssignmentFacts,
  type Clock,
  type ClockName,
  clockOf,
  type ClockReason,
  type Touch,
} from './clock.ts';
export { maskContact } from './mask.ts';
export { type Filled, type Mergeable, MERGED, type MergeFault, type MergePlan, planMerge } from './merge.ts';
export { Extension, policyFor, type PolicyPlace, PoolPolicy } from './policy.ts';
export { endOf, Span } from './span.ts';
