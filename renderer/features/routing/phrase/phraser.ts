import type { OutputOf } from '#contract/contract';
import type { Condition, Explained, Test, Value } from '#domain/conditions';
import { type Format, useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import {
  IconAbc,
  IconCalendar,
  IconHash,
  type IconProps,
  IconSelect,
  IconTags,
  IconToggleLeft,
} from '@tabler/icons-react';
import { type ComponentType, useMemo } from 'react';
import { en } from './messages.en.ts';
import { zhCN } from './messages.zh-cn.ts';

/** Something that a rule can test, as the console lists it. */
export type Fact = OutputOf<'routing.listFacts'>[number];

/** Conditions in words, for one language and one catalogue of facts. */
export type Phraser = {
  /** A fact's name; its key where the catalogue does not know it. */
  readonly attribute: (key: string) => string;
  readonly value: (key: string, value: Value | null) => string;
  /** A test without its attribute: what a cell under the attribute's column shows. */
  readonly test: (test: Test) => string;
  readonly sentence: (condition: Condition) => string;
  /** Which parts of a condition failed, and what was seen there; none when it held. */
  readonly failed: (explained: Explained) => readonly string[];
};

const phraseWords = { 'zh-CN': zhCN, en } as const;
type Words = typeof zhCN;
type Scalar = string | number | boolean;

export function usePhraser(facts: readonly Fact[]): Phraser {
  const words = useWords(phraseWords);
  const format = useFormat();
  return useMemo(() => phraserOf(words, format, facts), [words, format, facts]);
}

/** How many listed values a phrase spells out. */
const SPELT = 3;

function phraserOf(words: Words, format: Format, facts: readonly Fact[]): Phraser {
  const known = new Map(facts.map((fact) => [fact.key, namesOf(fact, format)]));
  const attribute = (key: string) => known.get(key)?.name ?? key;
  const scalar = (key: string, value: Scalar): string => {
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    const fact = known.get(key);
    if (typeof value === 'string') return fact?.values.get(value) ?? value;
    return fact?.kind === 'date' ? format.date(value) : format.number(value, 6);
  };
  const list = (key: string, values: readonly Scalar[]): string => {
    const first = values.slice(0, SPELT).map((value) => scalar(key, value));
    if (values.length <= SPELT) return first.join(words.comma);
    return words.more({ first: first.join(words.comma), count: format.number(values.length) });
  };
  const spell = { scalar, list };
  const test = (tested: Test) => testIn(words, tested, known.get(tested.attribute)?.kind, spell);
  const sentence = (condition: Condition): string => {
    if ('all' in condition)
      return condition.all.length === 0 ? words.always : words.all({ parts: condition.all.map(sentence) });
    if ('any' in condition)
      return condition.any.length === 0 ? words.never : words.any({ parts: condition.any.map(sentence) });
    if ('not' in condition) return words.none({ part: sentence(condition.not) });
    const name = attribute(condition.attribute);
    if (condition.op === 'equals') return words.sentenceEquals({ attribute: name, value: test(condition) });
    if (condition.op === 'oneOf') return words.sentenceOneOf({ attribute: name, values: test(condition) });
    return words.sentence({ attribute: name, test: test(condition) });
  };
  const value = (key: string, seen: Value | null): string => {
    if (seen === null || seen === '' || (Array.isArray(seen) && seen.length === 0)) return words.unset;
    return Array.isArray(seen) ? seen.map((code) => scalar(key, code)).join(words.comma) : scalar(key, seen);
  };
  const failed = (explained: Explained): readonly string[] => {
    if (explained.held) return [];
    switch (explained.kind) {
      case 'test': {
        const seen = value(explained.test.attribute, explained.seen);
        return [words.failed({ sentence: sentence(explained.test), seen })];
      }
      case 'all':
        return explained.parts.flatMap(failed);
      case 'any':
        return explained.parts.length === 0
          ? [words.never]
          : [words.noneHeld({ parts: explained.parts.flatMap(failed) })];
      case 'not':
        return [words.shouldNot({ sentence: sentence(conditionIn(explained.part)) })];
    }
  };
  return { attribute, value, test, sentence, failed };
}

/** The condition that was explained. */
function conditionIn(explained: Explained): Condition {
  switch (explained.kind) {
    case 'test':
      return explained.test;
    case 'all':
      return { all: explained.parts.map(conditionIn) };
    case 'any':
      return { any: explained.parts.map(conditionIn) };
    case 'not':
      return { not: conditionIn(explained.part) };
  }
}

type Spell = {
  readonly scalar: (key: string, value: Scalar) => string;
  readonly list: (key: string, values: readonly Scalar[]) => string;
};

function testIn(words: Words, test: Test, kind: Fact['kind'] | undefined, spell: Spell): string {
  const { attribute } = test;
  switch (test.op) {
    case 'equals':
      return spell.scalar(attribute, test.value);
    case 'oneOf':
      return spell.list(attribute, test.values);
    case 'notOneOf':
      return words.not({ values: spell.list(attribute, test.values) });
    case 'startsWith':
      return words.startsWith({ text: test.value });
    case 'contains':
      return words.contains({ text: test.value });
    case 'hasAll':
      return words.hasAll({ values: spell.list(attribute, test.values) });
    case 'isSet':
      return words.isSet;
    case 'isNotSet':
      return words.isNotSet;
    case 'between': {
      const isDate = kind === 'date';
      return rangeIn(
        {
          least: isDate ? words.onOrAfter : words.atLeast,
          most: isDate ? words.onOrBefore : words.atMost,
          both: words.between,
          none: words.emptyRange,
        },
        test.min === null ? null : spell.scalar(attribute, test.min),
        test.max === null ? null : spell.scalar(attribute, test.max),
      );
    }
    case 'age':
      return rangeIn(
        { least: words.ageAtLeast, most: words.ageAtMost, both: words.ageBetween, none: words.emptyRange },
        test.minDays === null ? null : String(test.minDays),
        test.maxDays === null ? null : String(test.maxDays),
      );
  }
}

type RangeWords = {
  readonly least: (p: { min: string }) => string;
  readonly most: (p: { max: string }) => string;
  readonly both: (p: { min: string; max: string }) => string;
  readonly none: string;
};

function rangeIn(words: RangeWords, min: string | null, max: string | null): string {
  if (min !== null && max !== null) return words.both({ min, max });
  if (min !== null) return words.least({ min });
  return max === null ? words.none : words.most({ max });
}

function namesOf(fact: Fact, format: Format) {
  return {
    name: format.label(fact.label),
    kind: fact.kind,
    values: new Map(fact.values.map(({ code, label }) => [code, format.label(label)])),
  };
}

const ICONS: Record<Fact['kind'], ComponentType<IconProps>> = {
  enum: IconSelect,
  text: IconAbc,
  number: IconHash,
  date: IconCalendar,
  boolean: IconToggleLeft,
  set: IconTags,
};

/** The picture of a kind of fact. */
export function factIcon(kind: Fact['kind']): ComponentType<IconProps> {
  return ICONS[kind];
}
