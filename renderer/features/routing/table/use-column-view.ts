import { type ColumnKey, useSteady } from '#features/routing/grid';
import { useState } from 'react';

/** How somebody looks at the columns of a rule set. It holds names of columns and nothing of the business. */
export type ColumnView = {
  /** Columns asked for though no row uses them. */
  readonly added: readonly ColumnKey[];
  readonly hidden: readonly ColumnKey[];
  /** The last column that stays in view. */
  readonly frozen: ColumnKey;
  readonly widths: Readonly<Partial<Record<ColumnKey, number>>>;
};

const NOTHING_SET: ColumnView = { added: [], hidden: [], frozen: 'name', widths: {} };

const keptAs = (ruleSetId: string) => `switchyard.rules.${ruleSetId}`;

/** The column view of a rule set, remembered by the browser. */
export function useColumnView(ruleSetId: string) {
  const [view, setView] = useState(() => readView(ruleSetId));
  const change = useSteady((part: Partial<ColumnView>) => {
    const next = { ...view, ...part };
    setView(next);
    localStorage.setItem(keptAs(ruleSetId), JSON.stringify(next));
  });
  return { columnView: view, changeColumns: change };
}

function readView(ruleSetId: string): ColumnView {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keptAs(ruleSetId)) ?? 'null');
    return isColumnView(kept) ? kept : NOTHING_SET;
  } catch {
    return NOTHING_SET;
  }
}

/** Whether what the browser kept is still a view: it may be older than this console. */
function isColumnView(kept: unknown): kept is ColumnView {
  if (typeof kept !== 'object' || kept === null) return false;
  const { added, hidden, frozen, widths } = kept as Record<string, unknown>;
  const areTexts = (list: unknown) => Array.isArray(list) && list.every((text) => typeof text === 'string');
  const areSizes = (sizes: unknown) =>
    typeof sizes === 'object' && sizes !== null && Object.values(sizes).every(Number.isFinite);
  return areTexts(added) && areTexts(hidden) && typeof frozen === 'string' && areSizes(widths);
}
