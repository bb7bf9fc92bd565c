import { useAsk } from '#bridge/ask';
import type { Condition, Test } from '#domain/conditions';
import { changedFields, countDiff, diffConditions, type RuleDiff, type RuleField } from '#domain/routing';
import type { Rule } from '#domain/rules';
import type { Phraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './diff-list.module.css';
import { releaseWords } from './words.ts';

type DiffListProps = { readonly diff: RuleDiff; readonly phraser: Phraser };

const MOST_SHOWN = 40;

/** What is added, changed, removed and moved, counted and then told row by row. */
export function DiffList({ diff, phraser }: DiffListProps) {
  const telling = useTelling(phraser);
  const { words } = telling;
  if (countDiff(diff) === 0) return <Text size="sm">{words.noDifference}</Text>;
  return (
    <div className={styles.diff}>
      <Group gap={6}>
        {diff.added.length > 0 && <Badge color="green">{words.added({ count: diff.added.length })}</Badge>}
        {diff.changed.length > 0 && <Badge>{words.changed({ count: diff.changed.length })}</Badge>}
        {diff.removed.length > 0 && (
          <Badge color="red">{words.removed({ count: diff.removed.length })}</Badge>
        )}
        {diff.moved.length > 0 && (
          <Badge color="gray" variant="outline">
            {words.moved({ count: diff.moved.length })}
          </Badge>
        )}
      </Group>
      <div className={styles.list}>
        <Entries mark="+" of={diff.added.map(({ rule, position }) => wholeEntry(telling, rule, position))} />
        <Entries
          mark="−"
          of={diff.removed.map(({ rule, position }) => wholeEntry(telling, rule, position))}
        />
        <Entries mark="~" of={diff.changed.map((each) => changedRule(telling, each))} />
        <Entries
          mark="↕"
          of={diff.moved.map(({ rule, from, to }) => ({
            key: rule.id,
            title: nameOf(words, rule, to),
            lines: [words.movedFromTo({ from, to })],
          }))}
        />
      </div>
    </div>
  );
}

type Entry = { readonly key: string; readonly title: string; readonly lines: readonly ReactNode[] };

function Entries(props: { readonly mark: string; readonly of: readonly Entry[] }) {
  const words = useWords(releaseWords);
  const rest = props.of.length - MOST_SHOWN;
  return (
    <>
      {props.of.slice(0, MOST_SHOWN).map((entry) => (
        <div key={entry.key} className={styles.entry} data-mark={props.mark}>
          <span className={styles.mark} aria-hidden>
            {props.mark}
          </span>
          <div>
            <div className={styles.title}>{entry.title}</div>
            {entry.lines.map((line, index) => (
              // Lines of one entry never change places.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={index} className={styles.line}>
                {line}
              </div>
            ))}
          </div>
        </div>
      ))}
      {rest > 0 && <div className={styles.line}>{words.andMore({ count: rest })}</div>}
    </>
  );
}

type Words = (typeof releaseWords)['zh-CN'];

/** What a difference is told with. */
type Telling = {
  readonly words: Words;
  readonly phraser: Phraser;
  readonly date: (at: number) => string;
  readonly group: (id: string) => string;
  readonly person: (id: string) => string;
};

/** What differences of rules are told with, by the catalogue, the groups and the people of today. */
export function useTelling(phraser: Phraser): Telling {
  const words = useWords(releaseWords);
  const { date, label } = useFormat();
  const groups = useAsk('routing.listGroups', {});
  const members = groups.data?.flatMap((group) => group.members) ?? [];
  const group = (id: string) => {
    const found = groups.data?.find((each) => each.id === id);
    return found ? label(found.label) : id;
  };
  const person = (id: string) => members.find(({ userId }) => userId === id)?.userName ?? id;
  return { words, phraser, date, group, person };
}

type Line = { readonly name: string; readonly text: string };

/** What changed in a rule's conditions, in words: the values that came and went, or what was asked and is now. */
function conditionLines({ words, phraser }: Telling, before: Rule, after: Rule): Line[] {
  const tests = (list: readonly Test[]) => list.map(phraser.test).join(' & ') || words.any;
  const nested = (list: readonly Condition[]) => list.map(phraser.sentence).join(' & ') || words.none;
  return diffConditions(before.condition, after.condition).map((change) => {
    switch (change.kind) {
      case 'values': {
        const { attribute, excludes } = change;
        const say = (values: readonly (string | number | boolean)[]) =>
          values.map((value) => phraser.value(attribute, value)).join(words.comma);
        const parts = [
          ...(change.added.length > 0
            ? [(excludes ? words.excludesMore : words.takesMore)({ values: say(change.added) })]
            : []),
          ...(change.removed.length > 0
            ? [(excludes ? words.excludesLess : words.takesLess)({ values: say(change.removed) })]
            : []),
        ];
        return { name: phraser.attribute(attribute), text: parts.join(words.semicolon) };
      }
      case 'tests':
        return {
          name: phraser.attribute(change.attribute),
          text: words.becomes({ before: tests(change.before), after: tests(change.after) }),
        };
      case 'nested':
        return {
          name: words.field.condition,
          text: words.becomes({ before: nested(change.before), after: nested(change.after) }),
        };
    }
  });
}

/** One field of a rule in words. */
function fieldOf({ words, date, group, person }: Telling, rule: Rule, field: RuleField): string {
  const day = (at: number | undefined) => (at === undefined ? words.open : date(at));
  switch (field) {
    case 'name':
      return rule.name || words.none;
    case 'condition':
      return '';
    case 'group':
      return group(rule.groupId);
    case 'isOn':
      return rule.isOn ? words.on : words.off;
    case 'note':
      return rule.note || words.none;
    case 'owner':
      return rule.ownerId === undefined ? words.none : person(rule.ownerId);
    case 'validity':
      return rule.validFrom === undefined && rule.validTo === undefined
        ? words.always
        : words.fromTo({ from: day(rule.validFrom), to: day(rule.validTo) });
    case 'review':
      return rule.reviewAt === undefined ? words.none : date(rule.reviewAt);
    case 'tags':
      return rule.tags?.join(words.comma) || words.none;
  }
}

const nameOf = (words: Words, rule: Rule, position: number) => words.ruleAt({ position, name: rule.name });

/** A rule in one line: whom it takes and where they go. */
export function wholeRule({ words, phraser, group }: Telling, rule: Rule): string {
  return words.becomes({ before: phraser.sentence(rule.condition), after: group(rule.groupId) });
}

function wholeEntry(telling: Telling, rule: Rule, position: number): Entry {
  return {
    key: rule.id,
    title: nameOf(telling.words, rule, position),
    lines: [wholeRule(telling, rule)],
  };
}

/** What is different between two states of one rule, a line each. */
export function changedLines(telling: Telling, before: Rule, after: Rule): Line[] {
  const { words } = telling;
  return changedFields(before, after).flatMap((field) =>
    field === 'condition'
      ? conditionLines(telling, before, after)
      : [
          {
            name: words.field[field],
            text: words.becomes({
              before: fieldOf(telling, before, field),
              after: fieldOf(telling, after, field),
            }),
          },
        ],
  );
}

function changedRule(telling: Telling, { before, after, position }: RuleDiff['changed'][number]): Entry {
  return {
    key: after.id,
    title: nameOf(telling.words, after, position),
    lines: changedLines(telling, before, after).map(({ name, text }) => (
      <>
        <span className={styles.field}>{name}</span> {text}
      </>
    )),
  };
}
