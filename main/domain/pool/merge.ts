/** What a merge looks at in an opportunity. */
export type Mergeable = {
  readonly id: number;
  readonly lineId: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly stage: string;
  readonly title: string;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
};

/** The stage of an opportunity that became part of another. */
export const MERGED = 'merged';

export type Filled = { readonly field: string; readonly value: unknown };

export type MergeFault = 'same' | 'otherLine' | 'alreadyMerged' | 'won' | 'keeperClosed';

export type MergePlan =
  | {
      readonly ok: true;
      /** What the keeper gets because it had nothing there; its own values always stay. */
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly title: string;
      readonly amountMinor: number | null;
      readonly currency: string | null;
      readonly filled: readonly Filled[];
      /** Where both say something, and differently: the keeper's word stands. */
      readonly differing: readonly {
        readonly field: string;
        readonly kept: unknown;
        readonly dropped: unknown;
      }[];
    }
  | { readonly ok: false; readonly code: MergeFault };

/**
 * How one opportunity becomes part of another of the same business line: the keeper's values win and its gaps are filled.
 * An amount comes with its currency. Refused: itself, another line, one that was merged before, one that was won, for a
 * deal never becomes a loss, and an open one into a closed one, for open work would end unseen.
 */
export function planMerge(keeper: Mergeable, loser: Mergeable): MergePlan {
  if (keeper.id === loser.id) return { ok: false, code: 'same' };
  if (keeper.lineId !== loser.lineId) return { ok: false, code: 'otherLine' };
  if (keeper.stage === MERGED || loser.stage === MERGED) return { ok: false, code: 'alreadyMerged' };
  if (loser.status === 'won') return { ok: false, code: 'won' };
  if (loser.status === 'open' && keeper.status !== 'open') return { ok: false, code: 'keeperClosed' };
  const filled: Filled[] = [];
  const differing: { field: string; kept: unknown; dropped: unknown }[] = [];
  const attributes: Record<string, unknown> = { ...keeper.attributes };
  for (const [field, value] of Object.entries(loser.attributes))
    if (isEmpty(attributes[field])) {
      if (isEmpty(value)) continue;
      attributes[field] = value;
      filled.push({ field, value });
    } else if (!isEmpty(value) && JSON.stringify(attributes[field]) !== JSON.stringify(value))
      differing.push({ field, kept: attributes[field], dropped: value });
  const takesAmount = keeper.amountMinor === null && loser.amountMinor !== null;
  if (takesAmount) filled.push({ field: '@amount', value: loser.amountMinor });
  const takesTitle = keeper.title === '' && loser.title !== '';
  if (takesTitle) filled.push({ field: '@title', value: loser.title });
  const { amountMinor, currency } = takesAmount ? loser : keeper;
  return {
    ok: true,
    attributes: Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))),
    title: takesTitle ? loser.title : keeper.title,
    amountMinor,
    currency,
    filled,
    differing,
  };
}

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
