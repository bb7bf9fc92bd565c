import type { Rule } from '#domain/rules';
import type { Fact, Phraser } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Switch, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconGripVertical, IconPin } from '@tabler/icons-react';
import { type DragEvent, memo, type ReactNode } from 'react';
import { CellEditor } from './cell-editor.tsx';
import { attributeOf, type CellChange, type ColumnKey } from './column.ts';
import type { Choice } from './pick-list.tsx';
import { cellOf, partsOf } from './row-parts.ts';
import styles from './rule-grid.module.css';
import type { Leaving } from './test-editor.tsx';
import { gridWords } from './words.ts';

/** What every row needs, the same for all of them. */
export type RowSurroundings = {
  readonly columns: readonly ColumnKey[];
  readonly tracks: string;
  readonly facts: ReadonlyMap<string, Fact>;
  readonly phraser: Phraser;
  readonly groups: readonly Choice[];
  readonly isReadOnly: boolean;
  readonly onReach: (ruleId: string, column: ColumnKey) => void;
  readonly onEdit: () => void;
  readonly onCommit: (ruleId: string, change: CellChange, then: Leaving) => void;
  readonly onLeave: () => void;
  readonly onDragStart: (ruleId: string) => void;
  readonly onDragOver: (event: DragEvent, ruleId: string) => void;
  readonly onDrop: (event: DragEvent, ruleId: string) => void;
};

type GridRowProps = {
  readonly id: string;
  readonly rule: Rule;
  /** From 0, among all rules, whatever the filter. */
  readonly position: number;
  readonly top: number;
  readonly isPinned: boolean;
  readonly active: ColumnKey | null;
  readonly editing: { readonly typed: string } | null;
  readonly problem: string | undefined;
  readonly isWinner: boolean;
  readonly isDropTarget: boolean;
  readonly surroundings: RowSurroundings;
};

/** One rule of the table. Drawn again only when something of its own has changed. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { rule, surroundings, isPinned } = props;
  const words = useWords(gridWords);
  const { columns, tracks, isReadOnly } = surroundings;
  return (
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.position + 2}
      tabIndex={-1}
      className={styles.row}
      data-pinned={isPinned || undefined}
      data-off={!rule.isOn || undefined}
      data-winner={props.isWinner || undefined}
      data-drop={props.isDropTarget || undefined}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${props.top}px)` }}
      onDragOver={(event) => surroundings.onDragOver(event, rule.id)}
      onDrop={(event) => surroundings.onDrop(event, rule.id)}
    >
      <div role="rowheader" className={styles.number}>
        {isPinned ? (
          <Tooltip label={words.catchAllHint} multiline w={240}>
            <IconPin size={14} aria-label={words.catchAllHint} />
          </Tooltip>
        ) : (
          <span
            className={styles.handle}
            draggable={!isReadOnly}
            title={isReadOnly ? undefined : words.dragRow({ name: rule.name || words.unnamed })}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move';
              event.dataTransfer.setData('text/plain', rule.id);
              surroundings.onDragStart(rule.id);
            }}
          >
            {!isReadOnly && <IconGripVertical size={14} aria-hidden />}
          </span>
        )}
        <span>{props.position + 1}</span>
        {props.problem !== undefined && (
          <Tooltip label={props.problem} multiline w={280}>
            <IconAlertTriangle size={14} className={styles.problem} aria-label={props.problem} />
          </Tooltip>
        )}
      </div>
      {columns.map((column, index) => (
        <Cell
          key={column}
          {...props}
          column={column}
          id={`${props.id}-${index}`}
          isActive={props.active === column}
          editing={props.active === column ? props.editing : null}
        />
      ))}
    </div>
  );
});

type CellProps = GridRowProps & { readonly column: ColumnKey; readonly isActive: boolean };

function Cell(props: CellProps) {
  const { rule, column, surroundings, editing } = props;
  const content = <CellContent {...props} />;
  return (
    // The grid hears the keys; the pointer's way to the same cell is a press.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="gridcell"
      className={styles.cell}
      data-column={column}
      data-active={props.isActive || undefined}
      aria-selected={props.isActive}
      onMouseDown={() => surroundings.onReach(rule.id, column)}
      onDoubleClick={surroundings.onEdit}
    >
      {editing ? (
        <CellEditor
          rule={rule}
          column={column}
          typed={editing.typed}
          facts={surroundings.facts}
          groups={surroundings.groups}
          onCommit={(change, then) => surroundings.onCommit(rule.id, change, then)}
          onLeave={surroundings.onLeave}
        >
          {content}
        </CellEditor>
      ) : (
        content
      )}
    </div>
  );
}

function CellContent({ rule, column, isPinned, surroundings }: CellProps): ReactNode {
  const words = useWords(gridWords);
  const attribute = attributeOf(column);
  if (attribute !== undefined) {
    const tests = cellOf(rule, attribute);
    // An untested attribute stays blank to the eye: most cells of a long table are, and what counts stands out.
    if (tests.length === 0) return <span className={styles.unseen}>{words.any}</span>;
    return <span className={styles.text}>{tests.map(surroundings.phraser.test).join(' & ')}</span>;
  }
  switch (column) {
    case 'isOn':
      return (
        <Switch
          size="xs"
          checked={rule.isOn}
          disabled={surroundings.isReadOnly}
          aria-label={rule.isOn ? words.on : words.off}
          tabIndex={-1}
          onChange={(event) =>
            surroundings.onCommit(rule.id, { column: 'isOn', isOn: event.currentTarget.checked }, null)
          }
        />
      );
    case 'name':
      return (
        <span className={styles.text}>
          {rule.name || <span className={styles.any}>{words.unnamed}</span>}
          {isPinned && <span className={styles.catchAll}>{words.catchAll}</span>}
        </span>
      );
    case 'group':
      return <GroupName groupId={rule.groupId} groups={surroundings.groups} />;
    case 'note':
      return <span className={styles.text}>{rule.note}</span>;
    case 'others':
      return (
        <span className={styles.text}>
          {partsOf(rule).others.map(surroundings.phraser.sentence).join(' & ')}
        </span>
      );
    default:
      return null;
  }
}

function GroupName(props: { readonly groupId: string; readonly groups: readonly Choice[] }) {
  const words = useWords(gridWords);
  const group = props.groups.find(({ value }) => value === props.groupId);
  if (!group) return <span className={styles.bad}>{words.unknownGroup({ id: props.groupId })}</span>;
  return (
    <span className={styles.text}>
      {group.name}
      {group.hint && <span className={styles.catchAll}>{group.hint}</span>}
    </span>
  );
}
