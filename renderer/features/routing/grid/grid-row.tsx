import type { Rule } from '#domain/rules';
import { useWords } from '#i18n/words';
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconGripVertical, IconPin } from '@tabler/icons-react';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { contentOf } from './cell-content.tsx';
import { CellEditor } from './cell-editor.tsx';
import { attributeOf, type ColumnKey } from './column.ts';
import { placeOf } from './column-look.ts';
import type { PasteError } from './paste.ts';
import { RowFrame } from './row-frame.tsx';
import { cellOf } from './row-parts.ts';
import type { RowSurroundings } from './row-surroundings.ts';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type GridRowProps = {
  readonly id: string;
  readonly rule: Rule;
  /** From 0, among all rules, whatever the filter. */
  readonly position: number;
  /** From 0, among the lines that are shown. */
  readonly line: number;
  readonly top: number;
  readonly isPinned: boolean;
  readonly active: ColumnKey | null;
  readonly editing: { readonly typed: string } | null;
  /** The selected columns, first and last; -1 where the row is not selected. */
  readonly from: number;
  readonly to: number;
  readonly problem: string | undefined;
  readonly unread: readonly PasteError[] | undefined;
  readonly isWinner: boolean;
  readonly isDropTarget: boolean;
  readonly surroundings: RowSurroundings;
};

/** One rule of the table. Drawn again only when something of its own has changed. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { rule, surroundings } = props;
  return (
    // The grid hears the keys; the pointer's way to a cell is a press on it.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.line + 2}
      tabIndex={-1}
      className={styles.row}
      data-pinned={props.isPinned || undefined}
      data-off={!rule.isOn || undefined}
      data-winner={props.isWinner || undefined}
      data-drop={props.isDropTarget || undefined}
      style={{ top: props.top }}
      onMouseDown={(event) => press(event, props)}
      onPointerOver={(event) => sweep(event, props)}
      onDoubleClick={(event) => columnAt(event) !== undefined && surroundings.onEdit()}
      onDragOver={(event) => surroundings.onDragOver(event, rule.id)}
      onDrop={(event) => surroundings.onDrop(event, rule.id)}
    >
      <RowFrame
        drawn={surroundings.drawn}
        layout={surroundings.layout}
        head={<RowHead {...props} />}
        cells={(indexes) => indexes.map((index) => <Cell key={index} {...props} index={index} />)}
      />
    </div>
  );
});

/** The column that the pointer is on; none where it is on an editor, which lies over the table. */
function columnAt(event: MouseEvent): ColumnKey | undefined {
  const { target, currentTarget } = event;
  if (!(target instanceof Element) || !currentTarget.contains(target)) return undefined;
  return (target.closest<HTMLElement>('[data-column]')?.dataset['column'] ?? undefined) as
    | ColumnKey
    | undefined;
}

function press(event: MouseEvent, { rule, surroundings, from, to }: GridRowProps): void {
  const column = columnAt(event);
  if (column === undefined) return;
  const index = surroundings.columns.indexOf(column);
  const isSelected = from >= 0 && index >= from && index <= to;
  if (event.button === 0 || !isSelected) surroundings.onReach(rule.id, column, { extend: event.shiftKey });
}

/** The pointer held down draws a range. */
function sweep(event: MouseEvent, { rule, surroundings }: GridRowProps): void {
  const column = event.buttons === 1 ? columnAt(event) : undefined;
  if (column !== undefined) surroundings.onReach(rule.id, column, { extend: true });
}

/** The row's number, by which it is dragged and taken whole. */
function RowHead({ rule, position, isPinned, problem, from, to, surroundings }: GridRowProps) {
  const words = useWords(gridWords);
  const { columns, isMovable, onReach, onDragStart } = surroundings;
  const isWhole = from === 0 && to === columns.length - 1;
  const reach = (event: MouseEvent) =>
    onReach(rule.id, columns[0] ?? 'isOn', { rows: true, extend: event.shiftKey });
  return (
    // The grid hears the keys; the pointer's way to the whole row is a press.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="rowheader"
      aria-colindex={1}
      className={styles.number}
      data-selected={isWhole || undefined}
      onMouseDown={reach}
    >
      {isPinned ? (
        <Tooltip label={words.catchAllHint} multiline w={240}>
          <IconPin size={14} aria-label={words.catchAllHint} />
        </Tooltip>
      ) : (
        // The keyboard moves rows with Alt and the arrows.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <span
          className={styles.handle}
          draggable={isMovable}
          title={isMovable ? words.dragRow({ name: rule.name || words.unnamed }) : undefined}
          // Taking the handle of one of several selected rows keeps them selected: all of them are dragged.
          onMouseDown={(event) => from >= 0 && event.stopPropagation()}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', rule.id);
            onDragStart(rule.id);
          }}
        >
          {isMovable && <IconGripVertical size={14} aria-hidden />}
        </span>
      )}
      <span>{position + 1}</span>
      {problem !== undefined && (
        <Tooltip label={problem} multiline w={280}>
          <IconAlertTriangle size={14} className={styles.problem} aria-label={problem} />
        </Tooltip>
      )}
    </div>
  );
}

type CellProps = GridRowProps & { readonly index: number };

function Cell(props: CellProps) {
  const { rule, index, surroundings } = props;
  const { columns, layout, words } = surroundings;
  const column = columns[index];
  if (column === undefined) return null;
  const isActive = props.active === column;
  const isSelected = props.from >= 0 && index >= props.from && index <= props.to;
  const isGroup = index === layout.group;
  const unread = props.unread?.find((error) => error.column === column);
  const content = contentOf({ rule, column, isPinned: props.isPinned, surroundings });
  return (
    <div
      id={`${props.id}-${index}`}
      role="gridcell"
      aria-colindex={index + 2}
      className={styles.cell}
      style={isGroup ? undefined : placeOf(layout, index)}
      data-column={column}
      data-slides={isGroup ? 'group' : undefined}
      ref={isGroup ? surroundings.drawn.slides : undefined}
      data-cut={isCut(content, layout.widths[index] ?? 0) || undefined}
      data-active={isActive || undefined}
      aria-invalid={unread !== undefined || undefined}
      title={unread && surroundings.sayUnread(unread)}
      data-selected={isSelected || undefined}
      aria-selected={isSelected}
      aria-label={isAny(rule, column) ? words.any : undefined}
    >
      {isActive && props.editing ? (
        <CellEditor
          // Another rule may come to stand in this row: its editor begins anew.
          key={rule.id}
          rule={rule}
          column={column}
          typed={props.editing.typed}
          naming={surroundings.naming}
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

/** What a sign takes at most: a Chinese one is a square. */
const WIDE_PX = 13;
const NARROW_PX = 9.5;
const PADDING_PX = 17;

/** Whether something may be wider than its cell. Only then is it cut off: each cut is one more thing for the browser to keep. */
function isCut(content: ReactNode, px: number): boolean {
  if (typeof content !== 'string') return content !== null && content !== false;
  let width = PADDING_PX;
  for (let at = 0; at < content.length && width <= px; at += 1)
    width += content.charCodeAt(at) > 0x2e80 ? WIDE_PX : NARROW_PX;
  return width > px;
}

/** What is blank to the eye is said to who cannot see that it is. */
function isAny(rule: Rule, column: ColumnKey): boolean {
  const attribute = attributeOf(column);
  return attribute !== undefined && cellOf(rule, attribute).length === 0;
}
