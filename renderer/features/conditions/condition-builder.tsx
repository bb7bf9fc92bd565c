import type { Condition } from '#domain/conditions';
import { type Fact, usePhraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { ActionIcon, Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconFolderPlus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './condition-builder.module.css';
import {
  asSame,
  conditionOf,
  DEEPEST,
  type GroupForm,
  type GroupMode,
  groupOf,
  idOf,
  moved,
} from './group-form.ts';
import { PartButtons, type PartMoves, usePartKeys } from './part-moves.tsx';
import { TEST_MODES, testIn } from './test-form.ts';
import { TestRow } from './test-row.tsx';
import { conditionWords } from './words.ts';

type ConditionBuilderProps = {
  readonly value: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly facts: readonly Fact[];
  readonly isReadOnly: boolean;
};

/**
 * A condition as nested groups of tests, to be read or edited by mouse and keyboard. While a test is half filled in,
 * `onChange` is told what cannot be saved yet: ask `isWhole` before saving.
 */
export function ConditionBuilder(props: ConditionBuilderProps) {
  const words = useWords(conditionWords);
  return (
    <div>
      <GroupBox {...props} depth={0} />
      {!props.isReadOnly && (
        <Text size="xs" c="dimmed" mt={6}>
          {words.keys}
        </Text>
      )}
    </div>
  );
}

type GroupBoxProps = ConditionBuilderProps & { readonly depth: number; readonly buttons?: ReactNode };

function GroupBox({ value, onChange, facts, isReadOnly, depth, buttons }: GroupBoxProps) {
  const words = useWords(conditionWords);
  const { sentence } = usePhraser(facts);
  const [isOpen, setOpen] = useState(true);
  const group = groupOf(value);
  const put = (next: Partial<GroupForm>) => onChange(conditionOf({ ...group, ...next }));
  return (
    <fieldset
      className={styles.group}
      aria-label={words.group}
      data-negated={group.mode === 'notAll' || group.mode === 'none' || undefined}
    >
      <div className={styles.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={isOpen ? words.collapse : words.expand}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
        </ActionIcon>
        <NativeSelect
          size="xs"
          aria-label={words.mode}
          value={group.mode}
          disabled={isReadOnly}
          data={(['all', 'any', 'notAll', 'none'] as const).map((mode) => ({
            value: mode,
            label: words.modes[mode],
          }))}
          onChange={(event) => put({ mode: event.currentTarget.value as GroupMode })}
        />
        <span className={styles.gap} />
        {buttons}
      </div>
      {isOpen ? (
        <Parts group={group} put={put} facts={facts} isReadOnly={isReadOnly} depth={depth} />
      ) : (
        <Text size="sm">{sentence(value)}</Text>
      )}
    </fieldset>
  );
}

type PartsProps = Pick<ConditionBuilderProps, 'facts' | 'isReadOnly'> & {
  readonly group: GroupForm;
  readonly put: (next: Partial<GroupForm>) => void;
  readonly depth: number;
};

function Parts({ group, put, facts, isReadOnly, depth }: PartsProps) {
  const words = useWords(conditionWords);
  const { parts, mode } = group;
  const active = useRef<Element | null>(null);
  // A browser takes the focus from what it moves.
  useLayoutEffect(() => {
    if (active.current instanceof HTMLElement) active.current.focus();
    active.current = null;
  });
  const movesOf = (part: Condition, index: number): PartMoves => ({
    move: (by) => {
      active.current = document.activeElement;
      put({ parts: moved(parts, index, by) });
    },
    clone: () => put({ parts: parts.toSpliced(index + 1, 0, structuredClone(part)) }),
    remove: () => put({ parts: parts.toSpliced(index, 1) }),
    isFirst: index === 0,
    isLast: index === parts.length - 1,
    ...('op' in part
      ? depth < DEEPEST && { wrap: () => put({ parts: parts.with(index, { all: [part] }) }) }
      : { unwrap: () => put({ parts: parts.toSpliced(index, 1, ...groupOf(part).parts) }) }),
  });
  return (
    <>
      {parts.length === 0 && (
        <Text size="sm" c="dimmed">
          {mode === 'all' || mode === 'none' ? words.emptyAll : words.emptyAny}
        </Text>
      )}
      <ul className={styles.parts}>
        {parts.map((part, index) => (
          <Part
            key={idOf(part)}
            part={part}
            onChange={(next) => put({ parts: parts.with(index, asSame(part, next)) })}
            moves={movesOf(part, index)}
            facts={facts}
            isReadOnly={isReadOnly}
            depth={depth + 1}
          />
        ))}
      </ul>
      {!isReadOnly && <AddButtons add={(part) => put({ parts: [...parts, part] })} {...{ facts, depth }} />}
    </>
  );
}

type PartProps = Pick<ConditionBuilderProps, 'onChange' | 'facts' | 'isReadOnly'> & {
  readonly part: Condition;
  readonly moves: PartMoves;
  readonly depth: number;
};

function Part({ part, moves, depth, ...rest }: PartProps) {
  const onKeyDown = usePartKeys(moves, rest.isReadOnly);
  const buttons = !rest.isReadOnly && <PartButtons moves={moves} />;
  return (
    // Keys pressed in the part's own fields bubble to here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li onKeyDown={onKeyDown}>
      {'op' in part ? (
        <TestRow test={part} buttons={buttons} {...rest} />
      ) : (
        <GroupBox value={part} depth={depth} buttons={buttons} {...rest} />
      )}
    </li>
  );
}

type AddButtonsProps = {
  readonly add: (part: Condition) => void;
  readonly facts: readonly Fact[];
  readonly depth: number;
};

function AddButtons({ add, facts, depth }: AddButtonsProps) {
  const words = useWords(conditionWords);
  const isDeepest = depth >= DEEPEST;
  const [first] = facts;
  const blank = () => testIn(TEST_MODES[first?.kind ?? 'text'][0] ?? 'isSet', first?.key ?? '');
  return (
    <Group gap={6}>
      <Button
        size="compact-xs"
        variant="light"
        leftSection={<IconPlus size={13} />}
        onClick={() => add(blank())}
      >
        {words.addTest}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconFolderPlus size={13} />}
        disabled={isDeepest}
        title={isDeepest ? words.tooDeep : undefined}
        onClick={() => add({ any: [blank()] })}
      >
        {words.addGroup}
      </Button>
    </Group>
  );
}
