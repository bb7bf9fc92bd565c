import type { Rule } from '#domain/rules';
import { usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import {
  type Dispatch,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useId,
  useMemo,
  useState,
} from 'react';
import { attributeOf, type ColumnKey } from './column.ts';
import { type ColumnLook, type Layout, layoutOf } from './column-look.ts';
import { isPinned } from './draft.ts';
import { GridHead } from './grid-head.tsx';
import { intentOf } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import type { GridAction, GridState } from './grid-state.ts';
import { GroupHead } from './group-head.tsx';
import type { Line } from './lines.ts';
import type { Naming } from './naming.ts';
import styles from './rule-grid.module.css';
import type { PasteError } from './paste.ts';
import { rangeOf, selectedIds } from './selection.ts';
import type { View } from './steps.ts';
import { useClipboard } from './use-clipboard.ts';
import { useFollowCursor } from './use-follow-cursor.ts';
import { useSteady } from './use-steady.ts';
import { useSurroundings } from './use-surroundings.ts';
import { type GridWindow, ROW_PX, useWindow } from './use-window.ts';
import { gridWords } from './words.ts';

export type RuleGridProps = {
  readonly state: GridState;
  readonly dispatch: Dispatch<GridAction>;
  readonly view: View;
  /** What stands on each line, heads of groups too. */
  readonly lines: readonly Line[];
  readonly look: ColumnLook;
  readonly naming: Naming;
  readonly isReadOnly: boolean;
  /** The view shows the rules in their own order, so that they can be moved in it. */
  readonly isOrdered: boolean;
  /** What is wrong with a rule, in words. */
  readonly problemOf: (rule: Rule) => string | undefined;
  /** rule id → its cells that the last paste could not read. */
  readonly unread: ReadonlyMap<string, readonly PasteError[]>;
  readonly sayUnread: (error: PasteError) => string;
  /** The rule that takes what is being tried. */
  readonly winnerId: string | undefined;
  readonly onAdd: () => void;
  readonly onDuplicate: () => void;
  readonly onSave: () => void;
  readonly onPaste: (text: string) => void;
  /** Opens everything about the row under the cursor. */
  readonly onDetails: () => void;
  readonly onToggleGroup: (key: string) => void;
  readonly footer?: ReactNode;
  /** Filled with the grid's element, so that the page can hand the keys back to it. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
};

const NOT_SELECTED = { from: -1, to: -1 };

/** The ordered table of rules: a grid for thousands of rows and dozens of columns, edited by keyboard. */
export function RuleGrid(props: RuleGridProps) {
  const { state, view, lines, look, gridRef } = props;
  const words = useWords(gridWords);
  const id = useId();
  const [open, setOpen] = useState<ColumnKey | null>(null);
  const { widths, frozen } = look;
  const layout = useMemo(() => layoutOf(view.columns, { widths, frozen }), [view.columns, widths, frozen]);
  const seen = useWindow(gridRef, lines.length, layout);
  const cursor = useCursor(props);
  useFollowCursor({ ...cursor, ...seen, box: gridRef, isEditing: state.editing !== null });
  const clipboard = useClipboard({ ...props, titles: look.titles });
  const openMenu = useSteady((column: ColumnKey | null) => {
    setOpen(column);
    // A menu that closes gives the keys back to the table.
    if (column === null) gridRef.current?.focus({ preventScroll: true });
  });
  return (
    <div className={styles.frame}>
      <div
        ref={gridRef}
        className={styles.scroller}
        role="grid"
        aria-label={words.table}
        aria-rowcount={lines.length + 1}
        aria-colcount={view.columns.length + 1}
        aria-readonly={props.isReadOnly}
        aria-multiselectable
        aria-activedescendant={cursor.line >= 0 ? `${id}-${cursor.line}-${cursor.column}` : undefined}
        tabIndex={0}
        {...clipboard}
        onKeyDown={(event) => onGridKey(event, props, seen.page, openMenu)}
        // A press on a cell focuses its row; the keys belong to the grid.
        onFocus={(event) => {
          if (event.target.getAttribute('role') === 'row') event.currentTarget.focus({ preventScroll: true });
        }}
      >
        <div className={styles.body} style={{ height: (lines.length + 1) * ROW_PX, width: layout.total }}>
          <div className={styles.pane}>
            <GridHead
              columns={view.columns}
              drawn={seen.drawn}
              layout={layout}
              look={look}
              facts={props.naming.facts}
              open={open}
              onOpen={openMenu}
            />
            <Rows {...props} id={id} layout={layout} seen={seen} cursor={cursor} />
          </div>
        </div>
      </div>
      <div className={styles.footer}>{props.footer}</div>
    </div>
  );
}

type RowsProps = RuleGridProps & {
  readonly id: string;
  readonly layout: Layout;
  readonly seen: GridWindow;
  readonly cursor: ReturnType<typeof useCursor>;
};

/** The lines in view. */
function Rows(props: RowsProps) {
  const { id, state, lines, layout, seen, cursor } = props;
  const phraser = usePhraser(useMemo(() => [...props.naming.facts.values()], [props.naming.facts]));
  const words = useWords(gridWords);
  const { date } = useFormat();
  const { rows, dropId } = useSurroundings({
    ...props,
    layout,
    drawn: seen.drawn,
    phraser,
    words,
    date,
  });
  return lines.slice(seen.first, seen.last + 1).map((line, index) => {
    const at = seen.first + index;
    // A line is drawn in the row that stood there: what is scrolled changes texts and makes no rows.
    const slot = at % seen.slots;
    const top = (at + 1) * ROW_PX;
    if (line.kind === 'head')
      return <GroupHead key={slot} head={line} line={at} top={top} onToggle={props.onToggleGroup} />;
    const rule = state.rules[line.at];
    if (!rule) return null;
    const isActive = state.place?.ruleId === rule.id;
    const selected = cursor.selected.has(rule.id) ? cursor.range : NOT_SELECTED;
    return (
      <GridRow
        key={slot}
        id={`${id}-${at}`}
        rule={rule}
        position={line.at}
        line={at}
        top={top}
        isPinned={line.at === state.rules.length - 1 && isPinned(state.rules, rule.id)}
        active={isActive ? (state.place?.column ?? null) : null}
        editing={isActive ? state.editing : null}
        from={selected.from}
        to={selected.to}
        problem={props.problemOf(rule)}
        unread={props.unread.get(rule.id)}
        isWinner={props.winnerId === rule.id}
        isDropTarget={dropId === rule.id}
        surroundings={rows}
      />
    );
  });
}

/** Where the cursor stands in the view, and what is selected. */
function useCursor({ state, view, lines }: RuleGridProps) {
  const { place, anchor, isWholeRows, rules } = state;
  const line = useMemo(() => {
    if (!place) return -1;
    // Without heads of groups each line is a row of the view.
    if (lines.length === view.ruleIds.length) return view.ruleIds.indexOf(place.ruleId);
    return lines.findIndex((each) => each.kind === 'rule' && rules[each.at]?.id === place.ruleId);
  }, [lines, view.ruleIds, rules, place]);
  return useMemo(() => {
    const selecting = { place, anchor, isWholeRows };
    const range = rangeOf(selecting, view);
    return {
      line,
      column: place ? view.columns.indexOf(place.column) : -1,
      selected: new Set(selectedIds(selecting, view)),
      range: range ? { from: range.left, to: range.right } : NOT_SELECTED,
    };
  }, [line, place, anchor, isWholeRows, view]);
}

function onGridKey(
  event: KeyboardEvent,
  props: RuleGridProps,
  page: number,
  openMenu: (column: ColumnKey) => void,
): void {
  // Keys from an open editor bubble here through React's tree; they are the editor's.
  if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
  const { state, view, isReadOnly, dispatch } = props;
  const intent = intentOf(
    { key: event.key, mod: event.ctrlKey || event.metaKey, alt: event.altKey, shift: event.shiftKey },
    view,
    page,
  );
  if (intent === null) return;
  const looks = typeof intent === 'object' ? LOOKS.has(intent.type) : LOOKS.has(intent);
  if (isReadOnly && !looks) return;
  event.preventDefault();
  if (typeof intent === 'object') {
    const moves = intent.type === 'moveBy';
    if (intent.type === 'edit') edit(props, intent.typed);
    else if (!moves || props.isOrdered) dispatch(intent);
    return;
  }
  switch (intent) {
    case 'add':
      return props.onAdd();
    case 'duplicate':
      return props.onDuplicate();
    case 'save':
      return props.onSave();
    case 'details':
      return props.onDetails();
    case 'menu':
      if (state.place) openMenu(state.place.column);
      return;
    case 'toggle':
      edit(props, '');
  }
}

/** What changes no row: there for a table that is only read, too. */
const LOOKS: ReadonlySet<string> = new Set(['step', 'selectAll', 'details', 'menu']);

function edit(props: RuleGridProps, typed: string): void {
  const { state, view, dispatch } = props;
  const { place, rules } = state;
  if (!place) return;
  if (place.column === 'isOn') {
    const rule = rules.find(({ id }) => id === place.ruleId);
    if (rule) dispatch({ type: 'changeSelected', change: { column: 'isOn', isOn: !rule.isOn }, view });
  } else if (place.column === 'others') props.onDetails();
  // The catch-all has no tests: it takes whatever is left.
  else if (attributeOf(place.column) === undefined || !isPinned(rules, place.ruleId))
    dispatch({ type: 'edit', typed });
}
