import { isCatchAll } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type CellChange, applyChange } from './column.ts';
import { partsOf } from './row-parts.ts';

type Rules = readonly Rule[];

/**
 * How many rows at the end stay where they are: one when the last is the catch-all, which takes whatever no
 * other row took and so has its place there.
 */
function pinnedCount(rules: Rules): 0 | 1 {
  const last = rules.at(-1);
  return last && partsOf(last).isCatchAll ? 1 : 0;
}

/** Whether a row is the catch-all in its place at the end. */
export function isPinned(rules: Rules, ruleId: string): boolean {
  return pinnedCount(rules) === 1 && rules.at(-1)?.id === ruleId;
}

/** The rules with changes made to some; the same list where nothing is different. */
export function changeRules(rules: Rules, ids: ReadonlySet<string>, changes: readonly CellChange[]): Rules {
  // A test would make the catch-all an ordinary rule, and the table would have none.
  const fits = (rule: Rule, change: CellChange) => !isTesting(change) || !isPinned(rules, rule.id);
  let next: Rule[] | undefined;
  for (const [index, rule] of rules.entries()) {
    if (!ids.has(rule.id)) continue;
    const changed = changes.reduce(
      (before, change) => (fits(rule, change) ? applyChange(before, change) : before),
      rule,
    );
    if (changed === rule) continue;
    next ??= [...rules];
    next[index] = changed;
  }
  return next ?? rules;
}

function isTesting(change: CellChange): boolean {
  if (change.column === 'tests') return change.tests.length > 0;
  if (change.column === 'condition') return !isCatchAll(change.condition);
  return change.column === 'others' && change.others.length > 0;
}

/** Puts rules at an index, at the latest right before the pinned catch-all. */
export function insertRules(rules: Rules, at: number, added: Rules): Rules {
  return rules.toSpliced(Math.max(0, Math.min(at, rules.length - pinnedCount(rules))), 0, ...added);
}

/** Without some rules; the pinned catch-all stays. */
export function removeRules(rules: Rules, ids: ReadonlySet<string>): Rules {
  const rest = rules.filter(({ id }) => !ids.has(id) || isPinned(rules, id));
  return rest.length === rules.length ? rules : rest;
}

/** Moves rules, in their order, so that they stand right before another one (null: as far down as they may). */
export function moveRules(rules: Rules, ids: ReadonlySet<string>, beforeId: string | null): Rules {
  const moved = rules.filter(({ id }) => ids.has(id) && !isPinned(rules, id));
  if (moved.length === 0) return rules;
  const taken = new Set(moved.map(({ id }) => id));
  // A block dropped on one of its own rows comes to stand before the next row that stays.
  const from = beforeId === null ? rules.length : rules.findIndex(({ id }) => id === beforeId);
  const before = rules.slice(Math.max(0, from)).find(({ id }) => !taken.has(id))?.id;
  const rest = rules.filter(({ id }) => !taken.has(id));
  const at = before === undefined ? rest.length : rest.findIndex(({ id }) => id === before);
  const next = insertRules(rest, at, moved);
  return next.every(({ id }, index) => id === rules[index]?.id) ? rules : next;
}

/** A new row: no test yet, so that it is filled in before it can take anything. */
export function emptyRule(id: string, groupId: string): Rule {
  return { id, name: '', condition: { all: [] }, groupId, isOn: true, note: '' };
}
