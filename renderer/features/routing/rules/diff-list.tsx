import type { Test } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { type Choice, partsOf } from '#features/routing/grid';
import type { Phraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Badge, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './diff-list.module.css';
import { countDiff, type RuleDiff } from './rule-diff.ts';
import { ruleWords } from './words.ts';

type DiffListProps = {
  readonly diff: RuleDiff;
  readonly phraser: Phraser;
  readonly groups: readonly Choice[];
};

const MOST_SHOWN = 40;

/** What is added, changed, removed and moved, counted and then told row by row. */
export function DiffList({ diff, phraser, groups }: DiffListProps) {
  const words = useWords(ruleWords);
  if (countDiff(diff) === 0) return <Text size="sm">{words.noDifference}</Text>;
  const tell = teller(words, phraser, groups);
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
        <Entries mark="+" of={diff.added.map(({ rule, position }) => tell.whole(rule, position))} />
        <Entries mark="−" of={diff.removed.map(({ rule, position }) => tell.whole(rule, position))} />
        <Entries mark="~" of={diff.changed.map(tell.change)} />
        <Entries
          mark="↕"
          of={diff.moved.map(({ rule, from, to }) => ({
            key: rule.id,
            title: tell.name(rule, to),
            lines: [words.movedFromTo({ from, to })],
          }))}
        />
      </div>
    </div>
  );
}

type Entry = { readonly key: string; readonly title: string; readonly lines: readonly ReactNode[] };

function Entries(props: { readonly mark: string; readonly of: readonly Entry[] }) {
  const words = useWords(ruleWords);
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

type Words = (typeof ruleWords)['zh-CN'];

type Line = { readonly name: string; readonly before: string; readonly after: string };

/** What changed in a rule's conditions, attribute by attribute, as the table's cells show it. */
function testChanges(words: Words, phraser: Phraser, before: Rule, after: Rule): Line[] {
  const was = partsOf(before);
  const is = partsOf(after);
  const say = (tests: readonly Test[] | undefined) =>
    tests === undefined || tests.length === 0 ? words.any : tests.map(phraser.test).join(' & ');
  const attributes = [...new Set([...was.tests.keys(), ...is.tests.keys()])];
  const others = (parts: typeof was) => parts.others.map(phraser.sentence).join(' & ') || words.none;
  return [
    ...attributes.map((key) => ({
      name: phraser.attribute(key),
      before: say(was.tests.get(key)),
      after: say(is.tests.get(key)),
    })),
    { name: words.field.condition, before: others(was), after: others(is) },
  ].filter((line) => line.before !== line.after);
}

function teller(words: Words, phraser: Phraser, groups: readonly Choice[]) {
  const group = (id: string) => groups.find(({ value }) => value === id)?.name ?? id;
  const name = (rule: Rule, position: number) => words.ruleAt({ position, name: rule.name });
  const read = (rule: Rule, field: Exclude<keyof Words['field'], 'condition'>): string => {
    switch (field) {
      case 'name':
        return rule.name || words.none;
      case 'group':
        return group(rule.groupId);
      case 'isOn':
        return rule.isOn ? words.on : words.off;
      case 'note':
        return rule.note || words.none;
    }
  };
  return {
    name,
    whole: (rule: Rule, position: number): Entry => ({
      key: rule.id,
      title: name(rule, position),
      lines: [words.becomes({ before: phraser.sentence(rule.condition), after: group(rule.groupId) })],
    }),
    change: ({ before, after, position, fields }: RuleDiff['changed'][number]): Entry => ({
      key: after.id,
      title: name(after, position),
      lines: fields
        .flatMap((field) =>
          field === 'condition'
            ? testChanges(words, phraser, before, after)
            : [{ name: words.field[field], before: read(before, field), after: read(after, field) }],
        )
        .map((line) => (
          <>
            <span className={styles.field}>{line.name}</span>{' '}
            {words.becomes({ before: line.before, after: line.after })}
          </>
        )),
    }),
  };
}
