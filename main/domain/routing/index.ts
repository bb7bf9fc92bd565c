/** Routing (流转): what rules can test about an opportunity, what keeps a draft from being published, and why a rule won. */
export { type CaseResult, failedCases, type RoutingCase, runCases } from './cases.ts';
export { diffConditions } from './condition-diff.ts';
export { changedFields, countDiff, diffRules, type RuleDiff, type RuleField } from './diff.ts';
export {
  type Fact,
  factsAbout,
  type ReadFacts,
  type Routable,
  ruleFacts,
  testedBy,
  withMark,
} from './facts.ts';
export { approvalHindrance, publishGate } from './gate.ts';
export { place } from './place.ts';
export { draftProblems, type DraftProblem, type KnownGroup } from './problems.ts';
export { applyRows, mergeRows, type RowChange, rowChanges, type RowConflict } from './row-changes.ts';
export { rowStamp } from './row-stamp.ts';
export { type RuleTrace, traceRules, type WhyNotGroup, whyNotGroup } from './trace.ts';
