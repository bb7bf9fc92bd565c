import type { Rule } from '#domain/rules';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { attributeOf, type CellChange, type ColumnKey } from './column.ts';
import { useFinishOutside } from './finish-outside.ts';
import { type Choice, PickList } from './pick-list.tsx';
import { cellOf } from './row-parts.ts';
import styles from './rule-grid.module.css';
import { type Leaving, TestEditor } from './test-editor.tsx';
import { gridWords } from './words.ts';

type CellEditorProps = {
  readonly rule: Rule;
  readonly column: ColumnKey;
  readonly typed: string;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly groups: readonly Choice[];
  readonly onCommit: (change: CellChange, then: Leaving) => void;
  readonly onLeave: () => void;
  /** The cell as it stands, to which a larger editor is attached. */
  readonly children: ReactNode;
};

/** The editor of the cell under the cursor, by what the column holds. */
export function CellEditor(props: CellEditorProps) {
  const { rule, column, typed, onCommit, onLeave } = props;
  const attribute = attributeOf(column);
  const fact = attribute === undefined ? undefined : props.facts.get(attribute);
  const label = useEditorLabel(rule, column, fact);
  if (column === 'name' || column === 'note')
    return (
      <TextEditor
        text={typed === '' ? rule[column] : typed}
        limit={column === 'name' ? 200 : 1000}
        column={column}
        rule={rule}
        onCommit={(text, then) => onCommit({ column, text }, then)}
        onLeave={onLeave}
      />
    );
  if (column === 'group')
    return (
      <Attached label={label} cell={props.children}>
        <GroupEditor {...props} />
      </Attached>
    );
  if (attribute === undefined || !fact)
    return <ReadOnly {...props} isUnknownFact={attribute !== undefined} />;
  return (
    <Attached label={label} cell={props.children}>
      <TestEditor
        fact={fact}
        tests={cellOf(rule, attribute)}
        typed={typed}
        onCommit={(tests, then) => onCommit({ column: 'tests', attribute, tests }, then)}
        onLeave={onLeave}
      />
    </Attached>
  );
}

/** What an editor is called: the cell that it edits. */
function useEditorLabel(rule: Rule, column: ColumnKey, fact: Fact | undefined): string {
  const words = useWords(gridWords);
  const { label } = useFormat();
  const name = fact
    ? label(fact.label)
    : (attributeOf(column) ?? words[column as Exclude<ColumnKey, `fact:${string}`>]);
  return words.editCell({ column: name, rule: rule.name || words.unnamed });
}

/** A form that hangs below its cell. */
function Attached(props: { readonly label: string; readonly cell: ReactNode; readonly children: ReactNode }) {
  return (
    <Popover
      opened
      withRoles={false}
      position="bottom-start"
      offset={4}
      shadow="md"
      withinPortal
      closeOnEscape={false}
    >
      <Popover.Target>
        <div className={styles.anchor}>{props.cell}</div>
      </Popover.Target>
      <Popover.Dropdown p={10} className={styles.editor} role="dialog" aria-label={props.label}>
        {props.children}
      </Popover.Dropdown>
    </Popover>
  );
}

type TextEditorProps = {
  readonly text: string;
  readonly limit: number;
  readonly column: 'name' | 'note';
  readonly rule: Rule;
  readonly onCommit: (text: string, then: Leaving) => void;
  readonly onLeave: () => void;
};

function TextEditor({ text, limit, column, rule, onCommit, onLeave }: TextEditorProps) {
  const words = useWords(gridWords);
  const [value, setValue] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  const finish = (then: Leaving) => onCommit(value.trim(), then);
  useFinishOutside(field, () => finish(null));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const then = leavingBy(event);
    if (then === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (then === 'leave') onLeave();
    else finish(then);
  };
  return (
    <input
      ref={field}
      className={styles.input}
      aria-label={words.editCell({ column: words[column], rule: rule.name || words.unnamed })}
      // The editor opened because the person asked for it: the keys belong here now.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      maxLength={limit}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function GroupEditor({ rule, typed, groups, onCommit, onLeave }: CellEditorProps) {
  const words = useWords(gridWords);
  const box = useRef<HTMLDivElement>(null);
  useFinishOutside(box, onLeave);
  const onKeyDown = (event: KeyboardEvent) => {
    const then = leavingBy(event);
    if (then === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (then === 'leave') onLeave();
    else onCommit({ column: 'group', text: rule.groupId }, then);
  };
  return (
    // Keys that the list does not use bubble to here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown}>
      <PickList
        label={words.group}
        choices={groups}
        chosen={[rule.groupId]}
        isMultiple={false}
        typed={typed}
        onChange={([groupId]) => {
          if (groupId !== undefined) onCommit({ column: 'group', text: groupId }, 'down');
        }}
        onEnough={() => onCommit({ column: 'group', text: rule.groupId }, 'down')}
      />
    </div>
  );
}

/** A cell that has no form here: it says why, and can be cleared with Delete. */
function ReadOnly(props: CellEditorProps & { readonly isUnknownFact: boolean }) {
  const words = useWords(gridWords);
  const label = useEditorLabel(props.rule, props.column, undefined);
  const { onLeave } = props;
  const box = useRef<HTMLDivElement>(null);
  useFinishOutside(box, onLeave);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <Attached label={label} cell={props.children}>
      {/* Any key ends it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} tabIndex={0} onKeyDown={onLeave}>
        {props.isUnknownFact ? words.unknownFact : props.children}
      </div>
    </Attached>
  );
}

function leavingBy(event: KeyboardEvent): Leaving | 'leave' | undefined {
  if (event.key === 'Escape') return 'leave';
  if (event.key === 'Enter') return 'down';
  if (event.key === 'Tab') return event.shiftKey ? 'left' : 'right';
  return undefined;
}
