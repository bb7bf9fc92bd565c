import { canonical } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { longestRising } from './place.ts';

/** What of a row can be different. */
export type RuleField =
  | 'name'
  | 'condition'
  | 'group'
  | 'isOn'
  | 'note'
  | 'owner'
  | 'validity'
  | 'review'
  | 'tags';

/** What is different between two states of a rule table. Positions count from 1. */
export type RuleDiff = {
  readonly added: readonly { readonly rule: Rule; readonly position: number }[];
  readonly removed: readonly { readonly rule: Rule; readonly position: number }[];
  readonly changed: readonly {
    readonly before: Rule;
    readonly after: Rule;
    readonly position: number;
    readonly fields: readonly RuleField[];
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
  const still = longestRising(kept.map(({ from }) => from));
  return {
    added: after.flatMap((rule, index) => (was.has(rule.id) ? [] : [{ rule, position: index + 1 }])),
    removed: before.flatMap((rule, index) => (stays.has(rule.id) ? [] : [{ rule, position: index + 1 }])),
    changed: kept.flatMap((row) => {
      const fields = row.before === row.after ? [] : changedFields(row.before, row.after);
      return fields.length > 0
        ? [{ before: row.before, after: row.after, position: row.to + 1, fields }]
        : [];
    }),
    moved: kept.flatMap((row, index) =>
      still.has(index) ? [] : [{ rule: row.after, from: row.from + 1, to: row.to + 1 }],
    ),
  };
}

/** How many differences there are. */
export function countDiff(diff: RuleDiff): number {
  return diff.added.length + diff.removed.length + diff.changed.length + diff.moved.length;
}

/** What of a row is different, in the order in which it is told. */
export function changedFields(before: Rule, after: Rule): RuleField[] {
  const isDifferent: Record<RuleField, boolean> = {
    name: before.name !== after.name,
    condition:
      before.condition !== after.condition && canonical(before.condition) !== canonical(after.condition),
    group: before.groupId !== after.groupId,
    isOn: before.isOn !== after.isOn,
    note: before.note !== after.note,
    owner: before.ownerId !== after.ownerId,
    validity: before.validFrom !== after.validFrom || before.validTo !== after.validTo,
    review: before.reviewAt !== after.reviewAt,
    tags: (before.tags ?? []).join('\n') !== (after.tags ?? []).join('\n'),
  };
  return (Object.keys(isDifferent) as RuleField[]).filter((field) => isDifferent[field]);
}
