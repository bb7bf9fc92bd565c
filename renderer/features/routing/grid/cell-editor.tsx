import type { Rule } from '#domain/rules';
import type { Fact } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { formatCell, parseCell } from './cell-text.ts';
import { attributeOf, type CellChange, type ColumnKey } from './column.ts';
import { useFinishOutside } from './finish-outside.ts';
import type { Naming } from './naming.ts';
import { PickList } from './pick-list.tsx';
import { cellOf } from './row-parts.ts';
import styles from './rule-grid.module.css';
import { type Leaving, TestEditor } from './test-editor.tsx';
import { gridWords } from './words.ts';

type CellEditorProps = {
  readonly rule: Rule;
  readonly column: ColumnKey;
  readonly typed: string;
  readonly naming: Naming;
  readonly onCommit: (change: CellChange, then: Leaving) => void;
  readonly onLeave: () => void;
  /** The cell as it stands, to which a larger editor is attached. */
  readonly children: ReactNode;
};

/** The editor of the cell under the cursor, by what the column holds. */
export function CellEditor(props: CellEditorProps) {
  const { rule, column, typed, onCommit, onLeave } = props;
  const attribute = attributeOf(column);
  const fact = attribute === undefined ? undefined : props.naming.facts.get(attribute);
  const label = useEditorLabel(rule, column, fact);
  if (attribute !== undefined && fact)
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
  if (column === 'group' || column === 'owner')
    return (
      <Attached label={label} cell={props.children}>
        <ChoiceEditor {...props} column={column} label={label} />
      </Attached>
    );
  return attribute === undefined ? (
    <TextEditor {...props} label={label} />
  ) : (
    <ReadOnly {...props} label={label} />
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

const LIMITS: Partial<Record<ColumnKey, number>> = { name: 200, note: 1000 };
const DAYS: ReadonlySet<ColumnKey> = new Set(['validFrom', 'validTo', 'reviewAt']);

/** A cell that is typed: what it shows is read as a spreadsheet's cell is. */
function TextEditor(props: CellEditorProps & { readonly label: string }) {
  const { rule, column, typed, naming, onCommit, onLeave } = props;
  const words = useWords(gridWords);
  const isDay = DAYS.has(column);
  const [value, setValue] = useState(typed === '' || isDay ? formatCell(rule, column, naming) : typed);
  const [isWrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const finish = (then: Leaving, orElse: () => void) => {
    const parsed = parseCell(value, column, naming);
    if (parsed.ok) onCommit(parsed.value, then);
    else orElse();
  };
  useFinishOutside(field, () => finish(null, onLeave));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const then = leavingBy(event);
    if (then === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (then === 'leave') onLeave();
    else finish(then, () => setWrong(true));
  };
  return (
    <input
      ref={field}
      className={styles.input}
      type={isDay ? 'date' : 'text'}
      aria-label={props.label}
      aria-invalid={isWrong}
      title={column === 'tags' ? words.listHint : undefined}
      // The editor opened because the person asked for it: the keys belong here now.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      maxLength={LIMITS[column]}
      value={value}
      onChange={(event) => setValue(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}

type ChoiceEditorProps = CellEditorProps & { readonly column: 'group' | 'owner'; readonly label: string };

function ChoiceEditor({ rule, column, typed, naming, label, onCommit, onLeave }: ChoiceEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  useFinishOutside(box, onLeave);
  const chosen = column === 'group' ? rule.groupId : (rule.ownerId ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    const then = leavingBy(event);
    if (then === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (then === 'leave') onLeave();
    else onCommit({ column, text: chosen }, then);
  };
  return (
    // Keys that the list does not use bubble to here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown}>
      <PickList
        label={label}
        choices={column === 'group' ? naming.groups : naming.people}
        chosen={[chosen]}
        isMultiple={false}
        typed={typed}
        onChange={([value]) => {
          if (value !== undefined) onCommit({ column, text: value }, 'down');
        }}
        onEnough={() => onCommit({ column, text: chosen }, 'down')}
      />
    </div>
  );
}

/** A cell of an attribute that nobody knows: it says so, and can be cleared with Delete. */
function ReadOnly({ label, children, onLeave }: CellEditorProps & { readonly label: string }) {
  const words = useWords(gridWords);
  const box = useRef<HTMLDivElement>(null);
  useFinishOutside(box, onLeave);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <Attached label={label} cell={children}>
      {/* Any key ends it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} tabIndex={0} onKeyDown={onLeave}>
        {words.unknownFact}
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
