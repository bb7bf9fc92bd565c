import { type Condition, conjuncts, isCatchAll, type Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { listingOf, valuesOf } from './merge.ts';

/** A change that settles a finding, described; `applyFix` makes it. */
export type Fix =
  | { readonly kind: 'remove' | 'turnOff'; readonly ruleId: string }
  | { readonly kind: 'moveAbove'; readonly ruleId: string; readonly otherRuleId: string }
  | { readonly kind: 'setGroup'; readonly ruleId: string; readonly groupId: string }
  | { readonly kind: 'merge'; readonly ruleIds: readonly string[]; readonly attribute: string }
  | {
      readonly kind: 'dropValue';
      readonly ruleId: string;
      readonly attribute: string;
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'addRule';
      readonly condition: Condition;
      readonly groupId: string;
      readonly name: string;
    }
  | { readonly kind: 'setReview'; readonly ruleId: string; readonly at: number };

/** The rules after a fix; the same ones where the rules it speaks of are gone. `newId` is for a rule that it adds. */
export function applyFix(rules: readonly Rule[], fix: Fix, newId: string): readonly Rule[] {
  switch (fix.kind) {
    case 'remove':
      return rules.filter(({ id }) => id !== fix.ruleId);
    case 'turnOff':
      return changed(rules, fix.ruleId, (rule) => ({ ...rule, isOn: false }));
    case 'setGroup':
      return changed(rules, fix.ruleId, (rule) => ({ ...rule, groupId: fix.groupId }));
    case 'setReview':
      return changed(rules, fix.ruleId, (rule) => ({ ...rule, reviewAt: fix.at }));
    case 'dropValue':
      return changed(rules, fix.ruleId, (rule) => {
        const condition = withoutValues(rule.condition, fix.attribute, fix.values);
        return typeof condition === 'object' ? { ...rule, condition } : rule;
      });
    case 'moveAbove':
      return moved(rules, fix.ruleId, fix.otherRuleId);
    case 'merge':
      return merged(rules, fix.ruleIds, fix.attribute);
    case 'addRule': {
      const { condition, groupId, name } = fix;
      const added: Rule = { id: newId, name, condition, groupId, isOn: true, note: '' };
      const last = rules.findLastIndex((rule) => rule.isOn && isCatchAll(rule.condition));
      return rules.toSpliced(last < 0 ? rules.length : last, 0, added);
    }
  }
}

function changed(rules: readonly Rule[], id: string, change: (rule: Rule) => Rule): Rule[] {
  return rules.map((rule) => (rule.id === id ? change(rule) : rule));
}

function moved(rules: readonly Rule[], id: string, otherId: string): readonly Rule[] {
  const rule = rules.find((each) => each.id === id);
  const others = rules.filter((each) => each !== rule);
  const at = others.findIndex((each) => each.id === otherId);
  return rule && at >= 0 ? others.toSpliced(at, 0, rule) : rules;
}

function merged(rules: readonly Rule[], ids: readonly string[], attribute: string): readonly Rule[] {
  const together = rules.filter(({ id }) => ids.includes(id));
  const [first] = together;
  const listings = together.flatMap(({ condition }) => listingOf(condition, attribute) ?? []);
  if (!first || listings.length < together.length) return rules;
  const values = [...new Set(listings.flatMap(valuesOf))];
  const [own] = listings;
  const parts = conjuncts(first.condition).map(
    (part): Condition => (part === own ? { op: 'oneOf', attribute, values } : part),
  );
  const one: Rule = { ...first, condition: { all: parts } };
  return rules.flatMap((rule) => (rule === first ? [one] : together.includes(rule) ? [] : [rule]));
}

/** A condition that never names some values and says the same where nothing has them; or that it always or never holds then. */
export function withoutValues(
  condition: Condition,
  attribute: string,
  gone: readonly string[],
): Condition | 'always' | 'never' {
  if ('op' in condition) return condition.attribute === attribute ? testWithout(condition, gone) : condition;
  if ('not' in condition) {
    const part = withoutValues(condition.not, attribute, gone);
    return typeof part === 'object' ? { not: part } : part === 'always' ? 'never' : 'always';
  }
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => withoutValues(part, attribute, gone));
  if (parts.includes(isAll ? 'never' : 'always')) return isAll ? 'never' : 'always';
  const kept = parts.filter((part) => typeof part === 'object');
  if (isAll) return { all: kept };
  return kept.length === 0 ? 'never' : { any: kept };
}

function testWithout(test: Test, gone: readonly string[]): Condition | 'always' | 'never' {
  switch (test.op) {
    case 'equals':
      return gone.includes(String(test.value)) ? 'never' : test;
    case 'oneOf':
    case 'notOneOf': {
      const values = test.values.filter((value) => !gone.includes(String(value)));
      if (values.length === 0) return test.op === 'oneOf' ? 'never' : 'always';
      return values.length === test.values.length ? test : { ...test, values };
    }
    case 'hasAll':
      return test.values.some((value) => gone.includes(value)) ? 'never' : test;
    case 'between':
    case 'age':
    case 'startsWith':
    case 'contains':
    case 'isSet':
    case 'isNotSet':
      return test;
  }
}
