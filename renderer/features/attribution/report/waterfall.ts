import type { OutputOf } from '#contract/contract';
import type { ReportValues } from './report-filter.ts';

export type Waterfall = NonNullable<OutputOf<'attribution.getWaterfall'>>;
type StepName =
  | 'gross'
  | 'refunded'
  | 'net'
  | 'notAttributed'
  | 'attributed'
  | 'notEligible'
  | 'eligible'
  | 'credited';

/** One bar of the waterfall: where it begins and ends, in minor units, and which orders stand behind it. */
export type Step = {
  readonly name: StepName;
  /** What it adds (a total) or takes away (below zero). */
  readonly amountMinor: number;
  readonly isTotal: boolean;
  readonly from: number;
  readonly to: number;
  readonly orders: ReportValues;
};

/** Gross − refunds = net; net − not attributed = attributed; attributed − not eligible = eligible; what of it is credited. */
export function stepsOf({ sums }: Pick<Waterfall, 'sums'>): Step[] {
  const { grossMinor, refundedMinor, attributedMinor, eligibleMinor, creditedMinor } = sums;
  const net = grossMinor - refundedMinor;
  const total = (name: StepName, amountMinor: number, orders: ReportValues): Step => ({
    name,
    amountMinor,
    isTotal: true,
    from: 0,
    to: amountMinor,
    orders,
  });
  const less = (name: StepName, from: number, to: number, orders: ReportValues): Step => ({
    name,
    amountMinor: to - from,
    isTotal: false,
    from: to,
    to: from,
    orders,
  });
  return [
    total('gross', grossMinor, {}),
    less('refunded', grossMinor, net, {}),
    total('net', net, {}),
    less('notAttributed', net, attributedMinor, { bucket: 'notAttributed' }),
    total('attributed', attributedMinor, { bucket: 'attributed' }),
    less('notEligible', attributedMinor, eligibleMinor, {
      bucket: 'attributed',
      eligibilityReason: 'notAllowed',
    }),
    total('eligible', eligibleMinor, { bucket: 'attributed' }),
    total('credited', creditedMinor, { bucket: 'attributed' }),
  ];
}
