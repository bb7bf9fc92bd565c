import type { InputOf } from '#contract/contract';
import { Bucket, EligibilityReason, OrderReason } from '#domain/attribution';

export type ReportFilter = InputOf<'attribution.getWaterfall'>;

/** The filters of a report and of its orders, as the address carries them. */
export const ORDER_KEYS = [
  'currency',
  'fromMonth',
  'toMonth',
  'unitId',
  'repId',
  'productId',
  'categoryId',
  'lineId',
  'bucket',
  'reason',
  'eligibilityReason',
] as const;
export type ReportKey = (typeof ORDER_KEYS)[number];
export type ReportValues = { readonly [K in ReportKey]?: string };

/** The filter that an address means; what it cannot mean is left out. */
export function filterOf(values: ReportValues): ReportFilter {
  const { bucket, reason, eligibilityReason, fromMonth, toMonth, ...plain } = values;
  const known = {
    bucket: Bucket.safeParse(bucket).data,
    reason: OrderReason.safeParse(reason).data,
    eligibilityReason: EligibilityReason.safeParse(eligibilityReason).data,
    fromMonth: monthIn(fromMonth),
    toMonth: monthIn(toMonth),
  };
  return {
    ...plain,
    ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
  };
}

function monthIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text) ? text : undefined;
}

/** The address of the orders behind a figure: the report's own filters, narrowed. */
export function ordersPath(values: ReportValues, narrowed: ReportValues = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...values, ...narrowed })) if (value) params.set(key, value);
  const query = params.toString();
  return query === '' ? '/attribution/orders' : `/attribution/orders?${query}`;
}
