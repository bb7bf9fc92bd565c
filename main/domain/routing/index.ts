/** Routing (流转): what rules can test about an opportunity, what keeps a draft from being published, and why a rule won. */
export { type Fact, factsFor, type Routable, ruleFacts } from './facts.ts';
export { place } from './place.ts';
export { draftProblems, type DraftProblem, type KnownGroup } from './problems.ts';
export { type RuleTrace, traceRules } from './trace.ts';
