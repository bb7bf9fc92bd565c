import { canonical } from '#domain/conditions';
import type { Rule } from '#domain/rules';

type Field = 'name' | 'condition' | 'group' | 'isOn' | 'note';

/** What is different between two states of a rule table. Positions count from 1. */
export type RuleDiff = {
  readonly added: readonly { readonly rule: Rule; readonly position: number }[];
  readonly removed: readonly { readonly rule: Rule; readonly position: number }[];
  readonly changed: readonly {
    readonly before: Rule;
    readonly after: Rule;
    readonly position: number;
    readonly fields: readonly Field[];
  }[];
  /** The fewest rows whose moving explains the new order. */
  readonly moved: readonly { readonly rule: Rule; readonly from: number; readonly to: number }[];
};

/** Compares two rule tables by the ids of their rows. Conditions that only read differently are the same. */
export function diffRules(before: readonly Rule[], after: readonly Rule[]): RuleDiff {
  const was = new Map(before.map((rule, index) => [rule.id, { rule, index }]));
  const stays = new Set(after.map(({ id }) => id));
  const kept = after.flatMap((rule, index) => {
    const old = was.get(rule.id);
    return old ? [{ before: old.rule, after: rule, from: old.index, to: index }] : [];
  });
  const still = longestRise(kept.map(({ from }) => from));
  return {
    added: after.flatMap((rule, index) => (was.has(rule.id) ? [] : [{ rule, position: index + 1 }])),
    removed: before.flatMap((rule, index) => (stays.has(rule.id) ? [] : [{ rule, position: index + 1 }])),
    changed: kept.flatMap(({ before, after, to }) => {
      const fields = before === after ? [] : changedFields(before, after);
      return fields.length > 0 ? [{ before, after, position: to + 1, fields }] : [];
    }),
    moved: kept.flatMap(({ after, from, to }, index) =>
      still.has(index) ? [] : [{ rule: after, from: from + 1, to: to + 1 }],
    ),
  };
}

/** How many differences there are. */
export function countDiff(diff: RuleDiff): number {
  return diff.added.length + diff.removed.length + diff.changed.length + diff.moved.length;
}

function changedFields(before: Rule, after: Rule): Field[] {
  const fields: Field[] = [];
  if (before.name !== after.name) fields.push('name');
  if (before.condition !== after.condition && canonical(before.condition) !== canonical(after.condition))
    fields.push('condition');
  if (before.groupId !== after.groupId) fields.push('group');
  if (before.isOn !== after.isOn) fields.push('isOn');
  if (before.note !== after.note) fields.push('note');
  return fields;
}

/** Indexes of a longest rising subsequence (patience sorting, O(n log n)): the rows that did not move. */
function longestRise(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, value] of values.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((values[tails[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = index;
  }
  const still = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) still.add(index);
  return still;
}
