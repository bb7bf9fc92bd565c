import { type Fact, factIcon } from '#features/routing/phrase';
import { useWords } from '#i18n/words';
import { Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconFilterFilled } from '@tabler/icons-react';
import { createElement, type PointerEvent, useRef } from 'react';
import { attributeOf, type ColumnKey } from './column.ts';
import { type ColumnLook, LEAST_PX, type Layout, MOST_PX, placeOf } from './column-look.ts';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type GridHeadProps = {
  readonly columns: readonly ColumnKey[];
  readonly drawn: readonly number[];
  readonly layout: Layout;
  readonly look: ColumnLook;
  readonly facts: ReadonlyMap<string, Fact>;
  /** The column whose menu is open. */
  readonly open: ColumnKey | null;
  readonly onOpen: (column: ColumnKey | null) => void;
};

/** The heads of the columns: each opens its menu, and is made wider or narrower at its edge. */
export function GridHead(props: GridHeadProps) {
  const words = useWords(gridWords);
  return (
    <div
      className={styles.head}
      role="row"
      aria-rowindex={1}
      style={{ gridTemplateColumns: props.layout.tracks }}
    >
      <div role="columnheader" aria-colindex={1} className={styles.headNumber}>
        {words.number}
      </div>
      {props.drawn.map((index) => {
        const column = props.columns[index];
        return column !== undefined && <ColumnHead key={column} {...props} column={column} index={index} />;
      })}
    </div>
  );
}

type ColumnHeadProps = GridHeadProps & { readonly column: ColumnKey; readonly index: number };

const SORTED = { up: 'ascending', down: 'descending' } as const;

function ColumnHead({ column, index, layout, look, facts, open, onOpen }: ColumnHeadProps) {
  const words = useWords(gridWords);
  const kind = facts.get(attributeOf(column) ?? '')?.kind;
  const title = look.titles.get(column) ?? column;
  const way = look.sorted?.column === column ? look.sorted.way : undefined;
  const isOpen = open === column;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={way ? SORTED[way] : 'none'}
      className={styles.headCell}
      style={placeOf(layout, index)}
      data-column={column}
      data-frozen={index < layout.frozen || undefined}
    >
      <Popover
        opened={isOpen}
        onChange={(opened) => onOpen(opened ? column : null)}
        position="bottom-start"
        shadow="md"
        trapFocus
        returnFocus
        withinPortal
      >
        <Popover.Target>
          <button
            type="button"
            className={styles.headButton}
            tabIndex={-1}
            aria-haspopup="dialog"
            aria-label={words.columnMenu({ column: title })}
            title={title}
            onClick={() => onOpen(isOpen ? null : column)}
          >
            {kind && <KindIcon kind={kind} />}
            <span className={styles.text}>{title}</span>
            {way === 'up' && <IconArrowUp size={12} aria-hidden />}
            {way === 'down' && <IconArrowDown size={12} aria-hidden />}
            {look.filtered.has(column) && (
              <IconFilterFilled size={12} className={styles.filtered} aria-hidden />
            )}
            <IconChevronDown size={12} className={styles.chevron} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={words.columnMenu({ column: title })}>
          {isOpen && look.menu(column, () => onOpen(null))}
        </Popover.Dropdown>
      </Popover>
      <Resizer column={column} width={layout.widths[index] ?? LEAST_PX} onWidth={look.onWidth} />
    </div>
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
