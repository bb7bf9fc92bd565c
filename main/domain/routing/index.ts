/** Routing (流转): which distribution group an opportunity goes to, which member gets it, and why. */
export { assign, fallbackCircle, type Group, type Outcome, pathOf } from './assign.ts';
export { type Fact, factsFor, isOpenIn, type Routable, ruleFacts } from './facts.ts';
export { type FrameGroups, replay, restoreGroups, type Roster, rosterOf, standingOf } from './frame.ts';
export { compile, firstMatch, type Matcher } from './matcher.ts';
export { place } from './place.ts';
export { draftProblems, type DraftProblem, type KnownGroup } from './problems.ts';
export { DecisionReason } from './reason.ts';
export { type Rule, RuleShape } from './rule.ts';
export { type RuleTrace, traceRules } from './trace.ts';
export { choose, type Seat, seatState, take, TURN_UNIT } from './turn.ts';
