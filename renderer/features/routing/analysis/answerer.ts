import { type Analyser, type Finding, type Given, makeAnalyser } from '#domain/analysis';
import type { Rule } from '#domain/rules';

/** What is asked of the analysis: rules as they are now, of those that were sent before only the ids. */
export type Question = {
  readonly number: number;
  /** What else the analysis knows; absent: as before. */
  readonly given?: Omit<Given, 'rules'>;
  readonly rules: readonly (string | Rule)[];
};

export type Answer = {
  readonly number: number;
  readonly findings: readonly Finding[];
  readonly total: number;
  /** Proofs are still being made: there may be more. */
  readonly isGoingOn: boolean;
};

/** Answers questions one after another, and the latest of them again as proofs are made. */
export function makeAnswerer(answer: (answer: Answer) => void): (question: Question) => void {
  let analyser: Analyser | null = null;
  let known = new Map<string, Rule>();
  let latest = 0;
  const goOn = (number: number) => {
    if (number !== latest || !analyser) return;
    const isGoingOn = analyser.more();
    answer({ number, ...analyser.findings(), isGoingOn });
    if (isGoingOn) setTimeout(goOn, 0, number);
  };
  return ({ number, given, rules: sent }) => {
    latest = number;
    const rules = sent.flatMap((each) => (typeof each === 'string' ? (known.get(each) ?? []) : each));
    known = new Map(rules.map((rule) => [rule.id, rule]));
    if (given) analyser = makeAnalyser({ ...given, rules });
    else analyser?.edit(rules);
    if (!analyser) return;
    answer({ number, ...analyser.findings(), isGoingOn: true });
    setTimeout(goOn, 0, number);
  };
}
