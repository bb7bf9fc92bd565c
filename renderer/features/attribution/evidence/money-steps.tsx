import type { OutputOf } from '#contract/contract';
import { termWords } from '#features/attribution/terms';
import { useFormat } from '#i18n/format';
import { useWords } from '#i18n/words';
import { Section } from '#ui/page';
import { PlainTable } from '#ui/plain-table';
import { evidenceWords } from './words.ts';

type Explained = OutputOf<'attribution.explainOrder'>;

/** The order's own waterfall: what it was, each refund, and what of it is attributed, eligible and credited. */
export function MoneySteps({ explained }: { readonly explained: Explained }) {
  const words = useWords(evidenceWords);
  const { step } = useWords(termWords);
  const { money, date } = useFormat();
  const { judgement, refunds } = explained;
  const { currency, grossMinor, refundedMinor } = judgement;
  const line = (key: string, name: string, minor: number | null, isMarked = false) => ({
    key,
    isMarked,
    cells: [name, money(minor, currency)],
  });
  return (
    <Section title={words.money} flush>
      <PlainTable
        label={words.money}
        header={[{ name: words.money }, { name: currency, align: 'right' }]}
        rows={[
          line('gross', step.gross, grossMinor),
          ...refunds.map(({ refundedAt, amountMinor }, index) =>
            line(
              `refund-${index}`,
              words.refundAt({ date: date(refundedAt) }),
              amountMinor === null ? null : -amountMinor,
            ),
          ),
          line(
            'net',
            step.net,
            grossMinor === null || refundedMinor === null ? null : grossMinor - refundedMinor,
          ),
          line('attributed', step.attributed, judgement.attributedMinor),
          line('eligible', step.eligible, judgement.eligibleMinor),
          line('credited', step.credited, judgement.creditedMinor, true),
        ]}
      />
    </Section>
  );
}
