import { formatCell, type Naming, type PasteError } from '#features/routing/grid';
import type { Rule } from '#domain/rules';
import { useMemo, useState } from 'react';

/** A cell that a paste could not read, and what stood in it instead. */
type Left = PasteError & { readonly stood: string };

export type Unread = {
  readonly errors: readonly PasteError[];
  readonly byRule: ReadonlyMap<string, readonly PasteError[]>;
  readonly forget: () => void;
};

/** The cells of the last paste that could not be read, until something else is entered in them. */
export function useUnread(rules: readonly Rule[], naming: Naming) {
  const [left, setLeft] = useState<readonly Left[]>([]);
  const unread = useMemo<Unread>(() => {
    const stands = standing(left, rules, naming);
    const errors = left.filter((error, index) => stands[index] === error.stood);
    const byRule = Map.groupBy(errors, ({ ruleId }) => ruleId);
    return { errors, byRule, forget: () => setLeft([]) };
  }, [left, rules, naming]);
  /** Notes what a paste left, with the rows as it made them. */
  const note = (errors: readonly PasteError[], pasted: readonly Rule[]) => {
    const stood = standing(errors, pasted, naming);
    setLeft(errors.map((error, index) => ({ ...error, stood: stood[index] ?? '' })));
  };
  return { unread, note };
}

/** What stands in some cells; undefined where the row is gone. */
function standing(cells: readonly PasteError[], rules: readonly Rule[], naming: Naming) {
  if (cells.length === 0) return [];
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return cells.map(({ ruleId, column }) => {
    const rule = byId.get(ruleId);
    return rule && formatCell(rule, column, naming);
  });
}
