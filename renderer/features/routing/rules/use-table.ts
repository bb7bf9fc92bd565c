import { catalogueOf } from '#domain/conditions';
import { draftProblems, type DraftProblem } from '#domain/routing';
import type { Rule } from '#domain/rules';
import type { OutputOf } from '#contract/contract';
import { type Choice, columnsOf, type GridState, partsOf, type View } from '#features/routing/grid';
import { type Fact, type Phraser, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useDeferredValue, useMemo, useState } from 'react';
import { ruleWords } from './words.ts';

export type GroupRow = OutputOf<'routing.listGroups'>[number];

export type Filter = {
  readonly search: string;
  readonly groupId: string | null;
  readonly onlyProblems: boolean;
};

export const NO_FILTER: Filter = { search: '', groupId: null, onlyProblems: false };

/** What the table shows of a draft: which rows pass the filter, in their order, and what is wrong with them. */
export function useTable(state: GridState, facts: readonly Fact[], groups: readonly GroupRow[]) {
  const { label } = useFormat();
  const phraser = usePhraser(facts);
  const [filter, setFilter] = useState(NO_FILTER);
  const offHint = useWords(ruleWords).off;
  const choices = useMemo<Choice[]>(
    () =>
      groups.map((group) => ({
        value: group.id,
        name: label(group.label),
        ...(group.isOn ? {} : { hint: offHint }),
      })),
    [groups, label, offHint],
  );
  const problems = useProblems(state.rules, facts, groups);
  const texts = useMemo(() => rowTexts(phraser, choices), [phraser, choices]);
  const { rules, addedColumns } = state;
  const ruleIds = useMemo(
    () => shownIds(rules, filter, texts, problems.byRule),
    [rules, filter, texts, problems.byRule],
  );
  const columns = useStable(
    useMemo(
      () =>
        columnsOf(
          rules,
          addedColumns,
          facts.map(({ key }) => key),
        ),
      [rules, addedColumns, facts],
    ),
  );
  const view = useMemo<View>(() => ({ ruleIds, columns }), [ruleIds, columns]);
  return { view, filter, setFilter, choices, phraser, problems };
}

/** The same list as before where it holds the same, so that a changed cell does not draw every row again. */
function useStable<T>(list: readonly T[]): readonly T[] {
  const key = list.join('\n');
  // The joined text stands for the list.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => list, [key]);
}

/** Everything wrong with the rules, found by the very check that publishing makes. */
function useProblems(rules: readonly Rule[], facts: readonly Fact[], groups: readonly GroupRow[]) {
  const words = useWords(ruleWords);
  const { attribute, value } = usePhraser(facts);
  // A long table is checked behind the typing, not before each letter.
  const settled = useDeferredValue(rules);
  return useMemo(() => {
    const known = new Map(
      groups.map(({ id, isOn, members }) => [
        id,
        { isOn, hasMember: members.some((member) => member.isOn && member.weight > 0) },
      ]),
    );
    const list = draftProblems(settled, catalogueOf(facts), known);
    const say = (problem: DraftProblem) =>
      words.problem[problem.code]({
        attribute: problem.attribute === null ? '' : attribute(problem.attribute),
        value: problem.value === null ? '' : value(problem.attribute ?? '', problem.value),
      });
    const byRule = new Map<string, string>();
    for (const problem of list) {
      if (problem.ruleId === null) continue;
      const before = byRule.get(problem.ruleId);
      byRule.set(problem.ruleId, before === undefined ? say(problem) : `${before}\n${say(problem)}`);
    }
    return { list, byRule, say };
  }, [settled, facts, groups, words, attribute, value]);
}

/** Everything that a row shows, as one text to search in; made once for each rule. */
function rowTexts(phraser: Phraser, groups: readonly Choice[]): (rule: Rule) => string {
  const known = new WeakMap<Rule, string>();
  const names = new Map(groups.map(({ value, name }) => [value, name]));
  return (rule) => {
    const found = known.get(rule);
    if (found !== undefined) return found;
    const text =
      `${rule.name}\n${rule.note}\n${names.get(rule.groupId) ?? ''}\n${phraser.sentence(rule.condition)}`.toLowerCase();
    known.set(rule, text);
    return text;
  };
}

/** The rows that pass the filter; the catch-all at the end is always there. */
function shownIds(
  rules: readonly Rule[],
  filter: Filter,
  textOf: (rule: Rule) => string,
  problems: ReadonlyMap<string, string>,
): string[] {
  const search = filter.search.toLowerCase();
  const passes = (rule: Rule, index: number) =>
    (index === rules.length - 1 && partsOf(rule).isCatchAll) ||
    ((filter.groupId === null || rule.groupId === filter.groupId) &&
      (!filter.onlyProblems || problems.has(rule.id)) &&
      (search === '' || textOf(rule).includes(search)));
  return rules.filter(passes).map(({ id }) => id);
}
