import type { Rule } from '#domain/rules';
import { longestRising } from './place.ts';
import { rowStamp } from './row-stamp.ts';

/** What somebody did to one row. */
export type RowChange = {
  readonly id: string;
  /** The stamp of the row that was changed; null: it is a new one. */
  readonly base: string | null;
  /** What it is now; null: removed; absent: only moved. */
  readonly rule?: Rule | null | undefined;
  /** Right behind which row it stands now; null: before all others; absent: where it stood. */
  readonly after?: string | null | undefined;
};

/** A row of which both kept what they did: `theirs` stands, `mine` waits for a decision. Null: removed. */
export type RowConflict = {
  readonly id: string;
  /** Somebody else changed the row too, or removed the row that it should stand behind. */
  readonly why: 'changed' | 'placeGone';
  readonly mine: Rule | null;
  readonly theirs: Rule | null;
};

/**
 * What leads from one state of a table to another, row by row: the removed ones, then the others in their new order.
 * The fewest rows that explain the new order are moved.
 * @param there which rows of `before` a row may stand behind; all of them where it is not given.
 */
export function rowChanges(
  before: readonly Rule[],
  after: readonly Rule[],
  there?: ReadonlySet<string>,
): RowChange[] {
  const was = new Map(before.map((rule, index) => [rule.id, { rule, index }]));
  const stays = new Set(after.map(({ id }) => id));
  const still = longestRising(after.map(({ id }) => was.get(id)?.index));
  const changes: RowChange[] = before
    .filter(({ id }) => !stays.has(id))
    .map((rule) => ({ id: rule.id, base: rowStamp(rule), rule: null }));
  let behind: string | null = null;
  for (const [index, rule] of after.entries()) {
    const { id } = rule;
    const old = was.get(id)?.rule;
    const place = still.has(index) ? {} : { after: behind };
    const base = old === undefined ? null : rowStamp(old);
    if (old === undefined || (old !== rule && base !== rowStamp(rule)))
      changes.push({ id, base, rule, ...place });
    else if (!still.has(index)) changes.push({ id, base, ...place });
    if (old === undefined || (there?.has(id) ?? true)) behind = id;
  }
  return changes;
}

/**
 * Does to a table what somebody did to an earlier state of it. A row that was changed meanwhile stays as it is, and
 * both are told; every other change is taken. What was done already is taken as done.
 */
export function applyRows(
  rows: readonly Rule[],
  changes: readonly RowChange[],
): { rules: Rule[]; conflicts: RowConflict[] } {
  const table = new Map(rows.map((rule) => [rule.id, rule]));
  const order = chainOf(rows.map(({ id }) => id));
  const conflicts: RowConflict[] = [];
  for (const change of changes) {
    const { id, after, rule } = change;
    const theirs = table.get(id);
    if (theirs === undefined && (rule === undefined || rule === null)) continue;
    const mine = rule === undefined ? (theirs ?? null) : rule;
    const why = hindrance(change, theirs, (other) => table.has(other));
    if (why !== null) {
      conflicts.push({ id, why, mine, theirs: theirs ?? null });
      continue;
    }
    if (mine === null) {
      table.delete(id);
      order.remove(id);
      continue;
    }
    if (theirs === undefined || rowStamp(theirs) !== rowStamp(mine)) table.set(id, mine);
    if (after !== undefined) order.putAfter(id, after);
  }
  return { rules: order.list().flatMap((id) => table.get(id) ?? []), conflicts };
}

/**
 * Both sides of a table that two people changed from the same state: rows of which only one did something are as that
 * one left them; of the others `theirs` stands, and both are told.
 */
export function mergeRows(base: readonly Rule[], mine: readonly Rule[], theirs: readonly Rule[]) {
  const there = new Set(theirs.map(({ id }) => id));
  return applyRows(theirs, rowChanges(base, mine, there));
}

function hindrance(
  { id, base, rule, after }: RowChange,
  theirs: Rule | undefined,
  isThere: (id: string) => boolean,
): RowConflict['why'] | null {
  if (rule !== undefined) {
    const stamp = theirs === undefined ? null : rowStamp(theirs);
    const isDone = rule !== null && theirs !== undefined && stamp === rowStamp(rule);
    if (stamp !== base && !isDone) return 'changed';
  }
  const isPlaceGone = after !== undefined && after !== null && (after === id || !isThere(after));
  return rule !== null && isPlaceGone ? 'placeGone' : null;
}

/** An order of ids that are put elsewhere one by one; null stands for the place before the first. */
function chainOf(ids: readonly string[]) {
  const next = new Map<string | null, string | null>();
  const previous = new Map<string | null, string | null>();
  const link = (before: string | null, after: string | null) => {
    next.set(before, after);
    previous.set(after, before);
  };
  for (const [index, id] of ids.entries()) link(ids[index - 1] ?? null, id);
  link(ids.at(-1) ?? null, null);
  const remove = (id: string) => {
    if (!next.has(id)) return;
    link(previous.get(id) ?? null, next.get(id) ?? null);
    next.delete(id);
    previous.delete(id);
  };
  const putAfter = (id: string, after: string | null) => {
    remove(id);
    const follower = next.get(after) ?? null;
    link(after, id);
    link(id, follower);
  };
  const list = () => {
    const all: string[] = [];
    for (let id = next.get(null) ?? null; id !== null; id = next.get(id) ?? null) all.push(id);
    return all;
  };
  return { remove, putAfter, list };
}
