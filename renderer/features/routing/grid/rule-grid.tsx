import { usePhraser } from '#features/routing/phrase';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { useVirtualizer } from '@tanstack/react-virtual';
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
import { type ColumnLook, layoutOf } from './column-look.ts';
import { isPinned } from './draft.ts';
import { GridHead } from './grid-head.tsx';
import { intentOf } from './grid-keys.ts';
import { GridRow } from './grid-row.tsx';
import type { GridAction, GridState } from './grid-state.ts';
import { GroupHead } from './group-head.tsx';
import type { Line } from './lines.ts';
import type { Naming } from './naming.ts';
import styles from './rule-grid.module.css';
import { rangeOf, selectedIds } from './selection.ts';
import type { View } from './steps.ts';
import { useClipboard } from './use-clipboard.ts';
import { useColumnWindow } from './use-column-window.ts';
import { useFollowCursor } from './use-follow-cursor.ts';
import { useSurroundings } from './use-surroundings.ts';
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
  /** rule id → what is wrong with it, in words. */
  readonly problems: ReadonlyMap<string, string>;
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

const ROW_PX = 32;
const NOT_SELECTED = { from: -1, to: -1 };

/** The ordered table of rules: a grid for thousands of rows and dozens of columns, edited by keyboard. */
export function RuleGrid(props: RuleGridProps) {
  const { state, view, lines, look, naming } = props;
  const words = useWords(gridWords);
  const phraser = usePhraser(useMemo(() => [...naming.facts.values()], [naming.facts]));
  const { date } = useFormat();
  const id = useId();
  const [open, setOpen] = useState<ColumnKey | null>(null);
  const { widths, frozen } = look;
  const layout = useMemo(() => layoutOf(view.columns, { widths, frozen }), [view.columns, widths, frozen]);
  const drawn = useColumnWindow(props.gridRef, layout, view.columns);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => props.gridRef.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    paddingStart: ROW_PX,
    scrollPaddingStart: ROW_PX,
    scrollPaddingEnd: ROW_PX,
  });
  const items = virtual.getVirtualItems();
  const cursor = useCursor(props);
  const groupAt = view.columns.indexOf('group');
  useFollowCursor({
    ...cursor,
    box: props.gridRef,
    isEditing: state.editing !== null,
    layout,
    rightPx: cursor.column === groupAt ? 0 : (layout.widths[groupAt] ?? 0),
    scrollToLine: virtual.scrollToIndex,
  });
  const { rows, dropId } = useSurroundings({ ...props, layout, drawn, phraser, date });
  const clipboard = useClipboard({ ...props, titles: look.titles });
  const page = Math.max(1, items.length - 12);
  const move = (event: KeyboardEvent) => onGridKey(event, props, page, setOpen);
  return (
    <div className={styles.frame}>
      <div
        ref={props.gridRef}
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
        onKeyDown={move}
        // A press on a cell focuses its row; the keys belong to the grid.
        onFocus={(event) => {
          if (event.target.getAttribute('role') === 'row') event.currentTarget.focus({ preventScroll: true });
        }}
      >
        <div className={styles.body} style={{ height: virtual.getTotalSize() }}>
          <GridHead
            columns={view.columns}
            drawn={drawn}
            layout={layout}
            look={look}
            facts={naming.facts}
            open={open}
            onOpen={setOpen}
          />
          {items.map((item) => {
            const line = lines[item.index];
            if (line?.kind === 'head')
              return (
                <GroupHead
                  key={`head ${line.key}`}
                  head={line}
                  line={item.index}
                  top={item.start}
                  onToggle={props.onToggleGroup}
                />
              );
            const rule = line && state.rules[line.at];
            if (!rule) return null;
            const isActive = state.place?.ruleId === rule.id;
            const selected = cursor.selected.has(rule.id) ? cursor.range : NOT_SELECTED;
            return (
              <GridRow
                key={rule.id}
                id={`${id}-${item.index}`}
                rule={rule}
                position={line.at}
                line={item.index}
                top={item.start}
                isPinned={line.at === state.rules.length - 1 && isPinned(state.rules, rule.id)}
                active={isActive ? (state.place?.column ?? null) : null}
                editing={isActive ? state.editing : null}
                from={selected.from}
                to={selected.to}
                problem={props.problems.get(rule.id)}
                isWinner={props.winnerId === rule.id}
                isDropTarget={dropId === rule.id}
                surroundings={rows}
              />
            );
          })}
        </div>
      </div>
      <div className={styles.footer}>{props.footer}</div>
    </div>
  );
}

/** Where the cursor stands in the view, and what is selected. */
function useCursor({ state, view, lines }: RuleGridProps) {
  const { place, anchor, isWholeRows, rules } = state;
  const line = useMemo(
    () =>
      place ? lines.findIndex((each) => each.kind === 'rule' && rules[each.at]?.id === place.ruleId) : -1,
    [lines, rules, place],
  );
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
