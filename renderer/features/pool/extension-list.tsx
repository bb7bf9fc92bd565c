import { useAsk } from '#bridge/ask';
import type { Extension, Span } from '#domain/pool';
import { ConditionBuilder } from '#features/conditions';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Button, CloseButton, Group, Input, Stack, TagsInput, Text } from '@mantine/core';
import { SpanInput } from './span-input.tsx';
import { poolWords } from './words.ts';

type ExtensionListProps = {
  readonly extensions: readonly Extension[];
  readonly isReadOnly: boolean;
  readonly onChange: (extensions: Extension[]) => void;
};

const THREE_DAYS: Span = { amount: 3, unit: 'days' };

/** What makes the protection longer. */
export function ExtensionList({ extensions, isReadOnly, onChange }: ExtensionListProps) {
  const words = useWords(poolWords);
  const add = (extension: Extension) => onChange([...extensions, extension]);
  const put = (index: number, extension: Extension) => onChange(extensions.with(index, extension));
  return (
    <Input.Wrapper label={words.extensions} description={words.extensionsHint} labelElement="div">
      <Stack gap="sm" mt={6}>
        {extensions.map((extension, index) => (
          <ExtensionRow
            // Rows have nothing of their own beside what they say.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            number={index + 1}
            extension={extension}
            isReadOnly={isReadOnly}
            onChange={(next) => put(index, next)}
            onRemove={() => onChange(extensions.toSpliced(index, 1))}
          />
        ))}
        {extensions.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.noExtension}
          </Text>
        )}
        {!isReadOnly && (
          <Group gap={8}>
            <Button
              size="xs"
              variant="default"
              onClick={() => add({ when: 'outcome', outcomes: [], by: THREE_DAYS })}
            >
              {words.addOutcome}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => add({ when: 'stage', stages: [], by: THREE_DAYS })}
            >
              {words.addStage}
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => add({ when: 'condition', condition: { all: [] }, by: THREE_DAYS })}
            >
              {words.addCondition}
            </Button>
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

type ExtensionRowProps = {
  readonly number: number;
  readonly extension: Extension;
  readonly isReadOnly: boolean;
  readonly onChange: (extension: Extension) => void;
  readonly onRemove: () => void;
};

function ExtensionRow({ number, extension, isReadOnly, onChange, onRemove }: ExtensionRowProps) {
  const words = useWords(poolWords);
  const format = useFormat();
  const nth = { number: format.number(number) };
  return (
    <Group gap="md" align="flex-end" wrap="wrap">
      <ExtensionCause nth={nth.number} extension={extension} isReadOnly={isReadOnly} onChange={onChange} />
      <SpanInput
        label={words.byOf(nth)}
        value={extension.by}
        isReadOnly={isReadOnly}
        onChange={(by) => onChange({ ...extension, by })}
      />
      {!isReadOnly && <CloseButton aria-label={words.removeExtension(nth)} onClick={onRemove} />}
    </Group>
  );
}

type ExtensionCauseProps = Pick<ExtensionRowProps, 'extension' | 'isReadOnly' | 'onChange'> & {
  readonly nth: string;
};

function ExtensionCause({ nth, extension, isReadOnly, onChange }: ExtensionCauseProps) {
  const words = useWords(poolWords);
  const isAsked = extension.when === 'condition';
  const facts = useAsk('routing.listFacts', {}, { enabled: isAsked });
  const attributes = useAsk('tagging.listAttributes', {}, { enabled: isAsked });
  const known = new Set(attributes.data?.map(({ key }) => key));
  switch (extension.when) {
    case 'outcome':
      return (
        <TagsInput
          miw={260}
          label={words.outcomesOf({ number: nth })}
          placeholder={words.whenOutcome}
          maxTags={50}
          readOnly={isReadOnly}
          value={extension.outcomes}
          onChange={(outcomes) => onChange({ ...extension, outcomes })}
        />
      );
    case 'stage':
      return (
        <TagsInput
          miw={260}
          label={words.stagesOf({ number: nth })}
          placeholder={words.whenStage}
          maxTags={50}
          readOnly={isReadOnly}
          value={extension.stages}
          onChange={(stages) => onChange({ ...extension, stages })}
        />
      );
    case 'condition':
      return (
        <Input.Wrapper label={words.conditionOf({ number: nth })} labelElement="div">
          <ConditionBuilder
            value={extension.condition}
            facts={(facts.data ?? []).filter(({ key }) => known.has(key))}
            isReadOnly={isReadOnly}
            onChange={(condition) => onChange({ ...extension, condition })}
          />
        </Input.Wrapper>
      );
  }
}
