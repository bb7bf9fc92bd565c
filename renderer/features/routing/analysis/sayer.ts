import type { Finding, Fix } from '#domain/analysis';
import type { Rule } from '#domain/rules';
import type { Phraser } from '#features/routing/phrase';
import type { Format } from '#i18n/format';
import type { zhCN } from './messages.zh-cn.ts';

/** What findings and fixes are called in one language, for the rules as they stand. */
export type Sayer = {
  /** Null where its row is gone. */
  readonly title: (found: Finding) => string | null;
  readonly text: (found: Finding) => string;
  readonly preview: (fix: Fix) => string;
  readonly region: (fix: Extract<Fix, { kind: 'addRule' }>) => string;
};

type Names = {
  readonly words: typeof zhCN;
  readonly format: Format;
  readonly phraser: Phraser;
  readonly groupName: (id: string) => string;
  readonly days: number;
};

/** How many other rules a sentence names. */
const NAMED = 3;

export function sayerOf(rules: readonly Rule[], { words, format, phraser, groupName, days }: Names): Sayer {
  const places = new Map(rules.map((rule, index) => [rule.id, { name: rule.name, position: index + 1 }]));
  const rule = (id: string) => {
    const found = places.get(id);
    return found ? words.ruleAt(found) : id;
  };
  const list = (ids: readonly string[]) => {
    const first = ids.slice(0, NAMED).map(rule).join(words.comma);
    return ids.length > NAMED ? words.more({ first, count: ids.length }) : first;
  };
  const values = (key: string | null, codes: readonly string[]) =>
    codes.map((code) => phraser.value(key ?? '', code)).join(words.comma);
  const about = (found: Finding) => ({
    others: list(found.otherRuleIds),
    percent: format.percent(found.share ?? 0, 0),
    attribute: found.attribute === null ? '' : phraser.attribute(found.attribute),
    values: values(found.attribute, found.values),
    at: found.at === null ? '' : format.date(found.at),
    group: groupName(found.values[0] ?? ''),
    region: found.condition ? phraser.sentence(found.condition) : '',
    days,
  });
  return {
    title: (found) =>
      found.ruleId === null ? words.region : places.has(found.ruleId) ? rule(found.ruleId) : null,
    text: (found) => words.say[found.kind](about(found)),
    region: ({ condition }) => phraser.sentence(condition),
    preview: (fix) => {
      const ids = fix.kind === 'merge' ? fix.ruleIds : 'ruleId' in fix ? [fix.ruleId] : [];
      return words.preview[fix.kind]({
        rule: rule(ids[0] ?? ''),
        others: list(ids.slice(1)),
        other: 'otherRuleId' in fix ? rule(fix.otherRuleId) : '',
        group: 'groupId' in fix ? groupName(fix.groupId) : '',
        attribute: 'attribute' in fix ? phraser.attribute(fix.attribute) : '',
        values: 'values' in fix ? values(fix.attribute, fix.values) : '',
        region: 'condition' in fix ? phraser.sentence(fix.condition) : '',
        at: 'at' in fix ? format.date(fix.at) : '',
      });
    },
  };
}
