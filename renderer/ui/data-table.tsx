import { kitWords } from '#i18n/kit';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Skeleton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import styles from './data-table.module.css';
import { EmptyState, ErrorState, LoadingState, NoMatchState } from './states.tsx';

export type Column<T> = {
  readonly key: string;
  readonly header: string;
  readonly render: (row: T) => ReactNode;
  /** A CSS grid track: a number of pixels, or `minmax(160px, 2fr)`. */
  readonly width?: number | string;
  readonly align?: 'left' | 'right' | 'center';
  /** The list operation's sort codes: what the header's button switches between, or the only one there is. */
  readonly sort?: { readonly up?: string; readonly down?: string };
};

/** A list of any length of which only the rows in view are known: what `useAskRows` gives. */
export type RowSource<T> = {
  /** Another id: another list, whose first row is to be shown. */
  readonly id: string;
  /** Rows of the list before are still shown, until those of this one come. */
  readonly isPrevious: boolean;
  readonly total: number | undefined;
  readonly rowAt: (index: number) => T | undefined;
  readonly want: (first: number, last: number) => void;
  readonly error: unknown;
  readonly retry: () => void;
};

type DataTableProps<T> = {
  /** Says what the table holds, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: RowSource<T> | readonly T[];
  readonly rowKey: (row: T) => string | number;
  /** Click, or Enter on the row the arrow keys reached. */
  readonly onOpen?: (row: T) => void;
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  /** Some filter is set: no rows then means "no match", not "nothing yet". */
  readonly isFiltered?: boolean;
  readonly onClearFilters?: () => void;
  readonly empty?: ReactNode;
  readonly footer?: ReactNode;
  /** In px; the table fills its flex parent without it. */
  readonly height?: number;
};

const ROW_PX = 36;
const ROW_PADDING_PX = 6;
/** Browsers stop at about 16 million px of height. */
const MOST_ROWS = 400_000;

/** A dense table over any number of rows; only those in view are drawn. Arrow keys move, Enter opens. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { rows, columns } = props;
  const source = useMemo<RowSource<T>>(() => ('rowAt' in rows ? rows : sourceOf(rows)), [rows]);
  const total = source.total ?? 0;
  if (source.error !== null && source.error !== undefined && source.total === undefined)
    return <ErrorState error={source.error} onRetry={source.retry} />;
  if (source.total === undefined) return <LoadingState />;
  const tracks = columns.map((column) => trackOf(column.width)).join(' ');
  const nothing = props.isFiltered ? (
    <NoMatchState onClear={props.onClearFilters} />
  ) : (
    (props.empty ?? <EmptyState title="–" />)
  );
  return (
    <div
      className={styles.frame}
      style={props.height === undefined ? undefined : { height: props.height, flex: 'none' }}
    >
      {total === 0 ? (
        <div className={styles.nothing}>{nothing}</div>
      ) : (
        <>
          <Grid {...props} source={source} tracks={tracks} count={Math.min(total, MOST_ROWS)} />
          <Footer total={total}>{props.footer}</Footer>
        </>
      )}
    </div>
  );
}

function sourceOf<T>(rows: readonly T[]): RowSource<T> {
  return {
    id: '',
    isPrevious: false,
    total: rows.length,
    rowAt: (index) => rows[index],
    want: () => {},
    error: null,
    retry: () => {},
  };
}

/** What the columns need beside their rows' padding: flexible ones their least, so that they share out only what there is. */
function leastWidth(columns: readonly Pick<Column<unknown>, 'width'>[]): number {
  const least = columns.map(({ width }) =>
    typeof width === 'number' ? width : Number.parseInt(trackOf(width).replace('minmax(', ''), 10),
  );
  return least.reduce((sum, each) => sum + each, 2 * ROW_PADDING_PX);
}

function trackOf(width: number | string | undefined): string {
  if (typeof width === 'number') return `${width}px`;
  return width ?? 'minmax(120px, 1fr)';
}

function Footer(props: { readonly total: number; readonly children?: ReactNode }) {
  const words = useWords(kitWords);
  const { number } = useFormat();
  const total = number(props.total);
  return (
    <div className={styles.footer}>
      <span>
        {props.total > MOST_ROWS
          ? words.firstRows({ shown: number(MOST_ROWS), total })
          : words.rows({ total })}
      </span>
      {props.children}
    </div>
  );
}

type GridProps<T> = DataTableProps<T> & {
  readonly source: RowSource<T>;
  readonly tracks: string;
  readonly count: number;
};

function Grid<T>(props: GridProps<T>) {
  const { source, count, columns, tracks, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const [active, setActive] = useState(-1);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    paddingStart: ROW_PX,
    scrollPaddingStart: ROW_PX,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { want } = source;
  useEffect(() => want(first, last), [want, first, last]);
  const [shown, setShown] = useState(source.id);
  if (shown !== source.id) {
    setShown(source.id);
    setActive(-1);
  }
  // Braces: new browsers answer scrollTo with a promise, which React would take for the effect's cleanup.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [source.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.target !== event.currentTarget) return;
    const next = nextRow(event.key, active, count, Math.max(1, last - first - 4));
    const row = source.rowAt(active);
    if (next !== undefined) {
      event.preventDefault();
      setActive(next);
      virtual.scrollToIndex(next);
    } else if (event.key === 'Enter' && row !== undefined) onOpen?.(row);
  };
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-busy={source.isPrevious}
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.body} style={{ height: virtual.getTotalSize(), minWidth: leastWidth(columns) }}>
        <Head columns={columns} tracks={tracks} sort={props.sort} onSort={props.onSort} />
        {items.map((item) => (
          <Row
            key={item.key}
            id={`${id}-${item.index}`}
            index={item.index}
            top={item.start}
            columns={columns}
            tracks={tracks}
            row={source.rowAt(item.index)}
            isActive={item.index === active}
            onOpen={onOpen}
            onReach={setActive}
          />
        ))}
      </div>
    </div>
  );
}

function nextRow(key: string, active: number, count: number, page: number): number | undefined {
  const to: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next));
}

type HeadProps<T> = {
  readonly columns: readonly Column<T>[];
  readonly tracks: string;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string) => void) | undefined;
};

function Head<T>({ columns, tracks, sort, onSort }: HeadProps<T>) {
  return (
    <div className={styles.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
      {columns.map((column) => (
        <div
          key={column.key}
          role="columnheader"
          className={styles.cell}
          data-align={column.align}
          aria-sort={sortState(column, sort)}
        >
          {column.sort && onSort ? (
            <SortButton header={column.header} codes={column.sort} sort={sort} onSort={onSort} />
          ) : (
            column.header
          )}
        </div>
      ))}
    </div>
  );
}

function sortState<T>(column: Column<T>, sort: string | undefined) {
  if (!column.sort) return undefined;
  if (sort === undefined) return 'none';
  if (sort === column.sort.up) return 'ascending';
  return sort === column.sort.down ? 'descending' : 'none';
}

type SortButtonProps = {
  readonly header: string;
  readonly codes: { readonly up?: string; readonly down?: string };
  readonly sort: string | undefined;
  readonly onSort: (sort: string) => void;
};

function SortButton({ header, codes, sort, onSort }: SortButtonProps) {
  const words = useWords(kitWords);
  return (
    <button
      type="button"
      className={styles.sorter}
      title={words.sortBy({ column: header })}
      onClick={() => onSort((sort === codes.down ? codes.up : codes.down) ?? codes.up ?? codes.down ?? '')}
    >
      {header}
      {sort !== undefined && sort === codes.up && <IconArrowUp size={12} aria-hidden />}
      {sort !== undefined && sort === codes.down && <IconArrowDown size={12} aria-hidden />}
    </button>
  );
}

type RowProps<T> = {
  readonly id: string;
  readonly index: number;
  readonly top: number;
  readonly columns: readonly Column<T>[];
  readonly tracks: string;
  readonly row: T | undefined;
  readonly isActive: boolean;
  readonly onOpen: ((row: T) => void) | undefined;
  readonly onReach: (index: number) => void;
};

function Row<T>(props: RowProps<T>) {
  const { row, columns, onOpen } = props;
  return (
    // The grid itself hears the keys; a click is the pointer's way to the same row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.index + 2}
      aria-selected={props.isActive}
      className={styles.row}
      data-opens={onOpen ? true : undefined}
      style={{ gridTemplateColumns: props.tracks, transform: `translateY(${props.top}px)` }}
      onClick={() => {
        props.onReach(props.index);
        if (row !== undefined) onOpen?.(row);
      }}
    >
      {columns.map((column) => (
        <div key={column.key} role="gridcell" className={styles.cell} data-align={column.align}>
          {row === undefined ? <Skeleton height={10} width="60%" /> : column.render(row)}
        </div>
      ))}
    </div>
  );
}
