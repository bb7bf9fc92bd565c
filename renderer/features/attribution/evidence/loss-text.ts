import type { LossReason } from '#domain/attribution';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';

type Lost = { readonly lossReason: LossReason | null; readonly missedByMs: number | null };

/** Why a follow-up lost, and by how much where that can be said. */
export function useLossText(): (lost: Lost) => string {
  const terms = useWords(termWords);
  const { duration } = useFormat();
  return ({ lossReason, missedByMs }) => {
    if (lossReason === null) return '';
    const by = (terms.lossBy as Partial<Record<LossReason, (p: { distance: string }) => string>>)[lossReason];
    if (missedByMs === null || missedByMs === 0 || !by) return terms.loss[lossReason];
    return by({ distance: duration(missedByMs) });
  };
}
