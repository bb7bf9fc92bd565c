/** Rules (规则): ordered rows of conditions of which the first that holds wins, and the index that finds it fast. */
export { compile, firstMatch, type Matcher } from './matcher.ts';
export { isInForce, type Rule, RuleShape } from './rule.ts';
