import type { InputOf } from '#contract/contract';

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

/** The filter that an address says; what it cannot mean the console refuses, rather than showing everything. */
export function filterOf(values: ReportValues): ReportFilter {
  return values as ReportFilter;
}

/** The address of the orders behind a figure: the report's own filters, narrowed. */
export function ordersPath(values: ReportValues, narrowed: ReportValues = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...values, ...narrowed })) if (value) params.set(key, value);
  const query = params.toString();
  return query === '' ? '/attribution/orders' : `/attribution/orders?${query}`;
}
