/** Analysis (规则分析): what changes an outcome in ordered rules, and rows that do nothing, each with a fix. */
export { type Analyser, type Given, makeAnalyser } from './analyser.ts';
export type { Finding, FindingKind } from './finding.ts';
export type { GroupSeen, History } from './findings.ts';
export { applyFix, type Fix } from './fix.ts';
export type { TrafficRow } from './traffic.ts';
