import type { Value } from '#domain/conditions';
import { firstMatch, type Rule } from '#domain/rules';

/** A saved test: an opportunity with these facts must go to this group. */
export type RoutingCase = {
  readonly id: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, Value>>;
  readonly groupId: string;
};

/** A case and the rule that takes it; undefined: none does. */
export type CaseResult = {
  readonly case: RoutingCase;
  readonly rule: Rule | undefined;
  readonly isPassed: boolean;
};

/** Runs saved cases against ordered rules at a moment (UTC ms), each as the run would decide it. */
export function runCases(rules: readonly Rule[], cases: readonly RoutingCase[], at: number): CaseResult[] {
  return cases.map((each) => {
    const rule = firstMatch(rules, each.facts, at);
    return { case: each, rule, isPassed: rule?.groupId === each.groupId };
  });
}

/** Those of the saved cases that go elsewhere. */
export function failedCases(rules: readonly Rule[], cases: readonly RoutingCase[], at: number): CaseResult[] {
  return runCases(rules, cases, at).filter(({ isPassed }) => !isPassed);
}
