import type { OutputOf } from '#contract/contract';
import { catalogueOf } from '#domain/conditions';
import { draftProblems, type DraftProblem, type KnownGroup } from '#domain/routing';
import type { Rule } from '#domain/rules';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { useMemo } from 'react';
import { ruleWords } from './words.ts';

type GroupRow = OutputOf<'routing.listGroups'>[number];

/** The check that publishing makes too, for the catalogue and the groups as they are. */
export type Check = (rules: readonly Rule[]) => readonly DraftProblem[];

export function useCheck(facts: readonly Fact[], groups: readonly GroupRow[]): Check {
  return useMemo(() => {
    const catalogue = catalogueOf(facts);
    const known = new Map(groups.map((group) => [group.id, knownAs(group)]));
    return (rules) => draftProblems(rules, catalogue, known);
  }, [facts, groups]);
}

function knownAs({ isOn, members }: GroupRow): KnownGroup {
  return { isOn, hasMember: members.some((member) => member.isOn && member.weight > 0) };
}

/** Everything wrong with the rules, found by the check and said in words. */
export function useProblems(rules: readonly Rule[], check: Check, facts: readonly Fact[]) {
  const words = useWords(ruleWords);
  const { attribute, value } = usePhraser(facts);
  const list = useMemo(() => check(rules), [rules, check]);
  return useMemo(() => {
    const byRule = Map.groupBy(list, ({ ruleId }) => ruleId);
    const say = (problem: DraftProblem) =>
      words.problem[problem.code]({
        attribute: problem.attribute === null ? '' : attribute(problem.attribute),
        value: problem.value === null ? '' : value(problem.attribute ?? '', problem.value),
      });
    return {
      list,
      say,
      has: (ruleId: string) => byRule.has(ruleId),
      /** In words, where a rule has any: said only for the rows that are drawn. */
      of: ({ id }: Rule) => byRule.get(id)?.map(say).join('\n'),
    };
  }, [list, words, attribute, value]);
}
