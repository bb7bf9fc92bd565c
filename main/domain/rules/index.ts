/** Rules (规则): ordered rows of conditions of which the first that holds wins, and the index that finds it fast. */
export { matchColumns } from './batch.ts';
export { columnsBuilder, type FactColumn, type FactColumns, factsAt } from './columns.ts';
export { compile, firstMatch, type Matcher, matcherOf } from './matcher.ts';
export { reindex } from './reindex.ts';
export { isInForce, type Rule, RuleShape } from './rule.ts';
export { compileIndex, type RuleIndex } from './rule-index.ts';
