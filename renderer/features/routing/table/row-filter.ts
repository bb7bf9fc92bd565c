import type { Rule } from '#domain/rules';
import { type ColumnKey, isPinned, type Line, ruleLines } from '#features/routing/grid';
import type { RowTexts } from './row-texts.ts';

/** What a column lets through. */
export type ColumnFilter = {
  /** Cells that show this text. */
  readonly text: string;
  /** Cells that show exactly one of these; null: all. */
  readonly values: readonly string[] | null;
  readonly state: 'all' | 'filled' | 'empty';
};

export type Sort = { readonly column: ColumnKey; readonly way: 'up' | 'down' };

export type Filter = {
  readonly search: string;
  readonly groupId: string | null;
  readonly onlyProblems: boolean;
  readonly columns: ReadonlyMap<ColumnKey, ColumnFilter>;
  /** The order of the view; the order of the rules stays. */
  readonly sort: Sort | null;
  readonly groupBy: ColumnKey | null;
  readonly collapsed: ReadonlySet<string>;
};

export const NO_FILTER: Filter = {
  search: '',
  groupId: null,
  onlyProblems: false,
  columns: new Map(),
  sort: null,
  groupBy: null,
  collapsed: new Set(),
};

/** Whether a filter hides rows. */
export function isNarrowed({ search, groupId, onlyProblems, columns }: Filter): boolean {
  return search !== '' || groupId !== null || onlyProblems || columns.size > 0;
}

type Shown = { readonly ruleIds: readonly string[]; readonly lines: readonly Line[] };

/** The rows that pass the filter, sorted and grouped as the view asks. The catch-all is always there, at the end. */
export function shownRows(
  rules: readonly Rule[],
  filter: Filter,
  texts: RowTexts,
  hasProblem: (ruleId: string) => boolean,
): Shown {
  const last = rules.at(-1);
  const pinned = last && isPinned(rules, last.id) ? rules.length - 1 : -1;
  const passes = isNarrowed(filter) ? passing(filter, texts, hasProblem) : () => true;
  const places: number[] = [];
  for (const [at, rule] of rules.entries()) if (at !== pinned && passes(rule)) places.push(at);
  const { sort, groupBy } = filter;
  if (sort) sortPlaces(places, rules, sort, texts);
  const grouped =
    groupBy === null ? ruleLines(places) : groupLines(places, rules, { ...filter, groupBy }, texts);
  const lines = pinned < 0 ? grouped : [...grouped, ...ruleLines([pinned])];
  const ruleIds: string[] = [];
  for (const line of lines) if (line.kind === 'rule') ruleIds.push(rules[line.at]?.id ?? '');
  return { ruleIds, lines };
}

function passing(
  { search, groupId, onlyProblems, columns }: Filter,
  texts: RowTexts,
  hasProblem: (ruleId: string) => boolean,
): (rule: Rule) => boolean {
  const isFound = search.trim() === '' ? () => true : texts.search(search);
  const byColumn = [...columns].map(([column, filter]) => passingColumn(column, filter, texts));
  return (rule) =>
    (groupId === null || rule.groupId === groupId) &&
    (!onlyProblems || hasProblem(rule.id)) &&
    byColumn.every((passes) => passes(rule)) &&
    isFound(rule);
}

function passingColumn(column: ColumnKey, filter: ColumnFilter, texts: RowTexts): (rule: Rule) => boolean {
  const wanted = filter.text.trim().toLowerCase();
  const values = filter.values && new Set(filter.values);
  return (rule) => {
    const text = texts.cell(rule, column);
    if (filter.state !== 'all' && (text === '') !== (filter.state === 'empty')) return false;
    if (values && !values.has(text)) return false;
    return wanted === '' || text.toLowerCase().includes(wanted);
  };
}

/** Sorts by what the column shows, numbers in texts by their size; equal rows keep their order, empty cells go last. */
function sortPlaces(places: number[], rules: readonly Rule[], sort: Sort, texts: RowTexts): void {
  const { compare } = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const textAt = (at: number) => {
    const rule = rules[at];
    return rule ? texts.cell(rule, sort.column) : '';
  };
  const distinct = [...new Set(places.map(textAt))].sort(compare);
  if (sort.way === 'down') distinct.reverse();
  const ranks = new Map(distinct.map((text, rank) => [text, text === '' ? distinct.length : rank]));
  const rankAt = (at: number) => ranks.get(textAt(at)) ?? 0;
  places.sort((a, b) => rankAt(a) - rankAt(b) || a - b);
}

function groupLines(
  places: readonly number[],
  rules: readonly Rule[],
  { groupBy, collapsed }: Filter & { readonly groupBy: ColumnKey },
  texts: RowTexts,
): Line[] {
  const groups = new Map<string, number[]>();
  for (const at of places) {
    const rule = rules[at];
    const label = rule ? texts.cell(rule, groupBy) : '';
    const group = groups.get(label);
    if (group) group.push(at);
    else groups.set(label, [at]);
  }
  return [...groups].flatMap(([label, members]): Line[] => {
    const isCollapsed = collapsed.has(label);
    const head: Line = { kind: 'head', key: label, label, count: members.length, isCollapsed };
    return isCollapsed ? [head] : [head, ...ruleLines(members)];
  });
}

/** How many different texts a filter's list offers. */
const MOST_VALUES = 300;

/** What a column's cells show, the most frequent first, and how many show it. */
export function valuesShown(
  rules: readonly Rule[],
  column: ColumnKey,
  texts: RowTexts,
): readonly { readonly text: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    const text = texts.cell(rule, column);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .map(([text, count]) => ({ text, count }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_VALUES);
}
