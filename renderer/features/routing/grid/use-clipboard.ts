import type { ClipboardEvent } from 'react';
import { formatCell } from './cell-text.ts';
import type { ColumnKey } from './column.ts';
import type { GridAction, GridState } from './grid-state.ts';
import type { Naming } from './naming.ts';
import { selectedColumns, selectedIds } from './selection.ts';
import type { View } from './steps.ts';
import { formatTsv } from './tsv.ts';

type ClipboardProps = {
  readonly state: GridState;
  readonly view: View;
  readonly naming: Naming;
  readonly titles: ReadonlyMap<ColumnKey, string>;
  readonly isReadOnly: boolean;
  readonly dispatch: (action: GridAction) => void;
  readonly onPaste: (text: string) => void;
};

/** The selected cells as a spreadsheet takes them; whole rows come with the names of their columns. */
function copiedText({ state, view, naming, titles }: Omit<ClipboardProps, 'onPaste' | 'dispatch'>): string {
  const ids = selectedIds(state, view);
  const columns = selectedColumns(state, view);
  const byId = new Map(state.rules.map((rule) => [rule.id, rule]));
  const rows = ids.flatMap((id) => {
    const rule = byId.get(id);
    return rule ? [columns.map((column) => formatCell(rule, column, naming))] : [];
  });
  const head = state.isWholeRows ? [columns.map((column) => titles.get(column) ?? column)] : [];
  return formatTsv([...head, ...rows]);
}

/** Copy, cut and paste, while no cell is being edited. */
export function useClipboard(props: ClipboardProps) {
  const { state, isReadOnly } = props;
  const isOurs = (event: ClipboardEvent) => event.target === event.currentTarget && state.place !== null;
  const copy = (event: ClipboardEvent) => {
    if (!isOurs(event)) return false;
    event.clipboardData.setData('text/plain', copiedText(props));
    event.preventDefault();
    return true;
  };
  return {
    onCopy: (event: ClipboardEvent) => void copy(event),
    onCut: (event: ClipboardEvent) => {
      if (!isReadOnly && copy(event)) props.dispatch({ type: 'clear', view: props.view });
    },
    onPaste: (event: ClipboardEvent) => {
      if (isReadOnly || !isOurs(event)) return;
      event.preventDefault();
      props.onPaste(event.clipboardData.getData('text/plain'));
    },
  };
}
