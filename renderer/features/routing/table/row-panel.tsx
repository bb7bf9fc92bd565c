import type { Condition } from '#domain/conditions';
import type { Rule } from '#domain/rules';
import { useMay } from '#features/access';
import { ConditionBuilder, isWhole } from '#features/conditions';
import {
  type CellChange,
  formatCell,
  type GridAction,
  type GridState,
  isPinned,
  type Naming,
  parseCell,
  useTitles,
} from '#features/routing/grid';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Matching } from './matching.tsx';
import { tableWords } from './words.ts';

type RowPanelProps = {
  readonly state: GridState;
  readonly dispatch: (action: GridAction) => void;
  readonly naming: Naming;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
};

/** Everything about the row under the cursor: what it says about itself, and its whole condition, groups too. */
export function RowPanel({ state, dispatch, naming, facts, isReadOnly }: RowPanelProps) {
  const words = useWords(tableWords);
  const { sentence } = usePhraser(facts);
  const mayList = useMay('contacts.view');
  const [isListing, setListing] = useState(false);
  const position = state.rules.findIndex(({ id }) => id === state.place?.ruleId);
  const rule = state.rules[position];
  if (!rule) return <Text size="sm">{words.noRow}</Text>;
  const change = (made: CellChange) => dispatch({ type: 'change', ruleId: rule.id, change: made });
  const fields = { rule, naming, isReadOnly, onChange: change, facts };
  return (
    <Stack gap={10} key={rule.id}>
      <Text fw={600}>{words.rowTitle({ position: position + 1, name: rule.name || words.unnamed })}</Text>
      <Text size="xs" c="dimmed">
        {words.sentence} {sentence(rule.condition)}
      </Text>
      <CellField {...fields} column="name" />
      <ChoiceField {...fields} column="group" />
      <ChoiceField {...fields} column="owner" />
      <CellField {...fields} column="validFrom" />
      <CellField {...fields} column="validTo" />
      <CellField {...fields} column="reviewAt" />
      <CellField {...fields} column="tags" />
      <CellField {...fields} column="note" />
      {!isPinned(state.rules, rule.id) && <ConditionField {...fields} />}
      {mayList && !isPinned(state.rules, rule.id) && (
        <Matching condition={rule.condition} isOpen={isListing} onOpen={setListing} />
      )}
    </Stack>
  );
}

type FieldProps = {
  readonly rule: Rule;
  readonly naming: Naming;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
  readonly onChange: (change: CellChange) => void;
};

type CellFieldProps = FieldProps & {
  readonly column: 'name' | 'note' | 'tags' | 'validFrom' | 'validTo' | 'reviewAt';
};

/** One of the row's own cells as a field; it is taken over when it is left. */
function CellField({ rule, column, naming, facts, isReadOnly, onChange }: CellFieldProps) {
  const words = useWords(tableWords);
  const titles = useTitles(facts);
  const shown = formatCell(rule, column, naming);
  const [typed, setTyped] = useState<{ readonly over: string; readonly text: string } | null>(null);
  // What was typed counts only over what it was typed over: an undo shows what it brought back.
  const text = typed?.over === shown ? typed.text : shown;
  const parsed = parseCell(text, column, naming);
  const field = {
    size: 'xs',
    label: titles.get(column),
    value: text,
    readOnly: isReadOnly,
    error: parsed.ok ? undefined : words.reason[parsed.reason],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setTyped({ over: shown, text: event.currentTarget.value }),
    onBlur: () => {
      if (parsed.ok && text !== shown) onChange(parsed.value);
      if (parsed.ok) setTyped(null);
    },
  } as const;
  if (column === 'note') return <Textarea {...field} autosize minRows={2} maxLength={1000} />;
  if (column === 'name') return <TextInput {...field} maxLength={200} />;
  if (column === 'tags') return <TextInput {...field} description={words.tagsHint} />;
  return <TextInput {...field} type="date" />;
}

function ChoiceField({
  rule,
  column,
  naming,
  facts,
  isReadOnly,
  onChange,
}: FieldProps & { readonly column: 'group' | 'owner' }) {
  const titles = useTitles(facts);
  const choices = column === 'group' ? naming.groups : naming.people;
  const chosen = column === 'group' ? rule.groupId : (rule.ownerId ?? '');
  const listed = choices.map(({ value, name }) => ({ value, label: name }));
  const isKnown = choices.some(({ value }) => value === chosen);
  return (
    <NativeSelect
      size="xs"
      label={titles.get(column)}
      disabled={isReadOnly}
      value={chosen}
      data={[
        ...(column === 'owner' ? [{ value: '', label: '–' }] : []),
        ...(isKnown || chosen === '' ? [] : [{ value: chosen, label: chosen }]),
        ...listed,
      ]}
      onChange={(event) => onChange({ column, text: event.currentTarget.value })}
    />
  );
}

function ConditionField({ rule, facts, isReadOnly, onChange }: FieldProps) {
  const words = useWords(tableWords);
  const [held, setHeld] = useState<{ readonly over: Condition; readonly half: Condition } | null>(null);
  // A test that is half filled in stays here until it says something.
  const value = held?.over === rule.condition ? held.half : rule.condition;
  return (
    <div>
      <Text size="sm" fw={600}>
        {words.conditions}
      </Text>
      <ConditionBuilder
        value={value}
        facts={facts}
        isReadOnly={isReadOnly}
        onChange={(condition) => {
          setHeld({ over: rule.condition, half: condition });
          if (isWhole(condition, facts)) onChange({ column: 'condition', condition });
        }}
      />
    </div>
  );
}
