import {
  type GridAction,
  type GridState,
  parseTsv,
  type PasteInput,
  type PastePlan,
  planPaste,
  selectedIds,
  type View,
} from '#features/routing/grid';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { PasteDialog } from './paste-dialog.tsx';
import { type Unread, useUnread } from './use-unread.ts';
import { tableWords } from './words.ts';

type PasteProps = Pick<PasteInput, 'naming' | 'titles'> & {
  readonly state: GridState;
  readonly dispatch: (action: GridAction) => void;
  readonly view: View;
  /** The group of new rows. */
  readonly groupId: () => string | undefined;
};

/** Pasting from a spreadsheet. What is read without doubt goes in at once; anything else is shown first. */
export function usePaste(props: PasteProps): {
  readonly paste: (text: string) => void;
  readonly dialog: ReactNode;
  /** The cells of the last paste that could not be read: still to be filled in. */
  readonly unread: Unread;
} {
  const words = useWords(tableWords);
  const { number } = useFormat();
  const [asked, setAsked] = useState<{ input: PasteInput; plan: PastePlan } | null>(null);
  const { unread, note } = useUnread(props.state.rules, props.naming);
  const apply = (plan: PastePlan) => {
    setAsked(null);
    note(plan.errors, plan.rules);
    props.dispatch({ type: 'replace', rules: plan.rules });
    const done = words.pasted({ changed: number(plan.changedRows), added: number(plan.newRows) });
    const left = plan.errors.length;
    const more = left === 0 ? '' : ` · ${words.pastedPartly({ count: number(left) })}`;
    notifications.show({ message: `${done}${more}` });
  };
  const paste = (text: string) => {
    const input = inputOf(props, text);
    if (!input) {
      notifications.show({ message: words.nothingToPaste });
      return;
    }
    const plan = planPaste(input);
    if (plan.errors.length === 0 && plan.newRows === 0 && plan.surplus === 0) apply(plan);
    else setAsked({ input, plan });
  };
  const dialog = asked && <PasteDialog {...asked} onApply={apply} onClose={() => setAsked(null)} />;
  return { paste, dialog, unread };
}

/** The clipboard's cells at the top left of the selection; one row of cells fills every selected row. */
function inputOf({ state, view, naming, titles, groupId }: PasteProps, text: string): PasteInput | null {
  const { place, rules } = state;
  const cells = parseTsv(text);
  const group = groupId() ?? rules[0]?.groupId;
  if (text.trim() === '' || !place || group === undefined) return null;
  const ids = selectedIds(state, view);
  const [only] = cells;
  const isFilling = cells.length === 1 && only !== undefined && ids.length > 1;
  const column = leftmost(state, view);
  return {
    cells: isFilling ? ids.map(() => only) : cells,
    rules,
    view,
    place: { ruleId: ids[0] ?? place.ruleId, column },
    mode: 'over',
    naming,
    titles,
    newId: () => crypto.randomUUID(),
    groupId: group,
  };
}

function leftmost({ place, anchor, isWholeRows }: GridState, { columns }: View) {
  const first = columns[0] ?? 'isOn';
  if (!place || isWholeRows) return first;
  if (!anchor) return place.column;
  return columns.indexOf(anchor.column) < columns.indexOf(place.column) ? anchor.column : place.column;
}
