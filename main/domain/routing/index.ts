/** Routing (流转): which distribution group an opportunity goes to, which member gets it, and why. */
export { DecisionReason } from './reason.ts';
export { type Rule, RuleShape } from './rule.ts';
