import {
  canonical,
  type Catalogue,
  check,
  type Condition,
  type ConditionProblem,
  isCatchAll,
} from '#domain/conditions';
import type { Rule } from '#domain/rules';

/** Something that keeps a draft from being published; `ruleId` is null where the draft as a whole is meant. */
export type DraftProblem = {
  readonly ruleId: string | null;
  readonly code:
    | ConditionProblem['code']
    | 'noCatchAll'
    | 'catchAllNotLast'
    | 'groupOff'
    | 'groupEmpty'
    | 'emptyName'
    | 'twin'
    | 'emptyValidity';
  readonly attribute: string | null;
  readonly value: string | null;
};

/** A group as a draft's check sees it: on, and with a member who is present and has weight. */
export type KnownGroup = { readonly isOn: boolean; readonly hasMember: boolean };

/**
 * Everything wrong with ordered rules. Rules that are off decide nothing and are not checked. `twin` is the later
 * of two rules with the same condition, of which the first decides always: it can never win. A rule that decides
 * only for a time hides nothing for ever, and is no catch-all.
 */
export function draftProblems(
  rules: readonly Rule[],
  catalogue: Catalogue,
  groups: ReadonlyMap<string, KnownGroup>,
): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const report = (ruleId: string | null, code: DraftProblem['code']) =>
    problems.push({ ruleId, code, attribute: null, value: null });
  const active = rules.filter((rule) => rule.isOn);
  const conditions = new Set<string>();
  const checked = checkedAgainst(catalogue);
  let catchAlls = 0;
  for (const [index, rule] of active.entries()) {
    if (rule.name === '') report(rule.id, 'emptyName');
    for (const problem of checkedOnce(rule.condition, catalogue, checked))
      problems.push({ ruleId: rule.id, ...problem });
    const group = groups.get(rule.groupId);
    if (!group?.isOn) report(rule.id, 'groupOff');
    else if (!group.hasMember) report(rule.id, 'groupEmpty');
    const { validFrom, validTo } = rule;
    if (validFrom !== undefined && validTo !== undefined && validFrom >= validTo)
      report(rule.id, 'emptyValidity');
    const isEndless = validFrom === undefined && validTo === undefined;
    const text = canonicalOnce(rule.condition);
    if (text === null) {
      if (!isEndless) continue;
      catchAlls += 1;
      if (index < active.length - 1) report(rule.id, 'catchAllNotLast');
    } else {
      if (conditions.has(text)) report(rule.id, 'twin');
      if (isEndless) conditions.add(text);
    }
  }
  if (catchAlls === 0) report(null, 'noCatchAll');
  return problems;
}

const texts = new WeakMap<Condition, string | null>();
const found = new WeakMap<Catalogue, Checked>();

/**
 * A condition's one form, null for that of a catch-all. A long draft is checked after every change of one row:
 * conditions never change, and each is read once.
 */
function canonicalOnce(condition: Condition): string | null {
  const known = texts.get(condition);
  if (known !== undefined) return known;
  const text = isCatchAll(condition) ? null : canonical(condition);
  texts.set(condition, text);
  return text;
}

type Checked = WeakMap<Condition, readonly ConditionProblem[]>;

function checkedAgainst(catalogue: Catalogue): Checked {
  const known = found.get(catalogue) ?? new WeakMap();
  found.set(catalogue, known);
  return known;
}

function checkedOnce(condition: Condition, catalogue: Catalogue, checked: Checked) {
  const known = checked.get(condition);
  if (known) return known;
  const problems = check(condition, catalogue);
  checked.set(condition, problems);
  return problems;
}
