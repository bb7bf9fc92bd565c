import { type Analyser, type Finding, type Given, makeAnalyser } from '#domain/analysis';
import type { Rule } from '#domain/rules';

/** What is asked of the analysis: rules as they are now, by where they differ from those asked about before. */
export type Question = {
  readonly number: number;
  /** What else the analysis knows; absent: as before. */
  readonly given?: Omit<Given, 'rules'>;
  readonly from: number;
  readonly removed: number;
  /** What stands there instead; of a rule that was among the removed ones only the id. */
  readonly added: readonly (string | Rule)[];
};

/** Rules of a question that comes right after: a whole table at once would be copied for too long. */
export type Part = { readonly part: Question['added'] };

export type Answer = {
  readonly number: number;
  readonly findings: readonly Finding[];
  readonly total: number;
  /** Proofs are still being made: there may be more. */
  readonly isGoingOn: boolean;
};

/** Answers questions one after another, and the latest of them again as proofs are made. */
export function makeAnswerer(answer: (answer: Answer) => void): (sent: Question | Part) => void {
  let analyser: Analyser | null = null;
  let rules: readonly Rule[] = [];
  let parts: Question['added'][] = [];
  let latest = 0;
  const goOn = (number: number) => {
    if (number !== latest || !analyser) return;
    const isGoingOn = analyser.more();
    answer({ number, ...analyser.findings(), isGoingOn });
    if (isGoingOn) setTimeout(goOn, 0, number);
  };
  const take = ({ from, removed, added }: Question) => {
    const gone = new Map(rules.slice(from, from + removed).map((rule) => [rule.id, rule]));
    const come = [...parts, added].flat();
    parts = [];
    const now = come.flatMap((each) => (typeof each === 'string' ? (gone.get(each) ?? []) : each));
    rules = rules.toSpliced(from, removed, ...now);
  };
  return (sent) => {
    if ('part' in sent) {
      parts.push(sent.part);
      return;
    }
    const { number, given } = sent;
    latest = number;
    take(sent);
    if (given) analyser = makeAnalyser({ ...given, rules });
    else analyser?.edit(rules);
    if (!analyser) return;
    answer({ number, ...analyser.findings(), isGoingOn: true });
    setTimeout(goOn, 0, number);
  };
}
