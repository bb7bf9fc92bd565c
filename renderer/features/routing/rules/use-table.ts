import { useAsk } from '#bridge/ask';
import type { Rule } from '#domain/rules';
import type { OutputOf } from '#contract/contract';
import {
  type Choice,
  type ColumnKey,
  columnsFor,
  countUsed,
  type Naming,
  useTitles,
  type View,
} from '#features/routing/grid';
import { type Fact, usePhraser } from '#features/routing/phrase';
import {
  type Filter,
  NO_FILTER,
  rowTexts,
  type RowTexts,
  shownRows,
  useColumnView,
  useReadyTexts,
  useSounds,
} from '#features/routing/table';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { useMemo, useState } from 'react';
import { type Check, useProblems } from './use-problems.ts';
import { ruleWords } from './words.ts';

export type GroupRow = OutputOf<'routing.listGroups'>[number];

type TableProps = {
  readonly ruleSetId: string;
  readonly rules: readonly Rule[];
  /** The rows once the typing rests: what goes through all of them looks at these. */
  readonly settled: readonly Rule[];
  readonly check: Check;
  readonly facts: readonly Fact[];
  readonly groups: readonly GroupRow[];
};

/** What the table shows of a draft: its rows and columns as they are looked at, and what is wrong with the rows. */
export function useTable({ ruleSetId, rules, settled, check, facts, groups }: TableProps) {
  const phraser = usePhraser(facts);
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const naming = useNaming(facts, groups);
  const problems = useProblems(settled, check, facts);
  const texts = useTexts(settled, naming, facts);
  const columns = useColumns(ruleSetId, settled, facts);
  // What the rows say and what is wrong with them is looked at only where the filter asks for it.
  const read = isRead(filter) ? texts : NO_TEXTS;
  const hasProblem = filter.onlyProblems ? problems.has : NO_PROBLEMS;
  const shown = useMemo(() => shownRows(rules, filter, read, hasProblem), [rules, filter, read, hasProblem]);
  const { ruleIds, lines } = shown;
  const view = useMemo<View>(() => ({ ruleIds, columns: columns.seen }), [ruleIds, columns.seen]);
  return useMemo(
    () => ({
      view,
      lines,
      toggleGroup: (key: string) => setFilter((before) => toggled(before, key)),
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
    }),
    [view, lines, filter, naming, texts, columns, phraser, problems],
  );
}

const NO_TEXTS: RowTexts = { cell: () => '', search: () => () => true, ready: () => {} };
const NO_PROBLEMS = () => false;

/** Whether a filter looks at what the rows say. */
function isRead({ search, columns, sort, groupBy }: Filter): boolean {
  return search !== '' || columns.size > 0 || sort !== null || groupBy !== null;
}

function toggled(filter: Filter, key: string): Filter {
  const collapsed = new Set(filter.collapsed);
  if (!collapsed.delete(key)) collapsed.add(key);
  return { ...filter, collapsed };
}

export type Table = ReturnType<typeof useTable>;

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
  const [usedIn] = useState(countUsed);
  const { added, hidden } = columnView;
  const found = useMemo(
    () =>
      columnsFor(
        usedIn(rules),
        added,
        facts.map(({ key }) => key),
      ),
    [usedIn, rules, added, facts],
  );
  const all = useStable(found);
  const seen = useMemo(
    () => all.filter((column) => column === 'name' || !hidden.includes(column)),
    [all, hidden],
  );
  const titles = useTitles(facts);
  return useMemo(
    () => ({ all, seen, titles, view: columnView, change: changeColumns }),
    [all, seen, titles, columnView, changeColumns],
  );
}

/** The same list as before where it holds the same, so that a changed cell does not draw every row again. */
function useStable(list: readonly ColumnKey[]): readonly ColumnKey[] {
  const key = list.join('\n');
  // The joined text stands for the list.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => list, [key]);
}
