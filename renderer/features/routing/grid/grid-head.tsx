import { type Fact, factIcon } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconFilterFilled } from '@tabler/icons-react';
import { createElement, memo, type PointerEvent, type ReactElement, type ReactNode, useRef } from 'react';
import { attributeOf, type ColumnKey } from './column.ts';
import { type ColumnLook, type Drawn, LEAST_PX, type Layout, MOST_PX, placeOf } from './column-look.ts';
import { RowFrame } from './row-frame.tsx';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type GridHeadProps = {
  readonly columns: readonly ColumnKey[];
  readonly drawn: Drawn;
  readonly layout: Layout;
  readonly look: ColumnLook;
  readonly facts: ReadonlyMap<string, Fact>;
  /** The column whose menu is open. */
  readonly open: ColumnKey | null;
  readonly onOpen: (column: ColumnKey | null) => void;
};

/** The heads of the columns: each opens its menu, and is made wider or narrower at its edge. */
export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const words = useWords(gridWords);
  return (
    <div className={styles.head} role="row" aria-rowindex={1}>
      <RowFrame
        drawn={props.drawn}
        layout={props.layout}
        head={
          <div role="columnheader" aria-colindex={1} className={styles.headNumber}>
            {words.number}
          </div>
        }
        cells={(indexes) => indexes.map((index) => <ColumnHead key={index} {...props} index={index} />)}
      />
    </div>
  );
});

type ColumnHeadProps = GridHeadProps & { readonly index: number };

const SORTED = { up: 'ascending', down: 'descending' } as const;

function ColumnHead(props: ColumnHeadProps) {
  const { index, layout, look } = props;
  const column = props.columns[index];
  if (column === undefined) return null;
  const way = look.sorted?.column === column ? look.sorted.way : undefined;
  const isGroup = index === layout.group;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={way ? SORTED[way] : 'none'}
      className={styles.headCell}
      style={isGroup ? undefined : placeOf(layout, index)}
      data-column={column}
      data-slides={isGroup ? 'group' : undefined}
      ref={isGroup ? props.drawn.slides : undefined}
    >
      <HeadMenu {...props} column={column} way={way} />
      <Resizer column={column} width={layout.widths[index] ?? LEAST_PX} onWidth={look.onWidth} />
    </div>
  );
}

type HeadMenuProps = GridHeadProps & { readonly column: ColumnKey; readonly way: 'up' | 'down' | undefined };

/** The column's name, which opens its menu. */
function HeadMenu({ column, look, facts, open, onOpen, way }: HeadMenuProps) {
  const words = useWords(gridWords);
  const kind = facts.get(attributeOf(column) ?? '')?.kind;
  const title = look.titles.get(column) ?? column;
  const isOpen = open === column;
  const button = (
    <button
      type="button"
      className={styles.headButton}
      tabIndex={-1}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={words.columnMenu({ column: title })}
      title={title}
      onClick={() => onOpen(isOpen ? null : column)}
    >
      {kind && <KindIcon kind={kind} />}
      <span className={styles.text}>{title}</span>
      {way === 'up' && <IconArrowUp size={12} aria-hidden />}
      {way === 'down' && <IconArrowDown size={12} aria-hidden />}
      {look.filtered.has(column) && <IconFilterFilled size={12} className={styles.filtered} aria-hidden />}
      <IconChevronDown size={12} className={styles.chevron} aria-hidden />
    </button>
  );
  if (!isOpen) return button;
  return (
    <OpenMenu label={words.columnMenu({ column: title })} button={button} onClose={() => onOpen(null)}>
      {look.menu(column, () => onOpen(null))}
    </OpenMenu>
  );
}

type OpenMenuProps = {
  readonly label: string;
  readonly button: ReactElement;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** The menu of the one column whose menu is open. */
function OpenMenu({ label, button, onClose, children }: OpenMenuProps) {
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus={false}
      withinPortal
    >
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown p={8} aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

function KindIcon(props: { readonly kind: Fact['kind'] }) {
  return createElement(factIcon(props.kind), { size: 13, stroke: 1.6, 'aria-hidden': true });
}

type ResizerProps = {
  readonly column: ColumnKey;
  readonly width: number;
  readonly onWidth: ColumnLook['onWidth'];
};

function Resizer({ column, width, onWidth }: ResizerProps) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (!from.current) return;
    const px = from.current.width + event.clientX - from.current.x;
    onWidth(column, Math.max(LEAST_PX, Math.min(MOST_PX, Math.round(px))));
  };
  return (
    <div
      className={styles.resizer}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
