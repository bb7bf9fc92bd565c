import type { Test } from '#domain/conditions';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useLanguage } from '#i18n/language';
import { useWords } from '#i18n/words';
import { Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useFinishOutside } from './finish-outside.ts';
import { type Choice, PickList } from './pick-list.tsx';
import { draftOf, MODES, type Mode, type TestDraft, testOf } from './test-draft.ts';
import { gridWords } from './words.ts';

export type Leaving = 'down' | 'right' | 'left' | null;

type TestEditorProps = {
  readonly fact: Fact;
  readonly tests: readonly Test[];
  readonly typed: string;
  readonly onCommit: (tests: readonly Test[], then: Leaving) => void;
  readonly onLeave: () => void;
};

/** The form of one cell's test. The first test is edited; further ones in the cell can be removed. */
export function TestEditor({ fact, tests, typed, onCommit, onLeave }: TestEditorProps) {
  const words = useWords(gridWords);
  const { zone } = useLanguage();
  const [draft, setDraft] = useState(() => draftOf(tests[0], fact.kind, typed, zone));
  const [rest, setRest] = useState(() => tests.slice(1));
  const [isWrong, setWrong] = useState(false);
  const finish = (then: Leaving, entered: TestDraft = draft) => {
    const parsed = testOf(entered, fact, zone);
    if (parsed.ok) onCommit([...parsed.tests, ...rest], then);
    else setWrong(true);
  };
  const box = useRef<HTMLDivElement>(null);
  useFinishOutside(box, () => {
    const parsed = testOf(draft, fact, zone);
    if (parsed.ok) onCommit([...parsed.tests, ...rest], null);
    else onLeave();
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onLeave();
    else if (event.key === 'Enter') finish('down');
    else if (event.key === 'Tab') finish(event.shiftKey ? 'left' : 'right');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // Keys typed in the form's own fields bubble to here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown} style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <NativeSelect
        aria-label={words.mode}
        value={draft.mode}
        data={MODES[fact.kind].map((mode) => ({ value: mode, label: words.modes[mode] }))}
        onChange={(event) => setDraft({ ...draft, mode: event.currentTarget.value as Mode })}
        // Modes without fields have nothing else to focus.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={!hasFields(draft.mode)}
      />
      <Fields
        fact={fact}
        draft={draft}
        typed={typed}
        isWrong={isWrong}
        onChange={(next) => {
          setDraft(next);
          setWrong(false);
        }}
        onEnough={() => finish('down')}
      />
      {rest.length > 0 && <OtherTests fact={fact} tests={rest} onChange={setRest} />}
      <Group justify="space-between" gap={8} wrap="nowrap">
        <Text size="xs" c="dimmed">
          {words.keys}
        </Text>
        <Button size="compact-xs" onClick={() => finish(null)}>
          {words.done}
        </Button>
      </Group>
    </div>
  );
}

function hasFields(mode: Mode): boolean {
  return mode !== 'any' && mode !== 'isSet' && mode !== 'isNotSet';
}

type FieldsProps = {
  readonly fact: Fact;
  readonly draft: TestDraft;
  readonly typed: string;
  readonly isWrong: boolean;
  readonly onChange: (draft: TestDraft) => void;
  readonly onEnough: () => void;
};

function Fields(props: FieldsProps) {
  const { draft, fact } = props;
  switch (draft.mode) {
    case 'any':
    case 'isSet':
    case 'isNotSet':
      return null;
    case 'startsWith':
    case 'contains':
      return <TypedText {...props} />;
    case 'oneOf':
    case 'notOneOf':
    case 'hasAll':
      return fact.kind === 'text' || fact.kind === 'number' ? (
        <TypedValues {...props} />
      ) : (
        <PickedValues {...props} />
      );
    case 'between':
    case 'age':
      return <RangeFields {...props} />;
  }
}

function PickedValues({ fact, draft, typed, onChange, onEnough }: FieldsProps) {
  const words = useWords(gridWords);
  const { label } = useFormat();
  const choices = useMemo<Choice[]>(
    () =>
      fact.kind === 'boolean'
        ? [
            { value: 'true', name: words.yes },
            { value: 'false', name: words.no },
          ]
        : fact.values.map(({ code, label: name }) => ({ value: code, name: label(name), hint: code })),
    [fact, label, words],
  );
  // What the catalogue no longer lists stays visible, so that it can be taken out.
  const unknown = draft.values
    .filter((value) => !choices.some((choice) => choice.value === value))
    .map((value): Choice => ({ value, name: value, hint: '?' }));
  return (
    <PickList
      label={label(fact.label)}
      choices={[...unknown, ...choices]}
      chosen={draft.values}
      isMultiple={fact.kind !== 'boolean'}
      typed={typed}
      onChange={(values) => onChange({ ...draft, values })}
      onEnough={onEnough}
    />
  );
}

function TypedValues({ fact, draft, typed, isWrong, onChange }: FieldsProps) {
  const words = useWords(gridWords);
  const { label } = useFormat();
  const [text, setText] = useState(draft.values.length === 0 ? typed : draft.values.join(', '));
  return (
    <TextInput
      aria-label={label(fact.label)}
      description={words.listHint}
      // The editor opened because the person asked for it: its first field has the keys.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={text}
      error={isWrong && words.wrongNumber}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange({ ...draft, values: listIn(event.currentTarget.value) });
      }}
    />
  );
}

function TypedText({ fact, draft, typed, onChange }: FieldsProps) {
  const { label } = useFormat();
  return (
    <TextInput
      aria-label={label(fact.label)}
      // The editor opened because the person asked for it: its only field has the keys.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      value={draft.values[0] ?? typed}
      onChange={(event) => onChange({ ...draft, values: [event.currentTarget.value] })}
    />
  );
}

function listIn(text: string): string[] {
  return text
    .split(/[,，、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function RangeFields({ fact, draft, typed, isWrong, onChange }: FieldsProps) {
  const words = useWords(gridWords);
  const isAge = draft.mode === 'age';
  const isDate = fact.kind === 'date' && !isAge;
  const type = isDate ? 'date' : 'text';
  const beginsMost = typed === '<' || typed === '≤';
  const isCrossed =
    !isDate && draft.least !== '' && draft.most !== '' && Number(draft.least) > Number(draft.most);
  return (
    <div>
      <Group gap={8} wrap="nowrap" align="flex-end">
        <TextInput
          type={type}
          inputMode="decimal"
          label={isAge ? words.atLeastDays : isDate ? words.from : words.atLeast}
          value={draft.least}
          // The editor opened because the person asked for it: its first field has the keys.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={!beginsMost}
          error={isWrong && words.wrongNumber}
          onChange={(event) => onChange({ ...draft, least: event.currentTarget.value })}
        />
        <TextInput
          type={type}
          inputMode="decimal"
          label={isAge ? words.atMostDays : isDate ? words.to : words.atMost}
          value={draft.most}
          // The editor opened because the person asked for it: its first field has the keys.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={beginsMost}
          onChange={(event) => onChange({ ...draft, most: event.currentTarget.value })}
        />
      </Group>
      {isCrossed && (
        <Text size="xs" c="var(--yard-bad-ink)" mt={4} role="alert">
          {words.crossed}
        </Text>
      )}
    </div>
  );
}

type OtherTestsProps = {
  readonly fact: Fact;
  readonly tests: readonly Test[];
  readonly onChange: (tests: Test[]) => void;
};

function OtherTests({ fact, tests, onChange }: OtherTestsProps) {
  const words = useWords(gridWords);
  const facts = useMemo(() => [fact], [fact]);
  const phraser = usePhraser(facts);
  return (
    <div>
      <Text size="xs" c="dimmed">
        {words.otherTests}
      </Text>
      {tests.map((test) => (
        <Group key={JSON.stringify(test)} gap={8}>
          <Text size="sm">{phraser.test(test)}</Text>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange(tests.filter((other) => other !== test))}
          >
            {words.removeTest}
          </Button>
        </Group>
      ))}
    </div>
  );
}
