import type { Rule } from '#domain/rules';
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

/** The rules with one changed; the same list where nothing is different. */
export function changeRule(rules: Rules, ruleId: string, change: (rule: Rule) => Rule): Rules {
  const index = rules.findIndex(({ id }) => id === ruleId);
  const rule = rules[index];
  if (!rule) return rules;
  const changed = change(rule);
  return changed === rule ? rules : rules.with(index, changed);
}

/** Puts a rule at an index, at the latest right before the pinned catch-all. */
export function insertRule(rules: Rules, at: number, rule: Rule): Rules {
  return rules.toSpliced(Math.max(0, Math.min(at, rules.length - pinnedCount(rules))), 0, rule);
}

/** Without one rule; the pinned catch-all stays. */
export function removeRule(rules: Rules, ruleId: string): Rules {
  return isPinned(rules, ruleId) ? rules : rules.filter(({ id }) => id !== ruleId);
}

/** Moves a rule so that it stands right before another one (null: as far down as it may). */
export function moveRule(rules: Rules, ruleId: string, beforeId: string | null): Rules {
  if (isPinned(rules, ruleId) || beforeId === ruleId) return rules;
  const rule = rules.find(({ id }) => id === ruleId);
  if (!rule) return rules;
  const rest = rules.filter(({ id }) => id !== ruleId);
  const at = beforeId === null ? rest.length : rest.findIndex(({ id }) => id === beforeId);
  const moved = insertRule(rest, at < 0 ? rest.length : at, rule);
  return moved.every(({ id }, index) => id === rules[index]?.id) ? rules : moved;
}

/** A new row: no test yet, so that it is filled in before it can take anything. */
export function emptyRule(id: string, groupId: string): Rule {
  return { id, name: '', condition: { all: [] }, groupId, isOn: true, note: '' };
}
