import type { Rule } from '#domain/rules';
import { emptyRule, insertRules, isPinned, moveRules } from './draft.ts';
import type { View } from './steps.ts';

export type NewCatchAll = { readonly id: string; readonly name: string };

/** The rules with a catch-all at their end. */
export function withCatchAll(
  rules: readonly Rule[],
  groupId: string,
  catchAll: NewCatchAll,
): readonly Rule[] {
  const last = rules.at(-1);
  if (last && isPinned(rules, last.id)) return rules;
  return [...rules, { ...emptyRule(catchAll.id, groupId), name: catchAll.name }];
}

/** Rows up or down past their neighbour on the screen; rows that the filter hides keep their order. */
export function nudged(
  rules: readonly Rule[],
  ids: readonly string[],
  by: -1 | 1,
  view: View,
): readonly Rule[] {
  const edge = by === -1 ? ids[0] : ids.at(-1);
  const shown = edge === undefined ? -1 : view.ruleIds.indexOf(edge);
  const neighbour = view.ruleIds[shown + by];
  if (shown < 0 || neighbour === undefined || isPinned(rules, neighbour)) return rules;
  const moved = new Set(ids);
  if (by === -1) return moveRules(rules, moved, neighbour);
  const after = rules[rules.findIndex(({ id }) => id === neighbour) + 1];
  return moveRules(rules, moved, after?.id ?? null);
}

/** Copies of rows, right below the last of them; the pinned catch-all has none. */
export function duplicated(rules: readonly Rule[], ids: readonly string[], newIds: readonly string[]) {
  const wanted = new Set(ids);
  const found = rules.filter(({ id }) => wanted.has(id) && !isPinned(rules, id));
  const last = found.at(-1);
  if (!last) return null;
  const copies = found.map((rule, index) => ({ ...rule, id: newIds[index] ?? `${rule.id}-copy` }));
  return { rules: insertRules(rules, rules.indexOf(last) + 1, copies), copies };
}
