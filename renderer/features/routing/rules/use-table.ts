import { useAsk } from '#bridge/ask';
import { catalogueOf } from '#domain/conditions';
import { draftProblems, type DraftProblem } from '#domain/routing';
import type { Rule } from '#domain/rules';
import type { OutputOf } from '#contract/contract';
import {
  type Choice,
  type ColumnKey,
  columnsOf,
  type GridState,
  type Naming,
  useTitles,
  type View,
} from '#features/routing/grid';
import { type Fact, usePhraser } from '#features/routing/phrase';
import {
  type Filter,
  NO_FILTER,
  rowTexts,
  shownRows,
  useColumnView,
  useReadyTexts,
  useSounds,
} from '#features/routing/table';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { useDeferredValue, useMemo, useState } from 'react';
import { ruleWords } from './words.ts';

export type GroupRow = OutputOf<'routing.listGroups'>[number];

type TableProps = {
  readonly ruleSetId: string;
  readonly state: GridState;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
};

/** What the table shows of a draft: its rows and columns as they are looked at, and what is wrong with the rows. */
export function useTable({ ruleSetId, state, facts, groups }: TableProps) {
  const { rules } = state;
  const phraser = usePhraser(facts);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const naming = useNaming(facts, groups);
  const problems = useProblems(rules, facts, groups);
  const texts = useTexts(rules, naming, facts);
  const columns = useColumns(ruleSetId, rules, facts);
  const shown = useMemo(
    () => shownRows(rules, filter, texts, problems.byRule),
    [rules, filter, texts, problems.byRule],
  );
  const { ruleIds, lines } = shown;
  const view = useMemo<View>(() => ({ ruleIds, columns: columns.seen }), [ruleIds, columns.seen]);
  const toggleGroup = (key: string) => {
    const collapsed = new Set(filter.collapsed);
    if (!collapsed.delete(key)) collapsed.add(key);
    setFilter({ ...filter, collapsed });
  };
  return {
    view,
    lines,
    toggleGroup,
    filter,
    setFilter,
    /** The view shows the rules in their own order. */
    isOrdered: filter.sort === null && filter.groupBy === null,
    naming,
    choices: naming.groups,
    texts,
    columns,
    phraser,
    problems,
  };
}

/** What the names in cells mean. */
function useNaming(facts: readonly Fact[], groups: readonly GroupRow[]): Naming {
  const { label } = useFormat();
  const { zone } = useLanguage();
  const { off } = useWords(ruleWords);
  const users = useAsk('access.listUsers', {});
  const soundsOf = useSounds();
  return useMemo(
    () => ({
      facts: new Map(facts.map((fact) => [fact.key, fact])),
      groups: groups.map(
        (group): Choice => ({
          value: group.id,
          name: label(group.label),
          ...(group.isOn ? {} : { hint: off }),
        }),
      ),
      people: (users.data ?? []).map(({ id, name, login }): Choice => ({ value: id, name, hint: login })),
      zone,
      ...(soundsOf ? { soundsOf } : {}),
    }),
    [facts, groups, label, off, users.data, zone, soundsOf],
  );
}

function useTexts(rules: readonly Rule[], naming: Naming, facts: readonly Fact[]) {
  const phraser = usePhraser(facts);
  const { date } = useFormat();
  const { on, off } = useWords(ruleWords);
  const texts = useMemo(
    () =>
      rowTexts({
        phraser,
        groups: naming.groups,
        people: naming.people,
        date,
        on,
        off,
        soundsOf: naming.soundsOf,
      }),
    [phraser, naming, date, on, off],
  );
  useReadyTexts(rules, texts);
  return texts;
}

/** The columns: those that rows use or that were asked for, and those of them that are seen. */
function useColumns(ruleSetId: string, rules: readonly Rule[], facts: readonly Fact[]) {
  const { columnView, changeColumns } = useColumnView(ruleSetId);
  // A long table is gone through behind the typing: a new column may come a moment later.
  const settled = useDeferredValue(rules);
  const { added, hidden } = columnView;
  const found = useMemo(
    () =>
      columnsOf(
        settled,
        added,
        facts.map(({ key }) => key),
      ),
    [settled, added, facts],
  );
  const all = useStable(found);
  const seen = useMemo(
    () => all.filter((column) => column === 'name' || !hidden.includes(column)),
    [all, hidden],
  );
  const titles = useTitles(facts);
  return { all, seen, titles, view: columnView, change: changeColumns };
}

/** The same list as before where it holds the same, so that a changed cell does not draw every row again. */
function useStable(list: readonly ColumnKey[]): readonly ColumnKey[] {
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
  const catalogue = useMemo(() => catalogueOf(facts), [facts]);
  return useMemo(() => {
    const known = new Map(
      groups.map(({ id, isOn, members }) => [
        id,
        { isOn, hasMember: members.some((member) => member.isOn && member.weight > 0) },
      ]),
    );
    const list = draftProblems(settled, catalogue, known);
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
  }, [settled, catalogue, groups, words, attribute, value]);
}
