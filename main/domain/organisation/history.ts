import type { Unit } from '#domain/rights';

/** A unit from one moment until another, which is the first moment otherwise; null: until now. */
export type UnitSpan = {
  readonly from: number;
  readonly to: number | null;
  readonly leaderId: string | null;
  readonly parentId: string | null;
};

/** Who led a unit and what was above it, since when until when: from each state of it, the oldest first; null where it went. */
export function spansOf(
  states: readonly { readonly at: number; readonly unit: Unit | null }[],
): readonly UnitSpan[] {
  const spans: UnitSpan[] = [];
  for (const { at, unit } of states) {
    const last = spans.at(-1);
    const isOpen = last?.to === null;
    if (unit && isOpen && last.leaderId === unit.leaderId && last.parentId === unit.parentId) continue;
    if (isOpen) spans[spans.length - 1] = { ...last, to: at };
    if (unit) spans.push({ from: at, to: null, leaderId: unit.leaderId, parentId: unit.parentId });
  }
  // Two changes at one moment are one.
  return spans.filter(({ from, to }) => from !== to);
}

/** What held at a moment; undefined: it was not there. */
export function spanAt(spans: readonly UnitSpan[], at: number): UnitSpan | undefined {
  return spans.find(({ from, to }) => from <= at && (to === null || at < to));
}
