import type { PageGroup, Permission } from '#domain/access';
import {
  cheapestOf,
  type Change,
  decide,
  explain,
  type Explanation,
  type Path,
  type Policy,
  type Question,
  resolveRights,
  type Suggestion,
  whoMay,
} from '#domain/rights';

/** A record as rights see it: what opens its page, whose scope shows it, and to whom it belongs. One owner in scope is enough. */
export type RecordAbout = {
  readonly permission: Permission;
  readonly pageGroup: PageGroup;
  readonly ownerIds: readonly string[];
};

/** Somebody who sees a record: every way to its page and every way to its row. */
export type Sight = {
  readonly personId: string;
  readonly page: readonly Path[];
  readonly rows: readonly Path[];
};

const rowQuestions = ({ pageGroup, ownerIds }: RecordAbout): Question[] =>
  (ownerIds.length === 0 ? [null] : ownerIds).map((ownerId) => ({ kind: 'row', pageGroup, ownerId }));

const pageQuestion = ({ permission }: RecordAbout): Question => ({ kind: 'permission', permission });

function distinct<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Everybody who sees a record at a moment: who may open its page and has one of its owners in scope. */
export function whoSees(policy: Policy, record: RecordAbout, at: number): Sight[] {
  const rows = new Map<string, Path[]>();
  for (const question of rowQuestions(record))
    for (const { personId, paths } of whoMay(policy, question, at))
      rows.set(personId, [...(rows.get(personId) ?? []), ...paths]);
  return whoMay(policy, pageQuestion(record), at).flatMap(({ personId, paths }) => {
    const found = rows.get(personId);
    return found ? [{ personId, page: paths, rows: distinct(found) }] : [];
  });
}

type Part = Pick<Explanation, 'may' | 'paths' | 'lapsed' | 'keptOutBy'>;

/** Why somebody sees a record or not: the way to its page, the way to its row, and what would open both. */
export type RecordExplanation = {
  readonly may: boolean;
  readonly isActive: boolean;
  readonly page: Part;
  readonly rows: Part;
  readonly changes: readonly Suggestion[];
};

/** Everything there is to say about one person and one record; undefined when there is no such person. */
export function explainRecord(
  policy: Policy,
  personId: string,
  record: RecordAbout,
  at: number,
): RecordExplanation | undefined {
  const page = explain(policy, personId, pageQuestion(record), at);
  if (!page) return undefined;
  const each = rowQuestions(record).flatMap((question) => explain(policy, personId, question, at) ?? []);
  const rows = together(each);
  const may = page.may && rows.may;
  const changes = may || !page.isActive ? [] : openings(policy, personId, { record, at, page, each });
  return { may, isActive: page.isActive, page, rows, changes };
}

/** What holds of any of several rows; where one of them is seen, what keeps out the others is no matter. */
function together(each: readonly Explanation[]): Part {
  const open = each.filter(({ may }) => may);
  const told = open.length > 0 ? open : each;
  return {
    may: open.length > 0,
    paths: distinct(told.flatMap(({ paths }) => paths)),
    lapsed: distinct(told.flatMap(({ lapsed }) => lapsed)),
    keptOutBy: distinct(told.flatMap(({ keptOutBy }) => keptOutBy)),
  };
}

type Closed = {
  readonly record: RecordAbout;
  readonly at: number;
  readonly page: Explanation;
  readonly each: readonly Explanation[];
};

/** Every way to open the page with every way to open a row; one change that does both stands by itself. */
function openings(policy: Policy, personId: string, { record, at, page, each }: Closed): Suggestion[] {
  const ways = (explanations: readonly Explanation[]): (readonly Change[])[] =>
    explanations.some(({ may }) => may)
      ? [[]]
      : distinct(explanations.flatMap((one) => one.changes.map(({ changes }) => changes)));
  const [pages, rows] = [ways([page]), ways(each)];
  const candidates = pages.flatMap((open) => rows.map((show) => [...open, ...show]));
  const holds = (after: Policy): boolean => {
    const rights = resolveRights(after, personId, at);
    const owners = record.ownerIds.length === 0 ? [null] : record.ownerIds;
    return (
      rights !== undefined &&
      owners.some((ownerId) => decide(rights, record.permission, { pageGroup: record.pageGroup, ownerId }))
    );
  };
  return cheapestOf(policy, candidates, { at, holds });
}
