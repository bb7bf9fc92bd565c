import type { TaggingResult } from '#contract/tagging';
import type { Attribute } from '#domain/tagging';
import { ConditionBuilder } from '#features/conditions';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RuleDraft } from './rule-draft.ts';
import styles from './tagging.module.css';
import { ValueInput } from './value-input.tsx';
import { taggingWords } from './words.ts';

export type RuleCounts = ReturnType<typeof TaggingResult.parse>['byRule'][string];

type RuleCardProps = {
  readonly draft: RuleDraft;
  readonly attributes: readonly Attribute[];
  readonly facts: readonly Fact[];
  readonly counts: RuleCounts | undefined;
  readonly isReadOnly: boolean;
  readonly isWrong: boolean;
  readonly onChange: (draft: RuleDraft) => void;
  readonly moves: {
    readonly up: (() => void) | null;
    readonly down: (() => void) | null;
    readonly clone: () => void;
    readonly remove: () => void;
  };
};

/** One tag rule: when what holds, what is set, for how long; and what the last run or dry run made of it. */
export function RuleCard(props: RuleCardProps) {
  const words = useWords(taggingWords);
  const { sentence } = usePhraser(props.facts);
  const { draft, facts, counts, isReadOnly, isWrong, onChange, moves } = props;
  const [isOpen, setOpen] = useState(draft.name === '');
  return (
    <section className={styles.rule} aria-label={words.ruleOf({ name: draft.name || words.unnamed })}>
      <Group gap={8} wrap="nowrap">
        <Switch
          aria-label={words.isOn}
          checked={draft.isOn}
          disabled={isReadOnly}
          onChange={(event) => onChange({ ...draft, isOn: event.currentTarget.checked })}
        />
        <TextInput
          flex={1}
          size="xs"
          aria-label={words.name}
          placeholder={words.name}
          maxLength={200}
          readOnly={isReadOnly}
          error={isWrong && draft.name.trim() === ''}
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.currentTarget.value })}
        />
        {!isReadOnly && <RuleButtons moves={moves} />}
      </Group>
      <Effect {...props} />
      <Group gap={8} align="baseline">
        <Text size="sm" c="dimmed">
          {words.when}
        </Text>
        <Text size="sm" flex={1}>
          {sentence(draft.condition)}
        </Text>
        <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.close : words.edit}
        </Button>
      </Group>
      {isOpen && (
        <ConditionBuilder
          value={draft.condition}
          facts={facts}
          isReadOnly={isReadOnly}
          onChange={(condition) => onChange({ ...draft, condition })}
        />
      )}
      {counts && <Counts counts={counts} />}
    </section>
  );
}

function Effect({ draft, attributes, isReadOnly, isWrong, onChange }: RuleCardProps) {
  const words = useWords(taggingWords);
  const { label } = useFormat();
  const attribute = attributes.find(({ key }) => key === draft.attribute);
  return (
    <Group gap={8} wrap="wrap" align="flex-start">
      <Text size="sm" c="dimmed" pt={4}>
        {words.consequence}
      </Text>
      <Select
        size="xs"
        w={180}
        aria-label={words.attribute}
        searchable
        readOnly={isReadOnly}
        error={isWrong && !attribute}
        data={attributes.map((each) => ({ value: each.key, label: label(each.label) }))}
        value={draft.attribute}
        onChange={(key) => key !== null && onChange({ ...draft, attribute: key, value: null })}
      />
      {attribute && (
        <ValueInput
          attribute={attribute}
          value={draft.value}
          isReadOnly={isReadOnly}
          onChange={(value) => onChange({ ...draft, value })}
        />
      )}
      <NumberInput
        size="xs"
        w={170}
        aria-label={words.expiry}
        title={words.expiryHint}
        placeholder={words.noExpiry}
        prefix={words.expiryBefore}
        suffix={words.expiryAfter}
        min={1}
        max={3650}
        allowDecimal={false}
        clampBehavior="strict"
        readOnly={isReadOnly}
        value={draft.expiresAfterDays ?? ''}
        onChange={(days) => onChange({ ...draft, expiresAfterDays: typeof days === 'number' ? days : null })}
      />
    </Group>
  );
}

function RuleButtons({ moves }: Pick<RuleCardProps, 'moves'>) {
  const words = useWords(taggingWords);
  const shared = { variant: 'subtle', color: 'gray' } as const;
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon {...shared} aria-label={words.moveUp} disabled={!moves.up} onClick={() => moves.up?.()}>
        <IconArrowUp size={15} />
      </ActionIcon>
      <ActionIcon
        {...shared}
        aria-label={words.moveDown}
        disabled={!moves.down}
        onClick={() => moves.down?.()}
      >
        <IconArrowDown size={15} />
      </ActionIcon>
      <ActionIcon {...shared} aria-label={words.clone} onClick={moves.clone}>
        <IconCopy size={15} />
      </ActionIcon>
      <ActionIcon {...shared} aria-label={words.remove} onClick={moves.remove}>
        <IconX size={15} />
      </ActionIcon>
    </Group>
  );
}

const KINDS = ['set', 'kept', 'removed', 'expired', 'withheld'] as const;

function Counts({ counts }: { readonly counts: RuleCounts }) {
  const words = useWords(taggingWords);
  const { number } = useFormat();
  return (
    <Stack gap={4}>
      <Group gap={6} role="status">
        {KINDS.filter((kind) => counts[kind] > 0).map((kind) => (
          <Badge key={kind} color={kind === 'set' ? 'green' : 'gray'} variant="light">
            {`${words.counts[kind]} ${number(counts[kind])}`}
          </Badge>
        ))}
      </Group>
      {counts.examples.length > 0 && (
        <Text size="xs" c="dimmed">
          {words.examples}{' '}
          {counts.examples.map((id) => (
            <Link key={id} to={`/opportunities/${id}`} style={{ marginInlineEnd: 8 }}>
              {`#${id}`}
            </Link>
          ))}
        </Text>
      )}
    </Stack>
  );
}
