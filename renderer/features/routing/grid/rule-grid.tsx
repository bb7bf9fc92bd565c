import { type Fact, factIcon, usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type Dispatch,
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { attributeOf, type ColumnKey } from './column.ts';
import { isPinned } from './draft.ts';
import { intentOf } from './grid-keys.ts';
import { GridRow, type RowSurroundings } from './grid-row.tsx';
import type { GridAction, GridState, View } from './grid-state.ts';
import type { Choice } from './pick-list.tsx';
import styles from './rule-grid.module.css';
import { gridWords } from './words.ts';

type RuleGridProps = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly view: View;
  readonly facts: readonly Fact[];
  readonly groups: readonly Choice[];
  readonly isReadOnly: boolean;
  /** rule id → what is wrong with it, in words. */
  readonly problems: ReadonlyMap<string, string>;
  /** The rule that takes what is being tried. */
  readonly winnerId: string | undefined;
  readonly onAdd: () => void;
  readonly onDuplicate: () => void;
  readonly onSave: () => void;
  readonly footer?: ReactNode;
  /** Filled with the grid's element, so that the page can hand the keys back to it. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
};

const ROW_PX = 36;
const WIDTHS: Partial<Record<ColumnKey, string>> = {
  isOn: '64px',
  name: '240px',
  others: '280px',
  group: '200px',
  note: 'minmax(200px, 1fr)',
};

/** The ordered table of rules: a grid for thousands of rows, edited by keyboard. */
export function RuleGrid(props: RuleGridProps) {
  const { state, view, facts } = props;
  const words = useWords(gridWords);
  const id = useId();
  const virtual = useVirtualizer({
    count: view.ruleIds.length,
    getScrollElement: () => props.gridRef.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    paddingStart: ROW_PX,
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: ROW_PX,
  });
  const items = virtual.getVirtualItems();
  const index = useMemo(() => new Map(state.rules.map((rule, at) => [rule.id, { rule, at }])), [state.rules]);
  const surroundings = useSurroundings(props);
  useFollowCursor(props, virtual.scrollToIndex);
  const page = Math.max(1, items.length - 12);
  const activeRow = state.place ? view.ruleIds.indexOf(state.place.ruleId) : -1;
  const activeColumn = state.place ? view.columns.indexOf(state.place.column) : -1;
  return (
    <div className={styles.frame}>
      <div
        ref={props.gridRef}
        className={styles.scroller}
        role="grid"
        aria-label={words.table}
        aria-rowcount={state.rules.length + 1}
        aria-readonly={props.isReadOnly}
        aria-colcount={view.columns.length + 1}
        aria-activedescendant={activeRow >= 0 ? `${id}-${activeRow}-${activeColumn}` : undefined}
        tabIndex={0}
        onKeyDown={(event) => onGridKey(event, props, page)}
        // A press on a cell focuses its row; the keys belong to the grid.
        onFocus={(event) => {
          if (event.target.getAttribute('role') === 'row') event.currentTarget.focus({ preventScroll: true });
        }}
      >
        <div className={styles.body} style={{ height: virtual.getTotalSize() }}>
          <Head columns={view.columns} tracks={surroundings.tracks} facts={facts} />
          {items.map((item) => {
            const found = index.get(view.ruleIds[item.index] ?? '');
            if (!found) return null;
            const isActive = state.place?.ruleId === found.rule.id;
            return (
              <GridRow
                key={found.rule.id}
                id={`${id}-${item.index}`}
                rule={found.rule}
                position={found.at}
                top={item.start}
                isPinned={isPinned(state.rules, found.rule.id)}
                active={isActive ? (state.place?.column ?? null) : null}
                editing={isActive ? state.editing : null}
                problem={props.problems.get(found.rule.id)}
                isWinner={props.winnerId === found.rule.id}
                isDropTarget={surroundings.dropId === found.rule.id}
                surroundings={surroundings.rows}
              />
            );
          })}
        </div>
      </div>
      <div className={styles.footer}>{props.footer}</div>
    </div>
  );
}

/** Keeps the cursor in view, and gives the keys back to the grid when an editor closes. */
function useFollowCursor(
  { state, view, gridRef }: RuleGridProps,
  scrollToIndex: (index: number) => void,
): void {
  const { place, editing } = state;
  const wasEditing = useRef(false);
  const row = place ? view.ruleIds.indexOf(place.ruleId) : -1;
  const column = place ? view.columns.indexOf(place.column) : -1;
  useEffect(() => {
    if (row < 0) return;
    scrollToIndex(row);
    const cell = gridRef.current?.querySelector('[role="gridcell"][data-active]');
    cell?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' });
    // The cursor's row and column say when to follow; the virtualizer's function changes with every scroll.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [row, column]);
  useEffect(() => {
    if (wasEditing.current && !editing) gridRef.current?.focus({ preventScroll: true });
    wasEditing.current = editing !== null;
  }, [editing, gridRef]);
}

/** What the rows share, kept the same between draws so that unchanged rows are not drawn again. */
function useSurroundings(props: RuleGridProps): {
  rows: RowSurroundings;
  tracks: string;
  dropId: string | null;
} {
  const { facts, groups, isReadOnly, dispatch, view } = props;
  const phraser = usePhraser(facts);
  const [dropId, setDropId] = useState<string | null>(null);
  const dragged = useRef<string | null>(null);
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  }, [view]);
  const { columns } = view;
  const tracks = useMemo(
    () => ['76px', ...columns.map((column) => WIDTHS[column] ?? '150px')].join(' '),
    [columns],
  );
  const rows = useMemo<RowSurroundings>(
    () => ({
      columns,
      tracks,
      facts: new Map(facts.map((fact) => [fact.key, fact])),
      phraser,
      groups,
      isReadOnly,
      onReach: (ruleId, column) => dispatch({ type: 'reach', place: { ruleId, column } }),
      onEdit: () => {
        if (!isReadOnly) dispatch({ type: 'edit', typed: '' });
      },
      onCommit: (ruleId, change, then) =>
        dispatch({ type: 'commit', ruleId, change, step: then, view: latest.current }),
      onLeave: () => dispatch({ type: 'leave' }),
      onDragStart: (ruleId) => {
        dragged.current = ruleId;
      },
      onDragOver: (event: DragEvent, ruleId) => {
        if (dragged.current === null) return;
        event.preventDefault();
        setDropId(ruleId);
      },
      onDrop: (event: DragEvent, ruleId) => {
        event.preventDefault();
        if (dragged.current !== null)
          dispatch({ type: 'moveBefore', ruleId: dragged.current, beforeId: ruleId });
        dragged.current = null;
        setDropId(null);
      },
    }),
    [columns, tracks, facts, phraser, groups, isReadOnly, dispatch],
  );
  return { rows, tracks, dropId };
}

function onGridKey(event: KeyboardEvent, props: RuleGridProps, page: number): void {
  // Keys from an open editor bubble here through React's tree; they are the editor's.
  if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
  const { state, view, isReadOnly, dispatch } = props;
  const pressed = {
    key: event.key,
    mod: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
  };
  const intent = intentOf(pressed, view, page);
  if (intent === null) return;
  const isLooking = typeof intent === 'object' && (intent.type === 'step' || intent.type === 'copy');
  if (isReadOnly && !isLooking) return;
  event.preventDefault();
  if (intent === 'add') props.onAdd();
  else if (intent === 'duplicate') props.onDuplicate();
  else if (intent === 'save') props.onSave();
  else if (intent === 'toggle' || (typeof intent === 'object' && intent.type === 'edit')) {
    const rule = state.rules.find((each) => each.id === state.place?.ruleId);
    if (rule && state.place?.column === 'isOn')
      dispatch({ type: 'change', ruleId: rule.id, change: { column: 'isOn', isOn: !rule.isOn } });
    else if (mayEdit(props)) dispatch(typeof intent === 'object' ? intent : { type: 'edit', typed: '' });
  } else dispatch(intent);
}

/** The catch-all has no tests: it takes whatever is left. */
function mayEdit({ state }: RuleGridProps): boolean {
  const { place, rules } = state;
  if (!place) return false;
  return attributeOf(place.column) === undefined || !isPinned(rules, place.ruleId);
}

type HeadProps = {
  readonly columns: readonly ColumnKey[];
  readonly tracks: string;
  readonly facts: readonly Fact[];
};

function Head({ columns, tracks, facts }: HeadProps) {
  const words = useWords(gridWords);
  const { label } = useFormat();
  return (
    <div className={styles.head} role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
      <div role="columnheader" className={styles.headNumber}>
        {words.number}
      </div>
      {columns.map((column) => {
        const attribute = attributeOf(column);
        const fact = facts.find(({ key }) => key === attribute);
        const Icon = fact && factIcon(fact.kind);
        return (
          <div key={column} role="columnheader" className={styles.headCell} data-column={column}>
            {Icon && <Icon size={13} stroke={1.6} aria-hidden />}
            {fact ? label(fact.label) : (attribute ?? words[column as Exclude<ColumnKey, `fact:${string}`>])}
          </div>
        );
      })}
    </div>
  );
}
